#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alert/match.h"
#include "rule/rule.h"
#include "writer/json_builder.h"

namespace trailsift {

// Appends the object "trailsift.match/1" of docs/schemas/match-1.schema.json, or, for a signal,
// "trailsift.signal/1" of signal-1.schema.json, on one line and without a line end. `rule` is the
// rule that matched. On a terminal the record's own strings are escaped as well.
void AppendMatchJson(std::string& out, const Match& match, const Rule& rule, bool terminal);

// The member `path_bytes`, in hexadecimal, for a path that is not UTF-8.
void AppendPathBytes(JsonBuilder& json, const std::string& path);

// The member `location` of a record: its source and its place in it.
void AppendLocation(JsonBuilder& json, const std::string& path, std::string_view member,
                    const RecordPlace& place);

// The list `mitre_attack`: [{"tactic":"TA0005","technique":"T1562.003"}].
void AppendAttackList(JsonBuilder& json, const std::vector<AttackReference>& references);

}  // namespace trailsift
