#pragma once

#include <deque>

#include "event/field_path.h"
#include "event/field_value.h"
#include "event/json_value.h"

namespace trailsift {

// Resolves `path` from `root` by the plain reading of the Panther rule specification, section 2.3:
// exact name before folded name, index only on lists, [*] flattens to one list. `assembled` keeps
// the lists that [*] makes; the result lives as long as it and `root`.
FieldValue Lookup(const JsonValue& root, const FieldPath& path, std::deque<JsonValue>& assembled);

}  // namespace trailsift
