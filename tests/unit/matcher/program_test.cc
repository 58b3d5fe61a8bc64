#include "matcher/program.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "matcher/explain.h"
#include "support/evaluator_comparison.h"
#include "support/random_condition.h"
#include "support/random_record.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

bool Holds(const Program& program, Program::Entry entry, const Event& event,
           ProgramMemory& memory) {
  memory.StartEvent();
  return program.Holds(entry, event, memory);
}

TEST(Program, SharesEqualPredicatesHoweverTheyAreWritten) {
  Projection projection;
  Program program;
  program.Add(All({Equals("a", "x"), Not(Equals("a", "x")), IsIn("a", {"x"})}), projection);
  EXPECT_EQ(program.predicate_count(), 1U);
  program.Add(IsIn("a", {"y", "x"}), projection);
  program.Add(Not(IsIn("a", {"x", "y", "x"})), projection);
  EXPECT_EQ(program.predicate_count(), 2U);
  program.Add(Equals("b", "x"), projection);
  program.Add(Contains("a", "x"), projection);
  program.Add(Leaf("a", Operator::kEquals, {Literal::Number("1")}), projection);
  EXPECT_EQ(program.predicate_count(), 5U);
}

// How many predicates some conditions come to.
std::size_t CountPredicates(const std::vector<Condition>& conditions) {
  Projection projection;
  Program program;
  for (const Condition& condition : conditions) program.Add(condition, projection);
  return program.predicate_count();
}

TEST(Program, SharesWhatMeansTheSameAndNothingElse) {
  const auto cidr = [](std::initializer_list<const char*> ranges) {
    std::vector<Literal> operands;
    for (const char* range : ranges) operands.push_back(Literal::String(range));
    return Leaf("a", Operator::kIsInCidr, std::move(operands));
  };
  const auto same = Operator::kEquals;
  // Texts that differ in case only; a set in another order.
  EXPECT_EQ(CountPredicates({Folded(Equals("a", "X")), Folded(Not(Equals("a", "x")))}), 1U);
  EXPECT_EQ(CountPredicates({Folded(Equals("a", "x")), Equals("a", "x")}), 2U);
  EXPECT_EQ(CountPredicates({cidr({"10.0.0.0/8", "::/0"}), cidr({"::/0", "10.0.0.0/8"})}), 1U);
  // Comparisons of the same two fields, and of one with itself or with nothing.
  EXPECT_EQ(CountPredicates({Fields("a", same, "b"), Not(Fields("a", same, "b"))}), 1U);
  EXPECT_EQ(CountPredicates({Fields("a", same, "b"), Fields("b", same, "a"), Fields("a", same, "a"),
                             Leaf("a", same, {})}),
            4U);
  // Case means nothing to numbers' order; the other field nothing to existence.
  EXPECT_EQ(CountPredicates({Folded(Leaf("a", Operator::kIsLess, {Literal::Number("1")})),
                             Leaf("a", Operator::kIsLess, {Literal::Number("1")})}),
            1U);
  EXPECT_EQ(CountPredicates({Fields("a", Operator::kExists, "b"), Exists("a")}), 1U);
  // A leaf that passes if missing is a leaf and a test for existence.
  EXPECT_EQ(CountPredicates({Filter(Equals("a", "x")), Equals("a", "x"), Exists("a")}), 2U);
  // Equal conditions on elements of one list; NoElement is AnyElement negated.
  const Condition any = AnyElement("l", All({Equals("k", "x"), Exists("v")}));
  EXPECT_EQ(CountPredicates({any, any}), 1U);
  EXPECT_EQ(CountPredicates(
                {AnyElement("l", Exists("k")), Elements(Group::Kind::kNone, "l", Exists("k"))}),
            1U);
  EXPECT_EQ(CountPredicates({AnyElement("l", Exists("k")), AnyElement("m", Exists("k")),
                             AnyElement("l", Not(Exists("k"))),
                             Elements(Group::Kind::kAll, "l", Exists("k"))}),
            4U);
}

TEST(Program, EvaluatesAPredicateOnceAnEventAndAgainOnTheNext) {
  Projection projection;
  Program program;
  const Program::Entry first = program.Add(Equals("a", "x"), projection);
  const Program::Entry second = program.Add(None({Equals("a", "x")}), projection);
  program.Freeze();
  ProgramMemory memory = program.MakeMemory();
  Event event(projection);
  ASSERT_FALSE(event.Assign(R"({"a":"x"})"));
  memory.StartEvent();
  EXPECT_TRUE(program.Holds(first, event, memory));
  EXPECT_FALSE(program.Holds(second, event, memory));
  EXPECT_EQ(memory.predicates_evaluated, 1U);
  ASSERT_FALSE(event.Assign(R"({"a":"y"})"));
  memory.StartEvent();
  EXPECT_FALSE(program.Holds(first, event, memory));
  EXPECT_TRUE(program.Holds(second, event, memory));
  EXPECT_EQ(memory.predicates_evaluated, 2U);
}

TEST(Program, TestsCheapPredicatesFirst) {
  Projection projection;
  Program program;
  // A derived field and a search stand before the test that decides.
  const Program::Entry entry =
      program.Add(All({Equals("actor_user", "UnknownUser"), Contains("b", "x"),
                       Any({Contains("b", "y")}), Exists("a")}),
                  projection);
  program.Freeze();
  ProgramMemory memory = program.MakeMemory();
  Event event(projection);
  ASSERT_FALSE(event.Assign(R"({"b":"xy"})"));
  EXPECT_FALSE(Holds(program, entry, event, memory));
  EXPECT_EQ(memory.predicates_evaluated, 1U);
}

TEST(Program, StopsAtTheChildThatDecides) {
  struct Case {
    Group::Kind kind;
    const char* record;
    bool expected;
    std::uint64_t evaluated;
  };
  const Case cases[] = {
      {Group::Kind::kAll, R"({"d":0})", false, 1},
      {Group::Kind::kAny, R"({"a":0})", true, 1},
      {Group::Kind::kNone, R"({"a":0})", false, 1},
      {Group::Kind::kOnlyOne, R"({"a":0,"b":0,"c":0,"d":0})", false, 2},
  };
  for (const Case& each : cases) {
    Projection projection;
    Program program;
    const Program::Entry entry = program.Add(
        MakeGroup(each.kind, {Exists("a"), Exists("b"), Exists("c"), Exists("d")}), projection);
    program.Freeze();
    ProgramMemory memory = program.MakeMemory();
    Event event(projection);
    ASSERT_FALSE(event.Assign(each.record));
    EXPECT_EQ(Holds(program, entry, event, memory), each.expected) << each.record;
    EXPECT_EQ(memory.predicates_evaluated, each.evaluated) << each.record;
  }
}

TEST(Program, CountersOfNestedOnlyOnesDoNotMix) {
  const Condition condition =
      OnlyOne({OnlyOne({Exists("a"), Exists("b")}), OnlyOne({Exists("c"), Exists("d")}),
               All({Exists("e"), OnlyOne({Exists("a"), Exists("c")})})});
  Projection projection;
  Program program;
  const Program::Entry entry = program.Add(condition, projection);
  program.Freeze();
  ProgramMemory memory = program.MakeMemory();
  Event event(projection);
  for (unsigned set = 0; set < 32; ++set) {
    std::string record = "{\"z\":0";
    for (unsigned i = 0; i < 5; ++i) {
      if ((set >> i & 1U) != 0) record += std::string(",\"") + "abcde"[i] + "\":0";
    }
    record += '}';
    ASSERT_FALSE(event.Assign(record));
    EXPECT_EQ(Holds(program, entry, event, memory), Evaluate(condition, *ParseJson(record)))
        << record;
  }
}

TEST(RuleIndex, AgreesWithTheReferenceOnRandomRulesAndRecords) {
  constexpr std::size_t kRules = 10;
  constexpr int kRecords = 20;
  std::uint64_t pairs = 0;
  std::uint64_t matches = 0;
  for (std::uint64_t seed = 1; seed <= Rounds(1000); ++seed) {
    SeededChoices choices(seed);
    EvaluatorComparison comparison(RandomRules(choices, kRules));
    for (int i = 0; i < kRecords; ++i) {
      const auto difference = comparison.Compare(RandomRecord(choices).text());
      ASSERT_FALSE(difference) << "seed " << seed << ", " << *difference;
    }
    pairs += comparison.pairs();
    matches += comparison.matches();
  }
  EXPECT_GT(matches, pairs / 10) << "too few matches to show anything";
  EXPECT_LT(matches, pairs * 9 / 10);
}

// Counts what leaves of a condition and of those inside it do.
void CountLeaves(const Condition& condition, const std::vector<NodeVerdict>& verdicts,
                 std::map<std::string, std::size_t>& holding) {
  for (NodeId id = 0; id < verdicts.size(); ++id) {
    const NodeVerdict& verdict = verdicts[id];
    if (const auto* test = std::get_if<FieldTest>(&condition.nodes[id].body)) {
      const std::string name = OperatorName(test->op, test->ignores_case);
      if (verdict.value == test->negated) continue;
      ++holding[name];
      if (test->other_field) ++holding[name + " field"];
    } else if (const auto* list = std::get_if<ElementTest>(&condition.nodes[id].body)) {
      const Condition& element = condition.element_conditions[list->element];
      if (verdict.value && !verdict.elements.empty()) {
        ++holding["elements " + std::to_string(static_cast<int>(list->kind))];
      }
      for (const auto& inner : verdict.elements) CountLeaves(element, inner, holding);
    }
  }
}

// A generator whose conditions hardly ever hold would prove nothing.
TEST(RandomCondition, HoldsOftenEnoughAndUsesEverything) {
  SeededChoices choices(7);
  std::size_t holding = 0;
  std::map<std::string, std::size_t> leaves_holding;
  constexpr std::size_t kRounds = 16'000;
  for (std::size_t i = 0; i < kRounds; ++i) {
    const Condition condition = RandomCondition(choices);
    const auto tree = ParseJson(RandomRecord(choices).text());
    if (Evaluate(condition, *tree)) ++holding;
    CountLeaves(condition, Explain(condition, *tree), leaves_holding);
  }
  EXPECT_GT(holding, kRounds / 4);
  EXPECT_LT(holding, kRounds * 3 / 4);
  // Nineteen operators, four of them without letter case, too; eight compare fields, four of these
  // without letter case; four kinds of element tests.
  EXPECT_EQ(leaves_holding.size(), 19U + 4U + 8U + 4U + 4U);
  for (const auto& [name, count] : leaves_holding) EXPECT_GT(count, 10U) << name;
}

}  // namespace
}  // namespace trailsift
