#include "benchmark/rule_growth.h"

#include <fmt/format.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "benchmark/library_scan.h"
#include "benchmark/matching.h"

namespace trailsift {
namespace {

// Quartiles of `many` as a multiple of `one`, which run in turn.
Spread Ratio(unsigned rounds, const std::function<double()>& one,
             const std::function<double()>& many) {
  std::vector<double> bases;
  std::vector<double> values;
  one();
  many();
  for (unsigned round = 0; round < rounds; ++round) {
    bases.push_back(one());
    values.push_back(many());
  }
  return RatioOf(values, bases);
}

// Of several passes, for one takes a millisecond only.
double TimePasses(const std::function<double()>& pass) {
  double seconds = 0;
  for (int i = 0; i < 5; ++i) seconds += pass();
  return seconds;
}

void MeasureInMemory(const std::filesystem::path& rules, unsigned rounds, RuleGrowth& growth) {
  const MatchingDocument document;
  Matching one(std::nullopt);
  Matching many(rules);
  growth.index = Ratio(
      rounds, [&] { return TimePasses([&] { return one.TimeIndex(document); }); },
      [&] { return TimePasses([&] { return many.TimeIndex(document); }); });
  growth.loop = Ratio(
      rounds, [&] { return one.TimeLoop(document); }, [&] { return many.TimeLoop(document); });
}

void MeasureScan(const StoredCorpus& corpus, const std::filesystem::path& rules, unsigned rounds,
                 RuleGrowth& growth) {
  const LibraryScan one(std::nullopt);
  const LibraryScan many(rules);
  growth.scan = Ratio(
      rounds, [&] { return one.Time(corpus); }, [&] { return many.Time(corpus); });
}

Spread MeasureLoad(const std::filesystem::path& rules, unsigned rounds, ScanProcess& scans) {
  std::vector<double> seconds;
  for (unsigned round = 0; round < rounds; ++round) {
    seconds.push_back(scans.TimeEmpty({"-r", rules.string()}).clock);
  }
  return SpreadOf(std::move(seconds));
}

}  // namespace

std::vector<RuleGrowth> MeasureRuleGrowth(const StoredCorpus& corpus, std::size_t most,
                                          unsigned rounds, ScanProcess& scans,
                                          const std::filesystem::path& scratch) {
  std::vector<RuleGrowth> growths;
  for (const RuleFamily family :
       {RuleFamily::kManyNames, RuleFamily::kOneName, RuleFamily::kOneNameTexts}) {
    for (std::size_t rules = 10; rules <= most; rules *= 10) {
      const std::filesystem::path path = RuleFolder(scratch, family, rules);
      WriteRules(path, family, rules - 1);
      RuleGrowth& growth = growths.emplace_back();
      growth.family = family;
      growth.rules = rules;
      growth.load = MeasureLoad(path, rounds, scans);
      MeasureScan(corpus, path, rounds, growth);
      // With the whole rule set once more, through the program that users run.
      scans.Time(corpus, 1, {"-r", path.string()});
      MeasureInMemory(path, rounds, growth);
    }
  }
  return growths;
}

std::filesystem::path RuleFolder(const std::filesystem::path& scratch, RuleFamily family,
                                 std::size_t rules) {
  return scratch / fmt::format("rules-{}-{}", static_cast<int>(family), rules);
}

}  // namespace trailsift
