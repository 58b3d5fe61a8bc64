#pragma once

#include <optional>
#include <string_view>

#include "rule/rule.h"

namespace trailsift {

// True for a report that is called "MITRE ATT&CK" when only letters and digits count, in any case.
bool IsAttackReport(std::string_view name);

// Reads an entry of such a report, blanks around it trimmed: TA0005:T1562.003, TA0005:T1562,
// TA0005, T1562, T1562.003, or an id of MITRE ATLAS (AML.…), which is kept as it is. Nothing for
// any other text.
std::optional<AttackReference> ParseAttackReference(std::string_view text);

}  // namespace trailsift
