#include "base/diagnostic.h"

#include <algorithm>

namespace trailsift {

bool HasErrors(const Diagnostics& diagnostics) {
  return std::ranges::any_of(diagnostics, [](const Diagnostic& diagnostic) {
    return diagnostic.level == Diagnostic::Level::kError;
  });
}

const char* LevelName(Diagnostic::Level level) {
  switch (level) {
    case Diagnostic::Level::kNote:
      return "note";
    case Diagnostic::Level::kWarning:
      return "warning";
    case Diagnostic::Level::kError:
      return "error";
  }
  return "error";
}

}  // namespace trailsift
