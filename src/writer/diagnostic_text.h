#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace trailsift {

// "rules/stop_logging.yml:14:18", escaped, for the start of a line; of what is known.
std::string FormatPlace(const SourceLocation& place);

// The escape sequence that begins the colour in which the name of a level is shown.
std::string_view LevelColour(Diagnostic::Level level);

// The diagnostic as GNU tools print it, escaped, LF-ended:
//   rules/stop_logging.yml:14:18: error: unknown condition "Equal", did you mean "Equals"?
//     14 |     - Condition: Equal
//        |                  ^~~~~
// Without a place the first line reads `error: …`; without a source line it stands alone.
std::string FormatDiagnostic(const Diagnostic& diagnostic, bool colour);
// The same with the code behind the message, `… [unknown-condition]`, and where there is a fix a
// last line with it:
//        | fix: Equals
std::string FormatFinding(const Diagnostic& diagnostic, bool colour);

}  // namespace trailsift
