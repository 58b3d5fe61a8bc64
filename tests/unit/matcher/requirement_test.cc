#include "matcher/requirement.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

// "eventName: a b; f: x", "never", or empty for no requirement. Texts to be held stand behind ~, in
// the notation of patterns: "~f: *x* x* *x"; of a field without case behind ~~.
std::string Show(const Requirement& requirement, const Projection& projection) {
  if (requirement.never) return "never";
  std::string text;
  for (const auto& [slot, values] : requirement.values) {
    if (!text.empty()) text += "; ";
    text += ToString(projection.path(slot)) + ":";
    for (const std::string& value : values) text += " " + value;
  }
  for (const auto& [field, texts] : requirement.texts) {
    if (!text.empty()) text += "; ";
    text += (field.ignores_case ? "~~" : "~") + ToString(projection.path(field.slot)) + ":";
    for (const PlacedText& each : texts) {
      text += each.place == TextPlace::kAtStart ? " " : " *";
      text += each.text;
      text += each.place == TextPlace::kAtEnd ? "" : "*";
    }
  }
  return text;
}

TEST(Requirement, FollowsFromEqualitiesThatTheTreeDemands) {
  const Condition name = Equals("eventName", "b");
  const Condition names = IsIn("eventName", {"c", "a", "b", "a"});
  const Condition source = Equals("eventSource", "s");
  const Condition number = Leaf("f", Operator::kEquals, {Literal::Number("1")});
  const Condition mixed =
      Leaf("f", Operator::kIsIn, {Literal::String("x"), Literal::Boolean(true)});
  struct Case {
    const char* name;
    Condition condition;
    const char* expected;
  };
  const Case cases[] = {
      {"equality", name, "eventName: b"},
      {"set", names, "eventName: a b c"},
      {"negated equality", Not(name), ""},
      {"number", number, ""},
      {"mixed set", mixed, ""},
      {"empty set", IsIn("f", {}), "never"},
      {"other operators",
       All({Leaf("f", Operator::kIsInCidr, {Literal::String("::1")}), Exists("f")}), ""},
      {"without letter case", Folded(Equals("f", "aB")), "~~f: ab*"},
      {"passes if missing", Filter(name), ""},
      {"two fields", Fields("eventName", Operator::kEquals, "f"), ""},
      {"elements", All({AnyElement("l", Equals("k", "x")), name}), "eventName: b"},
      {"none of elements", None({AnyElement("l", Equals("k", "x")), Not(name)}), "eventName: b"},
      {"derived field", Equals("p_log_type", "x"), ""},
      {"list element", Equals("l[0]", "x"), ""},
      {"all", All({source, Exists("f"), name}), "eventSource: s; eventName: b"},
      {"all, one field twice", All({names, IsIn("eventName", {"b", "d"})}), "eventName: b"},
      {"all, in contradiction", All({name, Equals("eventName", "z")}), "never"},
      {"all of nothing", All({}), ""},
      {"any on one field", Any({name, Equals("eventName", "z")}), "eventName: b z"},
      {"any on two fields", Any({name, source}), ""},
      {"any keeps what all have", Any({All({name, source}), All({names, Exists("f")})}),
       "eventName: a b c"},
      {"any, one free", Any({name, Exists("f")}), ""},
      {"any drops what never holds", Any({name, All({source, Equals("eventSource", "t")})}),
       "eventName: b"},
      {"any of nothing", Any({}), "never"},
      {"only one", OnlyOne({name, All({names, source})}), "eventName: a b c"},
      {"only one of nothing", OnlyOne({}), "never"},
      {"none", None({name}), ""},
      {"none of a negated equality", None({Not(name), Exists("f")}), "eventName: b"},
      {"none of none", None({None({name})}), "eventName: b"},
      {"none of an any of negations", None({Any({Not(name), Not(source)})}),
       "eventSource: s; eventName: b"},
      {"none of an all of negations", None({All({Not(name), Not(Equals("eventName", "z"))})}),
       "eventName: b z"},
      {"none of an only one", None({OnlyOne({Not(name)})}), ""},
      {"no nodes", Condition{}, "never"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    Projection projection;
    const Requirement requirement = DeriveRequirement(each.condition, projection);
    EXPECT_EQ(Show(requirement, projection), each.expected);
  }
}

TEST(Requirement, FollowsFromTextsThatAValueMustHold) {
  const Condition holds = Contains("f", "Xyz");
  const Condition begins = Leaf("f", Operator::kStartsWith, {Literal::String("ab")});
  const Condition ends = Leaf("f", Operator::kEndsWith, {Literal::String("ab")});
  const std::string long_text = std::string(64, 'a') + std::string(128, 'm') + std::string(64, 'z');
  struct Case {
    const char* name;
    Condition condition;
    std::string expected;
  };
  const Case cases[] = {
      {"anywhere", holds, "~f: *Xyz*"},
      {"at the start", begins, "~f: ab*"},
      {"at the end", ends, "~f: *ab"},
      {"without letter case", Folded(Contains("f", "\u00c9X")), "~~f: *\u00e9x*"},
      {"any of several", Any({ends, holds, begins, holds}), "~f: *Xyz* ab* *ab"},
      {"any, with letter case and without", Any({holds, Folded(holds)}), ""},
      {"any, one free", Any({holds, Exists("f")}), ""},
      {"any, a value beside a text", Any({holds, Equals("f", "x")}), ""},
      {"all on one field: the longest", All({begins, holds, ends}), "~f: *Xyz*"},
      {"all on one field: the fewest", All({Any({begins, ends}), ends}), "~f: *ab"},
      {"all on two fields", All({holds, Equals("g", "x")}), "g: x; ~f: *Xyz*"},
      {"negated", Not(holds), ""},
      {"none of negations", None({Not(begins), Not(Contains("g", "x"))}), "~f: ab*; ~g: *x*"},
      {"empty text", Contains("f", ""), ""},
      {"any, one text empty", Any({holds, Contains("f", "")}), ""},
      {"number", Leaf("f", Operator::kContains, {Literal::Number("1")}), ""},
      {"passes if missing", Filter(holds), ""},
      {"two fields", Fields("f", Operator::kContains, "g"), ""},
      {"element", AnyElement("f", Contains("k", "x")), ""},
      {"list element", Contains("f[0]", "x"), ""},
      {"derived field", Contains("p_log_type", "x"), ""},
      {"long text", Contains("f", long_text),
       "~f: *" + std::string(64, 'a') + std::string(64, 'm') + "*"},
      {"long text at the end", Leaf("f", Operator::kEndsWith, {Literal::String(long_text)}),
       "~f: *" + std::string(64, 'm') + std::string(64, 'z')},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    Projection projection;
    const Requirement requirement = DeriveRequirement(each.condition, projection);
    EXPECT_EQ(Show(requirement, projection), each.expected);
  }
}

}  // namespace
}  // namespace trailsift
