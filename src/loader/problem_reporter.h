#pragma once

#include <cstddef>
#include <string>

#include "base/diagnostic.h"
#include "loader/source_text.h"
#include "loader/yaml_node.h"

namespace trailsift {

// Collects the problems of one rule file, each with its place, line and caret.
class ProblemReporter {
 public:
  // Both must outlive the reporter.
  ProblemReporter(const SourceText& source, Diagnostics& diagnostics)
      : source_(source), diagnostics_(diagnostics) {}

  void Error(const YamlNode& node, std::string code, std::string message) {
    Report(Diagnostic::Level::kError, node.place, std::move(code), std::move(message));
  }
  void Warn(const YamlNode& node, std::string code, std::string message) {
    Report(Diagnostic::Level::kWarning, node.place, std::move(code), std::move(message));
  }
  void Note(const YamlNode& node, std::string code, std::string message) {
    Report(Diagnostic::Level::kNote, node.place, std::move(code), std::move(message));
  }
  // An error at a byte of a scalar's text.
  void ErrorInside(const YamlNode& node, std::size_t offset, std::string code,
                   std::string message) {
    Report(Diagnostic::Level::kError, node.PlaceInside(offset), std::move(code),
           std::move(message));
  }

  // Something the specification knows and this version does not: an error, unless the rule is one
  // that is not evaluated anyhow. `what` begins the sentence.
  void NotSupported(const YamlNode& node, const std::string& what) {
    ++not_supported_;
    if (!tolerant_) {
      Error(node, "not-supported", what + " is known but not supported by this version");
    }
  }
  std::size_t not_supported() const { return not_supported_; }
  void set_tolerant(bool tolerant) { tolerant_ = tolerant; }

  const std::string& file() const { return source_.file(); }

 private:
  void Report(Diagnostic::Level level, const TextPlace& place, std::string code,
              std::string message) {
    diagnostics_.push_back(
        source_.MakeDiagnostic(level, std::move(code), place, std::move(message)));
  }

  const SourceText& source_;
  Diagnostics& diagnostics_;
  std::size_t not_supported_ = 0;
  bool tolerant_ = false;
};

}  // namespace trailsift
