#include "loader/condition_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "loader/condition_names.h"
#include "unit/loader/condition_text.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ReadCondition, ReadsEveryShape) {
  const std::vector<std::pair<std::string, std::string>> table = {
      // Operators and operands.
      {"[{Key: a, Condition: Equals, Value: x}]", "a eq \"x\""},
      {"[{Key: a, Condition: Equals, Value: ''}]", "a eq \"\""},
      {"[{Key: a, Condition: Equals, Value: 403}]", "a eq 403"},
      {"[{Key: a, Condition: Equals, Value: 18446744073709551615}]", "a eq 18446744073709551615"},
      {"[{Key: a, Condition: Equals, Value: 0x10}]", "a eq 16"},
      {"[{Key: a, Condition: Equals, Value: +1.50}]", "a eq 1.50"},
      {"[{Key: a, Condition: Equals, Value: true}]", "a eq true"},
      {"[{Key: a, Condition: Equals, Value: 'true'}]", "a eq \"true\""},
      {"[{Key: a, Condition: Equals, Value: yes}]", "a eq \"yes\""},
      {"[{Key: a, Condition: Contains, Value: x}]", "a contains \"x\""},
      {"[{Key: a, Condition: Contains, Value: 1}]", "a contains 1"},
      {"[{Key: a, Condition: Has, Value: x}]", "a contains \"x\""},
      {"[{Key: a, Condition: StartsWith, Value: x}]", "a starts_with \"x\""},
      {"[{Key: a, Condition: EndsWith, Value: x}]", "a ends_with \"x\""},
      {"[{Key: a, Condition: IsIn, Values: [x, y]}]", "a in [\"x\", \"y\"]"},
      {"[{Key: a, Condition: IsIn, Values: [1, 2.5]}]", "a in [1, 2.5]"},
      {"[{Key: a, Condition: IsIn, Values: [true]}]", "a in [true]"},
      {"[{Key: a, Condition: IEquals, Value: x}]", "a ieq \"x\""},
      {"[{Key: a, Condition: IEquals, Value: 5}]", "a ieq 5"},
      {"[{Key: a, Condition: IStartsWith, Value: x}]", "a istarts_with \"x\""},
      {"[{Key: a, Condition: IEndsWith, Value: x}]", "a iends_with \"x\""},
      {"[{Key: a, Condition: IContains, Value: x}]", "a icontains \"x\""},
      {"[{Key: a, Condition: IContains, Value: false}]", "a icontains false"},
      {"[{Key: a, Condition: IsGreaterThan, Value: 5}]", "a gt 5"},
      {"[{Key: a, Condition: IsGreaterThanOrEqual, Value: -5}]", "a gte -5"},
      {"[{Key: a, Condition: IsGreaterThanOrEquals, Value: 1e3}]", "a gte 1e3"},
      {"[{Key: a, Condition: IsGreaterThanOrEqualTo, Value: 0.5}]", "a gte 0.5"},
      {"[{Key: a, Condition: IsLessThan, Value: 5}]", "a lt 5"},
      {"[{Key: a, Condition: IsLessThanOrEqual, Value: 5}]", "a lte 5"},
      {"[{Key: a, Condition: IsLessThanOrEquals, Value: 5}]", "a lte 5"},
      {"[{Key: a, Condition: IsLessThanOrEqualTo, Value: 5}]", "a lte 5"},
      {"[{Key: a, Condition: IsNotNullOrEmpty}]", "a is_not_empty"},
      {"[{Key: a, Condition: IsIPAddress}]", "a is_ip"},
      {"[{Key: a, Condition: IsIPv4Address}]", "a is_ipv4"},
      {"[{Key: a, Condition: IsIPv6Address}]", "a is_ipv6"},
      {"[{Key: a, Condition: IsIPAddressPublic}]", "a is_public_ip"},
      {"[{Key: a, Condition: IsIPAddressPrivate}]", "a is_private_ip"},
      {"[{Key: a, Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8}]", "a cidr \"10.0.0.0/8\""},
      {"[{Key: a, Condition: IsIPAddressInCIDR, Value: 10.0.0.1}]", "a cidr \"10.0.0.1\""},
      {"[{Key: a, Condition: IsIPAddressInCIDR, Values: [10.0.0.0/8, '2001:db8::/32']}]",
       "a cidr [\"10.0.0.0/8\", \"2001:db8::/32\"]"},
      {"[{Key: a, Condition: CIDRContainsIPAddresses, Value: '::ffff:10.0.0.0/104'}]",
       "a cidr_any \"::ffff:10.0.0.0/104\""},
      {"[{Key: a, Condition: Exists}]", "a exists"},
      {"[{Key: a, Condition: IsNotNull}]", "a is_not_null"},
      // Their opposites.
      {"[{Key: a, Condition: DoesNotEqual, Value: x}]", "not (a eq \"x\")"},
      {"[{Key: a, Condition: DoesNotContain, Value: x}]", "not (a contains \"x\")"},
      {"[{Key: a, Condition: DoesNotHave, Value: x}]", "not (a contains \"x\")"},
      {"[{Key: a, Condition: DoesNotStartWith, Value: x}]", "not (a starts_with \"x\")"},
      {"[{Key: a, Condition: DoesNotEndWith, Value: x}]", "not (a ends_with \"x\")"},
      {"[{Key: a, Condition: IsNotIn, Values: [x]}]", "not (a in [\"x\"])"},
      {"[{Key: a, Condition: DoesNotExist}]", "not (a exists)"},
      {"[{Key: a, Condition: IsNull}]", "not (a is_not_null)"},
      {"[{Key: a, Condition: IsNullOrEmpty}]", "not (a is_not_empty)"},
      {"[{Key: a, Condition: IDoesNotEqual, Value: x}]", "not (a ieq \"x\")"},
      {"[{Key: a, Condition: IDoesNotStartWith, Value: x}]", "not (a istarts_with \"x\")"},
      {"[{Key: a, Condition: IDoesNotEndWith, Value: x}]", "not (a iends_with \"x\")"},
      {"[{Key: a, Condition: IDoesNotContain, Value: x}]", "not (a icontains \"x\")"},
      {"[{Key: a, Condition: IsIPAddressNotInCIDR, Value: 10.0.0.0/8}]",
       "not (a cidr \"10.0.0.0/8\")"},
      {"[{Key: a, Condition: CIDRDoesNotContainIPAddresses, Values: [10.0.0.0/8]}]",
       "not (a cidr_any \"10.0.0.0/8\")"},
      // Key specifiers.
      {"[{Key: 'a.b[0]', Condition: Exists}]", "[\"a.b[0]\"] exists"},
      {"[{Key: p_udm, Condition: Exists}]", "p_udm exists"},
      {"[{DeepKey: [a, b.c, 0], Condition: Exists}]", "a[\"b.c\"][0] exists"},
      {"[{DeepKey: [a, '0'], Condition: Exists}]", "a.0 exists"},
      {"[{KeyPath: 'a.b[0][*].c', Condition: Exists}]", "a.b[0][*].c exists"},
      {"[{KeyPath: a, Condition: Exists}]", "a exists"},
      {"[{Enrichment: {Table: t, Selector: a.b, FieldPath: 'c.d[0]'}, Condition: Exists}]",
       "p_enrichment.t[\"a.b\"].c.d[0] exists"},
      {"[{Enrichment: {Table: t x, Selector: s, FieldPath: f}, Condition: IsIn, Values: [x]}]",
       "p_enrichment[\"t x\"].s.f in [\"x\"]"},
      // Two fields.
      {"[{Condition: Equals, Values: [{Key: a}, {KeyPath: b.c}]}]", "a eq field:b.c"},
      {"[{Condition: IDoesNotEndWith, Values: [{DeepKey: [a, 0]}, {Key: b}]}]",
       "not (a[0] iends_with field:b)"},
      {"[{Condition: IsLessThanOrEqual, Values: [{Key: a}, {Enrichment: {Table: t, Selector: s, "
       "FieldPath: f}}]}]",
       "a lte field:p_enrichment.t.s.f"},
      {"[{Condition: Has, Values: [{Key: a}, {Key: b}]}]", "a contains field:b"},
      // Elements.
      {"[{Key: a, Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]}]",
       "any(a: b exists)"},
      {"[{KeyPath: a.b, Condition: AllElements, Expressions: [{Key: b, Condition: Exists}, {Any: "
       "[]}]}]",
       "all(a.b: b exists and never)"},
      {"[{Key: a, Condition: OnlyOneElement, Expressions: [{Any: [{Key: b, Condition: Exists}, "
       "{Key: c, Condition: IsNull}]}]}]",
       "one(a: b exists or c is_null)"},
      {"[{Key: a, Condition: NoElement, Expressions: [{Key: b, Condition: AnyElement, Expressions: "
       "[{Key: c, Condition: Exists}]}]}]",
       "not (any(a: any(b: c exists)))"},
      {"[{Key: a, Condition: AnyElement, Expressions: []}]", "any(a: always)"},
      // Absolute.
      {"[{Condition: AlwaysTrue}]", "always"},
      {"[{Condition: AlwaysFalse}]", "never"},
      // Combinators.
      {"[]", "always"},
      {"[{All: []}]", "always"},
      {"[{None: []}]", "always"},
      {"[{Any: []}]", "never"},
      {"[{OnlyOne: []}]", "never"},
      {"[{Any: [{Key: a, Condition: Exists}, {Key: b, Condition: IsNull}]}]",
       "a exists or b is_null"},
      {"[{None: [{Key: a, Condition: Exists}, {Key: b, Condition: Exists}]}]",
       "not (a exists or b exists)"},
      {"[{OnlyOne: [{Key: a, Condition: Exists}, {All: [{Key: b, Condition: Exists}]}]}]",
       "one_of(a exists, b exists)"},
      {"[{Key: a, Condition: Exists}, {Any: [{Key: b, Condition: Exists}, {All: [{Key: c, "
       "Condition: Exists}, {Key: d, Condition: Exists}]}]}]",
       "a exists and (b exists or c exists and d exists)"},
  };
  for (const auto& [text, printed] : table) {
    const ConditionText read(text);
    EXPECT_EQ(Print(read.condition), printed) << text;
    EXPECT_THAT(read.problems, IsEmpty()) << text;
  }
}

TEST(ReadCondition, ReadsEverySpelling) {
  for (const ConditionName& name : ConditionNames()) {
    const ConditionText read("[{Any: [" + LeafOf(name) + "]}]");
    ASSERT_THAT(read.problems, IsEmpty()) << name.name;
    const auto& test = std::get<FieldTest>(read.condition.nodes.at(0).body);
    EXPECT_EQ(ToString(test.field), "a");
    EXPECT_EQ(test.op, name.op) << name.name;
    EXPECT_EQ(test.negated, name.negated) << name.name;
    EXPECT_EQ(test.ignores_case, name.ignores_case) << name.name;
    EXPECT_FALSE(test.passes_if_missing);
  }
}

// One expression for each family that section 2.7 allows, and one for each that it does not.
TEST(ReadCondition, ComparesTwoFieldsByTheFamiliesThatCan) {
  for (const ConditionName& name : ConditionNames()) {
    const ConditionText read("[{Condition: " + std::string(name.name) +
                             ", Values: [{Key: a}, {Key: b}]}]");
    const bool allowed = name.op <= Operator::kIsLessOrEqual && name.op != Operator::kIsIn;
    if (!allowed) {
      EXPECT_THAT(read.problems, ElementsAre(HasSubstr("error field-pair"))) << name.name;
      continue;
    }
    ASSERT_THAT(read.problems, IsEmpty()) << name.name;
    const auto& test = std::get<FieldTest>(read.condition.nodes.at(0).body);
    EXPECT_EQ(test.op, name.op);
    EXPECT_EQ(test.negated, name.negated);
    EXPECT_EQ(test.ignores_case, name.ignores_case);
    EXPECT_EQ(ToString(*test.other_field), "b");
    EXPECT_THAT(test.operands, IsEmpty());
  }
}

TEST(ReadCondition, KeepsThePlaceOfEachNode) {
  const Condition condition =
      ConditionText("- Key: a\n  Condition: Exists\n- Any:\n    - {Key: b, Condition: Exists}\n")
          .condition;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
  for (const Node& node : condition.nodes) {
    places.emplace_back(node.position.line, node.position.column);
  }
  EXPECT_THAT(places,
              ElementsAre(std::pair(1, 3), std::pair(4, 7), std::pair(4, 5), std::pair(1, 1)));
  EXPECT_EQ(condition.root, condition.nodes.size() - 1);
}

TEST(ReadCondition, KeepsThePlaceOfEachField) {
  const Condition condition = ConditionText(
                                  "- {KeyPath: a.b, Condition: Exists}\n"
                                  "- Condition: Equals\n"
                                  "  Values: [{Key: a}, {Key: bcd}]\n"
                                  "- DeepKey: [x]\n"
                                  "  Condition: AnyElement\n"
                                  "  Expressions: [{Key: y, Condition: Exists}]\n")
                                  .condition;
  const auto place = [](const Position& position) {
    return std::tuple(position.line, position.column, position.length);
  };
  const auto& leaf = std::get<FieldTest>(condition.nodes.at(0).body);
  EXPECT_EQ(place(leaf.field_position), std::tuple(1, 13, 3));
  const auto& pair = std::get<FieldTest>(condition.nodes.at(1).body);
  EXPECT_EQ(place(pair.field_position), std::tuple(3, 18, 1));
  EXPECT_EQ(place(pair.other_field_position), std::tuple(3, 28, 3));
  const auto& elements = std::get<ElementTest>(condition.nodes.at(2).body);
  EXPECT_EQ(place(elements.field_position), std::tuple(4, 12, 1));
  const Condition& inner = condition.element_conditions.at(elements.element);
  EXPECT_EQ(place(inner.nodes.at(0).position), std::tuple(6, 17, 1));
}

TEST(ReadCondition, TakesExpressionsInEachOtherUpToTheLimit) {
  const auto nested = [](std::size_t levels, const std::string& start, const std::string& end) {
    std::string text = "{Key: a, Condition: Exists}";
    for (std::size_t i = 0; i < levels; ++i) text.insert(0, start).append(end);
    return "[" + text + "]";
  };
  const std::vector<std::pair<std::string, std::string>> shapes = {
      {"{All: [", "]}"},
      {"{None: [", "]}"},
      {"{Key: b, Condition: AnyElement, Expressions: [", "]}"},
  };
  for (const auto& [start, end] : shapes) {
    const ConditionText deepest(nested(kMaximumExpressionNesting, start, end));
    EXPECT_THAT(deepest.problems, IsEmpty()) << start;
    EXPECT_THAT(Print(deepest.condition), HasSubstr("a exists")) << start;
    EXPECT_THAT(ConditionText(nested(kMaximumExpressionNesting + 1, start, end)).problems,
                ElementsAre(HasSubstr("error nesting-too-deep: expressions are nested more than 32 "
                                      "levels deep")))
        << start;
  }
}

}  // namespace
}  // namespace trailsift
