#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/contradictions.h"
#include "support/load_text.h"

namespace trailsift {

// "8 error contradictory-condition: …": what is found in a rule whose Detection begins on line 8.
inline std::vector<std::string> ContradictionLines(const std::string& detection,
                                                   const std::string& before = "") {
  const LoadedText loaded(RuleText(before + "Detection:\n" + detection));
  EXPECT_FALSE(HasErrors(loaded.diagnostics)) << testing::PrintToString(loaded.problems);
  if (loaded.set.rules.empty()) return {"not loaded"};
  std::vector<std::string> lines;
  for (const ConditionFinding& finding : FindContradictions(loaded.set.rules[0])) {
    lines.push_back(std::to_string(finding.position.line) + ' ' + LevelName(finding.level) + ' ' +
                    finding.code + ": " + finding.message);
  }
  return lines;
}

// An expression on a line of its own.
inline std::string Leaf(const std::string& content) { return "  - {" + content + "}\n"; }

}  // namespace trailsift
