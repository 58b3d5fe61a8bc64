#pragma once

#include <string>
#include <vector>

#include "rule/rule_set.h"
#include "writer/output_stream.h"
#include "writer/writer.h"

namespace trailsift {

// The given rules, one a line, for a person: id, severity, tests, state, source. Laid out as
// AlignedTable says.
void WriteRuleTable(OutputStream& stream, const RuleSet& rules,
                    const std::vector<RuleNumber>& numbers, const WriterOptions& options);

// The same as the document "trailsift.rules/1".
std::string FormatRuleJson(const RuleSet& rules, const std::vector<RuleNumber>& numbers);

}  // namespace trailsift
