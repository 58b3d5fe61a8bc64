#pragma once

#include "base/result.h"
#include "catalogue/rule_filter.h"
#include "cli/command_line.h"

namespace trailsift {

// What --severity, --min-severity, --tag, --technique and --text ask for.
Result<RuleFilter> ReadRuleFilter(const CommandLine& line);

}  // namespace trailsift
