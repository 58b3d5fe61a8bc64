#include "event/record_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/envelopes.h"
#include "support/read_records.h"

namespace trailsift {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

const std::string kOne = SmallEvent("1");
const std::string kTwo = SmallEvent("2");
const std::string kThree = SmallEvent("3");

std::string Quoted(const std::string& text) { return ToCompactJson(JsonValue::String(text)); }

TEST(RecordReader, ReadsASinglePrettyPrintedEvent) {
  const ReadResult result = ReadRecords("{\n  \"eventName\": \"N\",\n  \"eventID\": \"1\"\n}\n", 5);
  EXPECT_THAT(result.Ids(), ElementsAre("1"));
  EXPECT_EQ(result.ledger.shapes.at("event"), 1U);
  EXPECT_THAT(result.Kinds(), IsEmpty());
}

TEST(RecordReader, BooksEachByteOnce) {
  const std::string text = R"({"Records":[)" + kOne + ", " + kTwo + "]}\n";
  const ReadResult result = ReadRecords(text, 11);
  EXPECT_EQ(result.ledger.bytes.record, kOne.size() + kTwo.size());
  EXPECT_EQ(result.ledger.bytes.envelope, 12U + 1 + 2);
  EXPECT_EQ(result.ledger.bytes.whitespace, 2U);
  EXPECT_EQ(result.ledger.bytes.damaged + result.ledger.bytes.skipped, 0U);
}

TEST(RecordReader, SaysWhereARecordStands) {
  const std::string text = "{\"Records\":[\n  " + kOne + ",\n\"\xC3\xA9\", " + kTwo + "]}";
  for (const std::size_t piece : {std::size_t{1}, std::size_t{4096}}) {
    const ReadResult result = ReadRecords(text, piece);
    ASSERT_EQ(result.items.size(), 2U);
    const RecordPlace& first = result.items[0].place;
    EXPECT_EQ(first.record, 0U);
    EXPECT_EQ(first.line, 2U);
    EXPECT_EQ(first.column, 3U);
    EXPECT_EQ(first.byte_offset, 15U);
    EXPECT_EQ(first.byte_length, kOne.size());
    EXPECT_EQ(first.pointer, "/Records/0");
    const RecordPlace& second = result.items[1].place;
    EXPECT_EQ(second.line, 3U);
    EXPECT_EQ(second.column, 7U);
    EXPECT_EQ(second.utf16_column, 6U);
    EXPECT_EQ(second.end_line, 3U);
    EXPECT_EQ(second.utf16_end_column, 6U + kTwo.size());
    EXPECT_EQ(second.pointer, "/Records/2");
    EXPECT_EQ(text.substr(second.byte_offset, second.byte_length), kTwo);
  }
}

TEST(RecordReader, SaysWhereEachReadingOfAnObjectStands) {
  const std::string object = R"({"eventName":"N","eventID":"outer","CloudTrailEvent":)" +
                             Quoted(kTwo) + R"(,"Records":[)" + kThree + "]}";
  const std::string text = "[" + kOne + ",\n" + object + "]";
  const ReadResult result = ReadRecords(text, 10);
  ASSERT_THAT(result.Ids(), ElementsAre("1", "outer", "2", "3"));
  EXPECT_EQ(result.items[1].place.pointer, "/1");
  EXPECT_EQ(result.items[1].place.line, 2U);
  EXPECT_EQ(result.items[1].place.byte_offset, kOne.size() + 3);
  EXPECT_EQ(result.items[1].place.byte_length, object.size());
  EXPECT_EQ(result.items[2].place.pointer, "/1/CloudTrailEvent");
  EXPECT_EQ(result.items[2].place.byte_offset, text.find(Quoted(kTwo)));
  EXPECT_EQ(result.items[2].place.byte_length, Quoted(kTwo).size());
  EXPECT_EQ(result.items[3].place.pointer, "/1/Records/0");
  EXPECT_EQ(result.items[3].place.record, 3U);
  EXPECT_TRUE(result.ledger.bytes.Balanced());
}

TEST(RecordReader, AnomaliesNameTheRecordTheyAreAbout) {
  const ReadResult twice =
      ReadRecords(kOne + "\n" + SmallEvent("2", R"(,"eventID":"2")") + "\n" + kThree, 10);
  ASSERT_THAT(twice.Kinds(), ElementsAre("duplicate_key"));
  EXPECT_EQ(twice.ledger.anomalies()[0].record, 1U);
  EXPECT_EQ(twice.ledger.anomalies()[0].line, 2U);

  const ReadResult carried =
      ReadRecords("[" + kOne + "," + Quoted("x" + kTwo) + "," + kThree + "]");
  ASSERT_THAT(carried.Kinds(), ElementsAre("damaged_range"));
  EXPECT_EQ(carried.ledger.anomalies()[0].record, 1U);
  EXPECT_EQ(carried.ledger.anomalies()[0].byte_offset, kOne.size() + 2);
  EXPECT_EQ(carried.items[2].place.record, 3U);  // The damage counts as the record it would be.
}

TEST(RecordReader, NumbersValuesInARow) {
  const ReadResult lines = ReadRecords(kOne + "\n" + kTwo + "\n");
  EXPECT_EQ(lines.items[0].place.pointer, "");
  EXPECT_EQ(lines.items[1].place.pointer, "/1");
  EXPECT_EQ(lines.items[1].place.line, 2U);
  EXPECT_EQ(lines.items[1].place.record, 1U);
  const ReadResult array = ReadRecords("[" + kOne + "," + kTwo + "]");
  EXPECT_EQ(array.items[1].place.pointer, "/1");
}

TEST(RecordReader, SaysWhatIsOddBetweenValues) {
  const std::string a = SmallEvent("a");
  const std::string b = SmallEvent("b");
  struct Case {
    std::string text;
    std::string note;
  };
  const std::vector<Case> cases{
      {a + "\n" + b, ""},
      {a + "\x1E" + b, ""},
      {a + b, "multiple_documents"},
      {a + " [" + b + "]", "multiple_documents"},
      {"[" + a + "][" + b + "]", "multiple_documents"},
      {"[" + a + "]\n[" + b + "]", ""},
      {a + "," + b, "stray_separator"},
      {a + ",\n" + b, "stray_separator"},
      {"[" + a + ",\n" + b + "\n]", ""},
      {"[" + a + "\n,\n[" + b + "]]", ""},
      {"[" + a + " " + b + "]", "stray_separator"},
      {"[" + a + "\n" + b + "]", "stray_separator"},
      {"[" + a + "\n[" + b + "]]", "stray_separator"},
      {"[" + a + ",," + b + "]", "stray_separator"},
      {"[," + a + "," + b + "]", "stray_separator"},
      {"[" + a + "," + b + ",]", "stray_separator"},
      {"{\"Records\":[" + a + "," + b + "],\"x\":1,\"y\":[]}", ""},
      {"{\"Records\":[" + a + "," + b + "] \"x\":1}", "stray_separator"},
      {"{\"Records\":[" + a + "," + b + "],}", "stray_separator"},
      {"{\"Records\":[" + a + "," + b + "],,\"x\":1}", "stray_separator"},
      {"{\"Records\":[" + a + "\n" + b + "]}", "stray_separator"},
      {a + std::string(3, '\0') + "\n" + b, "nul_padding"},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    const ReadResult result = ReadRecords(entry.text);
    EXPECT_THAT(result.Ids(), ElementsAre("a", "b"));
    EXPECT_THAT(result.Kinds(),
                ElementsAreArray(entry.note.empty() ? std::vector<std::string>{}
                                                    : std::vector<std::string>{entry.note}));
    EXPECT_TRUE(result.ledger.complete());
  }
}

TEST(RecordReader, TellsEventsFromOtherObjects) {
  struct Case {
    const char* text;
    std::size_t events;
    const char* anomaly;  // Empty: none.
  };
  const Case cases[] = {
      {R"({"eventName":"N"})", 1, ""},
      {R"({"EVENTSOURCE":"s"})", 1, "near_miss_key"},
      {R"({"userIdentity":{},"awsRegion":"r"})", 1, ""},
      {R"({"p_log_type":"AWS.CloudTrail"})", 1, ""},
      {R"({"Records":[{"awsRegion":"r"}]})", 1, ""},
      {R"({"awsRegion":"r"})", 0, "unrecognised_shape"},
      {R"({"foo":1,"bar":2})", 0, "unrecognised_shape"},
      {R"({})", 0, "unrecognised_shape"},
      {R"(42)", 0, "unrecognised_shape"},
      {R"("no json inside")", 0, "damaged_range"},
      {R"({"records":[{"eventName":"N"}]})", 0, "unrecognised_shape"},
      {R"({"p_log_type":"Okta.SystemLog","actor":1})", 0, "skipped"},
      {R"({"p_log_type":"Okta.SystemLog","eventName":"N"})", 1, ""},
      {R"({"digestStartTime":"t","logFiles":[],"awsAccountId":"1"})", 0, "skipped"},
      {R"({"eventName":"N","Records":[{"eventName":"M"}]})", 2, "ambiguous_shape"},
      {R"({"eventName":"N","CloudTrailEvent":"{\"eventName\":\"M\"}"})", 2, "ambiguous_shape"},
      {R"({"EventName":"N","EventId":"e","ReadOnly":"true"})", 1, "near_miss_key"},
      {R"({"Records":[{"foo":1}]})", 1, ""},
      {R"({"Records":[{"EventSource":"aws:sns","Sns":{"Message":"…"}}]})", 0, "skipped"},
      {R"({"Records":[{"eventSource":"aws:dynamodb","dynamodb":{}}]})", 1, "unsupported_shape"},
      // What is added to an event or a carrier hides neither it nor what it holds.
      {R"({"eventName":"N","CloudTrailEvent":""})", 1, "unrecognised_shape"},
      {R"({"eventName":"N","CloudTrailEvent":"no json"})", 1, "damaged_range"},
      {R"({"eventName":"N","CloudTrailEvent":7})", 1, ""},
      {R"({"eventname":"N","CloudTrailEvent":"{\"eventName\":\"M\"}"})", 2, "ambiguous_shape"},
      {R"({"EventName":"N","userIdentity":{},"CloudTrailEvent":"[]"})", 1, "ambiguous_shape"},
      {R"({"EventName":"N","CloudTrailEvent":"{\"eventName\":\"M\"}"})", 1, ""},
      {R"({"EventName":"N","CloudTrailEvent":"{}"})", 0, "unrecognised_shape"},
      {R"({"CloudTrailEvent":"{\"eventName\":\"M\"}","Events":[{"eventName":"N"}]})", 2, ""},
      {R"({"Events":[{"eventName":"N"}],"CloudTrailEvent":"{}"})", 1, "unrecognised_shape"},
      {R"({"Records":[],"eventName":"N"})", 1, "ambiguous_shape"},
      {R"({"Records":[],"Records":{"eventName":"N"}})", 0, "unrecognised_shape"},
      {R"({"digestStartTime":"t","logFiles":[],"Records":[{"eventName":"N"}]})", 1, ""},
      {R"({"digestStartTime":"t","logFiles":[],"eventName":"N"})", 1, ""},
      {R"({"p_log_type":"Okta.SystemLog","Records":[{"eventName":"N"}]})", 1, ""},
      {R"({"p_log_type":"Okta.SystemLog","CloudTrailEvent":"{\"eventName\":\"M\"}"})", 1, ""},
      {"{\"eventName\":\"tab\there\",\"Records\":[{\"eventName\":\"M\"}]}", 2, "ambiguous_shape"},
      {"{\"EventName\":\"tab\there\",\"CloudTrailEvent\":\"{\\\"eventName\\\":\\\"M\\\"}\"}", 1,
       "control_character"},
      {R"({"Events":[],"NextToken":"t"})", 0, "upstream_partial"},
      {"", 0, ""},
      {" \n ", 0, ""},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    const ReadResult result = ReadRecords(entry.text, 9);
    EXPECT_EQ(result.items.size(), entry.events);
    if (*entry.anomaly == '\0') {
      EXPECT_THAT(result.Kinds(), IsEmpty());
    } else {
      EXPECT_THAT(result.Kinds(), Contains(entry.anomaly));
    }
    EXPECT_TRUE(result.ledger.bytes.Balanced());
  }
}

TEST(RecordReader, AFileMetInAWalkThatIsNoLogIsSkippedAsAWhole) {
  ReaderOptions walked;
  walked.named_by_user = false;
  struct Case {
    const char* text;
    bool skipped;
    bool complete = false;  // Besides those that are skipped.
  };
  const Case cases[] = {
      {"Just a licence text.\n", true},
      {"# Notes\n- files hold `Records` and `eventName`, one of {...}\n", true},
      {"# Notes\n- files hold `{\"Records\":[...]}`\n", true},
      {"# Notes\njq -r '.Records[].eventName' and eventName, eventSource\n", true},
      {"Gr\xFC\xDF"
       "e: a text in Latin-1\n",
       true},
      {R"({"name":"package","version":"1"})", true},
      {R"({"timestamp":"t","level":"info","message":"ready"})", true, true},
      {"2026-11-04T10:04:00Z started\n2026-11-04T10:04:01Z ready\n", true, true},
      {"[section]\nkey=value\n", true},
      {"line,of,csv\n1,2,{3}\n", true},
      {"", false, true},
      {"[]\n", false, true},
      {R"({"Records":[]})", false, true},
      // Cut, however little is left of it.
      {"{", false},
      {"[", false},
      {R"({"Rec)", false},
      {R"({"Records":)", false},
      {R"({"Records":[)", false},
      {R"({"Records":[{"ev)", false},
      {"\"{\\\"ev", false},
      // Damaged, wrapped or written in another way.
      {"eventName\":\"cut at the front\"}\n", false},
      {"cut at the front\",\"eventName\":\"N\"}\n", false},
      {"# Notes\n{\"Records\":[{\"x\":1", false},
      {R"(text with \u0065scapes)", false},
      {R"({"wrapped":"{\"eventName\":\"N\"}"})", false},
      {R"({"wrapped":"{\\\"eventName\\\":\\\"N\\\"}"})", false},
      {R"({"foo":1} {"eventName":"N"})", false},
      {"{'eventName': 'N', 'eventSource': 's'}", false},
      {"EVENTNAME,EVENTTIME\nN,2026-11-01T00:00:00Z\n", false},
      {"eventTime\teventName\teventSource\n", false},
      // Not text: it may be compressed or encrypted.
      {"\x8b\x08\x01\x02 a gzip file whose first byte was lost", false},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    const ReadResult result = ReadRecords(entry.text, 8, walked);
    EXPECT_EQ(result.ledger.state == SourceState::kSkipped, entry.skipped);
    EXPECT_EQ(result.ledger.complete(), entry.skipped || entry.complete);
    EXPECT_TRUE(result.ledger.bytes.Balanced());
    // Named by the user, the same text is never passed over.
    EXPECT_EQ(ReadRecords(entry.text).ledger.complete(), entry.complete);
  }
}

TEST(RecordReader, CountsWhatIsHeldBackUntilALogIsMet) {
  ReaderOptions walked;
  walked.named_by_user = false;
  std::string text;
  for (std::size_t i = 0; i < Ledger::kMaximumListed + 5; ++i) text += "{\"foo\":1}\n";
  const ReadResult result = ReadRecords(text + kOne, 4096, walked);
  EXPECT_EQ(result.ledger.count(AnomalyKind::kUnrecognisedShape), Ledger::kMaximumListed + 5);
  EXPECT_EQ(result.ledger.anomalies().size(), Ledger::kMaximumListed);
  EXPECT_EQ(ReadRecords(text, 4096, walked).ledger.state, SourceState::kSkipped);
}

// Each letter of the text as two bytes, the first or the second of them NUL.
std::string WithNuls(std::string_view text, bool first) {
  std::string wide;
  for (const char c : text) wide += first ? std::string{'\0', c} : std::string{c, '\0'};
  return wide;
}

TEST(RecordReader, NoCutAndNoEncodingOfALogMakesItNoLog) {
  ReaderOptions walked;
  walked.named_by_user = false;
  for (const WrappedEvents& envelope : WrapInEachEnvelope({kOne, kTwo})) {
    // A year alone is a number.
    const std::size_t shortest = envelope.shape == "cloudwatch_export" ? 5 : 1;
    for (std::size_t cut = shortest; cut < envelope.text.size(); ++cut) {
      for (const std::size_t piece : {std::size_t{1}, std::size_t{4096}}) {
        const ReadResult result = ReadRecords(envelope.text.substr(0, cut), piece, walked);
        ASSERT_NE(result.ledger.state, SourceState::kSkipped) << envelope.name << " cut at " << cut;
      }
    }
    for (const bool first : {true, false}) {
      const ReadResult result = ReadRecords("  " + WithNuls(envelope.text, first), 7, walked);
      EXPECT_NE(result.ledger.state, SourceState::kSkipped) << envelope.name;
      EXPECT_FALSE(result.ledger.complete()) << envelope.name;
    }
  }
}

TEST(RecordReader, FindsEscapedAndDuplicateKeys) {
  const ReadResult result =
      ReadRecords(R"({"event\u004eame":"N","eventID":"first","eventID":"last"})");
  ASSERT_EQ(result.items.size(), 1U);
  EXPECT_EQ(result.items[0].event_name, "N");
  EXPECT_EQ(result.items[0].event_id, "last");
  EXPECT_TRUE(result.items[0].facts.duplicate_key);
  EXPECT_THAT(result.Kinds(), ElementsAre("duplicate_key"));
}

TEST(RecordReader, ValidateFindsDamageInPartsThatNobodyReads) {
  Ledger ledger("test");
  const std::string text = R"({"eventName":"N","x":tru})";
  ledger.bytes.decoded = text.size();
  StringSource source(text);
  const Projection projection;
  RecordBuffers buffers(projection);
  RecordReader reader(source, buffers, ledger, {});
  ASSERT_TRUE(reader.Next());
  EXPECT_FALSE(reader.facts().malformed);
  reader.Validate();
  EXPECT_TRUE(reader.facts().malformed);
  EXPECT_FALSE(reader.Next());
  EXPECT_EQ(ledger.count(AnomalyKind::kMalformedRecord), 1U);
}

}  // namespace
}  // namespace trailsift
