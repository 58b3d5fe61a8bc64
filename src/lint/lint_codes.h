#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/diagnostic.h"

namespace trailsift {

// A kind of finding. Codes are part of the public interface: none is renamed, or used again for
// something else.
struct LintCode {
  std::string_view code;     // "unknown-condition"
  Diagnostic::Level level;   // The usual one; some findings are less grave.
  std::string_view summary;  // What was found. A sentence.
  std::string_view help;     // What it leads to, and what to do.
};

// All kinds that rule files can be found to have, those of the loader included; sorted by code.
std::span<const LintCode> LintCodes();

// A null pointer for a code that is none.
const LintCode* FindLintCode(std::string_view code);

}  // namespace trailsift
