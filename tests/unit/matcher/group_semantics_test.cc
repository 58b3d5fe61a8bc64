// Section 2.2 of the rule specification: combinators and comprehensions, by both evaluators.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/matcher/both_evaluators.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

using Kind = Group::Kind;

TEST(GroupSemantics, CountsChildrenThatHold) {
  const std::vector<Condition> abc = {Exists("a"), Exists("b"), Exists("c")};
  struct Row {
    Kind kind;
    const char* expected;  // Of no children; of three of which none, one, two, all hold.
    const char* expected_if_negated;
  };
  const Row rows[] = {{Kind::kAll, "T FFFT", "F TTTF"},
                      {Kind::kAny, "F FTTT", "T TFFF"},
                      {Kind::kOnlyOne, "F FTFF", "T TFTT"},
                      {Kind::kNone, "T TFFF", "F FTTT"}};
  const std::string records[] = {"{}", R"({"b":0})", R"({"a":0,"c":0})", R"({"a":0,"b":0,"c":0})"};
  for (const Row& row : rows) {
    SCOPED_TRACE(static_cast<int>(row.kind));
    for (const bool negated : {false, true}) {
      const auto made = [&](const std::vector<Condition>& children) {
        const Condition group = MakeGroup(row.kind, children);
        return negated ? None({group}) : group;
      };
      const char* expected = negated ? row.expected_if_negated : row.expected;
      EXPECT_EQ(Judge(made({}), "{}"), expected[0]);
      for (std::size_t i = 0; i < std::size(records); ++i) {
        EXPECT_EQ(Judge(made(abc), records[i]), expected[i + 2]) << records[i];
      }
    }
  }
}

TEST(GroupSemantics, GroupsNest) {
  const Condition a = Exists("a");
  const Condition b = Exists("b");
  const Condition c = Exists("c");
  // Which of the eight records with some of a, b, c match; a is the lowest bit.
  struct Row {
    Condition condition;
    const char* expected;
  };
  const Row rows[] = {
      {All({a, Any({b, c})}), "FFFTFTFT"},
      {Any({a, All({b, c})}), "FTFTFTTT"},
      {None({a, All({b, c})}), "TFTFTFFF"},
      {OnlyOne({a, OnlyOne({b, c})}), "FTTFTFFT"},
      {OnlyOne({All({a, b}), None({c})}), "TTTFFFFT"},
      {None({None({a})}), "FTFTFTFT"},
  };
  for (const Row& row : rows) {
    for (unsigned set = 0; set < 8; ++set) {
      std::string record = "{\"z\":0";
      for (unsigned i = 0; i < 3; ++i) {
        if ((set >> i & 1U) != 0) record += std::string(",\"") + "abc"[i] + "\":0";
      }
      EXPECT_EQ(Judge(row.condition, record + "}"), row.expected[set])
          << Print(row.condition) << " on " << record;
    }
  }
}

TEST(ElementSemantics, CountsElementsThatSatisfy) {
  struct Row {
    Kind kind;
    const char* expected;  // A letter for each value.
    const char* expected_if_negated;
  };
  const std::string values[] = {// Missing, null, no list.
                                "", "null", R"("x")", "1", "true", "{}", R"({"k":"x"})",
                                // No elements; none, one, two and all of three satisfy.
                                "[]", R"([{"k":"y"},1,null])", R"([{"k":"x"},{"k":"y"},["x"]])",
                                R"([{"k":"x"},{},{"k":"x"}])",
                                R"([{"k":"x"},{"k":"x"},{"k":"x"}])"};
  const Row rows[] = {{Kind::kAny, "FFFFFFF FFTTT", "TTTTTTT TTFFF"},
                      {Kind::kAll, "FFFFFFF TFFFT", "TTTTTTT FTTTF"},
                      {Kind::kOnlyOne, "FFFFFFF FFTFF", "TTTTTTT TTFTT"},
                      {Kind::kNone, "TTTTTTT TTFFF", "FFFFFFF FFTTT"}};
  for (const Row& row : rows) {
    for (const bool negated : {false, true}) {
      std::string cells = negated ? row.expected_if_negated : row.expected;
      std::erase(cells, ' ');
      const Condition condition = Elements(row.kind, "f", Equals("k", "x"));
      const BothEvaluators evaluators(negated ? None({condition}) : condition);
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string record = values[i].empty() ? "{}" : "{\"f\":" + values[i] + "}";
        EXPECT_EQ(evaluators.Judge(record), cells[i])
            << Print(condition) << (negated ? " negated" : "") << " on " << record;
      }
    }
  }
}

struct ElementCase {
  const char* name;
  Condition condition;
  const char* record;
  char expected;
};

void Check(const std::vector<ElementCase>& cases) {
  for (const ElementCase& each : cases) {
    EXPECT_EQ(Judge(each.condition, each.record), each.expected) << each.name;
  }
}

TEST(ElementSemantics, InsideThereIsOnlyTheElement) {
  Check({
      {"fields of the record are not visible", AnyElement("l", Exists("a")),
       R"({"a":1,"l":[{"b":1}]})", 'F'},
      {"nor are derived ones", AnyElement("l", Exists("p_log_type")), R"({"l":[{}]})", 'F'},
      {"a field of such a name is", AnyElement("l", Equals("p_log_type", "x")),
       R"({"l":[{"p_log_type":"x"}]})", 'T'},
      {"nor the list itself", AnyElement("l", Exists("l")), R"({"l":[{"a":1}]})", 'F'},
      {"elements that are no objects have no members", AnyElement("l", Exists("a")),
       R"({"l":["a",1,true,null,["a"]]})", 'F'},
      {"names without case", AnyElement("l", Equals("KEY", "x")), R"({"l":[{"Key":"x"}]})", 'T'},
      {"a path", AnyElement("l", Equals("a.b[1]", "x")), R"({"l":[{"a":{"b":["y","x"]}}]})", 'T'},
      {"a wildcard", AnyElement("l", Contains("m[*].k", "x")),
       R"({"l":[{"m":[]},{"m":[{"k":"y"},{"k":"x"}]}]})", 'T'},
  });
}

TEST(ElementSemantics, OneElementMustSatisfyTheWholeCondition) {
  const Condition both = AnyElement("l", All({Equals("k", "x"), Equals("v", "y")}));
  Check({
      {"one has both", both, R"({"l":[{"k":"a"},{"k":"x","v":"y"}]})", 'T'},
      {"each has one", both, R"({"l":[{"k":"x","v":"z"},{"k":"z","v":"y"}]})", 'F'},
      {"only one of several inside", AnyElement("l", OnlyOne({Exists("a"), Exists("b")})),
       R"({"l":[{"a":1,"b":1},{"b":1}]})", 'T'},
      {"none of several inside", Elements(Kind::kAll, "l", None({Exists("a"), Not(Exists("b"))})),
       R"({"l":[{"b":1},{"b":2}]})", 'T'},
      {"always", Elements(Kind::kOnlyOne, "l", All({})), R"({"l":[{},{}]})", 'F'},
      {"never", Elements(Kind::kAll, "l", Any({})), R"({"l":[]})", 'T'},
  });
}

TEST(ElementSemantics, EveryKindOfLeafWorksInside) {
  Check({
      {"negated on a missing member", Elements(Kind::kAll, "l", Not(Equals("k", "x"))),
       R"({"l":[{},1,{"k":"y"}]})", 'T'},
      {"without letter case", AnyElement("l", Folded(Equals("k", "STRASSE \u1e9e"))),
       "{\"l\":[{\"k\":\"strasse \u00df\"}]}", 'T'},
      {"order", AnyElement("l", Leaf("n", Operator::kIsGreater, {Literal::Number("1.5")})),
       R"({"l":[{"n":1},{"n":2}]})", 'T'},
      {"address", AnyElement("l", Leaf("i", Operator::kIsPrivateIpAddress)),
       R"({"l":[{"i":"8.8.8.8"},{"i":"10.0.0.1"}]})", 'T'},
      {"range", AnyElement("l", Leaf("i", Operator::kIsInCidr, {Literal::String("::/0")})),
       R"({"l":[{"i":"8.8.8.8"},{"i":"2600::1"}]})", 'T'},
      {"two fields", AnyElement("l", Fields("a", Operator::kEquals, "b")),
       R"({"l":[{"a":1,"b":2},{"a":1,"b":1.0}]})", 'T'},
      {"the element and a field", AnyElement("l", Fields(".", Operator::kContains, "[0]")),
       R"({"l":[[],["x"]]})", 'T'},
      {"a leaf that passes if missing", Elements(Kind::kAll, "l", Filter(Equals("k", "x"))),
       R"({"l":[{},{"k":"x"}]})", 'T'},
      {"it does not pass otherwise", Elements(Kind::kAll, "l", Filter(Equals("k", "x"))),
       R"({"l":[{},{"k":null}]})", 'F'},
  });
}

TEST(ElementSemantics, ElementTestsNest) {
  const Condition pair = Elements(Kind::kAny, "l", Elements(Kind::kAll, "m", Equals("k", "x")));
  const Condition lists =
      Elements(Kind::kAll, "l", Elements(Kind::kOnlyOne, ".", Equals(".", "x")));
  const Condition flat = Elements(Kind::kNone, "l", Elements(Kind::kAny, "m[*].n", Exists("k")));
  Check({
      {"some list of which all", pair, R"({"l":[{"m":[{"k":"y"}]},{"m":[{"k":"x"},{"k":"x"}]}]})",
       'T'},
      {"no list of which all", pair, R"({"l":[{"m":[{"k":"x"},{"k":"y"}]},{"m":1},{}]})", 'F'},
      {"all of an empty list", pair, R"({"l":[{"m":[]}]})", 'T'},
      {"lists of lists", lists, R"({"l":[["x","y"],["x"]]})", 'T'},
      {"lists of lists, one is none", lists, R"({"l":[["x"],"x"]})", 'F'},
      {"lists of lists, twice in one", lists, R"({"l":[["x","x"]]})", 'F'},
      {"assembled inside", flat, R"({"l":[{"m":[{"n":{}},{"n":{"j":1}}]}]})", 'T'},
      {"assembled inside, found", flat, R"({"l":[{"m":[]},{"m":[{"n":{}},{"n":{"k":1}}]}]})", 'F'},
  });
}

TEST(ElementSemantics, ListsComeFromAnyPath) {
  Check({
      {"the record is no list", AnyElement(".", Exists("a")), R"({"a":1})", 'F'},
      {"below an object", AnyElement("o.l", Equals(".", "x")), R"({"o":{"l":["x"]}})", 'T'},
      {"an index", AnyElement("l[1]", Equals(".", "x")), R"({"l":["x",["x"]]})", 'T'},
      {"a wildcard", Elements(Kind::kAll, "l[*].a", Equals(".", "x")),
       R"({"l":[{"a":"x"},{},{"a":"x"}]})", 'T'},
      {"a wildcard over nothing", Elements(Kind::kAll, "l[*].a", Equals(".", "x")), R"({"l":{}})",
       'F'},
      {"a derived list", AnyElement("p_any_usernames", Equals(".", "eve")),
       R"({"userIdentity":{"userName":"eve"}})", 'T'},
      {"an enrichment", AnyElement("p_enrichment.table.selector.list", Equals("k", "x")),
       R"({"p_enrichment":{"table":{"selector":{"list":[{"k":"x"}]}}}})", 'T'},
  });
}

}  // namespace
}  // namespace trailsift
