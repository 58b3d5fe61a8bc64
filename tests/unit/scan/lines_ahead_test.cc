#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "scan/lines_reader.h"
#include "scan/running_coverage.h"
#include "support/envelopes.h"
#include "unit/scan/run_scan.h"

namespace trailsift {
namespace {

// Bytes of lines with the padding that readers need.
class PaddedLines {
 public:
  explicit PaddedLines(std::string_view lines)
      : size_(lines.size()),
        memory_(std::string(ByteSource::kPadding, ' ') + std::string(lines) +
                std::string(ByteSource::kPadding, ' ')) {}
  std::string_view text() const {
    return std::string_view(memory_).substr(ByteSource::kPadding, size_);
  }

 private:
  std::size_t size_;
  std::string memory_;
};

const RuleSet& Rules() {
  static const RuleSet rules = MakeRuleSet({MakeRule("Some", Contains("eventID", "m"))});
  return rules;
}

// What reading one text gave.
struct Reading {
  Ledger ledger{"test"};
  std::vector<std::uint64_t> met_ids;
  std::vector<Match> matches;

  std::string Describe() const {
    ScanResult result;
    result.matches = matches;
    for (const Anomaly& anomaly : ledger.anomalies()) {
      result.summary.anomalies.emplace_back(ledger.path(), anomaly);
    }
    result.summary.bytes = ledger.bytes;
    result.summary.records = ledger.records;
    result.summary.damaged_ranges = ledger.damaged_ranges;
    result.summary.skipped_values.insert(ledger.skipped_values.begin(),
                                         ledger.skipped_values.end());
    result.summary.coverage = ledger.coverage;
    std::string text = trailsift::Describe(result);
    for (const auto& [shape, count] : ledger.shapes) text += fmt::format("{} {}\n", shape, count);
    for (const Match& match : matches) {
      text += fmt::format("{} {} {}\n", match.place.end_line, match.place.column,
                          match.place.utf16_end_column);
    }
    return text + fmt::format("{}", fmt::join(met_ids, ","));
  }
};

// Gives pieces one by one, or reads them ahead when it is asked to.
class Pieces final : public ByteSource, public LinesAhead {
 public:
  Pieces(std::vector<std::string> pieces, const ScanPlan& plan, Reading& reading)
      : pieces_(std::move(pieces)), lines_(plan), reading_(reading) {}

  std::string_view Next() override {
    if (next_ == pieces_.size()) return {};
    given_ = PaddedLines(pieces_[next_++]);
    return given_.text();
  }

  std::optional<LinesRead> Take(const LinesStart& start) override {
    const bool begins = next_ == 0 || pieces_[next_ - 1].ends_with('\n');
    if (next_ == pieces_.size() || !begins || !pieces_[next_].ends_with('\n')) return std::nullopt;
    const PaddedLines lines(pieces_[next_]);
    std::optional<LinesVerdict> verdict = lines_.Read(lines.text());
    if (!verdict || !EnterVerdict(*verdict, start, reading_.ledger)) return std::nullopt;
    ++next_;
    ++taken_;
    for (Match& match : verdict->matches) reading_.matches.push_back(std::move(match));
    reading_.met_ids.insert(reading_.met_ids.end(), verdict->met_ids.begin(),
                            verdict->met_ids.end());
    return verdict->read;
  }

  std::size_t taken() const { return taken_; }

 private:
  std::vector<std::string> pieces_;
  LinesReader lines_;
  Reading& reading_;
  PaddedLines given_{""};
  std::size_t next_ = 0;
  std::size_t taken_ = 0;
};

// Returns how many pieces were read ahead.
std::size_t Read(std::vector<std::string> pieces, bool ahead, Reading& reading) {
  static const ScanOptions options;
  static const ScanPlan plan(Rules(), {0}, options);
  for (const std::string& piece : pieces) reading.ledger.bytes.decoded += piece.size();
  Pieces source(std::move(pieces), plan, reading);
  RecordBuffers buffers(plan.projection);
  RecordReader reader(
      source, buffers, reading.ledger,
      {.limits = {}, .named_by_user = false, .lines_ahead = ahead ? &source : nullptr});
  RunningCoverage coverage(reading.ledger.coverage);
  RecordJudge judge(plan);
  while (reader.Next()) {
    judge.Judge(reader, reading.ledger, coverage, reading.met_ids,
                [&](Match match) { reading.matches.push_back(std::move(match)); });
  }
  coverage.Settle();
  reading.ledger.Close();
  return source.taken();
}

std::string TimedEvent(std::string_view id) {
  return SmallEvent(
      id, R"(,"eventTime":"2026-11-03T03:12:45Z","awsRegion":"us-west-2","userAgent":"é€😀")");
}

// A line break is put behind each.
std::string MakeLine(unsigned kind, const std::string& id) {
  const std::string event = TimedEvent(id);
  const EnvelopeMaker maker({event, TimedEvent(id + "m")});
  switch (kind) {
    case 0:
      return EnvelopeMaker::EventBridge(event);
    case 1:
      return EnvelopeMaker::LookupEntry(event);
    case 2:
      return EnvelopeMaker::Subscription(EnvelopeMaker::SubscriptionEntry(event));
    case 3:
      return R"({"Records":[)" + event + "," + event + "]}";
    case 4:
      return "[" + event + "," + event + "]";
    case 5:
      return "";
    case 6:
      return event + "\r";
    case 7:
      return EnvelopeMaker::Quoted(event);
    case 8:
      return "2026-11-03T03:12:45.000Z " + event;
    default:
      return event;
  }
}

std::string MakeOddLine(unsigned kind, const std::string& id) {
  const std::string event = TimedEvent(id);
  switch (kind) {
    case 0:
      return SmallEvent(id);  // No time.
    case 1:
      return event + event;
    case 2:
      return event.substr(0, event.size() - 1);
    case 3:
      return event.substr(0, event.size() / 2);
    case 4:
      return event + ",";
    case 5:
      return "\xEF\xBB\xBF" + event;
    case 6:
      return "{\n" + event.substr(1, event.size() - 2) + "\n}";
    case 7:
      return SmallEvent(id, R"(,"eventID":"m2","eventTime":"2026-11-03T03:12:45Z")");
    case 8:
      return "[";
    case 9:
      return event + "}";
    case 10:
      return SmallEvent(id, R"(,"userAgent":"\q")");
    case 11:
      return R"({"unknown":)" + event + "}";
    case 12:
      return std::string("\0\0", 2) + event;
    case 13:
      return R"({"Records":[)" + event;
    case 14:
      return "]}";
    case 15:
      return "2026-11-03T03:12:45.000Z some message";
    case 16:  // Events in its list, and damage among the members behind its own.
      return R"({"Records":[)" + SmallEvent(id, R"(,"x":[1,)" + event + "]") + R"(],"y" 1})";
    default:
      return "words";
  }
}

// The same lines, cut into pieces mostly behind line breaks, read ahead and not.
TEST(LinesAhead, WhatIsReadAheadIsWhatWouldBeRead) {
  std::mt19937 random(1);
  const auto below = [&](unsigned bound) { return static_cast<unsigned>(random() % bound); };
  std::size_t taken = 0;
  for (int round = 0; round < 2'000; ++round) {
    const unsigned odd_lines = below(3) == 0 ? 0 : below(4);
    std::vector<std::string> pieces(1);
    for (unsigned line = 0; line < 30; ++line) {
      const std::string id = fmt::format("{}{}", below(4) == 0 ? "m" : "", line);
      pieces.back() +=
          (below(30) < odd_lines ? MakeOddLine(below(18), id) : MakeLine(below(14), id));
      pieces.back() += '\n';
      if (below(20) == 0) {
        pieces.emplace_back(pieces.back().substr(pieces.back().size() / 2));
        pieces[pieces.size() - 2].resize(pieces[pieces.size() - 2].size() / 2);
      }
      if (below(3) == 0) pieces.emplace_back();
    }
    std::erase(pieces, "");
    Reading sequential;
    Read(pieces, false, sequential);
    Reading ahead;
    taken += Read(pieces, true, ahead);
    ASSERT_EQ(sequential.Describe(), ahead.Describe()) << fmt::format("{}", fmt::join(pieces, "|"));
  }
  EXPECT_GT(taken, 2'000U * 3);
}

// Else a record behind would be looked at further, or less far, than in turn.
TEST(LinesReader, SaysWhatLookingForEndsHasCost) {
  std::string resources = "1";
  while (resources.size() < 1'500) resources += ",2";
  const std::string bridge = R"({"version":"0","resources":[)" + resources + "]," +
                             EnvelopeMaker::EventBridge(TimedEvent("1")).substr(1) + "\n";
  std::string lines;
  for (int i = 0; i < 20; ++i) lines += bridge;
  static const ScanOptions options;
  static const ScanPlan plan(Rules(), {0}, options);
  LinesReader reader(plan);
  const std::optional<LinesVerdict> verdict = reader.Read(PaddedLines(lines).text());
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->read.records, 20U);
  EXPECT_GT(verdict->read.wasted, 20U * 1'000);
}

TEST(LinesReader, TooManyMatchesAreNotKept) {
  static const ScanOptions options;
  static const ScanPlan plan(Rules(), {0}, options);
  LinesReader reader(plan);
  std::string lines;
  for (int i = 0; lines.size() < 4'000'000; ++i) lines += TimedEvent("m") + "\n";
  EXPECT_FALSE(reader.Read(PaddedLines(lines).text()));
}

TEST(LinesReader, OnlySoundRecordsAreReadAhead) {
  static const ScanOptions options;
  static const ScanPlan plan(Rules(), {0}, options);
  LinesReader reader(plan);
  for (unsigned kind = 0; kind < 10; ++kind) {
    const PaddedLines lines(TimedEvent("m") + "\n" + MakeLine(kind, "1") + "\n");
    const std::optional<LinesVerdict> verdict = reader.Read(lines.text());
    ASSERT_TRUE(verdict) << kind;
    EXPECT_EQ(verdict->read.lines, 2U);
    EXPECT_EQ(verdict->read.bytes, lines.text().size());
    EXPECT_EQ(verdict->matches.size(), 1U);
  }
  for (unsigned kind = 1; kind < 18; ++kind) {
    const PaddedLines lines(TimedEvent("1") + "\n" + MakeOddLine(kind, "m") + "\n");
    if (kind == 5 || kind == 6) continue;  // A mark and line breaks are no matter.
    EXPECT_FALSE(reader.Read(lines.text())) << kind;
  }
}

}  // namespace
}  // namespace trailsift
