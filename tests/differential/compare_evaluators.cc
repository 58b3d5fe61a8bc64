// compare_evaluators PAIRS [SEED]
//
// Compares the compiled evaluator with the reference on at least PAIRS pairs of a random rule and a
// random record, and prints how many pairs matched, so that nobody mistakes silence for agreement.
// Ends with status 1 at the first difference, which it prints.
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include "support/evaluator_comparison.h"

int main(int argc, char** argv) {
  using namespace trailsift;
  constexpr std::size_t kRules = 10;
  constexpr std::size_t kTextRules = 100;  // Enough for a search for all their texts at once.
  constexpr int kRecords = 50;
  const std::uint64_t wanted = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 0;
  std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  if (argc > 3 || wanted == 0) {
    fmt::print(stderr, "usage: compare_evaluators PAIRS [SEED]\n");
    return 2;
  }
  std::uint64_t pairs = 0;
  std::uint64_t matches = 0;
  for (; pairs < wanted; ++seed) {
    SeededChoices choices(seed);
    EvaluatorComparison comparison(seed % 4 == 0 ? RandomTextRules(choices, kTextRules)
                                                 : RandomRules(choices, kRules));
    for (int i = 0; i < kRecords; ++i) {
      const std::optional<std::string> difference =
          comparison.Compare(RandomRecord(choices).text());
      if (!difference) continue;
      fmt::print("difference with seed {}\n{}\n", seed, *difference);
      return 1;
    }
    pairs += comparison.pairs();
    matches += comparison.matches();
  }
  fmt::print("{} pairs compared: {} matches, {} others, 0 differences\n", pairs, matches,
             pairs - matches);
  return matches == 0 || matches == pairs ? 1 : 0;
}
