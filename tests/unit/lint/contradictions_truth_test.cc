// Random conditions and records: what is said to hold never, or always, does.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lint/contradictions.h"
#include "matcher/explain.h"
#include "support/choices.h"
#include "support/random_condition.h"
#include "support/random_record.h"

namespace trailsift {
namespace {

// Each node of the condition gets a line of its own, 1 and up.
void NumberNodes(Condition& condition) {
  for (std::size_t i = 0; i < condition.nodes.size(); ++i) {
    condition.nodes[i].position = {static_cast<std::uint32_t>(i + 1), 1};
  }
}

std::vector<JsonValue> SomeRecords(Choices& choices, int count) {
  std::vector<JsonValue> records;
  for (int i = 0; i < count; ++i) {
    records.push_back(std::move(*ParseJson(RandomRecord(choices).text())));
    records.back().source = {};  // A view into a text that is gone.
  }
  return records;
}

bool Matches(const Rule& rule, const JsonValue& record) {
  return (!rule.inline_filter || Evaluate(*rule.inline_filter, record)) &&
         Evaluate(rule.condition, record);
}

TEST(FindContradictions, OnlySaysWhatIsTrue) {
  SeededChoices choices(20);
  const std::vector<JsonValue> records = SomeRecords(choices, 60);
  std::uint64_t never = 0;
  std::uint64_t always = 0;
  std::uint64_t matched = 0;
  for (std::uint64_t round = 0; round < Rounds(20'000); ++round) {
    Rule rule = RandomRule(choices);
    NumberNodes(rule.condition);
    const std::vector<ConditionFinding> findings = FindContradictions(rule);
    for (const ConditionFinding& finding : findings) {
      const bool never_matches = finding.level == Diagnostic::Level::kError;
      const bool decided = finding.code == "always-true" && finding.message.starts_with("one of");
      if (!never_matches && !decided) continue;
      never += never_matches ? 1 : 0;
      always += decided ? 1 : 0;
      std::vector<bool> verdicts;
      for (const JsonValue& record : records) {
        const bool matches = Matches(rule, record);
        ASSERT_FALSE(matches && never_matches) << Print(rule.condition) << "\n" << finding.message;
        matched += matches ? 1 : 0;
        if (decided && finding.position.line > 0 &&
            finding.position.line <= rule.condition.nodes.size()) {
          verdicts.push_back(Explain(rule.condition, record)[finding.position.line - 1].value);
        }
      }
      for (const bool verdict : verdicts) {
        ASSERT_EQ(verdict, verdicts[0]) << Print(rule.condition) << "\n" << finding.message;
      }
    }
  }
  // A test that met none of these would prove nothing.
  EXPECT_GT(never, 100U);
  EXPECT_GT(always, 20U);
  EXPECT_GT(matched, 100U);
}

}  // namespace
}  // namespace trailsift
