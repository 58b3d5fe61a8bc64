#pragma once

#include <string>

#include "event/json_value.h"

namespace trailsift {

// Who acted, resolved from userIdentity.type (exact case) by the table of the Panther rule
// specification, section 3.8. A step counts only if it gives a non-empty string; the fallback names
// the type ("UnknownIAMUser"). Never fails and is never empty.
std::string ActorUser(const JsonValue& record);

}  // namespace trailsift
