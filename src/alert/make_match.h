#pragma once

#include <cstddef>

#include "alert/match.h"
#include "event/record_reader.h"
#include "rule/rule.h"

namespace trailsift {

// A context of more bytes of JSON is replaced by one member, `_error`, that says so.
inline constexpr std::size_t kMaximumContext = 204'800;

// The match of `rule` on the reader's current record, with all its text copied out. `severity` is
// the one the match ends up with, dynamic severities included. Fills everything but path, member,
// compressed, standard_input and summary. Views die here.
Match MakeMatch(const Rule& rule, RuleNumber number, Severity severity, const RecordReader& reader);

// The same from an event alone, as rule tests have it: no place, no flags of the reader.
Match MakeMatch(const Rule& rule, RuleNumber number, Severity severity, const Event& event);

// Fills in what an alert adds up from its matches: the values of the rule's SummaryAttributes.
void AddSummary(const Rule& rule, const Event& event, Match& match);

// The time by which a record is filtered, ordered and counted: eventTime, else unknown.
std::optional<Timestamp> EventTime(const Event& event);

}  // namespace trailsift
