#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "ruletest/run_rule_tests.h"

namespace trailsift {

// What the reports of `trailsift test` have in common. All texts are unescaped.

// "expected a match, got no match", or why there is no verdict to compare.
std::string DescribeVerdict(const RuleTestOutcome& outcome);

// A line for each leaf that decided, with what it saw; elements of lists stand below their leaf,
// indented by two blanks a level:
//   decided by inline filter awsRegion ne "eu-west-1" (line 9): saw "eu-west-1"
//   decided by any(items: port eq 22) (line 14): saw [{"port":22}], satisfied by 1 of 1 elements
//     [0] port eq 22 (line 17): saw 22
std::vector<std::string> DescribeDeciding(const RuleTestOutcome& outcome);

// "rules/x.yml:14:18", of what is known.
std::string DescribePlace(const SourceLocation& place);

// The errors of one file that did not load, or of a folder without rule files.
struct UnloadedFile {
  std::string file;
  std::vector<const Diagnostic*> errors;  // Of the report it was made from.
};
// In the order in which the files first have an error.
std::vector<UnloadedFile> UnloadedFiles(const RuleTestReport& report);

// "2 passed, 0 failed, 0 skipped in 1 rule"; unless all rules passed, they are counted alike:
// "1 passed, 2 failed, 0 skipped; rules: 0 passed, 1 failed, 0 skipped; errors in 1 path".
std::string DescribeCounts(const RuleTestReport& report);

}  // namespace trailsift
