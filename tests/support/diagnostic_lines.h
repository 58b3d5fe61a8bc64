#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"

namespace trailsift {

// Each diagnostic on a line, with what the caret underlines:
//   3:5 error unknown-key: unknown key "Kay" in a match expression ^Kay
inline std::vector<std::string> DiagnosticLines(const Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    std::string line = std::to_string(diagnostic.place.line) + ':' +
                       std::to_string(diagnostic.place.column) + ' ' + LevelName(diagnostic.level) +
                       ' ' + diagnostic.code + ": " + diagnostic.message;
    if (diagnostic.place.column > 0 && diagnostic.place.column <= diagnostic.source_line.size()) {
      line += " ^" + diagnostic.source_line.substr(diagnostic.place.column - 1, diagnostic.length);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace trailsift
