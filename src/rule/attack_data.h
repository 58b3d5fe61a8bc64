#pragma once

#include <string_view>

namespace trailsift {

// The files in src/rule/attack/ as they were when the program was built: LF-ended lines of cells
// that tabs separate. © The MITRE Corporation; see NOTICE.

// Id, short name, name, former name.
extern const std::string_view kAttackTactics;
// Sorted by id: id, name, tactics, and those that only version 18.1 gives it; lists with commas.
extern const std::string_view kAttackTechniques;
// Sorted by id: id, name, tactics, last version, successor.
extern const std::string_view kRetiredAttackTechniques;

}  // namespace trailsift
