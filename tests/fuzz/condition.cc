// The input's bytes choose a condition and a record; the compiled evaluator and the reference must
// agree on them, whichever way the record was read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "event/event_parser.h"
#include "matcher/explain.h"
#include "matcher/rule_index.h"
#include "support/random_condition.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  constexpr std::uint32_t kMaximumDepth = 512;
  ByteChoices choices({reinterpret_cast<const char*>(data), size});
  RuleSet rules;
  rules.rules.emplace_back().condition =
      choices.OneIn(2) ? RandomCondition(choices) : RandomFiledCondition(choices);
  const std::string record = RandomRecord(choices).text();
  const std::string padded = record + std::string(64, '\xEE');

  Projection projection;
  const RuleIndex index(rules, {0}, projection);
  RuleIndex::Scratch scratch(index);
  EventParser parser(projection);
  Event fast(projection);
  Event exact(projection);
  ParsedObject parsed;
  const auto tree = ParseJson(record);
  if (!tree || exact.Assign(record) ||
      parser.Parse(std::string_view(padded).substr(0, record.size()), kMaximumDepth, fast,
                   parsed)) {
    std::abort();
  }
  const bool expected = Evaluate(rules.rules[0].condition, *tree);
  std::vector<RuleNumber> matches;
  for (const Event* event : {&fast, &exact}) {
    index.FindMatches(*event, scratch, matches);
    if (matches.empty() == expected) std::abort();
  }
  return 0;
}
