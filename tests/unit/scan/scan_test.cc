#include "scan/scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "scan/worker_count.h"
#include "support/temp_dir.h"
#include "unit/input/compress.h"
#include "unit/input/utf16.h"
#include "unit/scan/scanned_files.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Scan, GivesTheSameBytesForAnyNumberOfThreads) {
  const TempDir folder;
  WriteManyFiles(folder);
  const RuleSet rules =
      MakeRuleSet({MakeRule("Deletion", BundledCondition()),
                   MakeRule("Other", All({Equals("eventName", "N"), Equals("eventID", "41")})),
                   MakeRule("Region", Exists("awsRegion"))});
  for (const auto& [sorted, alerts] : {std::pair{false, false}, {true, false}, {true, true}}) {
    ScanOptions options;
    options.sort_by_time = sorted;
    options.alerts = alerts;
    const std::string expected = Describe(RunScan({folder.path()}, rules, options));
    EXPECT_THAT(expected, HasSubstr("duplicate_delivery"));
    EXPECT_THAT(expected, HasSubstr("complete false"));
    for (const unsigned jobs : {1U, 2U, 3U, 8U, 64U}) {
      options.jobs = jobs;
      for (int round = 0; round < 3; ++round) {
        ASSERT_EQ(Describe(RunScan({folder.path()}, rules, options)), expected) << jobs;
      }
    }
  }
}

TEST(Scan, CountsRepeatedEventIdsOverAllRecords) {
  const TempDir folder;
  folder.Write("a.jsonl", Other("1") + Other("2") + Deletion("3") + R"({"eventName":"N"})");
  folder.Write("b.json", "[" + Other("2") + "," + Deletion("3") + R"(,{"eventName":"N"}])");
  const ScanResult result = RunScan({folder.path()}, OneRule());
  EXPECT_EQ(result.summary.duplicate_event_ids, 2U);
  ScanOptions options;
  options.since = Timestamp{};  // Keeps those without a time; what a filter leaves out counts, too.
  options.regions = {"nowhere"};
  EXPECT_EQ(RunScan({folder.path()}, OneRule(), options).summary.duplicate_event_ids, 2U);
}

TEST(Scan, AccountsForEveryByteOnDisk) {
  const TempDir folder;
  WriteManyFiles(folder);
  std::uintmax_t size = 0;
  std::uint64_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
    if (!entry.is_regular_file()) continue;
    size += entry.file_size();
    ++files;
  }
  const ScanResult result = RunScan({folder.path()}, OneRule());
  const ScanSummary& summary = result.summary;
  EXPECT_EQ(summary.bytes.stored_read, size);
  EXPECT_EQ(summary.bytes.stored_unread, 0U);
  EXPECT_TRUE(summary.bytes.Balanced());
  EXPECT_EQ(summary.sources.total, files);
  EXPECT_EQ(summary.sources.read + summary.sources.skipped + summary.sources.failed, files);
  EXPECT_EQ(result.count(AnomalyKind::kInternalImbalance), 0U);
  std::uint64_t records = 0;
  for (const auto& [name, shape] : summary.shapes) records += shape.records;
  EXPECT_EQ(records, summary.records.judged);
  EXPECT_EQ(summary.matches.total, result.matches.size());
  EXPECT_EQ(summary.skipped_values.at("digest"), 6U);
}

TEST(Scan, ADamagedFileHurtsNoOther) {
  const TempDir folder;
  folder.Write("a.json", Deletion("a"));
  folder.Write("b.json",
               R"({"Records":[)" + Deletion("b1") + R"(,{"eventName":],)" + Deletion("b2") + "]}");
  folder.Write("c.gz", Gzip(Deletion("c1") + "\n" + Deletion("c2")).substr(0, 40));
  folder.Write("d.json", Deletion("d"));
  const ScanResult result = RunScan({folder.path()}, OneRule());
  EXPECT_THAT(result.EventIds(), ElementsAre("a", "b1", "b2", "d"));
  EXPECT_FALSE(result.summary.complete);
  EXPECT_THAT(result.Anomalies(),
              testing::IsSupersetOf({"b.json damaged_range", "c.gz truncated"}));
  // Found behind damage, and counted so once.
  EXPECT_EQ(result.summary.records.salvaged, 1U);
  EXPECT_THAT(result.matches[2].flags, ElementsAre("salvaged"));
}

// In a walk, damage might make a log look like something that is no log at all.
TEST(Scan, NoFlippedBitMakesALogVanish) {
  for (const bool compressed : {false, true}) {
    const TempDir folder;
    const std::string stored = compressed ? Gzip(Deletion("a")) : Deletion("a");
    for (std::size_t at = 0; at < stored.size(); ++at) {
      std::string flipped = stored;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
      folder.Write("a.json.gz", flipped);
      const ScanResult result = RunScan({folder.path()}, OneRule());
      const ScanSummary& summary = result.summary;
      // It matches, or is judged and found to be another event, or something is reported.
      ASSERT_TRUE(summary.records.judged == 1 || !summary.complete) << "byte " << at;
      ASSERT_EQ(summary.sources.skipped, 0U) << "byte " << at;
    }
  }
}

TEST(Scan, RepairedRecordsAreCountedOnce) {
  const TempDir folder;
  folder.Write("a.json", Deletion("a", ",\"userAgent\":\"\xff\""));
  folder.Write("b.json", ToCompactJson(JsonValue::List(
                             {JsonValue::String(Deletion("b", ",\"userAgent\":\"tab\there\""))})));
  const ScanResult result = RunScan({folder.path()}, OneRule());
  EXPECT_EQ(result.summary.records.judged, 2U);
  EXPECT_EQ(result.summary.records.salvaged, 2U);
  EXPECT_EQ(result.matches.size(), 2U);
}

TEST(Scan, MatchesOfAMemberWithAWrongChecksumAreMarked) {
  const TempDir folder;
  std::string wrong = Gzip(Deletion("b") + "\n");
  wrong[wrong.size() - 6] ^= 1;
  folder.Write("a.gz", Gzip(Deletion("a") + "\n") + wrong + Gzip(Deletion("c") + "\n"));
  // A checksum of an outer layer covers all that it holds.
  folder.Write("b.gz.gz", [] {
    std::string outer = Gzip(Gzip(Deletion("d")));
    outer[outer.size() - 6] ^= 1;
    return outer;
  }());
  // More text than is decoded at once, with the match at its front.
  folder.Write("c.gz", [] {
    std::string large = Gzip(Deletion("e") + "\n" + std::string(40'000'000, ' '), 1);
    large[large.size() - 6] ^= 1;
    return large;
  }());
  // A fault and a cut: the checksum is never reached.
  folder.Write("d.gz", [] {
    std::string broken = Gzip(Deletion("f") + "\n" + NoiseText(300, 5));
    broken.replace(broken.size() - 40, 8, "\xff\x00\xff\xff\x55\x00\xaa\xff", 8);
    return Gzip(Deletion("g") + "\n") + broken + Gzip("\n" + Deletion("h") + "\n");
  }());
  folder.Write("e.gz", [] {
    const std::string cut = Gzip(Deletion("j") + "\n" + NoiseText(300));
    return Gzip(Deletion("i") + "\n") + cut.substr(0, cut.size() - 20);
  }());
  const ScanResult result = RunScan({folder.path()}, OneRule());
  ASSERT_THAT(result.EventIds(), ElementsAre("a", "b", "c", "d", "e", "g", "f", "h", "i", "j"));
  for (const Match& match : result.matches) {
    const bool good = std::string("acghi").find(*match.event_id.text) != std::string::npos;
    const std::vector<std::string> flags = {"integrity_unverified"};
    const auto not_salvaged = [](const std::string& flag) { return flag != "salvaged"; };
    std::vector<std::string> found;
    std::ranges::copy_if(match.flags, std::back_inserter(found), not_salvaged);
    EXPECT_EQ(found, good ? std::vector<std::string>() : flags) << *match.event_id.text;
  }
  EXPECT_FALSE(result.summary.complete);
}

TEST(Scan, EncodingsOfATextHaveOneResult) {
  const TempDir folder;
  const std::string text = Deletion("a", R"(,"requestID":"\u00e9")") + "\r\n" + Other("b") + "\n";
  const std::string wide = "\xff\xfe" + Utf16(text, true);
  folder.Write("plain", text);
  folder.Write("marked", "\xef\xbb\xbf" + text);
  folder.Write("little", wide);
  folder.Write("little-unmarked", Utf16(text, true));
  folder.Write("big", "\xfe\xff" + Utf16(text, false));
  folder.Write("big-unmarked", Utf16(text, false));
  folder.Write("gzip", Gzip(wide));
  folder.Write("twice", Zstd(Gzip(wide)));
  const ScanResult result = RunScan({folder.path()}, OneRule());
  ASSERT_EQ(result.matches.size(), 8U);
  for (const Match& match : result.matches) {
    EXPECT_EQ(match.event, Deletion("a", R"(,"requestID":"\u00e9")"));
    EXPECT_EQ(match.place.line, 1U);
    EXPECT_THAT(match.flags, testing::Each("duplicate_delivery"));
  }
  EXPECT_EQ(result.summary.records.judged, 16U);
  EXPECT_EQ(result.count(AnomalyKind::kTranscoded), 6U);
  EXPECT_TRUE(result.summary.complete);
}

TEST(Scan, RecordsBehindAByteThatUtf16LostAreJudged) {
  const TempDir folder;
  const std::string first = Deletion("a") + "\n";
  const std::string text = first + Other("lost") + "\n" + Deletion("b") + "\n";
  for (const bool little : {true, false}) {
    for (const std::size_t at : {std::size_t{0}, std::size_t{41}, 2 * Other("lost").size()}) {
      std::string stored = Utf16(text, little);
      stored.erase(2 * first.size() + at, 1);
      folder.Write("log", stored);
      const ScanResult result = RunScan({folder.path()}, OneRule());
      EXPECT_THAT(result.EventIds(), ElementsAre("a", "b")) << little << at;
      EXPECT_EQ(result.count(AnomalyKind::kInvalidEncoding), 1U);
      EXPECT_FALSE(result.summary.complete);
    }
  }
}

TEST(Scan, AFileInADigestFolderIsJudgedByItsContent) {
  const TempDir folder;
  const std::string digest = R"({"digestStartTime":"2026-11-01T00:00:00Z","logFiles":[]})";
  folder.Write("CloudTrail-Digest/digest", digest);
  folder.Write("CloudTrail-Digest/2026/log", Deletion("a"));
  folder.Write("CloudTrail-Digest/notes", "nothing of a log");
  folder.Write("CloudTrail-Digest/widgets", R"({"eventName":1})");
  folder.Write("CloudTrail-Digests/log", Deletion("b"));
  folder.Write("CloudTrail/digest", digest);
  const ScanResult result = RunScan({folder.path()}, OneRule());
  EXPECT_THAT(result.EventIds(), ElementsAre("a", "b"));
  EXPECT_THAT(result.Anomalies(),
              ElementsAre("digest skipped", "log misplaced_file", "digest skipped", "notes skipped",
                          "widgets misplaced_file"));
  EXPECT_TRUE(result.summary.complete);
  EXPECT_EQ(RunScan({folder.Path("CloudTrail-Digest/2026/log")}, OneRule())
                .count(AnomalyKind::kMisplacedFile),
            1U);
}

// A walk that is found in batches while the scan runs gives what one found beforehand gives.
TEST(Scan, InputsMayBeFoundWhileItRuns) {
  const TempDir folder;
  WriteManyFiles(folder);
  const RuleSet rules = OneRule();
  const std::string all = Describe(RunScan({folder.path()}, rules));
  for (const std::size_t batch : {1U, 7U, 59U, 60U, 61U}) {
    for (const unsigned jobs : {1U, 2U, 8U}) {
      InputFinder finder({folder.path()}, {}, batch);
      ScanOptions options;
      options.jobs = jobs;
      CollectingSink sink;
      const std::atomic<bool> stop = false;
      ScanProgress progress;
      ScanResult result;
      std::vector<FoundInput> first = finder.NextBatch();
      result.summary =
          Scan({std::move(first), finder}, rules, AllNumbers(rules), options, sink, stop, progress);
      result.matches = std::move(sink.matches);
      EXPECT_EQ(Describe(result), all) << batch << ' ' << jobs;
    }
  }
}

TEST(Scan, WhatWasNotFoundYetIsSaidToBeLeft) {
  const TempDir folder;
  for (const char* name : {"a", "b", "c"}) folder.Write(name, Deletion(name));
  InputFinder finder({folder.path()}, {}, 1);
  CollectingSink sink;
  const std::atomic<bool> stop = true;
  ScanProgress progress;
  const RuleSet rules = OneRule();
  std::vector<FoundInput> first = finder.NextBatch();
  const ScanSummary summary =
      Scan({std::move(first), finder}, rules, AllNumbers(rules), {}, sink, stop, progress);
  EXPECT_TRUE(summary.interrupted);
  EXPECT_FALSE(summary.complete);
  ASSERT_FALSE(summary.anomalies.empty());
  EXPECT_THAT(summary.anomalies.back().anomaly.message,
              HasSubstr("1 of 1 sources were not begun, and more may not have been found"));
}

TEST(WorkersWithDescriptors, LeavesSomeToSpare) {
  EXPECT_EQ(WorkersWithDescriptors(0), 1U);
  EXPECT_EQ(WorkersWithDescriptors(3), 3U);
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  for (const rlim_t limit : {16U, 32U, 64U}) {
    rlimit few = before;
    few.rlim_cur = limit;
    setrlimit(RLIMIT_NOFILE, &few);
    const std::size_t workers = WorkersWithDescriptors(1000);
    setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_GE(workers, 1U);
    EXPECT_LE(workers, limit - 9);  // The standard streams, and six more.
  }
}

TEST(Scan, SaysWhatCannotBeRead) {
  const TempDir folder;
  folder.Write("a.json", Deletion("a"));
  folder.Write("b.bz2", "BZh9 and so on");
  const ScanResult result =
      RunScan({folder.Path("missing"), folder.path(), folder.Path("a.json")}, OneRule());
  EXPECT_THAT(result.EventIds(), ElementsAre("a"));
  EXPECT_THAT(result.Anomalies(),
              ElementsAre("missing unreadable", "b.bz2 unsupported_format", "a.json skipped"));
  EXPECT_FALSE(result.summary.complete);
  EXPECT_EQ(result.summary.sources.failed, 2U);
  EXPECT_EQ(result.summary.sources.skipped_by_reason.at("already_scanned"), 1U);
}

TEST(Scan, NothingToScanIsIncomplete) {
  const TempDir folder;
  EXPECT_EQ(RunScan({folder.path()}, OneRule()).count(AnomalyKind::kNoSources), 1U);
  EXPECT_EQ(RunScan({}, OneRule()).count(AnomalyKind::kNoSources), 1U);
  ASSERT_EQ(symlink("nowhere", folder.Path("link").c_str()), 0);
  const ScanResult links = RunScan({folder.path()}, OneRule());
  EXPECT_THAT(links.Anomalies(), ElementsAre("link skipped", " no_sources"));
  EXPECT_FALSE(links.summary.complete);
  // An empty file is a source.
  folder.Write("empty.json", "");
  EXPECT_TRUE(RunScan({folder.path()}, OneRule()).summary.complete);
}

TEST(Scan, ARuleThatLooksIntoBrokenGrammarSaysSo) {
  const TempDir folder;
  const std::string path =
      folder.Write("a.jsonl", Other("1") + "\n" + SmallEvent("2", R"(,"list":[1],"x":tru)") + "\n");
  // Looks into a list, and so makes a tree of the record that the fast walk has accepted.
  const RuleSet rules = MakeRuleSet({MakeRule("List", Equals("list[0]", "y"))});
  const ScanResult result = RunScan({path}, rules);
  EXPECT_THAT(result.matches, IsEmpty());
  // Nothing can be looked for there that the rule needs.
  ASSERT_THAT(result.Anomalies(),
              ElementsAre("a.jsonl malformed_record", " possible_match_in_damaged_record"));
  EXPECT_EQ(result.summary.anomalies[0].anomaly.line, 2U);
  EXPECT_EQ(result.summary.anomalies[0].anomaly.record, 1U);
  EXPECT_FALSE(result.summary.complete);
}

// Reads a file as standard input.
ScanResult ScanStandardInput(const std::string& path) {
  const int saved = dup(STDIN_FILENO);
  EXPECT_NE(freopen(path.c_str(), "rb", stdin), nullptr);
  ScanResult result = RunScan({"-"}, OneRule());
  EXPECT_EQ(dup2(saved, STDIN_FILENO), STDIN_FILENO);
  close(saved);
  return result;
}

TEST(Scan, StandardInputGivesWhatTheFileGives) {
  const TempDir folder;
  const std::string path =
      folder.Write("a.json.gz", Gzip("[" + Deletion("a") + ",\n" + Other("b") + "]"));
  const ScanResult file = RunScan({path}, OneRule());
  const ScanResult standard_input = ScanStandardInput(path);
  ASSERT_EQ(file.matches.size(), 1U);
  ASSERT_EQ(standard_input.matches.size(), 1U);
  EXPECT_TRUE(standard_input.matches[0].standard_input);
  EXPECT_EQ(standard_input.matches[0].path, "stdin");
  EXPECT_EQ(standard_input.matches[0].event, file.matches[0].event);
  EXPECT_EQ(standard_input.matches[0].place.byte_offset, file.matches[0].place.byte_offset);
  EXPECT_EQ(standard_input.summary.bytes.decoded, file.summary.bytes.decoded);
  EXPECT_TRUE(standard_input.summary.complete);
}

}  // namespace
}  // namespace trailsift
