#include "benchmark/goals.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace trailsift {
namespace {

class Judge {
 public:
  void AtLeast(std::string goal, double wanted, double value, std::string measured) {
    Add(std::move(goal), std::move(measured), value >= wanted, 1 - value / wanted);
  }
  void AtMost(std::string goal, double wanted, double value, std::string measured) {
    Add(std::move(goal), std::move(measured), value <= wanted, value / wanted - 1);
  }
  void Say(GoalVerdict verdict) { verdicts_.push_back(std::move(verdict)); }

  std::vector<GoalVerdict> Take() { return std::move(verdicts_); }

 private:
  void Add(std::string goal, std::string measured, bool met, double missing) {
    verdicts_.push_back({std::move(goal), std::move(measured),
                         met ? "met" : fmt::format("missed by {:.0f} %", 100 * missing)});
  }

  std::vector<GoalVerdict> verdicts_;
};

Spread Speed(const StoredCorpus& corpus, const std::vector<TimeTaken>& times) {
  std::vector<double> speeds;
  for (const TimeTaken& time : times) {
    speeds.push_back(static_cast<double>(corpus.bytes) / time.clock);
  }
  return SpreadOf(std::move(speeds));
}

void JudgeShape(const ShapeFigures& shape, Judge& judge) {
  const ThreadFigures& one = shape.threads.front();
  const std::string name(CorpusShapeName(shape.corpus.shape));
  const Spread share = RatioOf(ClockTimes(one.ceiling), ClockTimes(one.scan));
  if (shape.corpus.shape == CorpusShape::kTiny) {
    const double files = static_cast<double>(shape.corpus.files);
    const Spread each = SpreadOf(ClockTimes(one.scan));
    judge.AtMost("tiny: at most 15 µs a file", 15e-6, each.median / files,
                 Show(each, 1e-6 * files, 1) + " µs");
  } else if (IsGzip(shape.corpus.shape)) {
    judge.AtLeast(name + ": at least 0.85 of the ceiling", 0.85, share.median, Show(share));
  } else {
    const Spread speed = Speed(shape.corpus, one.scan);
    judge.AtLeast(name + ": at least 4 GB/s on one thread", 4e9, speed.median,
                  fmt::format("{} GB/s, {} of the ceiling", Show(speed, 1e9), Show(share)));
  }
  if (shape.threads.size() < 2 || IsOneFile(shape.corpus.shape)) return;
  const ThreadFigures& two = shape.threads[1];
  const Spread gain = RatioOf(ClockTimes(one.scan), ClockTimes(two.scan));
  judge.AtLeast(name + ": 2 threads at least 1.9 times as fast", 1.9, gain.median,
                fmt::format("{}, the ceiling {}", Show(gain),
                            Show(RatioOf(ClockTimes(one.ceiling), ClockTimes(two.ceiling)))));
}

void JudgeMemory(const BenchmarkFigures& figures, Judge& judge) {
  double peak = static_cast<double>(figures.peak_with_rules);
  double growth = 1;
  for (const ShapeFigures& shape : figures.shapes) {
    for (const ThreadFigures& thread : shape.threads) {
      if (thread.jobs > 2) continue;
      peak = std::max(peak, static_cast<double>(thread.peak));
      growth = std::max(growth,
                        static_cast<double>(thread.peak) / static_cast<double>(thread.small_peak));
    }
  }
  judge.AtMost("at most 48 MiB with up to 2 threads, whatever the input and the rules", 48 * 1024.0,
               peak, fmt::format("{:.1f} MiB", peak / 1024));
  judge.AtMost("at most 1.1 times as much memory for 8 times the input", 1.1, growth,
               fmt::format("{:.2f}", growth));
}

void JudgeRules(const std::vector<RuleGrowth>& growths, Judge& judge) {
  std::size_t most = 0;
  for (const RuleGrowth& growth : growths) most = std::max(most, growth.rules);
  for (const RuleGrowth& growth : growths) {
    if (growth.rules != most) continue;
    const double wanted = growth.family == RuleFamily::kManyNames ? 1.05 : 1.10;
    const std::string name(kRuleFamilyNames[static_cast<std::size_t>(growth.family)]);
    const std::string goal = fmt::format("{} rules, {}", most, name);
    judge.AtMost(fmt::format("{}: at most {:.2f} times the time of one", goal, wanted), wanted,
                 growth.scan.median, Show(growth.scan));
    judge.AtMost(fmt::format("{}: loaded in less than 1 s", goal), 1, growth.load.median,
                 Show(growth.load) + " s");
    // A check that the control passes would show nothing.
    judge.Say(
        {fmt::format("{}: a loop over the rules must not come near that", goal), Show(growth.loop),
         growth.loop.median > wanted ? "loses, as it must" : "passes: the check shows nothing"});
  }
}

}  // namespace

std::vector<GoalVerdict> JudgeGoals(const BenchmarkFigures& figures) {
  Judge judge;
  for (const ShapeFigures& shape : figures.shapes) JudgeShape(shape, judge);
  judge.AtMost("start-up with the bundled rule in less than 10 ms", 10e-3, figures.start.median,
               Show(figures.start, 1e-3, 1) + " ms");
  JudgeMemory(figures, judge);
  JudgeRules(figures.rules, judge);
  return judge.Take();
}

}  // namespace trailsift
