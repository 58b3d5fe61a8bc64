// Events in base64, which are not read, but never passed over in silence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/base64.h"
#include "support/envelopes.h"
#include "support/read_records.h"

namespace trailsift {
namespace {

using Maker = EnvelopeMaker;

TEST(EncodedEvent, IsReportedWhereverItStands) {
  const std::string one = SmallEvent("1");
  const std::string quoted = Maker::Quoted(one);
  const std::string encoded = ToBase64(one);
  struct Case {
    std::string text;
    std::size_t events;
    const char* anomaly;
    const char* reason = "";  // Of that anomaly.
  };
  const Case cases[] = {
      {R"({"Records":[{"SequenceNumber":"1","Data":")" + encoded +
           R"(","PartitionKey":"1"}],"NextShardIterator":"x"})",
       0, "unsupported_shape", "kinesis"},
      {R"({"SequenceNumber":"1","Data":"AAAA"})", 0, "unsupported_shape", "kinesis"},
      {R"({"Data":"AAAA","x":1})", 0, "unrecognised_shape"},
      {R"({"recordId":"1","data":")" + encoded + R"("})", 0, "unsupported_shape", "kinesis"},
      {R"({"recordId":"1","data":"no base64"})", 0, "unrecognised_shape"},
      {R"({"recordId":"1","data":")" + encoded + R"(","eventName":"N"})", 1, "unsupported_shape",
       "kinesis"},
      {R"({"Records":[{"kinesisjs":{"data":")" + encoded + R"("}}]})", 0, "unrecognised_shape"},
      {R"({"invocationId":"i","records":[{"recordId":"1","data":")" + encoded + R"("}]})", 0,
       "unrecognised_shape"},
      {R"({"Type":"Notification","Message":")" + encoded + R"("})", 0, "unsupported_shape",
       "base64"},
      {R"({"Records":[)" + one + R"(],"note":")" + encoded + R"("})", 1, "unrecognised_shape"},
      {Maker::Sns(encoded), 0, "unsupported_shape", "base64"},
      {Maker::LambdaSqs(encoded), 0, "unsupported_shape", "base64"},
      {Maker::ReceivedSqs(Maker::Quoted(encoded)), 0, "unsupported_shape", "base64"},
      {R"({"Messages":[)" + Maker::ReceivedSqs(encoded) + "," + Maker::ReceivedSqs(one) + "]}", 1,
       "unsupported_shape", "base64"},
      {Maker::Subscription(Maker::SubscriptionEntry(encoded)), 0, "unsupported_shape", "base64"},
      {Maker::FoundEntry(encoded), 0, "unsupported_shape", "base64"},
      {Maker::FoundEntry(R"({"x":")" + encoded + R"("})"), 0, "unrecognised_shape"},
      {Maker::FoundEntry(ToBase64(R"({"level":"info","message":"ready"})")), 0, "skipped",
       "other_message"},
      {Maker::LookupEntry(encoded), 0, "unsupported_shape", "base64"},
      {"[\"" + encoded + "\"," + quoted + "]", 1, "unsupported_shape", "base64"},
      {"2026-11-04T10:04:00.000Z " + encoded + "\n" + one, 1, "unsupported_shape", "base64"},
  };
  for (const Case& entry : cases) {
    for (const std::size_t piece : {std::size_t{5}, std::string::npos}) {
      SCOPED_TRACE(entry.text + " in pieces of " + std::to_string(piece));
      const ReadResult result = ReadRecords(entry.text, piece);
      EXPECT_EQ(result.items.size(), entry.events);
      EXPECT_TRUE(result.ledger.bytes.Balanced());
      EXPECT_TRUE(std::ranges::any_of(result.ledger.anomalies(), [&](const Anomaly& anomaly) {
        return AnomalyName(anomaly.kind) == entry.anomaly && anomaly.reason == entry.reason;
      }));
      EXPECT_EQ(result.ledger.complete(), std::string_view(entry.anomaly) == "skipped");
    }
  }
}

TEST(EncodedEvent, EachIsCountedAndAdviceGivenOnce) {
  const std::string encoded = ToBase64(SmallEvent("1"));
  const ReadResult result = ReadRecords(R"({"Messages":[)" + Maker::ReceivedSqs(encoded) + "," +
                                        Maker::ReceivedSqs(encoded) + "]}");
  EXPECT_EQ(result.ledger.skipped_values.at("base64"), 2U);
  EXPECT_EQ(result.ledger.count(AnomalyKind::kUnsupportedShape), 1U);
}

TEST(EncodedEvent, AFileOfItIsNamed) {
  const std::string one = SmallEvent("1");
  const ReadResult result = ReadRecords(ToBase64(one) + "\n" + one, 9);
  EXPECT_EQ(result.Ids(), std::vector<std::string>{"1"});
  EXPECT_THAT(result.ledger.anomalies().at(0).message, testing::HasSubstr("base64"));
}

TEST(EncodedEvent, MakesAFileMetInAWalkALog) {
  ReaderOptions walked;
  walked.named_by_user = false;
  const std::string event = ToBase64(SmallEvent("1"));
  const std::vector<std::string> texts{
      event,
      "data: " + event + "\n",
      R"({"invocationId":"i","records":[{"recordId":"1","data":")" + event + R"("}]})",
      R"({"SequenceNumber":"1","Data":")" + event + "\",\"PartitionKey\":\"1\"}\n",
      R"({"Type":"Notification","Message":")" + event + R"("})",
      R"({"x":{"y":["H4sIAAAAAAAA/6tWSi1LzStRslIyVNIBAA=="]}})",
  };
  for (const std::string& text : texts) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{8}, std::string::npos}) {
      SCOPED_TRACE(text + " in pieces of " + std::to_string(piece));
      const ReadResult result = ReadRecords(text, piece, walked);
      EXPECT_NE(result.ledger.state, SourceState::kSkipped);
      EXPECT_FALSE(result.ledger.complete());
    }
  }
  const ReadResult other = ReadRecords(ToBase64(R"({"name":"package"})"), 8, walked);
  EXPECT_EQ(other.ledger.state, SourceState::kSkipped);
}

}  // namespace
}  // namespace trailsift
