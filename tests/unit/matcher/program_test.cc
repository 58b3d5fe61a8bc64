#include "matcher/program.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "event/event_parser.h"
#include "matcher/explain.h"
#include "support/random_condition.h"
#include "unit/matcher/conditions.h"

namespace trailsift {
namespace {

constexpr std::uint32_t kMaximumDepth = 512;

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

TEST(Program, EvaluatesAPredicateOnceAnEventAndAgainOnTheNext) {
  Projection projection;
  Program program;
  const Program::Entry first = program.Add(Equals("a", "x"), projection);
  const Program::Entry second = program.Add(None({Equals("a", "x")}), projection);
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

std::uint64_t PairsToTry() {
  if (const char* wanted = std::getenv("TRAILSIFT_PAIRS")) {
    return std::strtoull(wanted, nullptr, 10);
  }
  return Rounds(200'000);
}

// Some conditions in one program against some records, each read by the fast walk and by the exact
// one.
void CompareOnePool(std::uint64_t seed, std::size_t conditions, std::size_t records) {
  SeededChoices choices(seed);
  std::vector<Condition> pool;
  Projection projection;
  Program program;
  std::vector<Program::Entry> entries;
  for (std::size_t i = 0; i < conditions; ++i) {
    pool.push_back(RandomCondition(choices));
    entries.push_back(program.Add(pool.back(), projection));
  }
  program.Freeze();
  ProgramMemory memory = program.MakeMemory();
  EventParser parser(projection);
  Event fast(projection);
  Event exact(projection);
  ParsedObject parsed;
  for (std::size_t i = 0; i < records; ++i) {
    const std::string record = RandomRecord(choices).text();
    const std::string padded = record + std::string(64, '\xEE');
    const auto tree = ParseJson(record);
    ASSERT_TRUE(tree) << record;
    ASSERT_FALSE(exact.Assign(record));
    ASSERT_FALSE(parser.Parse(std::string_view(padded).substr(0, record.size()), kMaximumDepth,
                              fast, parsed));
    for (const Event* event : {&fast, &exact}) {
      memory.StartEvent();
      for (std::size_t c = 0; c < conditions; ++c) {
        ASSERT_EQ(program.Holds(entries[c], *event, memory), Evaluate(pool[c], *tree))
            << "seed " << seed << ", " << (event == &fast ? "fast" : "exact") << " walk\n"
            << Print(pool[c]) << '\n'
            << record;
      }
    }
  }
}

TEST(Program, AgreesWithTheReferenceOnRandomConditionsAndRecords) {
  constexpr std::size_t kConditions = 10;
  constexpr std::size_t kRecords = 20;
  const std::uint64_t pools = PairsToTry() / (kConditions * kRecords) + 1;
  for (std::uint64_t seed = 1; seed <= pools; ++seed) {
    CompareOnePool(seed, kConditions, kRecords);
    if (HasFatalFailure()) return;
  }
}

// A generator whose conditions hardly ever hold would prove nothing.
TEST(RandomCondition, HoldsOftenEnoughAndUsesEverything) {
  SeededChoices choices(7);
  std::size_t holding = 0;
  std::map<Operator, std::size_t> leaves_holding;
  constexpr std::size_t kRounds = 4000;
  for (std::size_t i = 0; i < kRounds; ++i) {
    const Condition condition = RandomCondition(choices);
    const auto tree = ParseJson(RandomRecord(choices).text());
    if (Evaluate(condition, *tree)) ++holding;
    const std::vector<NodeVerdict> verdicts = Explain(condition, *tree);
    for (NodeId id = 0; id < verdicts.size(); ++id) {
      const auto* test = std::get_if<FieldTest>(&condition.nodes[id].body);
      if (test != nullptr && verdicts[id].value != test->negated) ++leaves_holding[test->op];
    }
  }
  EXPECT_GT(holding, kRounds / 4);
  EXPECT_LT(holding, kRounds * 3 / 4);
  EXPECT_EQ(leaves_holding.size(), 7U);
  for (const auto& [op, count] : leaves_holding) {
    EXPECT_GT(count, 50U) << "operator " << static_cast<int>(op);
  }
}

}  // namespace
}  // namespace trailsift
