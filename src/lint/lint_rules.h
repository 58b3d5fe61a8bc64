#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "rule/rule_set.h"

namespace trailsift {

// What a check of rule files found.
struct LintReport {
  // File by file, in each by place.
  Diagnostics findings;
  std::uint64_t files = 0;  // That were read.
  std::uint64_t rules = 0;  // Documents of `AnalysisType: rule`, whatever is wrong with them.
  RuleSet loaded;           // For the counts of what was passed over.

  std::uint64_t Count(Diagnostic::Level level) const;
  // True if something that was named could not be checked: it cannot be read, or holds no rule.
  bool incomplete() const;
};

// Checks every rule file under the paths (as LoadRules finds them). Goes on after any problem.
// `deny_warnings`: warnings become errors.
LintReport LintRules(const std::vector<std::string>& paths, bool deny_warnings);

// Checks one text, as if it stood in a file called `file` that was named.
LintReport LintRuleText(std::string_view text, const std::string& file, bool deny_warnings);

}  // namespace trailsift
