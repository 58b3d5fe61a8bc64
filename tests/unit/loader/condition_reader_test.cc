#include "loader/condition_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "loader/condition_names.h"
#include "loader/yaml_document.h"
#include "support/diagnostic_lines.h"

namespace trailsift {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct ReadText {
  explicit ReadText(const std::string& text, ConditionUse use = ConditionUse::kDetection) {
    const SourceText source("rule.yml", text);
    ProblemReporter reporter(source);
    const std::vector<YamlDocument> documents = ReadYaml(source, reporter);
    if (documents.size() == 1) condition = ReadCondition(documents[0].root, use, reporter);
    reporter.MoveTo(diagnostics);
    problems = DiagnosticLines(diagnostics);
  }

  Condition condition;
  Diagnostics diagnostics;
  std::vector<std::string> problems;
};

// A leaf on the field `a` with the condition and an operand that fits it.
std::string LeafOf(const ConditionName& name) {
  std::string operand;
  switch (name.operand) {
    case OperandKind::kNone:
      break;
    case OperandKind::kScalar:
    case OperandKind::kString:
      operand = ", Value: x";
      break;
    case OperandKind::kNumber:
      operand = ", Value: 5";
      break;
    case OperandKind::kList:
      operand = ", Values: [x]";
      break;
    case OperandKind::kCidr:
      operand = ", Value: 10.0.0.0/8";
      break;
  }
  return "{KeyPath: a, Condition: " + std::string(name.name) + operand + "}";
}

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
    const ReadText read(text);
    EXPECT_EQ(Print(read.condition), printed) << text;
    EXPECT_THAT(read.problems, IsEmpty()) << text;
  }
}

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
    EXPECT_THAT(ReadText(text).problems, ElementsAre(HasSubstr("error " + problem))) << text;
  }
}

TEST(ReadCondition, ReadsEverySpelling) {
  for (const ConditionName& name : ConditionNames()) {
    const ReadText read("[{Any: [" + LeafOf(name) + "]}]");
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
    const ReadText read("[{Condition: " + std::string(name.name) +
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

TEST(ReadCondition, WarnsOfAnEmptyList) {
  const ReadText in("[{Key: a, Condition: IsIn, Values: []}]");
  EXPECT_EQ(Print(in.condition), "a in []");
  EXPECT_THAT(in.problems, ElementsAre("1:36 warning empty-list: IsIn with no value is false for "
                                       "every record ^["));
  EXPECT_THAT(ReadText("[{Key: a, Condition: IsNotIn, Values: []}]").problems,
              ElementsAre(HasSubstr("IsNotIn with no value is true for every record")));
}

TEST(ReadCondition, ReportsEveryProblem) {
  const ReadText read(
      "- Key: 5\n  Condition: Equals\n  Values: [1]\n- Any:\n  - Condition: No\n  - {Key: b, "
      "Condition: IsIn, Values: [~, []]}\n");
  EXPECT_THAT(read.problems,
              ElementsAre(HasSubstr("1:8 error wrong-type"), HasSubstr("3:11 error unexpected-key"),
                          HasSubstr("5:16 error unknown-condition"),
                          HasSubstr("6:40 error null-value"), HasSubstr("6:43 error wrong-type")));
}

TEST(ReadCondition, KeepsThePlaceOfEachNode) {
  const Condition condition =
      ReadText("- Key: a\n  Condition: Exists\n- Any:\n    - {Key: b, Condition: Exists}\n")
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
  const Condition condition = ReadText(
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
    const ReadText deepest(nested(kMaximumExpressionNesting, start, end));
    EXPECT_THAT(deepest.problems, IsEmpty()) << start;
    EXPECT_THAT(Print(deepest.condition), HasSubstr("a exists")) << start;
    EXPECT_THAT(ReadText(nested(kMaximumExpressionNesting + 1, start, end)).problems,
                ElementsAre(HasSubstr("error nesting-too-deep: expressions are nested more than 32 "
                                      "levels deep")))
        << start;
  }
}

TEST(ReadCondition, WarnsOfRangesWithHostBits) {
  const ReadText read("[{Key: a, Condition: IsIPAddressInCIDR, Values: [10.0.0.0/8, 10.0.0.7/8]}]");
  EXPECT_THAT(read.problems,
              ElementsAre("1:62 warning cidr-host-bits: 10.0.0.7/8 has bits set behind its "
                          "prefix; they are ignored ^10.0.0.7/8"));
  EXPECT_FALSE(read.diagnostics.at(0).advice);
}

TEST(ReadCondition, AdvisesOnWhatIsHardlyMeant) {
  const std::vector<std::pair<std::string, std::string>> table = {
      {"[{Key: a, Condition: IsIn, Values: [x, 10.0.0.0/8]}]",
       "1:40 warning cidr-as-text: IsIn compares text; for addresses in a range use "
       "IsIPAddressInCIDR ^10.0.0.0/8"},
      {"[{Key: a, Condition: IsNotIn, Values: ['2001:db8::/32']}]",
       "1:40 warning cidr-as-text: IsNotIn compares text; for addresses in a range use "
       "IsIPAddressNotInCIDR ^'2001:db8::/32'"},
      {"[{Key: a, Condition: Equals, Value: 123456789012}]",
       "1:37 warning account-as-number: 123456789012 is compared as a number; quote it if it is "
       "an account, whose identifier is a string ^123456789012"},
      {"[{Key: a, Condition: IsIn, Values: [123456789012]}]",
       "1:37 warning account-as-number: 123456789012 is compared as a number; quote it if it is "
       "an account, whose identifier is a string ^123456789012"},
      {"[{KeyPath: 'a.b[*].c', Condition: Equals, Value: x}]",
       "1:12 warning wildcard-list: [*] gives a list, and Equals does not look into lists; use "
       "AnyElement with KeyPath: a.b ^'a.b[*].c'"},
      {"[{KeyPath: 'a[0][*][*]', Condition: DoesNotStartWith, Value: x}]",
       "1:12 warning wildcard-list: [*] gives a list, and DoesNotStartWith does not look into "
       "lists; use AnyElement with KeyPath: a[0] ^'a[0][*][*]'"},
      {"[{Condition: StartsWith, Values: [{Key: a}, {KeyPath: 'b[*]'}]}]",
       "1:55 warning wildcard-list: [*] gives a list, and StartsWith does not look into lists; "
       "use AnyElement with KeyPath: b ^'b[*]'"},
      {"[{Key: a, Condition: AnyElement, Expressions: [{KeyPath: '.', Condition: Equals, Value: "
       "x}]}]",
       "1:58 warning not-portable: the path \".\" is known to trailsift only; Panther has no name "
       "for the element itself ^'.'"},
  };
  for (const auto& [text, problem] : table) {
    const ReadText read(text);
    EXPECT_THAT(read.problems, ElementsAre(problem)) << text;
    ASSERT_EQ(read.diagnostics.size(), 1U) << text;
    EXPECT_TRUE(read.diagnostics[0].advice) << text;
  }
}

// So that advice never crowds out a warning of a scan.
TEST(ReadCondition, CountsAdviceByItself) {
  std::string text = "[{Key: a, Condition: IsIn, Values: [";
  for (int i = 0; i < 103; ++i) text += "10.0.0.0/8, ";
  const ReadText read(text + "]}, {Key: a, Condition: IsIn, Values: []}]");
  EXPECT_EQ(std::ranges::count(read.diagnostics, true, &Diagnostic::advice), 101);
  EXPECT_EQ(std::ranges::count(read.diagnostics, "empty-list", &Diagnostic::code), 1);
  EXPECT_EQ(read.problems.back(),
            "0:0 warning more-problems: 3 more of the level warning in this file");
  EXPECT_TRUE(read.diagnostics.back().advice);
}

TEST(ReadCondition, HasNoAdviceOnWhatIsMeant) {
  for (const char* text : {
           "[{Key: a, Condition: IsIn, Values: [10.0.0.1, a/8, '/']}]",
           "[{Key: a, Condition: Contains, Value: 10.0.0.0/8}]",
           "[{Key: a, Condition: Equals, Value: '123456789012'}]",
           "[{Key: a, Condition: Equals, Value: 12345678901}]",
           "[{Key: a, Condition: Equals, Value: -12345678901}]",
           "[{Key: a, Condition: IsGreaterThan, Value: 123456789012}]",
           "[{KeyPath: 'a[*]', Condition: Contains, Value: x}]",
           "[{KeyPath: 'a[*]', Condition: IContains, Value: x}]",
           "[{KeyPath: 'a[*]', Condition: CIDRDoesNotContainIPAddresses, Value: 10.0.0.0/8}]",
           "[{KeyPath: 'a[*]', Condition: Exists}]",
           "[{KeyPath: 'a[*]', Condition: IsNullOrEmpty}]",
           "[{KeyPath: 'a[*]', Condition: AnyElement, Expressions: [{Key: b, Condition: Exists}]}]",
           "[{Condition: Equals, Values: [{KeyPath: 'a[*]'}, {KeyPath: 'b[*]'}]}]",
       }) {
    EXPECT_THAT(ReadText(text).problems, IsEmpty()) << text;
  }
}

TEST(ReadInlineFilter, GivesLeavesThatPassIfMissing) {
  const ReadText read(
      "[{KeyPath: a.b, Condition: Equals, Value: x}, {Any: [{Enrichment: {Table: t, Selector: s, "
      "FieldPath: f}, Condition: IsNotNullOrEmpty}, {All: [{KeyPath: c, Condition: DoesNotContain, "
      "Value: y}]}]}]",
      ConditionUse::kInlineFilter);
  EXPECT_THAT(read.problems, IsEmpty());
  EXPECT_EQ(Print(read.condition),
            "a.b eq \"x\" and (p_enrichment.t.s.f is_not_empty or not (c contains \"y\"))");
  std::size_t leaves = 0;
  for (const Node& node : read.condition.nodes) {
    const auto* test = std::get_if<FieldTest>(&node.body);
    if (test == nullptr) continue;
    EXPECT_TRUE(test->passes_if_missing) << ToString(test->field);
    ++leaves;
  }
  EXPECT_EQ(leaves, 3U);
}

TEST(ReadInlineFilter, WarnsOfConditionsThatPantherDoesNotDocument) {
  for (const ConditionName& name : ConditionNames()) {
    const ReadText read("[" + LeafOf(name) + "]", ConditionUse::kInlineFilter);
    EXPECT_FALSE(HasErrors(read.diagnostics)) << name.name;
    if (IsDocumentedInFilters(name.name)) {
      EXPECT_THAT(read.problems, IsEmpty()) << name.name;
    } else {
      const std::string text(name.name);
      EXPECT_THAT(read.problems,
                  ElementsAre("1:26 warning undocumented-filter: " + text +
                              " is not among the conditions that Panther documents for "
                              "InlineFilters; trailsift evaluates it ^" +
                              text));
      EXPECT_FALSE(read.diagnostics.at(0).advice);
    }
  }
}

TEST(ReadInlineFilter, RefusesOtherShapes) {
  const std::string shapes =
      "InlineFilters takes conditions on single fields, All and Any, but not ";
  const std::vector<std::pair<std::string, std::string>> table = {
      {"[{Key: a.b, Condition: Equals, Value: x}]",
       "1:3 error filter-shape: InlineFilters takes no Key; write KeyPath: [\"a.b\"] ^Key"},
      {"[{DeepKey: [a, 0], Condition: Equals, Value: x}]",
       "1:3 error filter-shape: InlineFilters takes no DeepKey; write KeyPath: a[0] ^DeepKey"},
      {"[{Any: [{None: []}]}]",
       "1:10 error filter-shape: " + shapes + "None; move this to Detection ^None"},
      {"[{OnlyOne: []}]",
       "1:3 error filter-shape: " + shapes + "OnlyOne; move this to Detection ^OnlyOne"},
      {"[{KeyPath: a, Condition: NoElement, Expressions: []}]",
       "1:26 error filter-shape: " + shapes + "NoElement; move this to Detection ^NoElement"},
      {"[{Condition: AlwaysTrue}]",
       "1:14 error filter-shape: " + shapes + "AlwaysTrue; move this to Detection ^AlwaysTrue"},
      {"[{Condition: Equals, Values: [{KeyPath: a}, {KeyPath: b}]}]",
       "1:14 error filter-shape: " + shapes +
           "comparisons of two fields; move this to Detection ^Equals"},
  };
  for (const auto& [text, problem] : table) {
    EXPECT_THAT(ReadText(text, ConditionUse::kInlineFilter).problems, ElementsAre(problem)) << text;
  }
}

TEST(ReadInlineFilter, ProposesContainsForWildcards) {
  EXPECT_THAT(
      ReadText("[{KeyPath: 'a[*]', Condition: Equals, Value: x}]", ConditionUse::kInlineFilter)
          .problems,
      ElementsAre("1:12 warning wildcard-list: [*] gives a list, and Equals does not look "
                  "into lists; use Contains, or move this to Detection ^'a[*]'"));
}

}  // namespace
}  // namespace trailsift
