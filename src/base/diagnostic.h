#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trailsift {

// A place in a text file. Line and column count from 1, columns in bytes; 0 means unknown.
struct SourceLocation {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  bool operator==(const SourceLocation&) const = default;
};

// A problem with something the user gave us (a rule file, an argument), as a value.
struct Diagnostic {
  enum class Level { kNote, kWarning, kError };

  Level level = Level::kError;
  // Stable identifier of the kind of problem: "unknown-condition".
  std::string code;
  SourceLocation place;
  // One sentence that says what is wrong and what to do. Unescaped; may quote hostile text.
  std::string message;
  // The text of the line at `place`, unescaped, without its line break. Empty: not known.
  std::string source_line;
  // Bytes of `source_line` that the caret underlines, from `place.column`. At least 1.
  std::uint32_t length = 1;
  // A warning for those who write rules: nothing is wrong, but hardly meant so. Commands that use
  // the rules do not show it.
  bool advice = false;
  // What to write in place of the underlined bytes, unescaped, where that is all there is to do.
  std::optional<std::string> fix;
};

// Collects the problems of a run in the order they were found.
using Diagnostics = std::vector<Diagnostic>;

bool HasErrors(const Diagnostics& diagnostics);

// "error", "warning" or "note".
const char* LevelName(Diagnostic::Level level);

}  // namespace trailsift
