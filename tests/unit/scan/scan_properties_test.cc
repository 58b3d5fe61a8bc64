// What must hold of any log, over generated ones: damage, cuts and additions change nothing but
// what they touch. A failure prints the seed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/random_condition.h"
#include "support/random_record.h"
#include "support/temp_dir.h"
#include "unit/scan/judged_bytes.h"

namespace trailsift {
namespace {

std::vector<std::string> RandomEvents(std::uint64_t seed, std::size_t count) {
  std::vector<std::string> events = Events(static_cast<int>(count));
  std::mt19937_64 random(seed);
  std::ranges::shuffle(events, random);
  return events;
}

std::size_t CountBefore(const std::vector<std::size_t>& ends, std::size_t place) {
  return static_cast<std::size_t>(std::ranges::upper_bound(ends, place) - ends.begin());
}

// Every record that stands wholly before a cut is found, and the cut is seen unless it falls
// between values with every envelope closed.
TEST(ScanProperties, ACutTakesWhatItCutsAndNothingElse) {
  std::vector<std::string> events;
  for (int i = 0; i < 50; ++i) events.push_back(SmallEvent(std::to_string(i), R"(,"a":{"b":[1]})"));
  const std::string lines = Join(events, "\n") + "\n";
  const std::vector<std::string> expected = Judge(lines).lines;
  ASSERT_EQ(expected.size(), events.size());
  struct Form {
    std::string text;
    bool enveloped;
  };
  for (const auto& [text, enveloped] :
       {Form{lines, false}, Form{R"({"Records":[)" + Join(events, ",") + "]}\n", true}}) {
    std::vector<std::size_t> ends;
    std::set<std::size_t> between = {0};
    for (const std::string& event : events) {
      ends.push_back(text.find(event) + event.size());
      if (enveloped) continue;
      between.insert(ends.back());
      between.insert(ends.back() + 1);
    }
    if (enveloped) between.insert({text.find_last_of("]}") + 1, text.size()});
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      const Verdicts verdicts = Judge(std::string_view(text).substr(0, cut));
      const std::size_t whole = CountBefore(ends, cut);
      ASSERT_EQ(verdicts.lines.size(), whole) << "cut at " << cut;
      ASSERT_TRUE(std::equal(verdicts.lines.begin(), verdicts.lines.end(), expected.begin()));
      ASSERT_EQ(verdicts.ledger.complete(), between.contains(cut)) << "cut at " << cut;
    }
  }
}

// One record is broken: all others keep their verdicts, and the account names that one.
TEST(ScanProperties, DamageInOneRecordChangesNoOther) {
  for (std::uint64_t seed = 0; seed < Rounds(300); ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    std::vector<std::string> events = RandomEvents(seed, 12);
    std::vector<std::string> expected = Judge(Join(events, "\n")).lines;
    const std::size_t victim = random() % events.size();
    std::string& broken = events[victim];
    const std::size_t at = random() % broken.size();
    switch (random() % 4) {
      case 0:
        broken[at] = static_cast<char>(random());
        break;
      case 1:
        broken.erase(at, 1);
        break;
      case 2:
        broken.insert(at, 1, "{}[]\",:\\"[random() % 8]);
        break;
      default:
        broken.resize(at);
    }
    const Verdicts verdicts = Judge(Join(events, "\n"));
    expected.erase(expected.begin() + std::ptrdiff_t(victim));
    std::vector<std::string> others = verdicts.lines;
    const auto has_changed = [&](const std::string& line) {
      return !std::ranges::count(expected, line);
    };
    const auto changed = std::ranges::count_if(others, has_changed);
    std::erase_if(others, has_changed);
    if (others.size() > expected.size()) others.erase(others.begin() + std::ptrdiff_t(victim));
    ASSERT_EQ(others, expected) << broken;
    ASSERT_LE(changed, 2) << broken;  // A brace may part it into two events.
    const bool named = std::ranges::any_of(
        verdicts.ledger.anomalies(), [&](const Anomaly& each) { return each.record == victim; });
    const bool judged = verdicts.lines.size() >= events.size();
    ASSERT_TRUE(named || judged || broken.empty()) << broken;
  }
}

// The bits of a small text: what stands outside the ranges that are named keeps its verdict.
TEST(ScanProperties, AnyFlippedBitOfTextTouchesOneRecord) {
  const std::vector<std::string> events = RandomEvents(1, 4);
  const std::string text = Join(events, "\n") + "\n";
  const std::vector<std::string> expected = Judge(text).lines;
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string flipped = text;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    const Verdicts verdicts = Judge(flipped);
    std::size_t kept = 0;
    for (const std::string& line : expected) {
      kept += std::ranges::count(verdicts.lines, line) > 0 ? 1U : 0U;
    }
    ASSERT_GE(kept + 1, expected.size()) << "bit " << bit;
    ASSERT_TRUE(verdicts.lines.size() >= events.size() || !verdicts.ledger.complete())
        << "bit " << bit;
  }
}

std::vector<std::string> Described(const ScanResult& result) {
  std::vector<std::string> matches;
  for (const Match& match : result.matches) {
    matches.push_back(match.title + " " + match.event + " " +
                      fmt::format("{}", fmt::join(match.flags, ",")));
  }
  std::ranges::sort(matches);
  return matches;
}

TEST(ScanProperties, ARuleOrARecordMoreTakesNoMatchAway) {
  for (std::uint64_t seed = 0; seed < Rounds(60); ++seed) {
    SCOPED_TRACE(seed);
    SeededChoices choices(seed);
    std::vector<Rule> rules;
    for (int i = 0; i < 8; ++i)
      rules.push_back(MakeRule(std::to_string(i), RandomCondition(choices)));
    std::string lines;
    for (int i = 0; i < 20; ++i) lines += RandomRecord(choices).text() + "\n";
    const TempDir folder;
    const std::string path = folder.Write("a.jsonl", lines);
    const std::vector<std::string> all = Described(RunScan({path}, MakeRuleSet(rules)));

    std::vector<std::string> alone;
    for (const Rule& rule : rules) {
      for (std::string& match : Described(RunScan({path}, MakeRuleSet({rule})))) {
        alone.push_back(std::move(match));
      }
    }
    std::ranges::sort(alone);
    ASSERT_EQ(all, alone);

    folder.Write("a.jsonl", lines + RandomRecord(choices).text() + "\n");
    ASSERT_TRUE(std::ranges::includes(Described(RunScan({path}, MakeRuleSet(rules))), all));
  }
}

TEST(ScanProperties, TheOrderOfFilesChangesNoMatch) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    SCOPED_TRACE(seed);
    const TempDir folder;
    std::vector<std::string> paths;
    for (std::uint64_t i = 0; i < 8; ++i) {
      paths.push_back(
          folder.Write(std::to_string(i) + ".jsonl", Join(RandomEvents(seed * 8 + i, 9), "\n")));
      std::string text = Join(RandomEvents(seed + i, 9), "\n");
      if (i % 3 == 0) text.resize(text.size() / 2);
      paths.push_back(folder.Write(std::to_string(i) + ".cut", text));
    }
    // Events that are alike are flagged where they come later.
    const auto matches = [&] {
      std::vector<std::string> lines;
      for (const Match& match : RunScan(paths, SampleRules()).matches) {
        lines.push_back(match.path + " " + match.title + " " + match.event);
      }
      std::ranges::sort(lines);
      return lines;
    };
    const std::vector<std::string> expected = matches();
    EXPECT_GT(expected.size(), 100U);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 3; ++round) {
      std::ranges::shuffle(paths, random);
      ASSERT_EQ(matches(), expected);
    }
  }
}

}  // namespace
}  // namespace trailsift
