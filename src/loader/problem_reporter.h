#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "loader/source_text.h"
#include "loader/yaml_node.h"

namespace trailsift {

// Collects the problems of one rule file, each with its place, line and caret, and hands them on in
// the order of their places.
class ProblemReporter {
 public:
  // Of each level, and of advice, so many problems of a file are kept; of the others the number is
  // told.
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
  // A warning or note that only an author of rules wants to see.
  void Advise(Diagnostic::Level level, const TextPlace& place, std::string code,
              std::string message);
  void Note(const YamlNode& node, std::string code, std::string message) {
    Report(Diagnostic::Level::kNote, node.place, std::move(code), std::move(message));
  }
  // An error at a byte of a scalar's text.
  void ErrorInside(const YamlNode& node, std::size_t offset, std::string code,
                   std::string message) {
    Report(Diagnostic::Level::kError, PlaceInside(node, offset), std::move(code),
           std::move(message));
  }
  // The place of the byte of a scalar's text at an offset, or that of the scalar where it cannot be
  // told.
  TextPlace PlaceInside(const YamlNode& scalar, std::size_t offset) const;
  // True if the text stands at that place as it is.
  bool StandsAt(const TextPlace& place, std::string_view text) const;

  // To the problem reported last: what to write in place of what it underlines.
  void Suggest(std::string text);
  // The same where it underlines a scalar: another value for it, quoted as that is. Nothing happens
  // where the scalar stands on several lines.
  void SuggestValue(const YamlNode& scalar, std::string_view value);

  // The same: the scalar, which is not quoted, in quotation marks.
  void SuggestQuotes(const YamlNode& scalar);

  bool empty() const { return kept_.empty(); }
  // True if an error was reported from the line `first` on and before the line `end`.
  bool HasErrorIn(std::uint32_t first, std::uint32_t end) const;
  const std::string& file() const { return source_.file(); }

  // Appends what was collected, and forgets it.
  void MoveTo(Diagnostics& diagnostics);

 private:
  // Of one level, or advice.
  struct Count {
    Diagnostic::Level level;
    bool advice = false;
    std::size_t problems = 0;
  };
  void Keep(Diagnostic::Level level, bool advice, const TextPlace& place, std::string code,
            std::string message);

  const SourceText& source_;
  Diagnostics kept_;
  bool last_is_kept_ = false;
  std::array<Count, 5> counts_{{{Diagnostic::Level::kError},
                                {Diagnostic::Level::kWarning},
                                {Diagnostic::Level::kWarning, true},
                                {Diagnostic::Level::kNote},
                                {Diagnostic::Level::kNote, true}}};
};

}  // namespace trailsift
