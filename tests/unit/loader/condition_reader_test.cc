#include "loader/condition_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
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
  explicit ReadText(const std::string& text) {
    const SourceText source("rule.yml", text);
    ProblemReporter reporter(source);
    const std::vector<YamlDocument> documents = ReadYaml(source, reporter);
    if (documents.size() == 1) condition = ReadCondition(documents[0].root, reporter);
    Diagnostics diagnostics;
    reporter.MoveTo(diagnostics);
    problems = DiagnosticLines(diagnostics);
  }

  Condition condition;
  std::vector<std::string> problems;
};

TEST(ReadCondition, ReadsEverySupportedShape) {
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
      // Key specifiers.
      {"[{Key: 'a.b[0]', Condition: Exists}]", "[\"a.b[0]\"] exists"},
      {"[{Key: p_udm, Condition: Exists}]", "p_udm exists"},
      {"[{DeepKey: [a, b.c, 0], Condition: Exists}]", "a[\"b.c\"][0] exists"},
      {"[{DeepKey: [a, '0'], Condition: Exists}]", "a.0 exists"},
      {"[{KeyPath: 'a.b[0][*].c', Condition: Exists}]", "a.b[0][*].c exists"},
      {"[{KeyPath: a, Condition: Exists}]", "a exists"},
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
       "missing-key: the field is missing: one of Key, DeepKey, KeyPath ^{"},
      {"[{Key: a, Condition: Equal, Value: x}]",
       "unknown-condition: unknown condition \"Equal\", did you mean \"Equals\"? ^Equal"},
      {"[{Key: a, Condition: equals, Value: x}]",
       "unknown-condition: unknown condition \"equals\", did you mean \"Equals\"? ^equals"},
      {"[{Key: a, Condition: Matches, Value: x}]",
       "unknown-condition: unknown condition \"Matches\" ^Matches"},
      {"[{Key: a, Condition: 5}]",
       "wrong-type: Condition must be a string, not a number; quote it ^5"},
      {"[{Key: a, Condition: IsGreaterThan, Value: 5}]",
       "not-supported: condition IsGreaterThan is known but not supported by this version "
       "^IsGreaterThan"},
      {"[{Condition: AlwaysTrue}]",
       "not-supported: condition AlwaysTrue is known but not supported by this version "
       "^AlwaysTrue"},
      {"[{Key: a, Condition: AnyElement, Expressions: []}]",
       "not-supported: condition AnyElement is known but not supported by this version "
       "^AnyElement"},
      {"[{Condition: Equals, Values: [{Key: a}, {Key: b}]}]",
       "not-supported: comparing two fields is known but not supported by this version ^["},
      {"[{Enrichment: {Table: t, Selector: s, FieldPath: f}, Condition: Exists}]",
       "not-supported: Enrichment is known but not supported by this version ^Enrichment"},
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
       "wrong-type: StartsWith needs a string, not a number ^5"},
      {"[{Key: a, Condition: DoesNotEndWith, Value: true}]",
       "wrong-type: DoesNotEndWith needs a string, not a boolean ^true"},
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
       "wrong-type: an entry of Values must be a string, number or boolean, not null ^~"},
      {"[{Key: a, Condition: IsIn, Values: [[x]]}]",
       "wrong-type: an entry of Values must be a string, number or boolean, not a list ^["},
      {"[{Key: a, Condition: Exists, Value: x}]", "unexpected-key: Exists takes no Value ^x"},
      {"[{Key: a, Condition: IsNull, Values: []}]", "unexpected-key: IsNull takes no Values ^["},
      {"[{Key: a, Condition: Equals, Value: x, Expressions: []}]",
       "unexpected-key: Equals takes no Expressions ^["},
  };
  for (const auto& [text, problem] : table) {
    EXPECT_THAT(ReadText(text).problems, ElementsAre(HasSubstr("error " + problem))) << text;
  }
}

TEST(ReadCondition, SaysOfEveryUnsupportedNameThatItIsKnown) {
  for (const ConditionName& name : ConditionNames()) {
    if (name.op) continue;
    const ReadText read("[{Key: a, Condition: " + std::string(name.name) + "}]");
    EXPECT_THAT(read.problems,
                ElementsAre(HasSubstr("error not-supported: condition " + std::string(name.name) +
                                      " is known but not supported by this version")));
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
                          HasSubstr("6:40 error wrong-type"), HasSubstr("6:43 error wrong-type")));
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

// The specification allows 32 combinators inside each other; the limit of YAML nesting is met
// before that.
TEST(ReadCondition, TakesDeepNestingUpToTheLimitOfYaml) {
  const auto nested = [](int combinators) {
    std::string text = "{Key: a, Condition: Exists}";
    for (int i = 0; i < combinators; ++i) text = "{All: [" + text + "]}";
    return "[" + text + "]";
  };
  const ReadText deepest(nested(31));
  EXPECT_THAT(deepest.problems, IsEmpty());
  EXPECT_EQ(Print(deepest.condition), "a exists");
  EXPECT_THAT(ReadText(nested(32)).problems, ElementsAre(HasSubstr("nesting-too-deep")));
}

}  // namespace
}  // namespace trailsift
