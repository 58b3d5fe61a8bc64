#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "event/json_value.h"
#include "event/record_reader.h"
#include "support/read_records.h"

namespace trailsift {
namespace {

using testing::Contains;
using testing::ElementsAre;

std::string Id(int i) { return "id-" + std::to_string(i); }

std::vector<std::string> Events(int count) {
  std::vector<std::string> events;
  for (int i = 0; i < count; ++i) {
    events.push_back(SmallEvent(
        Id(i),
        R"(,"userIdentity":{"type":"IAMUser","sessionContext":{"a":["}",{}]}},"userAgent":"a\"b\\")"));
  }
  return events;
}

std::string Join(const std::vector<std::string>& events, const std::string& between) {
  std::string out;
  for (std::size_t i = 0; i < events.size(); ++i) out += (i > 0 ? between : "") + events[i];
  return out;
}

// The same events in the two envelopes that damage meets most.
std::vector<std::string> Texts(const std::vector<std::string>& events) {
  return {R"({"Records":[)" + Join(events, ",") + "]}\n", Join(events, "\n") + "\n",
          "[\n" + Join(events, ",\n") + "\n]"};
}

struct Damage {
  const char* name;
  std::string (*apply)(std::string event);
};

const Damage kDamages[] = {
    {"missing opening brace", [](std::string event) { return event.substr(1); }},
    {"missing closing brace", [](std::string event) { return event.substr(0, event.size() - 1); }},
    {"missing quote",
     [](std::string event) { return event.erase(event.find("\"eventName\""), 1); }},
    {"missing closing quote of a value",
     [](std::string event) { return event.erase(event.find("1.08") + 4, 1); }},
    {"missing colon", [](std::string event) { return event.erase(event.find(':'), 1); }},
    {"second closing brace", [](std::string event) { return event + "}"; }},
    {"cut in the middle", [](std::string event) { return event.substr(0, event.size() / 2); }},
    {"garbage", [](std::string) { return std::string("<<< not json >>>"); }},
    {"comma lost", [](std::string event) { return event.erase(event.find(','), 1); }},
    {"bracket closed by brace",
     [](std::string event) { return event.replace(event.find("{}]"), 3, "{}}"); }},
};

TEST(RecordReaderDamage, DamageToOneRecordLeavesTheOthersAlone) {
  const std::vector<std::string> events = Events(7);
  for (const Damage& damage : kDamages) {
    std::vector<std::string> damaged = events;
    damaged[3] = damage.apply(damaged[3]);
    int envelope = 0;
    for (const std::string& text : Texts(damaged)) {
      for (const std::size_t piece : {std::size_t{13}, std::size_t{1} << 20}) {
        SCOPED_TRACE(std::string(damage.name) + " envelope " + std::to_string(envelope) +
                     " piece " + std::to_string(piece));
        const ReadResult result = ReadRecords(text, piece);
        for (const int i : {0, 1, 2, 4, 5, 6}) {
          EXPECT_THAT(result.Ids(), Contains(Id(i)));
        }
        EXPECT_FALSE(result.ledger.complete());
        EXPECT_TRUE(result.ledger.bytes.Balanced());
        // The message names the place: within the damaged record, or where it stops fitting.
        const std::size_t start = text.find(damaged[3]);
        ASSERT_FALSE(result.ledger.anomalies().empty());
        const Anomaly& anomaly = result.ledger.anomalies().front();
        EXPECT_GE(*anomaly.byte_offset, start);
        EXPECT_LE(*anomaly.byte_offset, start + damaged[3].size());
      }
      ++envelope;
    }
  }
}

// Each entry of a lookup-events answer carries its event as text, where no brace can be trusted.
TEST(RecordReaderDamage, DamageToOneLookupEntryLeavesTheOthersAlone) {
  const auto entry = [](const std::string& id) {
    return R"({"EventId":")" + id +
           R"(","EventName":"N","EventTime":1,"Resources":[],"CloudTrailEvent":"{\"eventName\":\"N\",\"eventID\":\")" +
           id + R"(\",\"a\":{\"b\":\"c\"}}"})";
  };
  const std::string damaged = entry("damaged");
  for (std::size_t i = 0; i < damaged.size(); ++i) {
    for (const char* instead : {"", "\"", "\\", "}"}) {
      SCOPED_TRACE(std::to_string(i) + " replaced by " + instead);
      std::string text = damaged;
      text.replace(i, 1, instead);
      const ReadResult result = ReadRecords(
          R"({"Events":[)" + entry("before") + "," + text + "," + entry("after") + "]}", 4096);
      EXPECT_THAT(result.Ids(), Contains("before"));
      EXPECT_THAT(result.Ids(), Contains("after"));
      EXPECT_TRUE(result.ledger.bytes.Balanced());
    }
  }
}

TEST(RecordReaderDamage, GoesOnWithAnEventOfAnySpelling) {
  const ReadResult result =
      ReadRecords(R"({"eventName":"N","a":"b}{"eventname":"M","eventtime":"t","eventID":"1"})");
  EXPECT_THAT(result.Ids(), ElementsAre("1"));
  EXPECT_FALSE(result.ledger.complete());
}

// Its details name an event that may never have happened in this way.
TEST(RecordReaderDamage, TakesNoDetailsOfAnInsightEventForAnEvent) {
  const ReadResult result =
      ReadRecords(R"({"Records":[{"eventVersion":"1.07","a" "b","insightDetails":{"state":"Start",)"
                  R"("eventSource":"s","eventName":"N","insightType":"ApiCallRateInsight"}},)" +
                  SmallEvent("1") + "]}");
  EXPECT_THAT(result.Ids(), ElementsAre("1"));
  EXPECT_FALSE(result.ledger.complete());
}

TEST(RecordReaderDamage, RepairsWhatNeedsNoGuess) {
  struct Case {
    std::string text;
    const char* kind;
    bool invalid_utf8;
  };
  const Case cases[] = {
      {SmallEvent("x", ",\"userAgent\":\"bad \xff byte\""), "invalid_utf8", true},
      {SmallEvent("x", ",\"userAgent\":\"tab\tin it\""), "control_character", false},
      {SmallEvent("x", ",\"userAgent\":\"line\nbreak\""), "control_character", false},
      {SmallEvent("x", ",\"userAgent\":\"nul" + std::string(1, '\0') + "in it\""),
       "control_character", false},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    const ReadResult result =
        ReadRecords(SmallEvent("before") + "\n" + entry.text + "\n" + SmallEvent("after"), 17);
    EXPECT_THAT(result.Ids(), ElementsAre("before", "x", "after"));
    EXPECT_THAT(result.Kinds(), ElementsAre(entry.kind));
    EXPECT_TRUE(result.items[1].facts.salvaged);
    EXPECT_EQ(result.items[1].facts.invalid_utf8, entry.invalid_utf8);
    EXPECT_EQ(result.items[1].place.byte_length, entry.text.size());
    EXPECT_TRUE(result.ledger.bytes.Balanced());
    EXPECT_EQ(result.ledger.bytes.damaged, 0U);
  }
}

TEST(RecordReaderDamage, ACutAtEveryByteKeepsEveryWholeRecordBeforeIt) {
  std::vector<std::string> events;
  for (int i = 0; i < 50; ++i) {
    events.push_back(R"({"eventName":"N","eventID":")" + Id(i) + R"(","a":["}",{}]})");
  }
  for (const std::string& text : Texts(events)) {
    std::vector<std::size_t> ends;
    for (const std::string& event : events) ends.push_back(text.find(event) + event.size());
    const bool lines = text.front() == '{' && text[2] != 'R';
    for (std::size_t cut = 0; cut < text.size(); ++cut) {
      const ReadResult result = ReadRecords(text.substr(0, cut), 4096);
      std::size_t whole = 0;
      while (whole < ends.size() && ends[whole] <= cut) ++whole;
      ASSERT_GE(result.items.size(), whole) << "cut at " << cut;
      for (std::size_t i = 0; i < whole; ++i) {
        ASSERT_EQ(result.items[i].text, events[i]) << "cut at " << cut;
      }
      ASSERT_TRUE(result.ledger.bytes.Balanced()) << "cut at " << cut;
      // Only a cut between values with the envelope closed may look complete.
      const std::string_view rest = std::string_view(text).substr(cut);
      const bool between = lines && (cut == 0 || text[cut - 1] == '\n' || text[cut] == '\n');
      const bool closed = rest.find_first_not_of(" \n") == std::string_view::npos || cut == 0;
      ASSERT_EQ(result.ledger.complete(), between || closed) << "cut at " << cut;
    }
  }
}

TEST(RecordReaderDamage, AnyFlippedBitLeavesOtherRecordsAlone) {
  const std::vector<std::string> events = Events(5);
  for (const std::string& text : Texts(events)) {
    const std::size_t start = text.find(events[2]);
    for (std::size_t at = start; at < start + events[2].size(); ++at) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        std::string flipped = text;
        flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ (1U << bit));
        const ReadResult result = ReadRecords(flipped, 1000);
        for (const int i : {0, 1, 3, 4}) {
          ASSERT_THAT(result.Ids(), Contains(Id(i)))
              << "byte " << at - start << " bit " << bit << " in " << flipped;
        }
        ASSERT_TRUE(result.ledger.bytes.Balanced());
      }
    }
  }
}

TEST(RecordReaderDamage, RandomBytesNeverUnbalanceTheAccount) {
  std::mt19937 random(11);
  const std::vector<std::string> events = Events(4);
  constexpr std::string_view kBytes = "{}[]\",:\\\n\0\xEF\xBB\xBF\x1E ";
  for (int round = 0; round < 3'000; ++round) {
    std::string text = Texts(events)[random() % 3];
    for (std::size_t i = 0; i < 1 + random() % 6; ++i) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = kBytes[random() % kBytes.size()];
          break;
        case 1:
          text.erase(at, 1 + random() % 40);
          break;
        default:
          text.insert(at, 1, kBytes[random() % kBytes.size()]);
      }
      if (text.empty()) text = " ";
    }
    const ReadResult whole = ReadRecords(text);
    const ReadResult pieces = ReadRecords(text, 1 + random() % 100);
    ASSERT_TRUE(whole.ledger.bytes.Balanced()) << text;
    ASSERT_TRUE(pieces.ledger.bytes.Balanced()) << text;
    ASSERT_EQ(whole.Ids(), pieces.Ids()) << text;
    ASSERT_EQ(whole.Kinds(), pieces.Kinds()) << text;
  }
}

// None of these may take more than linear time: each looks for ends that are not there.
TEST(RecordReaderDamage, HostileTextStaysLinear) {
  constexpr std::size_t kSize = 40'000;
  for (const std::string unit :
       {R"({"":)", "{\"\":\n", "{\"eventVersion\":\n", R"({"Records":[{"a":)",
        R"({"Records":[],"a":{)", R"({"Records":[],"a)", "{\"a\n", "[", "\"", "{", "{\"a\":1,",
        "x ", R"({"eventName":"N"},)", "\\", "{\"\\\\"}) {
    SCOPED_TRACE(unit);
    std::string text;
    while (text.size() < kSize) text += unit;
    const ReadResult result = ReadRecords(text, std::size_t{1} << 20);
    EXPECT_TRUE(result.ledger.bytes.Balanced());
    EXPECT_EQ(result.ledger.complete(), unit.find("},") != std::string::npos);
  }
}

// Blanks without end are not held in memory: they are no part of anything.
TEST(RecordReaderDamage, BlanksWithoutEndAreGivenUp) {
  ReaderOptions options;
  options.limits.record_bytes = 10'000;
  const std::string blanks(100'000, ' ');
  for (const std::string& text : {"{" + blanks, "{\"Records\":" + blanks + "[]}", "[" + blanks}) {
    const ReadResult result = ReadRecords(text + SmallEvent("1"), 1000, options);
    EXPECT_THAT(result.Ids(), ElementsAre("1"));
    EXPECT_TRUE(result.ledger.bytes.Balanced());
    EXPECT_FALSE(result.ledger.complete());
  }
}

TEST(RecordReaderDamage, LimitsAreReportedAndHurtOneRecordOnly) {
  ReaderOptions options;
  options.limits.record_bytes = 2'000;
  options.limits.depth = 20;
  const std::string large = SmallEvent("large", ",\"x\":\"" + std::string(5'000, 'x') + "\"");
  std::string deep = ",\"x\":";
  for (int i = 0; i < 40; ++i) deep += "{\"y\":";
  deep += "1" + std::string(40, '}');
  // Too deep in lists only the careful walk notices, which an escaped key calls for.
  const std::string lists = R"(,"\u0078":)" + std::string(40, '[') + std::string(40, ']');
  for (const std::string& text :
       Texts({SmallEvent("1"), large, SmallEvent("2"), SmallEvent("deep", deep), SmallEvent("3"),
              SmallEvent("lists", lists), SmallEvent("4")})) {
    for (const std::size_t piece : {std::size_t{100}, std::size_t{1} << 20}) {
      const ReadResult result = ReadRecords(text, piece, options);
      EXPECT_THAT(result.Ids(), ElementsAre("1", "2", "3", "4"));
      EXPECT_EQ(result.ledger.count(AnomalyKind::kLimitExceeded), 3U);
      EXPECT_EQ(result.items[3].place.record, 6U);
      EXPECT_TRUE(result.ledger.bytes.Balanced());
    }
  }
}

// Wherever something too large stands, in a list of texts or beside one, it is said to be a limit.
TEST(RecordReaderDamage, TextsAndMembersBeyondALimitAreSaidToBe) {
  ReaderOptions options;
  options.limits.record_bytes = 2'000;
  const std::string filler(5'000, 'x');
  for (const std::string& text :
       {"[\"" + filler + "\"," + SmallEvent("1") + "]",
        "{\"Records\":[" + SmallEvent("1") + "],\"NextToken\":\"" + filler + "\"}",
        "{\"Records\":[" + SmallEvent("1") + "],\"x\":[" + filler + "]}"}) {
    SCOPED_TRACE(text.substr(0, 80));
    for (const std::size_t piece : {std::size_t{100}, std::size_t{1} << 20}) {
      const ReadResult result = ReadRecords(text, piece, options);
      EXPECT_THAT(result.Ids(), ElementsAre("1"));
      EXPECT_EQ(result.ledger.count(AnomalyKind::kLimitExceeded), 1U);
      EXPECT_FALSE(result.ledger.complete());
      EXPECT_TRUE(result.ledger.bytes.Balanced());
    }
  }
}

// Brackets and quotation marks between records that are lost, or too many.
// JSON text with a line break at each bracket and comma; no comma between objects.
std::string InLines(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '}' || c == ']') lines += '\n';
    if (!(c == ',' && lines.ends_with('}'))) lines += c;
    if (c == '{' || c == '[' || c == ',') lines += '\n';
  }
  return lines;
}

TEST(RecordReaderDamage, RecordsBehindALostOrStrayMarkAreJudged) {
  const std::string a = SmallEvent("a", R"(,"resources":[{"arn":"x"}])");
  const std::string b = SmallEvent("b");
  const std::string c = SmallEvent("c");
  const std::string open = a.substr(0, a.size() - 2);  // Without "]}".
  struct Case {
    std::string text;
    std::vector<std::string> ids;
    std::vector<std::string> kinds;
  };
  const std::vector<Case> cases{
      {R"({"Records":[)" + a + "]\n" + b + "\n" + c, {"a", "b", "c"}, {"damaged_range"}},
      {R"({"Records":[)" + a + "]" + b + "," + c,
       {"a", "b", "c"},
       {"damaged_range", "stray_separator"}},
      {R"({"message":"x")"
       "\n" +
           b + "\n" + c,
       {"b", "c"},
       {"damaged_range"}},
      {R"([{"Records":[)" + a + "]\n," + b + "," + c + "]", {"a", "b", "c"}, {"damaged_range"}},
      {R"({"Records":[)" + a + R"("},)" + b + "," + c + "]}", {"a", "b", "c"}, {"damaged_range"}},
      {R"({"Records":[)" + a + R"(",)" + b + "," + c + "]}", {"a", "b", "c"}, {"damaged_range"}},
      {"[" + a + R"(,")" + b + "," + c + "]", {"a", "b", "c"}, {"damaged_range"}},
      {a +
           R"( ")"
           "\n" +
           b + "\n" + c,
       {"a", "b", "c"},
       {"damaged_range"}},
      // Valid JSON but for the end.
      {R"({"Records":[)" + open + "," + b + "," + c + "]}",
       {"a", "b", "c"},
       {"malformed_record", "truncated_tail"}},
      {R"({"Records":[)" + c + "," + open + "," + b + "]}\n",
       {"c", "a", "b"},
       {"malformed_record", "truncated_tail"}},
      {R"({"Records":[)" + open + "," + open + "," + b + "]}]}",
       {"a", "a", "b"},
       {"malformed_record", "truncated_tail"}},
      // What follows the list in its envelope is taken, too.
      {R"({"Records":[)" + open + "," + b + R"(],"z":1})",
       {"a", "b"},
       {"malformed_record", "truncated_tail"}},
      {R"({"Records":[)" + open + ",\n" + b + ",\n" + c + "]\n,\"y\":{},\"z\":[]\n}\n",
       {"a", "b", "c"},
       {"malformed_record", "truncated_tail"}},
      // A bracket that opens where the list should be closed.
      {"{\"Records\":[\n" + InLines(SmallEvent("a", R"(,"x":[{"y":1},{)")) + ",\n" +
           InLines(b + ",{\"v\":" + c + "}]}"),
       {"a", "b"},
       {"malformed_record", "malformed_record", "truncated_tail"}},
      // The cut explains the end as well.
      {R"({"Records":[)" + open + "," + b + "]}," + c.substr(0, 40),
       {"a"},
       {"truncated_tail", "malformed_record"}},
      // An event about an event.
      {R"({"Records":[)" + open + "," + b + "]}]}", {"a"}, {}},
      {open + "," + b + "]}\n" + c, {"a", "c"}, {}},
      {R"({"Records":[)" + open + "," + b +
           "]}]}\n"
           R"({"Records":[)" +
           c,
       {"a", "c"},
       {"truncated_tail"}},
      // Any spelling will do.
      {R"({"Records":[{"eventName":"N","eventSource":"s","eventID":"a","x":[1, )"
       R"({ "eventID":"b","eventTime":"t","eventName":"N"})"
       ",\n" +
           b + " ] } ",
       {"a", "b", "b"},
       {"malformed_record", "truncated_tail"}},
      // Only elements at the end of the last list can be others.
      {R"({"Records":[)" + SmallEvent("a", R"(,"x":{"y":)" + b + "}") + ",",
       {"a"},
       {"truncated_tail"}},
      {R"({"Records":[)" + SmallEvent("a", R"(,"x":[)" + b + "]") + ",", {"a"}, {"truncated_tail"}},
      {R"({"Records":[)" + SmallEvent("a", R"(,"x":{"y":[1,)" + b + "]}") + ",",
       {"a"},
       {"truncated_tail"}},
      {R"({"Records":[)" + SmallEvent("a", R"(,"x":[1,)" + b + R"(],"y":1)") + ",",
       {"a"},
       {"truncated_tail"}},
      // What a broken record holds under a name is its own.
      {R"({"Records":[{"a" 1,"x":)" + b + "}," + c + "]}", {"c"}, {"damaged_range"}},
      {R"({"eventName":"N","x":{"a":1,)" + b.substr(1) + "\n" + c, {"c"}, {"damaged_range"}},
      {"[" + a + ":" + b + "," + c + "]", {"a", "b", "c"}, {"damaged_range"}},
      {R"([{"a":)" + b + "," + c + "]", {"b", "c"}, {"damaged_range"}},
      {R"({"Records":)" + b + "," + c + "]}",
       {"b", "c"},
       {"damaged_range", "stray_separator", "damaged_range"}},
      // Others are damaged as well.
      {R"({"Records":[)" + open + ",{\"x\":\"\xFF\"}," + b + "]}",
       {"a", "b"},
       {"invalid_utf8", "malformed_record", "truncated_tail"}},
      // Damage beside them explains nothing.
      {R"({"Records":[)" + c + ",xx," + open + "," + b + "]}",
       {"c", "a", "b"},
       {"damaged_range", "malformed_record", "truncated_tail"}},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{50}, std::string::npos}) {
      const ReadResult result = ReadRecords(entry.text, piece);
      EXPECT_EQ(result.Ids(), entry.ids);
      EXPECT_EQ(result.Kinds(), entry.kinds);
      EXPECT_TRUE(result.ledger.bytes.Balanced());
    }
  }
}

// Reading is taken up again at an envelope that holds nothing: what follows was not found behind
// damage.
TEST(RecordReaderDamage, WhatFollowsAWholeEnvelopeIsNotSalvaged) {
  for (const std::string_view envelope :
       {R"({"Records":[]})", R"({"Records":[{"eventVersion":"1.08"}]})"}) {
    const ReadResult result = ReadRecords("}damage \x01\n" + std::string(envelope) + "\n" +
                                          SmallEvent("a") + "\n" + SmallEvent("b"));
    ASSERT_GE(result.items.size(), 2U);
    EXPECT_FALSE(result.items.end()[-2].facts.salvaged) << envelope;
    EXPECT_FALSE(result.items.back().facts.salvaged) << envelope;
    EXPECT_EQ(result.Ids().back(), "b");
  }
}

TEST(RecordReaderDamage, ASwallowedRecordHasItsOwnPlace) {
  const std::string open = SmallEvent("a", R"(,"x":[1)");
  const std::string text =
      "{\"Records\":[\n" + open.substr(0, open.size() - 1) + ",\n" + SmallEvent("b") + "]}\n]}";
  const ReadResult result = ReadRecords(text + "]}");
  EXPECT_THAT(result.Ids(), ElementsAre("a"));  // Nothing is missing.
  const ReadResult lost = ReadRecords(text.substr(0, text.size() - 2));
  ASSERT_THAT(lost.Ids(), ElementsAre("a", "b"));
  EXPECT_EQ(lost.items[1].text, SmallEvent("b"));
  EXPECT_EQ(lost.items[1].place.byte_offset, text.find(SmallEvent("b")));
  EXPECT_EQ(lost.items[1].place.byte_length, SmallEvent("b").size());
  EXPECT_EQ(lost.items[1].place.line, 3U);
  EXPECT_EQ(lost.items[1].place.record, 1U);
  EXPECT_EQ(lost.items[1].place.pointer, "/Records/0");
  EXPECT_TRUE(lost.items[1].facts.salvaged);
}

TEST(RecordReaderDamage, NoCountOfAnomaliesInATextIsLost) {
  std::string lines;
  for (std::size_t i = 0; i < Ledger::kMaximumListed + 500; ++i) lines += "{\"a\":x y}\\n";
  std::string text = "[\"" + lines + "\"]";
  for (std::size_t at = text.find("\"a\""); at != std::string::npos; at = text.find("\"a\"", at)) {
    text.replace(at, 3, "\\\"a\\\"");
  }
  const ReadResult result = ReadRecords(text);
  EXPECT_EQ(result.ledger.damaged_ranges, Ledger::kMaximumListed + 500);
  EXPECT_EQ(result.ledger.count(AnomalyKind::kDamagedRange), Ledger::kMaximumListed + 500);
}

TEST(RecordReaderDamage, ListsInListsBeyondALimitAreSaidToBe) {
  const ReadResult result =
      ReadRecords(std::string(600, '[') + SmallEvent("a") + std::string(600, ']'));
  EXPECT_EQ(result.ledger.count(AnomalyKind::kLimitExceeded), 1U);
  EXPECT_FALSE(result.ledger.complete());
}

// Two writers of one file: a line of one stands within a line of the other.
TEST(RecordReaderDamage, ARecordWithinAnotherIsNotLostInSilence) {
  const std::string outer = SmallEvent(
      "outer",
      R"(,"requestParameters":{"a":1,"b":{"c":[1,{"d":"e"}],"f":2}},"resources":[{"g":3}])");
  const std::string inner = SmallEvent("inner", R"(,"x":{"y":1})");
  std::size_t found = 0;
  for (std::size_t at = 1; at < outer.size(); ++at) {
    for (const std::string_view behind : {"\n", "", ","}) {
      const std::string both = outer.substr(0, at) + inner + std::string(behind) + outer.substr(at);
      if (ParseJson(both)) continue;  // An event with one in a field, which is not looked for.
      const std::string text = both + '\n' + SmallEvent("last") + '\n';
      SCOPED_TRACE(text);
      const ReadResult result = ReadRecords(text);
      const std::vector<std::string> ids = result.Ids();
      EXPECT_THAT(ids, Contains("last"));
      EXPECT_FALSE(result.ledger.complete());
      EXPECT_TRUE(result.ledger.bytes.Balanced());
      found += static_cast<std::size_t>(std::ranges::count(ids, "inner"));
    }
  }
  EXPECT_GT(found, outer.size());
}

}  // namespace
}  // namespace trailsift
