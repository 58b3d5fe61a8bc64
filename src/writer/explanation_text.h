#pragma once

#include <cstddef>
#include <string>

#include "matcher/explained_record.h"
#include "rule/rule.h"

namespace trailsift {

struct ExplanationTextOptions {
  bool colour = false;
  std::size_t width = 0;  // Columns of a terminal; 0: nothing is wrapped or cut.
};

// A record with the tree of the rule's conditions for a person, escaped, LF-ended:
//   NEAR MISS  logs/a.json:1:2048
//     2026-11-03T03:12:45Z  StopLogging  cloudtrail.amazonaws.com
//     true   Detection: all of
//     true     eventName eq "StopLogging"  saw "StopLogging"
//   > false    errorCode is_null  saw "AccessDenied"
// A leaf that alone keeps the record from matching is marked.
std::string FormatExplanation(const ExplainedRecord& record, const Rule& rule,
                              const ExplanationTextOptions& options);

// "Rule My.Rule: 2 matches, 1 near miss and 40 others in 43 events; --all shows the others, too".
// Escaped, no line end.
std::string DescribeExplained(const Rule& rule, const ExplainCounts& counts, bool all_shown);

}  // namespace trailsift
