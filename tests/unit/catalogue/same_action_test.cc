// Section 6.3 of the rule specification: rules detecting the same action.
#include "catalogue/same_action.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "unit/catalogue/trees.h"

namespace trailsift {
namespace {

// The names that the two rules share, "-" if they are not about the same action.
std::string Shared(const Tree& left, const Tree& right) {
  RuleSet rules;
  AddRule(rules, "left", left);
  AddRule(rules, "right", right);
  const std::vector<SameActionRule> found = FindSameAction(rules, 0);
  if (found.empty()) return "-";
  return fmt::format("{}", fmt::join(found.front().event_names, " "));
}

Tree Name(const char* name) { return Equals("eventName", name); }
Tree Source(const char* name) { return Equals("eventSource", name); }

TEST(SameAction, NeedsACommonEventNameAndNoOtherSource) {
  const std::vector<std::tuple<Tree, Tree, std::string>> table = {
      {Name("A"), Name("A"), "A"},
      {Name("A"), Name("B"), "-"},
      {Name("A"), Name("a"), "-"},
      {All({Name("A"), Source("s")}), All({Name("A"), Source("s")}), "A"},
      {All({Name("A"), Source("s")}), All({Name("A"), Source("t")}), "-"},
      {All({Name("A"), Source("s")}), Name("A"), "A"},
      {Name("A"), All({Name("A"), Source("t")}), "A"},
      {Source("s"), Source("s"), "-"},
      {IsIn("eventName", {"C", "A", "B"}), IsIn("eventName", {"B", "C", "D"}), "B C"},
      {All({Name("A"), IsIn("eventSource", {"s", "t"})}), All({Name("A"), Source("t")}), "A"},
      {Name("A"), Equals("EventName", "A"), "A"},
      {Name("A"), Any({Name("A"), Exists("b")}), "A"},
  };
  for (const auto& [left, right, shared] : table) {
    EXPECT_EQ(Shared(left, right), shared)
        << Print(ConditionOf(left)) << " / " << Print(ConditionOf(right));
  }
}

TEST(SameAction, CountsNoValueUnderANegation) {
  EXPECT_EQ(Shared(Name("A"), Negated(Name("A"))), "-");
  EXPECT_EQ(Shared(Name("A"), None({Name("A")})), "-");
  EXPECT_EQ(Shared(All({Name("A"), Source("s")}), All({Name("A"), None({Source("t")})})), "A");
}

TEST(SameAction, CountsEqAndInOnTheRecordsOwnFieldsOnly) {
  EXPECT_EQ(Shared(Name("A"), Leaf("eventName", Operator::kStartsWith, {Literal::String("A")})),
            "-");
  EXPECT_EQ(Shared(Name("A"), IgnoringCase(Name("A"))), "-");
  EXPECT_EQ(Shared(Name("A"), Elements(Group::Kind::kAny, "list", Name("A"))), "-");
  EXPECT_EQ(Shared(Name("A"), Equals("requestParameters.eventName", "A")), "-");
  EXPECT_EQ(Shared(Equals("eventName", Literal::Number("1")), Name("1")), "-");
}

TEST(SameAction, ListsOtherEvaluableRulesSortedById) {
  RuleSet rules;
  AddRule(rules, "c", Name("A"));
  AddRule(rules, "b", Name("A"));
  AddRule(rules, "python", Name("A"), RuleState::kPython);
  AddRule(rules, "a", Name("A"), RuleState::kDisabled);
  AddRule(rules, "other", Name("A"), RuleState::kOtherLogType);
  std::vector<std::string> ids;
  for (const SameActionRule& same : FindSameAction(rules, 0)) {
    ids.push_back(rules.rules[same.rule].id);
  }
  EXPECT_EQ(ids, (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace trailsift
