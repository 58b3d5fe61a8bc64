#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "base/diagnostic.h"
#include "loader/source_text.h"
#include "loader/yaml_node.h"

namespace trailsift {

// Collects the problems of one rule file, each with its place, line and caret, and hands them on in
// the order of their places.
class ProblemReporter {
 public:
  // Of each level, so many problems of a file are kept; of the others the number is told.
  static constexpr std::size_t kMaximumKept = 100;

  // The text must outlive the reporter.
  explicit ProblemReporter(const SourceText& source) : source_(source) {}

  void Report(Diagnostic::Level level, const TextPlace& place, std::string code,
              std::string message);
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
  void NotSupported(const YamlNode& node, const std::string& what);
  // How often that was said or passed over.
  std::size_t not_supported() const { return not_supported_; }
  void set_tolerant(bool tolerant) { tolerant_ = tolerant; }

  bool empty() const { return kept_.empty(); }
  const std::string& file() const { return source_.file(); }

  // Appends what was collected, and forgets it.
  void MoveTo(Diagnostics& diagnostics);

 private:
  std::size_t count(Diagnostic::Level level) const {
    return counts_[static_cast<std::size_t>(level)];
  }

  const SourceText& source_;
  Diagnostics kept_;
  std::array<std::size_t, 3> counts_{};  // By level.
  std::size_t not_supported_ = 0;
  bool tolerant_ = false;
};

}  // namespace trailsift
