// What golden cases do not reach: shapes of conditions in each format of a card.
#include "writer/rule_card_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "event/json_value.h"
#include "unit/catalogue/trees.h"

namespace trailsift {
namespace {

using testing::HasSubstr;
using testing::Not;

RuleSet SampleRules() {
  RuleSet rules;
  AddRule(rules, "Shown",
          All({Elements(Group::Kind::kNone, "resources",
                        All({Equals("type", "AWS::S3::Bucket"), Negated(Exists("ARN"))})),
               Elements(Group::Kind::kAny, "tags", Equals(".", "secret")),
               None({OnlyOne({Exists("a"), Exists("b")})}), Negated(IsIn("c", {"x", "y"})),
               Leaf("d", Operator::kIsGreater, {Literal::Number("1.50")}),
               Equals("e", Literal::Boolean(true))}));
  rules.rules[0].name = "Shown";
  rules.rules[0].source = "RuleID: Shown\n";
  rules.rules[0].inline_filter =
      ConditionOf(All({Equals("f", "x"), Any({Exists("g"), Exists("h")})}));
  AddRule(rules, "Other", Elements(Group::Kind::kAll, "TAGS", Equals(".", "secret")));
  return rules;
}

class RuleCardReportTest : public testing::Test {
 protected:
  RuleSet rules_ = SampleRules();
  RuleCard card_ = MakeRuleCard(rules_, 0);
  RuleTestReport tests_;
  RuleCardReport report_{rules_, card_, tests_};
};

TEST_F(RuleCardReportTest, TextHasTheLogicInItsParts) {
  const std::string text = FormatRuleCardText(report_, 0, false);
  EXPECT_THAT(text, HasSubstr("DETECTION LOGIC (all lines must hold)\n"
                              "  any(tags: . eq \"secret\")\n"
                              "  d gt 1.50\n"
                              "  e eq true\n"
                              "  not (any(resources: type eq \"AWS::S3::Bucket\" and not (ARN "
                              "exists)) or one_of(a exists, b exists) or c in [\"x\", \"y\"])\n"
                              "\n"
                              "INLINE FILTERS (all lines must hold; a missing field passes)\n"
                              "  f eq \"x\"\n"
                              "  (g exists or h exists)\n"
                              "\n"
                              "EXCLUSIONS\n"));
  EXPECT_THAT(
      text, HasSubstr("  FIELD      KIND        EXCLUDED VALUES\n"
                      "  resources  any         type eq \"AWS::S3::Bucket\" and not (ARN exists)\n"
                      "  -          expression  one_of(a exists, b exists)\n"
                      "  c          in          [\"x\", \"y\"]\n"));
  EXPECT_THAT(text, HasSubstr("  FIELD    KIND  VALUE     CORPUS\n"
                              "  d        gt    1.50\n"
                              "  e        eq    true\n"
                              "  tags[*]  eq    \"secret\"  1\n"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b"))) << "no colour was asked for";
}

TEST_F(RuleCardReportTest, MarkdownHasTheFilterInABlockOfItsOwn) {
  const std::string text = FormatRuleCardMarkdown(report_);
  EXPECT_THAT(text, HasSubstr("\nInline filters: all lines must hold; a missing field passes.\n\n"
                              "```text\nf eq \"x\"\n(g exists or h exists)\n```\n"));
  EXPECT_THAT(text, HasSubstr("|  | `expression` | `one_of(a exists, b exists)` |\n"));
}

TEST_F(RuleCardReportTest, JsonKeepsTheTypesOfValues) {
  const std::string text = FormatRuleCardJson(report_);
  const JsonValue card = ParseJson(text).value();
  const JsonValue& logic = *card.Find("logic");
  EXPECT_EQ(logic.Find("condition")->text, Print(rules_.rules[0].condition));
  EXPECT_EQ(logic.Find("inline_filters")->elements.size(), 2U);
  EXPECT_EQ(
      ToCompactJson(*card.Find("exclusions")),
      "[{\"field\":\"resources\",\"kind\":\"any\",\"values\":[\"type eq \\\"AWS::S3::Bucket\\\" "
      "and not (ARN exists)\"]},"
      "{\"field\":\"\",\"kind\":\"expression\",\"values\":[\"one_of(a exists, b exists)\"]},"
      "{\"field\":\"c\",\"kind\":\"in\",\"values\":[\"x\",\"y\"]}]");
  EXPECT_EQ(ToCompactJson(*card.Find("indicators")),
            "[{\"field\":\"d\",\"kind\":\"gt\",\"value\":1.50,\"corpus\":0},"
            "{\"field\":\"e\",\"kind\":\"eq\",\"value\":true,\"corpus\":0},"
            "{\"field\":\"tags[*]\",\"kind\":\"eq\",\"value\":\"secret\",\"corpus\":1}]");
}

}  // namespace
}  // namespace trailsift
