#pragma once

#include <optional>
#include <string_view>

#include "event/json_value.h"

namespace trailsift {

// True if `name` is the first name of a field that trailsift derives when the record lacks it:
// p_log_type, p_event_time, p_udm, actor_user, p_any_…, in any ASCII letter case.
bool IsDerivedField(std::string_view name);

// The derived value of a top-level name, or nothing where it is missing. Fields that stand in the
// record win over their derivation, member by member for p_udm. Rules: Panther specification 3.8.
std::optional<JsonValue> DeriveField(const JsonValue& record, std::string_view name);

}  // namespace trailsift
