// Every envelope that CloudTrail events come in, whole, mixed, damaged and hostile.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "support/envelopes.h"
#include "support/read_records.h"

namespace trailsift {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

using Maker = EnvelopeMaker;

std::string Quoted(std::string_view text) { return Maker::Quoted(text); }

std::vector<std::string> ThreeEvents() {
  return {SmallEvent("1", R"(,"a":{"b":["}","\"]",{"message":"m"}]})"), SmallEvent("2"),
          SmallEvent("3", R"(,"userAgent":"zoë \\ \u00e9 😀 {\"Records\":[","readOnly":true)")};
}

TEST(Envelope, GivesTheEventsAsTheyAre) {
  const std::vector<std::string> events = ThreeEvents();
  for (const WrappedEvents& wrapped : WrapInEachEnvelope(events)) {
    for (const std::size_t piece :
         {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{4096}}) {
      SCOPED_TRACE(wrapped.name + " in pieces of " + std::to_string(piece));
      const ReadResult result = ReadRecords(wrapped.text, piece);
      ASSERT_THAT(result.Ids(), ElementsAre("1", "2", "3"));
      for (std::size_t i = 0; i < events.size() && wrapped.unchanged; ++i) {
        EXPECT_EQ(result.items[i].text, events[i]);
        EXPECT_FALSE(result.items[i].facts.salvaged);
      }
      EXPECT_THAT(result.Kinds(), Each("multiple_documents"));
      EXPECT_TRUE(result.ledger.bytes.Balanced());
      ASSERT_TRUE(result.ledger.shapes.contains(wrapped.shape));
      EXPECT_EQ(result.ledger.shapes.at(wrapped.shape), 3U);
      EXPECT_EQ(result.ledger.shapes.size(), 1U);
      EXPECT_EQ(result.ledger.bytes.skipped + result.ledger.bytes.damaged, 0U);
    }
  }
}

TEST(Envelope, ByteOrderMarkAndBlanksChangeNothing) {
  for (const WrappedEvents& wrapped : WrapInEachEnvelope(ThreeEvents())) {
    SCOPED_TRACE(wrapped.name);
    const ReadResult result = ReadRecords("\xEF\xBB\xBF" + wrapped.text + " \r\n\t", 3);
    EXPECT_THAT(result.Ids(), ElementsAre("1", "2", "3"));
    EXPECT_THAT(result.Kinds(), Each("multiple_documents"));
    EXPECT_TRUE(result.ledger.bytes.Balanced());
  }
}

TEST(Envelope, AllMayStandInOneText) {
  std::string text;
  std::size_t count = 0;
  for (const WrappedEvents& wrapped : WrapInEachEnvelope(ThreeEvents())) {
    text += wrapped.text + "\n";
    count += 3;
  }
  const ReadResult result = ReadRecords(text, 1000);
  EXPECT_EQ(result.items.size(), count);
  for (std::size_t i = 0; i < result.items.size(); ++i) {
    EXPECT_EQ(result.items[i].event_id, std::to_string(i % 3 + 1));
    EXPECT_EQ(result.items[i].place.record, i);
  }
  EXPECT_TRUE(result.ledger.complete());
  EXPECT_TRUE(result.ledger.bytes.Balanced());
}

// An event in a string is one class with its quotes; what is around it is the envelope's.
TEST(Envelope, BooksTheTokenOfATextAsTheRecord) {
  const std::string event = SmallEvent("1");
  const std::string text = Maker::Subscription(Maker::SubscriptionEntry(event));
  const ReadResult result = ReadRecords(text);
  EXPECT_EQ(result.ledger.bytes.record, Maker::Quoted(event).size());
  EXPECT_EQ(result.ledger.bytes.envelope, text.size() - Maker::Quoted(event).size());
  const RecordPlace& place = result.items.at(0).place;
  EXPECT_EQ(text.substr(place.byte_offset, place.byte_length), Maker::Quoted(event));
  EXPECT_EQ(place.pointer, "/logEvents/0/message");
  const ReadResult other =
      ReadRecords(Maker::Subscription(Maker::SubscriptionEntry("START RequestId: 1")));
  EXPECT_EQ(other.ledger.bytes.skipped, Maker::Quoted("START RequestId: 1").size());
}

TEST(Envelope, SaysWhereAnEventStands) {
  const std::string event = SmallEvent("1");
  struct Case {
    std::string text;
    const char* pointer;
  };
  const Case cases[] = {
      {Maker::EventBridge(event), "/detail"},
      {"[" + Maker::EventBridge(event) + "]", "/0/detail"},
      {R"({"events":[)" + Maker::FoundEntry(event) + "]}", "/events/0/message"},
      {R"({"results":[)" + Maker::QueryRow(event) + "]}", "/results/0/1/value"},
      {Maker::Sns(event), "/Message"},
      {R"({"Records":[)" + Maker::LambdaSns(event) + "]}", "/Records/0/Sns/Message"},
      {R"({"Records":[)" + Maker::LambdaSqs(event) + "]}", "/Records/0/body"},
      {R"({"Events":[)" + Maker::LookupEntry(event) + "]}", "/Events/0/CloudTrailEvent"},
      {R"({"Events":[)" + Maker::LookupEntryWith(event) + "]}", "/Events/0/CloudTrailEvent"},
      {"2026-11-04T10:04:00.000Z " + event, ""},
  };
  for (const Case& entry : cases) {
    const ReadResult result = ReadRecords(entry.text, 50);
    ASSERT_EQ(result.items.size(), 1U) << entry.text;
    EXPECT_EQ(result.items[0].place.pointer, entry.pointer);
  }
}

// Fields of an envelope never are fields of the event, nor fill ones that it lacks.
TEST(Envelope, ItsFieldsAreNoFieldsOfTheEvent) {
  const std::string bare = R"({"eventVersion":"1.08","eventTime":"t"})";
  for (const WrappedEvents& wrapped : WrapInEachEnvelope({bare})) {
    if (!wrapped.unchanged) continue;
    const ReadResult result = ReadRecords(wrapped.text);
    ASSERT_EQ(result.items.size(), 1U) << wrapped.name;
    EXPECT_EQ(result.items[0].text, bare) << wrapped.name;
    EXPECT_EQ(result.items[0].event_name, "") << wrapped.name;
    EXPECT_EQ(result.items[0].event_id, "") << wrapped.name;
  }
}

TEST(Envelope, TellsWhatHoldsEventsFromWhatDoesNot) {
  const std::string one = SmallEvent("1");
  const std::string quoted = Quoted(one);
  const auto row = [](const std::string& cells) { return R"({"results":[[)" + cells + "]]}"; };
  struct Case {
    std::string text;
    std::size_t events;
    const char* anomaly;      // Empty: none.
    const char* reason = "";  // Of that anomaly.
  };
  const Case cases[] = {
      // EventBridge.
      {R"({"detail-type":"Anything","detail":)" + one + "}", 1, ""},
      {R"({"detail":)" + one + "}", 1, ""},
      {R"({"detail-type":"Text","detail":)" + quoted + "}", 1, ""},
      {R"({"detail-type":"EC2","detail":{"state":"stopped"}})", 0, "skipped", "other_event_type"},
      {R"({"detail-type":"EC2","detail":{"x":{"eventName":"N"}}})", 0, "skipped",
       "other_event_type"},
      {R"({"detail-type":"EC2","detail":null})", 0, "unrecognised_shape"},
      {R"({"detail-type":"EC2"})", 0, "unrecognised_shape"},
      {R"({"detail":{"state":"stopped"}})", 0, "unrecognised_shape"},
      {R"({"detail-type":"a","detail":)" + one + R"(,"detail":)" + SmallEvent("2") + "}", 2, ""},
      {R"({"detail-type":"a","d\u0065tail":)" + one + "}", 1, ""},
      {R"({"eventName":"N","detail":)" + one + "}", 2, "ambiguous_shape"},
      {R"({"eventName":"N","detail":{"state":"stopped"}})", 1, ""},
      {R"({"detail-type":"a","detail":[)" + one + "]}", 1, "unrecognised_shape"},
      // Subscriptions and log events.
      {Maker::Subscription(Maker::SubscriptionEntry("CWL CONTROL MESSAGE: hello"),
                           "CONTROL_MESSAGE"),
       0, "skipped", "control_message"},
      {Maker::Subscription(Maker::SubscriptionEntry(one), "CONTROL_MESSAGE"), 1, ""},
      {Maker::Subscription(""), 0, ""},
      {Maker::Subscription("null"), 0, "unrecognised_shape"},
      {Maker::Subscription(R"({"id":"1","timestamp":1})"), 0, "unrecognised_shape"},
      {Maker::Subscription(R"({"id":"1","timestamp":1,"message":7})"), 0, "unrecognised_shape"},
      {Maker::Subscription(R"({"message":)" + quoted + "}"), 1, ""},
      {Maker::Subscription(R"({"message":)" + one + "}"), 1, ""},
      {R"({"messageType":"DATA_MESSAGE","logEvents":{}})", 0, "unrecognised_shape"},
      {R"({"messageType":"DATA_MESSAGE","logEvents":null})", 0, "unrecognised_shape"},
      {R"({"events":[{"eventName":"N"}]})", 1, ""},
      {R"({"events":[{"foo":1}]})", 0, "unrecognised_shape"},
      {R"({"events":[],"nextToken":"t"})", 0, "upstream_partial"},
      {R"({"nextToken":"","events":[]})", 0, ""},
      {Maker::FoundEntry("[INFO] started"), 0, "skipped", "other_message"},
      {Maker::FoundEntry(R"({"level":"info"})"), 0, "skipped", "other_message"},
      {Maker::FoundEntry(R"([{"level":"info"}])"), 0, "skipped", "other_message"},
      {Maker::FoundEntry("{"), 0, "skipped", "other_message"},
      {Maker::FoundEntry(""), 0, "skipped", "other_message"},
      {Maker::FoundEntry("\"quoted\""), 0, "skipped", "other_message"},
      {Maker::FoundEntry("7"), 0, "skipped", "other_message"},
      {Maker::FoundEntry(R"(sent "eventName" on)"), 0, "unrecognised_shape"},
      {Maker::FoundEntry(R"({"x":{"eventName":"N"}})"), 0, "unrecognised_shape"},
      {Maker::FoundEntry("INFO\t" + one), 1, "damaged_range"},
      {R"({"message":"hello","foo":1})", 0, "unrecognised_shape"},
      {R"({"message":)" + quoted + R"(,"foo":1})", 1, ""},
      {R"({"eventName":"N","message":"hello","timestamp":1})", 1, ""},
      {R"({"eventName":"N","message":)" + quoted + "}", 2, "ambiguous_shape"},
      // Exports.
      {"2026-11-04T10:04:00.000Z START RequestId: 1\n", 0, "skipped", "other_message"},
      {"2026-11-04T10:04:00.000Z [INFO] x\n2026-11-04T10:04:00.000Z " + one, 1, "skipped",
       "other_message"},
      {"2026-11-04T10:04:00Z {\"level\":1}\n", 0, "skipped", "other_message"},
      {"2026-11-04T10:04:00.000Z {level=1}\n" + one, 1, "skipped", "other_message"},
      {"2026-11-04T10:04:00.000Z {\"a\":\"eventName\":1}\n" + one, 1, "damaged_range"},
      {"2026-11-04T10:04:00.000Z saw \"eventName\" there\n" + one, 1, "damaged_range"},
      {"2026-11-04T10:04:00.000Z \n2026-11-04T10:04:00.000Z " + one, 1, ""},
      {"2026-11-04T10:04:00.000Z " + quoted, 1, ""},
      {"2026-11-04T10:04:00.000Z {\"Records\":[" + one + "]}", 1, ""},
      {"2026-11-04T10:04:00.000 " + one, 1, "damaged_range"},
      {R"({"Records":[2026-11-04T10:04:00.000Z ,)" + one + "]}", 1, "damaged_range"},
      // Insights.
      {row(R"({"field":"@message","value":)" + quoted + "}"), 1, ""},
      {row(R"({"value":)" + quoted + R"(,"field":"\u0040message"})"), 1, ""},
      {row(R"({"field":"copy","value":)" + quoted + "}"), 1, ""},
      {row(R"({"field":"@message","value":"no json"})"), 0, "skipped", "other_message"},
      {row(R"({"field":"eventName","value":"N"},{"field":"@ptr","value":"p"})"), 0,
       "unsupported_shape", "cloudwatch_insights"},
      {row(R"({"field":"@message"})"), 0, "unrecognised_shape"},
      {R"({"status":"Running","results":[]})", 0, "upstream_partial"},
      {R"({"results":[],"status":"Running"})", 0, "upstream_partial"},
      {R"({"results":[[]],"status":"Complete"})", 0, ""},
      {R"([{"@message":null}])", 0, "unrecognised_shape"},
      {R"([{"field":"a","value":"b"}])", 0, "unrecognised_shape"},
      // SNS, SQS.
      {Maker::Sns("CloudTrail validation message."), 0, "skipped", "other_message"},
      {R"({"Records":[{"EventSource":"aws:sns","Sns":null}]})", 1, "unsupported_shape"},
      {R"({"Records":[{"EventSource":"aws:sns","Sns":{}}]})", 0, "skipped", "other_message"},
      {R"({"Records":[{"EventSource":"aws:sns","Sns":{"Message":)" + quoted + "}}]}", 1, ""},
      {R"({"Records":[{"eventSource":"aws:sqs","body":7}]})", 1, "unsupported_shape"},
      {R"({"Records":[{"eventSource":"aws:sqs","body":)" + quoted + "}]}", 1, ""},
      {R"({"Records":[{"eventSource":"s","eventName":"N","body":)" + quoted + "}]}", 2,
       "ambiguous_shape"},
      {R"({"Records":[{"eventSource":"s","eventName":"N","body":"b","messageId":"m"}]})", 1, ""},
      {R"({"Messages":[{"Body":)" + quoted + "}]}", 1, ""},
      {R"({"Messages":[{"Body":null}]})", 0, "unrecognised_shape"},
      {R"({"Messages":[{"foo":1}]})", 0, "unrecognised_shape"},
      // Notifications.
      {R"({"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{}}]})", 0,
       "unsupported_shape", "s3_notification"},
      {R"({"Records":[{"eventSource":"aws:s3","eventName":"x","s3":{}},)" + one + "]}", 1,
       "skipped", "s3_notification"},
      {R"({"Records":[{"eventSource":"aws:s3","eventName":"x","s3":null}]})", 1,
       "unsupported_shape"},
      {R"({"Records":[{"eventSource":"s3.amazonaws.com","eventName":"N","s3":{}}]})", 1, ""},
      {Maker::Sns(R"({"s3Bucket":"b","s3ObjectKey":["k"]})"), 0, "unsupported_shape",
       "s3_notification"},
      {Maker::ReceivedSqs(Maker::Sns(R"({"s3Bucket":"b","s3ObjectKey":["k"]})")), 0,
       "unsupported_shape", "s3_notification"},
      {Maker::LambdaSqs(Maker::Sns(R"({"Records":[{"eventSource":"aws:s3","s3":{}}]})")), 0,
       "unsupported_shape", "s3_notification"},
      // Not unwrapped.
      {R"({"Records":[{"eventSource":"aws:kinesis","eventName":"n","kinesis":{"data":"eA=="}}]})",
       0, "unsupported_shape", "kinesis"},
      {R"({"awslogs":{"data":"H4sI"}})", 0, "unsupported_shape", "kinesis"},
      {R"({"eventversion":"1.08","useridentity":"{\"type\":\"Root\"}","eventname":"N"})", 0,
       "unsupported_shape", "athena_rows"},
      {R"({"eventversion":"1.08","useridentity":{"type":"Root"},"eventname":"N"})", 1,
       "near_miss_key"},
      {R"({"eventName":"N","eventversion":"1","awsregion":"x"})", 1, "near_miss_key"},
      {"eventversion,useridentity,eventname,eventtime\n1.08,\"{type=Root}\",N,t\n", 0,
       "unsupported_shape", "athena_rows"},
      {"\"eventversion\",\"eventtime\",\"eventname\"\n\"1.08\",\"t\",\"N\"\n", 0,
       "unsupported_shape", "athena_rows"},
      {"Event name,Event time,User name\nN,t,u\n", 0, "unsupported_shape", "athena_rows"},
      {R"({"_raw":"x","sourcetype":"aws"})", 0, "unsupported_shape", "siem"},
      {R"({"_index":"i","_source":{"a":1}})", 0, "unsupported_shape", "siem"},
      {R"({"event":{"original":"x"}})", 0, "unsupported_shape", "siem"},
      {R"({"event.original":"x"})", 0, "unsupported_shape", "siem"},
      {R"({"data":{"aws":{"eventName":"N"}}})", 0, "unsupported_shape", "siem"},
      {R"({"data":{"x":1}})", 0, "unrecognised_shape"},
      {R"({"class_uid":6003,"metadata":{"product":{"name":"CloudTrail"}}})", 0, "unsupported_shape",
       "ocsf"},
      {R"({"class_uid":6003,"metadata":{},"eventName":"N"})", 1, ""},
      // Elements of Records without a key of an event.
      {R"({"Records":[{"x":"caf\u00e9 {\"a\":1}","y":{"z":["the eventName"]}}]})", 1, ""},
      {R"({"Records":[{"x":{"y":"eventName"}}]})", 0, "unrecognised_shape"},
      // Entries of lookup-events whose event is no text.
      {Maker::LookupEntryWith(one), 1, ""},
      {Maker::LookupEntryWith("{}"), 0, "unrecognised_shape"},
      {Maker::LookupEntryWith("[" + one + "]"), 1, "unrecognised_shape"},
      {Maker::LookupEntryWith("[" + quoted + "]"), 1, "unrecognised_shape"},
      {R"({"Records":[)" + Maker::LookupEntryWith("[" + one + "]") + "]}", 1, "unrecognised_shape"},
      {Maker::LookupEntryWith("[]"), 0, "unrecognised_shape"},
      {Maker::LookupEntryWith("null"), 1, "near_miss_key"},
      {R"({"CloudTrailEvent":)" + one + "}", 1, ""},
      {R"({"Events":[],"CloudTrailEvent":)" + one + "}", 1, ""},
      {R"({"eventName":"N","CloudTrailEvent":)" + one + "}", 2, "ambiguous_shape"},
      {R"({"eventName":"N","CloudTrailEvent":[)" + one + "]}", 1, "unrecognised_shape"},
      {R"({"eventName":"N","CloudTrailEvent":[)" + quoted + "]}", 1, "unrecognised_shape"},
      {R"({"eventName":"N","detail":[)" + one + "]}", 1, "unrecognised_shape"},
      {R"({"eventName":"N","Records":)" + quoted + "}", 1, "unrecognised_shape"},
      {R"({"eventName":"N","CloudTrailEvent":[]})", 1, ""},
      // Lists under a key that stands twice, of another kind, or beside an event.
      {R"({"logEvents":[],"Records":[)" + one + R"(],"events":[{"eventName":"N"}]})", 2, ""},
      {R"({"Records":[)" + one + R"(],"detail":)" + one + "}", 2, ""},
      {R"({"Records":[],"Recrods":[)" + one + "]}", 1, "unrecognised_shape"},
      {R"({"Records":[)" + one + R"(],"more":{"event\u004eame":"N"}})", 1, "unrecognised_shape"},
      {R"({"Recrods":[)" + one + R"(],"Records":[]})", 1, "unrecognised_shape"},
      {R"({"Records":[)" + one + R"(],"more":[{"name":"no eventName here"}]})", 1, ""},
      {R"({"Records":[)" + one + R"(],"message":"hello"})", 1, ""},
      {R"({"Records":{"eventName":"N"}})", 0, "unrecognised_shape"},
      {R"({"Records":[)" + one + R"(],"eventName":"N","eventID":"2"})", 2, "ambiguous_shape"},
      {R"({"Records":[)" + one + "],\"eventName\":\"\xFF\"}", 1, "unrecognised_shape"},
      {R"({"Records":[)" + one + R"(],"eventName":tru})", 2, "malformed_record"},
      {R"({"eventName":"N","Records":)" + one + "}", 1, "unrecognised_shape"},
      {R"({"eventName":"N","Records":{"a":1}})", 1, ""},
      {R"({"Records":[{"Records":[{"Records":[)" + one + "]}]}]}", 1, ""},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    for (const std::size_t piece : {std::size_t{5}, std::string::npos}) {
      const ReadResult result = ReadRecords(entry.text, piece);
      EXPECT_EQ(result.items.size(), entry.events);
      EXPECT_TRUE(result.ledger.bytes.Balanced());
      if (*entry.anomaly == '\0') {
        EXPECT_THAT(result.Kinds(), IsEmpty());
        continue;
      }
      EXPECT_THAT(result.Kinds(), Contains(entry.anomaly));
      EXPECT_TRUE(std::ranges::any_of(result.ledger.anomalies(), [&](const Anomaly& anomaly) {
        return AnomalyName(anomaly.kind) == entry.anomaly && anomaly.reason == entry.reason;
      }));
    }
  }
}

// Repeated keys and faults of what was read last, and its text, are not those of the next event.
TEST(Envelope, NothingOfAValueIsSaidOfTheTextBehindIt) {
  const std::string text = EnvelopeMaker::Quoted(SmallEvent("1"));
  for (const char* value : {R"({"x":1,"x":2})", R"({"x":tru})"}) {
    const ReadResult result = ReadRecords("[" + std::string(value) + "," + text + "]");
    EXPECT_EQ(result.items.size(), 1U) << value;
    EXPECT_THAT(result.Kinds(), ElementsAre("unrecognised_shape")) << value;
  }
  // The text of the broken object is moved before the next one is read.
  const std::string broken = R"({"userIdentity":{"type":"a","type":"b"}},["c"],"use069n,"use)";
  const ReadResult result = ReadRecords(broken + "\n" + text, 7);
  EXPECT_THAT(result.Kinds(), Not(AnyOf(Contains("duplicate_key"), Contains("malformed_record"))));
}

// An event may begin with a list of others; however long it is, it is judged or said not to be.
TEST(Envelope, MembersAroundAListMayBeLong) {
  ReaderOptions options;
  options.limits.record_bytes = 100'000;
  const std::string members = R"("eventSource":"s","eventName":"N","eventID":"2")";
  for (const std::size_t padding : {1'000U, 99'000U, 99'990U, 150'000U}) {
    std::string text = "{\"Records\":[" + SmallEvent("1") + "],\"p\":\"";
    text += std::string(padding / 2, 'x') + "\",\"q\":\"" + std::string(padding / 2, 'x') + "\",";
    const ReadResult result = ReadRecords(text + members + "}", std::string::npos, options);
    SCOPED_TRACE(padding);
    if (padding < 99'500) {
      EXPECT_THAT(result.Ids(), ElementsAre("1", "2"));
      EXPECT_TRUE(result.ledger.complete());
    } else {
      EXPECT_THAT(result.Ids(), ElementsAre("1"));
      EXPECT_EQ(result.ledger.count(AnomalyKind::kLimitExceeded), 1U);
    }
  }
}

TEST(Envelope, NestsNoDeeperThanTheLimit) {
  std::string texts = SmallEvent("1");
  std::string records = texts;
  for (int depth = 1; depth <= 12; ++depth) {
    texts = Maker::Quoted(texts);
    records = R"({"a":1,"Records":[)" + records + "]}";
    for (const auto& [text, limit] : {std::pair{texts, 4}, std::pair{records, 8}}) {
      const ReadResult result = ReadRecords(text);
      SCOPED_TRACE(text.substr(0, 100));
      EXPECT_EQ(result.items.size(), depth <= limit ? 1U : 0U);
      EXPECT_EQ(result.ledger.count(AnomalyKind::kLimitExceeded), depth <= limit ? 0U : 1U);
      EXPECT_TRUE(result.ledger.bytes.Balanced());
    }
  }
}

// What is said of an event whose lists were read before it is said of it, however it was read.
TEST(Envelope, SaysOfMembersAroundAListWhereTheyStand) {
  const std::string members = R"("eventSource":"s","eventName":"a","eventName":"ö","eventID":"2")";
  const std::string text = "[{}]\n{\"Records\":[" + SmallEvent("1") + "]," + members + "}\n\n\n[" +
                           SmallEvent("3") + "]";
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::string::npos}) {
    const ReadResult result = ReadRecords(text, piece);
    EXPECT_THAT(result.Ids(), ElementsAre("1", "2", "3")) << piece;
    for (const std::string_view kind : {"duplicate_key", "non_ascii_name"}) {
      const auto found =
          std::ranges::find(result.ledger.anomalies(), kind,
                            [](const Anomaly& anomaly) { return AnomalyName(anomaly.kind); });
      ASSERT_NE(found, result.ledger.anomalies().end()) << kind;
      EXPECT_EQ(found->line, 2U) << kind << ' ' << piece;
      EXPECT_EQ(found->byte_offset, result.items[1].place.byte_offset) << kind << ' ' << piece;
      EXPECT_EQ(found->length, result.items[1].place.byte_length) << kind << ' ' << piece;
    }
  }
}

// The size of a list is no matter, wherever it stands in its carrier.
TEST(Envelope, ListsMayBeLargerThanARecord) {
  ReaderOptions options;
  options.limits.record_bytes = 3'000;
  std::vector<std::string> events;
  for (int i = 0; i < 100; ++i) events.push_back(SmallEvent(std::to_string(i)));
  for (const WrappedEvents& wrapped : WrapInEachEnvelope(events)) {
    if (wrapped.name == "Records in SQS") continue;  // One text with all.
    SCOPED_TRACE(wrapped.name);
    const ReadResult result = ReadRecords(wrapped.text, 1'000, options);
    EXPECT_EQ(result.items.size(), events.size());
    EXPECT_TRUE(result.ledger.complete());
  }
  const ReadResult behind =
      ReadRecords(R"({"eventName":"N","x":")" + std::string(2'000, 'x') + R"(","events":[)" +
                      EnvelopeMaker(events).Joined(",") + "]}",
                  1'000, options);
  EXPECT_EQ(behind.items.size(), events.size() + 1);
  EXPECT_TRUE(behind.ledger.complete());
}

TEST(Envelope, ACutAtEveryByteKeepsEveryWholeRecordBeforeIt) {
  const std::vector<std::string> events = {SmallEvent("1"), SmallEvent("2")};
  for (const WrappedEvents& wrapped : WrapInEachEnvelope(events)) {
    SCOPED_TRACE(wrapped.name);
    const ReadResult whole = ReadRecords(wrapped.text);
    const bool one_text = wrapped.name == "Records in SQS";
    for (std::size_t cut = 0; cut < wrapped.text.size(); ++cut) {
      const ReadResult result = ReadRecords(wrapped.text.substr(0, cut), 4096);
      ASSERT_TRUE(result.ledger.bytes.Balanced()) << "cut at " << cut;
      std::size_t before = 0;
      for (const ReadResult::Item& item : whole.items) {
        before += item.place.byte_offset + item.place.byte_length <= cut ? 1U : 0U;
      }
      ASSERT_GE(result.items.size(), before) << wrapped.text.substr(0, cut);
      if (one_text) continue;
      for (std::size_t i = 0; i < before; ++i) {
        ASSERT_EQ(result.items[i].text, whole.items[i].text) << "cut at " << cut;
      }
    }
  }
}

TEST(Envelope, DamageToOneEventLeavesTheOthersAlone) {
  const std::string damaged = SmallEvent("damaged");
  const EnvelopeMaker maker({SmallEvent("1"), damaged, SmallEvent("3")});
  for (const WrappedEvents& wrapped : maker.All()) {
    if (wrapped.name == "Records in SQS") continue;  // One text with all.
    if (wrapped.name == "texts in texts") continue;  // Nothing tells where one begins.
    // From the word that only this event has: the envelope around it stays whole.
    const std::size_t start = wrapped.text.find("damaged") - 40;
    for (std::size_t i = start; i < start + 44; ++i) {
      for (const char* instead : {"", "\"", "\\", "}", "\n", "\xFF"}) {
        std::string text = wrapped.text;
        text.replace(i, 1, instead);
        const ReadResult result = ReadRecords(text, 4096);
        ASSERT_TRUE(result.ledger.bytes.Balanced()) << text;
        ASSERT_THAT(result.Ids(), Contains("1")) << wrapped.name << ": " << text;
        ASSERT_THAT(result.Ids(), Contains("3")) << wrapped.name << ": " << text;
        ASSERT_LE(result.items.size(), 4U) << wrapped.name << ": " << text;
      }
    }
  }
}

TEST(Envelope, DamageAnywhereIsReadAlikeInPiecesOfAnySize) {
  std::mt19937 random(7);
  const std::vector<WrappedEvents> all = WrapInEachEnvelope({SmallEvent("1"), SmallEvent("2")});
  constexpr std::string_view kBytes = "{}[]\",:\\\n Z2\xFF";
  for (int round = 0; round < 4'000; ++round) {
    const WrappedEvents& wrapped = all[random() % all.size()];
    std::string text = wrapped.text + "\n" + all[random() % all.size()].text;
    for (std::size_t i = 0; i < 1 + random() % 4; ++i) {
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0) {
        text[at] = kBytes[random() % kBytes.size()];
      } else {
        text.erase(at, 1 + random() % 30);
      }
    }
    const ReadResult whole = ReadRecords(text);
    const ReadResult pieces = ReadRecords(text, 1 + random() % 60);
    ASSERT_TRUE(whole.ledger.bytes.Balanced()) << text;
    ASSERT_TRUE(pieces.ledger.bytes.Balanced()) << text;
    ASSERT_EQ(whole.Ids(), pieces.Ids()) << text;
    ASSERT_EQ(whole.Kinds(), pieces.Kinds()) << text;
  }
}

// An object is salvaged for the name before it, wherever the pieces end.
TEST(Envelope, ANameBeforeAnObjectMayStandInTwoPieces) {
  std::string text = Maker::EventBridge(SmallEvent("1"));
  text.insert(text.find("Trail\""), "{");
  text.replace(text.find("\"aws.s3"), 1, "}");
  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    EXPECT_THAT(ReadRecords(text, piece).Ids(), ElementsAre("1")) << piece;
  }
}

}  // namespace
}  // namespace trailsift
