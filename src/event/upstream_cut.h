#pragma once

#include <string_view>
#include <vector>

#include "event/json_value.h"

namespace trailsift {

// What AWS left out of a record before it was delivered. A field that is too large is replaced by
// {"omitted":true,"originalSize":…,"reasonForOmission":"…"}, and a record that was cut says
// "omitted":true at its top.
struct UpstreamCut {
  bool record = false;                   // Any of its fields may be missing.
  std::vector<std::string_view> fields;  // Names of members that were replaced.

  explicit operator bool() const { return record || !fields.empty(); }
};

// The names are views into the record. A field counts as cut if "omitted" is its first member, as
// AWS writes it: some calls have a parameter of that name.
UpstreamCut FindUpstreamCut(const JsonValue& record);

}  // namespace trailsift
