#include "scan/read_ahead.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

#include "support/string_source.h"
#include "support/temp_dir.h"
#include "unit/input/compress.h"
#include "unit/scan/run_scan.h"

namespace trailsift {
namespace {

constexpr std::size_t kPiece = 1'500'000;  // More than one piece that is made of it.

// Gives pieces of different content, enters something in its ledger before each, and a last word
// when it is closed.
class Speaker final : public ByteSource {
 public:
  using Failure = std::function<void(std::size_t piece)>;

  Speaker(Ledger& ledger, std::size_t pieces, Failure failure = nullptr)
      : ledger_(ledger), pieces_(pieces), failure_(std::move(failure)) {}
  ~Speaker() override { ledger_.Report(AnomalyKind::kChangedDuringScan, "closed"); }

  std::string_view Next() override {
    if (given_ == pieces_) return {};
    if (failure_) failure_(given_);
    text_ = std::string(kPiece, static_cast<char>('a' + given_ % 26)) + std::string(kPadding, ' ');
    ++given_;
    ledger_.bytes.decoded += kPiece;
    ledger_.bytes.stored_read += 10;
    ledger_.unverified.Add(given_, given_ + 1);
    ledger_.Report(AnomalyKind::kPadding, std::to_string(given_));
    for (std::size_t i = 0; i < Ledger::kMaximumListed / 10; ++i) {
      ledger_.Report(AnomalyKind::kUndecodable, "many");
    }
    return std::string_view(text_).substr(0, kPiece);
  }

 private:
  Ledger& ledger_;
  std::size_t pieces_;
  Failure failure_;
  std::size_t given_ = 0;
  std::string text_;
};

struct Heard {
  std::string text;
  Ledger ledger{"path"};
  std::vector<std::size_t> known;  // Anomalies in the ledger when each megabyte was met.
  bool failed = false;
};

Heard Listen(std::size_t threads, std::size_t pieces, std::size_t most = std::string::npos,
             const Speaker::Failure& failure = nullptr) {
  Heard heard;
  Ledger decoding("path");
  IdleThreads idle;
  idle.Give(threads);
  {
    ReadAhead source(std::make_unique<Speaker>(decoding, pieces, failure), decoding, heard.ledger,
                     idle, {.decodes = true, .make_reader = nullptr, .accept = nullptr});
    try {
      while (heard.text.size() < most) {
        const std::string_view bytes = source.Next();
        if (bytes.empty()) break;
        EXPECT_EQ(bytes.data()[bytes.size()], ' ');
        // All that was entered before these bytes, and nothing that comes behind them.
        const std::size_t begun = heard.text.size() / kPiece + 1;
        EXPECT_EQ(heard.ledger.bytes.decoded, begun * kPiece);
        heard.text += bytes;
        heard.known.resize(heard.text.size() / kPiece, heard.ledger.anomalies().size());
      }
      if (most == std::string::npos) {
        EXPECT_TRUE(source.Next().empty());
      }
    } catch (const std::runtime_error&) {
      heard.failed = true;
    }
  }
  std::size_t left = 0;
  while (idle.Take()) ++left;
  EXPECT_EQ(left, threads);
  return heard;
}

std::vector<std::string> Messages(const Ledger& ledger) {
  std::vector<std::string> messages;
  for (const Anomaly& anomaly : ledger.anomalies()) messages.push_back(anomaly.message);
  return messages;
}

TEST(ReadAhead, GivesTheSameAsTheSourceItself) {
  const Heard direct = Listen(0, 25);
  const Heard ahead = Listen(1, 25);
  EXPECT_EQ(direct.text.size(), 25 * kPiece);
  EXPECT_TRUE(direct.text == ahead.text);
  EXPECT_EQ(direct.known, ahead.known);
  EXPECT_EQ(Messages(direct.ledger), Messages(ahead.ledger));
  for (const Ledger* ledger : {&direct.ledger, &ahead.ledger}) {
    EXPECT_EQ(Messages(*ledger).back(), "closed");
    EXPECT_EQ(ledger->count(AnomalyKind::kPadding), 25U);
    EXPECT_EQ(ledger->count(AnomalyKind::kUndecodable), 2'500U);
    EXPECT_EQ(ledger->bytes.decoded, 25 * kPiece);
    EXPECT_EQ(ledger->bytes.stored_read, 250U);
    EXPECT_TRUE(ledger->unverified.Overlap(25, 26));
  }
}

TEST(ReadAhead, MayBeLeftAtAnyPlace) {
  for (std::size_t most = 1; most < 14 * kPiece; most += kPiece / 2) {
    const Heard heard = Listen(1, 1'000, most);
    EXPECT_LE(heard.text.size(), most + kPiece);
    EXPECT_EQ(Messages(heard.ledger).back(), "closed");
    EXPECT_GE(heard.ledger.bytes.decoded, heard.text.size());
  }
}

TEST(ReadAhead, AFailureComesBehindTheBytesBeforeIt) {
  for (const unsigned threads : {0U, 1U}) {
    const Heard heard = Listen(threads, 25, std::string::npos, [](std::size_t piece) {
      if (piece == 12) throw std::runtime_error("no more");
    });
    EXPECT_TRUE(heard.failed);
    EXPECT_EQ(heard.text.size(), 12 * kPiece);
    EXPECT_EQ(heard.ledger.count(AnomalyKind::kPadding), 12U);
  }
}

// Lines in pieces of a megabyte, which a reader that takes its time is given or finds read.
TEST(ReadAhead, ReadsLinesAhead) {
  const std::string line = SmallEvent("1", R"(,"eventTime":"2026-11-03T03:12:45Z","x":")" +
                                               std::string(900, 'x') + '"') +
                           "\n";
  std::string text;
  while (text.size() < 16'000'000) text += line;
  const RuleSet rules = MakeRuleSet({MakeRule("Some", Contains("eventID", "00"))});
  const ScanOptions options;
  const ScanPlan plan(rules, {0}, options);
  std::uint64_t accepted = 0;
  for (int attempt = 0; accepted == 0 && attempt < 50; ++attempt) {
    Ledger decoding("path");
    Ledger ledger("path");
    IdleThreads idle;
    idle.Give(1);
    ReadAhead source(std::make_unique<StringSource>(text, 1'000'000), decoding, ledger, idle,
                     {.decodes = false,
                      .make_reader = [&] { return std::make_unique<LinesReader>(plan); },
                      .accept =
                          [&](const LinesVerdict& verdict, const LinesStart&) {
                            accepted += verdict.read.bytes;
                            return true;
                          }});
    std::uint64_t given = 0;
    for (bool more = true; more;) {
      const std::optional<LinesRead> read = source.Take({.value = 1});
      EXPECT_TRUE(!read || read->records * line.size() == read->bytes);
      const std::string_view bytes = read ? std::string_view() : source.Next();
      given += read ? read->bytes : bytes.size();
      more = read || !bytes.empty();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(given, text.size());
  }
  EXPECT_GT(accepted, 0U);
}

// Large sources, whole and damaged, with and without lines, and one that cannot be opened.
TEST(ReadAhead, AScanSaysTheSameWithAndWithoutIt) {
  const TempDir folder;
  const std::string more = R"(,"eventTime":"2026-11-03T03:12:45Z","userAgent":")";
  std::string text;
  std::string without_lines = R"({"Records":[)";
  std::string untimed;
  for (int i = 0; text.size() < 12'000'000; ++i) {
    const std::string id = std::to_string(i);
    text += SmallEvent(id, more + std::string(900, 'x') + '"') + '\n';
    without_lines += (i > 0 ? "," : "") + SmallEvent(id, more + std::string(900, 'x') + '"');
    untimed += SmallEvent(id, R"(,"userAgent":")" + std::string(900, 'x') + '"') + '\n';
  }
  without_lines += "]}";
  std::string damaged = Gzip(text);
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x55);
  std::string odd = text;
  for (std::size_t at = 5'000'000; at < odd.size(); at += 1'700'000) odd[at] = '"';
  const RuleSet rules = MakeRuleSet({MakeRule("Some", Contains("eventID", "00"))});
  const std::vector<std::string> paths{folder.Write("whole.gz", Gzip(text)),
                                       folder.Write("damaged.gz", damaged),
                                       folder.Write("plain", text),
                                       folder.Write("odd", odd),
                                       folder.Write("records", without_lines),
                                       folder.Write("records.gz", Gzip(without_lines)),
                                       folder.Write("untimed", untimed),
                                       folder.Path("missing")};
  for (const std::string& path : paths) {
    SCOPED_TRACE(path);
    ScanOptions options;
    const ScanResult one = RunScan({path}, rules, options);
    options.jobs = 4;
    const ScanResult more_threads = RunScan({path}, rules, options);
    EXPECT_TRUE(Describe(one) == Describe(more_threads));
    EXPECT_TRUE(more_threads.summary.bytes.Balanced());
  }
}

}  // namespace
}  // namespace trailsift
