#pragma once

#include <optional>
#include <string_view>

#include "event/json_value.h"

namespace trailsift {

// True for the names p_any_… that trailsift derives.
bool IsIndicatorSet(std::string_view name);

// The set called `name` as a list of distinct strings sorted by bytes; nothing if it is empty. The
// fields it is gathered from are those of the Panther rule specification, section 3.8; "blobs"
// there are additionalEventData, requestParameters, responseElements and serviceEventDetails, at
// any depth.
std::optional<JsonValue> DeriveIndicatorSet(const JsonValue& record, std::string_view name);

}  // namespace trailsift
