// What is wrong with expressions, and where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "unit/loader/condition_text.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ReadCondition, RefusesWhatItCannotExpress) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"[a]", "wrong-type: a match expression must be a mapping, not a string ^a"},
      {"[{}]",
       "missing-key: the match expression has no Condition and no All, Any, OnlyOne or None ^{"},
      {"[{Key: a}]",
       "missing-key: the match expression has no Condition and no All, Any, OnlyOne or None ^{"},
      {"[{Condition: Exists}]",
       "missing-key: the field is missing: one of Key, DeepKey, KeyPath, Enrichment ^{"},
      {"[{Key: a, Condition: Equal, Value: x}]",
       "unknown-condition: unknown condition \"Equal\", did you mean \"Equals\"? ^Equal"},
      {"[{Key: a, Condition: equals, Value: x}]",
       "unknown-condition: unknown condition \"equals\", did you mean \"Equals\"? ^equals"},
      {"[{Key: a, Condition: Matches, Value: x}]",
       "unknown-condition: unknown condition \"Matches\" ^Matches"},
      {"[{Key: a, Condition: 5}]",
       "wrong-type: Condition must be a string, not a number; quote it ^5"},
      // Keys.
      {"[{Kay: a, Condition: Exists}]",
       "unknown-key: unknown key \"Kay\" in a match expression, did you mean \"Key\"? ^Kay"},
      {"[{Key: a, Condition: Exists, Comment: x}]",
       "unknown-key: unknown key \"Comment\" in a match expression ^Comment"},
      {"[{Key: a, KeyPath: b, Condition: Exists}]",
       "mixed-keys: Key and KeyPath cannot stand together; one of them names the field ^KeyPath"},
      {"[{All: [], Any: []}]",
       "mixed-keys: Any cannot stand beside All; write two expressions ^Any"},
      {"[{Key: a, All: []}]",
       "mixed-keys: Key cannot stand beside All; write two expressions ^Key"},
      {"[{All: {Key: a, Condition: Exists}}]", "wrong-type: All must be a list, not a mapping ^{"},
      {"[{Key: 5, Condition: Exists}]",
       "wrong-type: Key must be a string, not a number; quote it ^5"},
      {"[{Key: [a], Condition: Exists}]", "wrong-type: Key must be a string, not a list ^["},
      {"[{DeepKey: a, Condition: Exists}]", "wrong-type: DeepKey must be a list, not a string ^a"},
      {"[{DeepKey: [], Condition: Exists}]",
       "invalid-value: DeepKey must have at least one entry ^["},
      {"[{DeepKey: [a, -1], Condition: Exists}]",
       "invalid-value: a list index of DeepKey must be from 0 to 4294967295 ^-1"},
      {"[{DeepKey: [a, 4294967296], Condition: Exists}]",
       "invalid-value: a list index of DeepKey must be from 0 to 4294967295 ^4294967296"},
      {"[{DeepKey: [a, true], Condition: Exists}]",
       "wrong-type: an entry of DeepKey must be a name or a list index, not a boolean ^true"},
      {"[{KeyPath: 'a..b', Condition: Exists}]",
       "invalid-path: invalid KeyPath: expected a member name ^."},
      {"[{KeyPath: '', Condition: Exists}]",
       "invalid-path: invalid KeyPath: a path must name at least one member ^''"},
      // Operands.
      {"[{Key: a, Condition: Equals}]", "missing-key: Equals needs a Value ^Equals"},
      {"[{Key: a, Condition: IsIn}]", "missing-key: IsIn needs Values ^IsIn"},
      {"[{Key: a, Condition: Equals, Value: }]",
       "null-value: a Value cannot be null; use the condition IsNull ^Value"},
      {"[{Key: a, Condition: DoesNotEqual, Value: ~}]",
       "null-value: a Value cannot be null; use the condition IsNotNull ^~"},
      {"[{Key: a, Condition: StartsWith, Value: null}]",
       "null-value: a Value cannot be null; use the condition IsNull ^null"},
      {"[{Key: a, Condition: Equals, Value: [x]}]",
       "wrong-type: Value must be a string, number or boolean, not a list ^["},
      {"[{Key: a, Condition: Equals, Value: {x: y}}]",
       "wrong-type: Value must be a string, number or boolean, not a mapping ^{"},
      {"[{Key: a, Condition: Equals, Value: .inf}]",
       "invalid-value: Value cannot be .inf: no record holds such a number ^.inf"},
      {"[{Key: a, Condition: IsIn, Values: [.nan]}]",
       "invalid-value: an entry of Values cannot be .nan: no record holds such a number ^.nan"},
      {"[{Key: a, Condition: StartsWith, Value: 5}]",
       "wrong-type: StartsWith needs a string, not a number; quote it ^5"},
      {"[{Key: a, Condition: DoesNotEndWith, Value: true}]",
       "wrong-type: DoesNotEndWith needs a string, not a boolean; quote it ^true"},
      {"[{Key: a, Condition: Equals, Values: [x]}]",
       "unexpected-key: Equals takes one Value; for a list of values use IsIn ^["},
      {"[{Key: a, Condition: DoesNotEqual, Values: [x]}]",
       "unexpected-key: DoesNotEqual takes one Value; for a list of values use IsNotIn ^["},
      {"[{Key: a, Condition: Contains, Values: [x]}]",
       "unexpected-key: Contains takes one Value; write one expression for each value ^["},
      {"[{Key: a, Condition: IsIn, Value: x}]",
       "unexpected-key: IsIn takes Values, a list; for one value use Equals ^x"},
      {"[{Key: a, Condition: IsNotIn, Value: x}]",
       "unexpected-key: IsNotIn takes Values, a list; for one value use DoesNotEqual ^x"},
      {"[{Key: a, Condition: IsIn, Values: x}]",
       "wrong-type: Values must be a list, not a string ^x"},
      {"[{Key: a, Condition: IsIn, Values: [x, 1]}]",
       "mixed-values: Values must be of one kind: the first is a string, this is a number ^1"},
      {"[{Key: a, Condition: IsIn, Values: [1, true]}]",
       "mixed-values: Values must be of one kind: the first is a number, this is a boolean ^true"},
      {"[{Key: a, Condition: IsIn, Values: [x, ~]}]",
       "null-value: an entry of Values cannot be null; use the condition IsNull ^~"},
      {"[{Key: a, Condition: IsIn, Values: [[x]]}]",
       "wrong-type: an entry of Values must be a string, number or boolean, not a list ^["},
      {"[{Key: a, Condition: Exists, Value: x}]",
       "unexpected-key: Exists takes no Value; to compare use Equals ^x"},
      {"[{Key: a, Condition: IsNull, Values: []}]",
       "unexpected-key: IsNull takes no Values; to compare use IsIn ^["},
      {"[{Key: a, Condition: Equals, Value: x, Expressions: []}]",
       "unexpected-key: Equals takes no Expressions; for those use AnyElement ^["},
      {"[{Key: a, Condition: IsIPAddressPublic, Values: [10.0.0.0/8]}]",
       "unexpected-key: IsIPAddressPublic takes no Values; to compare use IsIPAddressInCIDR ^["},
      {"[{Key: a, Condition: DoesNotExist, Value: x}]",
       "unexpected-key: DoesNotExist takes no Value; to compare use Equals ^x"},
      {"[{Key: a, Condition: IsNotNullOrEmpty, Values: [x]}]",
       "unexpected-key: IsNotNullOrEmpty takes no Values; to compare use IsIn ^["},
      {"[{Key: a, Condition: IEquals, Values: [x]}]",
       "unexpected-key: IEquals takes one Value; write one expression for each value ^["},
      {"[{Key: a, Condition: StartsWith, Value: [x]}]",
       "wrong-type: StartsWith needs a string, not a list ^["},
      {"[{Key: a, Condition: IsIn, Values: [{Key: b}]}]",
       "wrong-type: an entry of Values must be a string, number or boolean, not a mapping ^{"},
      // Numbers.
      {"[{Key: a, Condition: IsGreaterThan}]", "missing-key: IsGreaterThan needs a Value ^IsGre"},
      {"[{Key: a, Condition: IsGreaterThan, Value: '5'}]",
       "wrong-type: IsGreaterThan needs a number, not a string; write it without quotation marks "
       "^'5'"},
      {"[{Key: a, Condition: IsLessThan, Value: five}]",
       "wrong-type: IsLessThan needs a number, not a string ^five"},
      {"[{Key: a, Condition: IsLessThanOrEqual, Value: true}]",
       "wrong-type: IsLessThanOrEqual needs a number, not a boolean ^true"},
      {"[{Key: a, Condition: IsGreaterThanOrEqual, Value: [5]}]",
       "wrong-type: IsGreaterThanOrEqual needs a number, not a list ^["},
      {"[{Key: a, Condition: IsGreaterThan, Values: [5]}]",
       "unexpected-key: IsGreaterThan takes one Value; write one expression for each value ^["},
      {"[{Key: a, Condition: IsGreaterThan, Value: ~}]",
       "null-value: a Value cannot be null; use the condition IsNull ^~"},
      {"[{Key: a, Condition: IsGreaterThan, Value: -.inf}]",
       "invalid-value: Value cannot be -.inf: no record holds such a number ^-.inf"},
      // Ranges of addresses.
      {"[{Key: a, Condition: IsIPAddressInCIDR}]",
       "missing-key: IsIPAddressInCIDR needs a Value or Values ^IsIPAddressInCIDR"},
      {"[{Key: a, Condition: IsIPAddressInCIDR, Value: 10.0.0.0/8, Values: [10.0.0.0/8]}]",
       "mixed-keys: Values cannot stand beside Value; put all ranges into Values ^["},
      {"[{Key: a, Condition: IsIPAddressInCIDR, Value: 10.0.0.0/33}]",
       "invalid-cidr: \"10.0.0.0/33\" is no CIDR such as 10.0.0.0/8 or 2001:db8::/32 "
       "^10.0.0.0/33"},
      {"[{Key: a, Condition: CIDRContainsIPAddresses, Values: [10.0.0.0/8, ec2]}]",
       "invalid-cidr: \"ec2\" is no CIDR such as 10.0.0.0/8 or 2001:db8::/32 ^ec2"},
      {"[{Key: a, Condition: IsIPAddressNotInCIDR, Value: [10.0.0.0/8]}]",
       "wrong-type: Value must be a CIDR such as 10.0.0.0/8, not a list; a list of them stands in "
       "Values ^["},
      {"[{Key: a, Condition: IsIPAddressInCIDR, Value: 10.8}]",
       "wrong-type: Value must be a CIDR such as 10.0.0.0/8, not a number ^10.8"},
      {"[{Key: a, Condition: IsIPAddressInCIDR, Value: ~}]",
       "wrong-type: Value must be a CIDR such as 10.0.0.0/8, not null ^~"},
      {"[{Key: a, Condition: IsIPAddressInCIDR, Values: [10.0.0.0/8, 5]}]",
       "wrong-type: an entry of Values must be a CIDR such as 10.0.0.0/8, not a number ^5"},
      {"[{Key: a, Condition: IsIPAddressInCIDR, Values: 10.0.0.0/8}]",
       "wrong-type: Values must be a list, not a string ^10.0.0.0/8"},
      // Two fields.
      {"[{Condition: IsIn, Values: [{Key: a}, {Key: b}]}]",
       "field-pair: IsIn cannot compare two fields; what can are Equals, StartsWith, EndsWith, "
       "Contains, IsGreaterThan and their like ^IsIn"},
      {"[{Condition: IsIPAddressInCIDR, Values: [{Key: a}, {Key: b}]}]",
       "field-pair: IsIPAddressInCIDR cannot compare two fields; what can are Equals, StartsWith, "
       "EndsWith, Contains, IsGreaterThan and their like ^IsIPAddressInCIDR"},
      {"[{Condition: Exists, Values: [{Key: a}, {Key: b}]}]",
       "field-pair: Exists cannot compare two fields; what can are Equals, StartsWith, EndsWith, "
       "Contains, IsGreaterThan and their like ^Exists"},
      {"[{Condition: Equals, Values: [{Key: a}]}]",
       "field-pair: a comparison of two fields needs two of them in Values, not 1 ^["},
      {"[{Condition: Equals, Values: [{Key: a}, {Key: b}, {Key: c}]}]",
       "field-pair: a comparison of two fields needs two of them in Values, not 3 ^["},
      {"[{Condition: Equals, Values: [{Key: a}, b]}]",
       "wrong-type: a field in Values must be a mapping such as {KeyPath: userIdentity.type}, not "
       "a string ^b"},
      {"[{Condition: Equals, Values: [{Key: a}, {Key: b, Value: c}]}]",
       "unknown-key: unknown key \"Value\" in a field in Values ^Value"},
      {"[{Condition: Equals, Values: [{Key: a}, {}]}]",
       "missing-key: the field is missing: one of Key, DeepKey, KeyPath, Enrichment ^{"},
      {"[{Condition: Equals, Value: x, Values: [{Key: a}, {Key: b}]}]",
       "unexpected-key: a comparison of two fields takes no Value ^x"},
      // Elements.
      {"[{Key: a, Condition: AnyElement}]",
       "missing-key: AnyElement needs Expressions ^AnyElement"},
      {"[{Key: a, Condition: AllElements, Value: x, Expressions: []}]",
       "unexpected-key: AllElements takes Expressions and no Value ^x"},
      {"[{Key: a, Condition: NoElement, Values: [x], Expressions: []}]",
       "unexpected-key: NoElement takes Expressions and no Values ^["},
      {"[{Key: a, Condition: AnyElement, Expressions: {Key: b, Condition: Exists}}]",
       "wrong-type: Expressions must be a list, not a mapping ^{"},
      {"[{Condition: AnyElement, Expressions: []}]",
       "missing-key: the field is missing: one of Key, DeepKey, KeyPath, Enrichment ^{"},
      {"[{Key: a, Condition: AnyElement, Expressions: [{Key: b, Condition: Exist}]}]",
       "unknown-condition: unknown condition \"Exist\", did you mean \"Exists\"? ^Exist"},
      {"[{Key: a, Condition: AnyElements, Expressions: []}]",
       "unknown-condition: unknown condition \"AnyElements\", did you mean \"AnyElement\"? "
       "^AnyElements"},
      // Absolute.
      {"[{Condition: AlwaysTrue, Key: a}]",
       "unexpected-key: AlwaysTrue stands alone, without Key ^Key"},
      {"[{Condition: AlwaysFalse, Value: true}]",
       "unexpected-key: AlwaysFalse stands alone, without Value ^Value"},
      // Enrichment.
      {"[{Enrichment: t, Condition: Exists}]",
       "wrong-type: Enrichment must be a mapping, not a string ^t"},
      {"[{Enrichment: {Table: t, Selector: s}, Condition: Exists}]",
       "missing-key: the Enrichment has no FieldPath ^{"},
      {"[{Enrichment: {Table: t, Selector: s, FieldPath: f, Selektor: x}, Condition: Exists}]",
       "unknown-key: unknown key \"Selektor\" in Enrichment, did you mean \"Selector\"? ^Selektor"},
      {"[{Enrichment: {Table: 5, Selector: s, FieldPath: f}, Condition: Exists}]",
       "wrong-type: Table must be a string, not a number; quote it ^5"},
      {"[{Enrichment: {Table: t, Selector: [s], FieldPath: f}, Condition: Exists}]",
       "wrong-type: Selector must be a string, not a list ^["},
      {"[{Enrichment: {Table: t, Selector: s, FieldPath: 'a['}, Condition: Exists}]",
       "invalid-path: invalid FieldPath: expected an index, '*' or a quoted name ^'"},
      {"[{Key: a, Enrichment: {Table: t, Selector: s, FieldPath: f}, Condition: Exists}]",
       "mixed-keys: Key and Enrichment cannot stand together; one of them names the field "
       "^Enrichment"},
  };
  for (const auto& [text, problem] : table) {
    EXPECT_THAT(ConditionText(text).problems, ElementsAre(HasSubstr("error " + problem))) << text;
  }
}

TEST(ReadCondition, WarnsOfAnEmptyList) {
  const ConditionText in("[{Key: a, Condition: IsIn, Values: []}]");
  EXPECT_EQ(Print(in.condition), "a in []");
  EXPECT_THAT(in.problems, ElementsAre("1:36 warning empty-list: IsIn with no value is false for "
                                       "every record ^["));
  EXPECT_THAT(ConditionText("[{Key: a, Condition: IsNotIn, Values: []}]").problems,
              ElementsAre(HasSubstr("IsNotIn with no value is true for every record")));
}

TEST(ReadCondition, ReportsEveryProblem) {
  const ConditionText read(
      "- Key: 5\n  Condition: Equals\n  Values: [1]\n- Any:\n  - Condition: No\n  - {Key: b, "
      "Condition: IsIn, Values: [~, []]}\n");
  EXPECT_THAT(read.problems,
              ElementsAre(HasSubstr("1:8 error wrong-type"), HasSubstr("3:11 error unexpected-key"),
                          HasSubstr("5:16 error unknown-condition"),
                          HasSubstr("6:40 error null-value"), HasSubstr("6:43 error wrong-type")));
}

TEST(ReadCondition, WarnsOfRangesWithHostBits) {
  const ConditionText read(
      "[{Key: a, Condition: IsIPAddressInCIDR, Values: [10.0.0.0/8, 10.0.0.7/8]}]");
  EXPECT_THAT(read.problems,
              ElementsAre("1:62 warning cidr-host-bits: 10.0.0.7/8 has bits set behind its "
                          "prefix; they are ignored ^10.0.0.7/8"));
  EXPECT_FALSE(read.diagnostics.at(0).advice);
}

}  // namespace
}  // namespace trailsift
