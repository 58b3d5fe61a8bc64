#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "event/json_value.h"

namespace trailsift {

// Events put into an envelope, as its makers write it.
struct WrappedEvents {
  std::string name;
  std::string shape;  // Id under which the ledger counts them.
  std::string text;
  bool unchanged = true;  // The events stand in it with the same members.
};

class EnvelopeMaker {
 public:
  explicit EnvelopeMaker(std::vector<std::string> events) : events_(std::move(events)) {}

  static std::string Quoted(std::string_view text) {
    return ToCompactJson(JsonValue::String(std::string(text)));
  }

  // `value`: of CloudTrailEvent.
  static std::string LookupEntryWith(const std::string& value) {
    return R"({"EventId":"x","EventName":"Y","ReadOnly":"true","EventTime":"2026-11-04T11:00:00+01:00",)"
           R"("EventSource":"z","Username":"u","Resources":[],"CloudTrailEvent":)" +
           value + "}";
  }
  static std::string LookupEntry(const std::string& event) {
    return LookupEntryWith(Quoted(event));
  }
  static std::string EventBridge(const std::string& event) {
    return R"({"version":"0","id":"i","detail-type":"AWS API Call via CloudTrail","source":"aws.s3",)"
           R"("account":"111122223333","time":"2026-11-04T10:00:00Z","region":"us-west-2",)"
           R"("resources":[],"detail":)" +
           event + "}";
  }
  static std::string SubscriptionEntry(const std::string& event) {
    return R"({"id":"3900","timestamp":1793786760000,"message":)" + Quoted(event) +
           R"(,"extractedFields":{"eventName":"other"}})";
  }
  static std::string Subscription(const std::string& entries,
                                  std::string_view type = "DATA_MESSAGE") {
    return R"({"messageType":")" + std::string(type) +
           R"(","owner":"1","logGroup":"g","logStream":"s","subscriptionFilters":["f"],)"
           R"("logEvents":[)" +
           entries + "]}";
  }
  static std::string FoundEntry(const std::string& event) {
    return R"({"logStreamName":"s","timestamp":1,"message":)" + Quoted(event) +
           R"(,"ingestionTime":2,"eventId":"3"})";
  }
  static std::string QueryRow(const std::string& event) {
    return R"([{"field":"@timestamp","value":"2026-11-04 10:05:00.000"},{"field":"@message","value":)" +
           Quoted(event) + R"(},{"field":"@ptr","value":"CmEK"}])";
  }
  static std::string Sns(std::string_view message) {
    return R"({"Type":"Notification","MessageId":"m","TopicArn":"arn:aws:sns:r:1:t","Message":)" +
           Quoted(message) + R"(,"Timestamp":"2026-11-04T10:00:00.000Z","UnsubscribeURL":"u"})";
  }
  static std::string LambdaSns(std::string_view message) {
    return R"({"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":"a","Sns":)" +
           Sns(message) + "}";
  }
  static std::string LambdaSqs(std::string_view body) {
    return R"({"messageId":"m","receiptHandle":"h","body":)" + Quoted(body) +
           R"(,"attributes":{"SenderId":"s"},"messageAttributes":{},"md5OfBody":"5",)"
           R"("eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:r:1:q","awsRegion":"r"})";
  }
  static std::string ReceivedSqs(std::string_view body) {
    return R"({"MessageId":"m","ReceiptHandle":"h","MD5OfBody":"5","Body":)" + Quoted(body) + "}";
  }
  static std::string Panther(const std::string& event) {
    return R"({"p_log_type":"AWS.CloudTrail","p_event_time":"2026-11-04 10:00:00.000",)" +
           event.substr(1, event.size() - 2) + R"(,"p_row_id":"1"})";
  }

  // Each event by itself in `wrap`, joined by `between`.
  template <typename Wrap>
  std::string Each(const Wrap& wrap, std::string_view between) const {
    std::string out;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      if (i > 0) out += between;
      out += wrap(events_[i]);
    }
    return out;
  }

  std::string Joined(std::string_view between) const {
    return Each([](const std::string& event) { return event; }, between);
  }

  std::vector<WrappedEvents> All() const {
    std::vector<WrappedEvents> all = AwsFiles();
    for (auto part : {CloudWatch(), Messages()}) {
      for (WrappedEvents& wrapped : part) all.push_back(std::move(wrapped));
    }
    return all;
  }

 private:
  static std::string Line(const std::string& event) { return "2026-11-04T10:04:00.000Z " + event; }

  std::vector<WrappedEvents> AwsFiles() const {
    const std::string list = "[" + Joined(",") + "]";
    const auto in_text = [](const std::string& event) { return Quoted(event); };
    const auto in_texts = [](const std::string& event) { return Quoted(Quoted(event)); };
    return {
        {"records", "records", R"({"Records":)" + list + "}"},
        {"records behind other members", "records",
         R"({"a":{"Records":[]},"b":[1,"]"],"Records":)" + list + R"(,"c":2})"},
        {"records behind an escaped key", "records", R"({"\u0052ecords":)" + list + "}"},
        {"two Records", "records", R"({"Records":[],"Records":)" + list + "}"},
        {"records on lines", "records",
         Each([](const std::string& event) { return R"({"Records":[)" + event + "]}"; }, "\n")},
        {"array", "array", list},
        {"array in array", "array", "[[],[" + list + "]]"},
        {"json lines", "jsonl", Joined("\n")},
        {"concatenated", "concatenated", Joined("")},
        {"record separators", "jsonl", "\x1E" + Joined("\n\x1E") + "\n"},
        {"lookup-events", "lookup_events", R"({"Events":[)" + Each(LookupEntry, ",") + "]}"},
        {"lookup-events entries on lines", "lookup_events", Each(LookupEntry, "\n")},
        {"lookup-events, parsed", "lookup_events",
         R"({"Events":[)" + Each(LookupEntryWith, ",") + "]}"},
        {"texts of a query", "lookup_events", "[" + Each(in_text, ",") + "]"},
        {"texts in texts", "lookup_events", "[" + Each(in_texts, ",") + "]"},
        {"EventBridge", "eventbridge", Each(EventBridge, "\n")},
        {"EventBridge without a break", "eventbridge", Each(EventBridge, "")},
        {"EventBridge in an array", "eventbridge", "[" + Each(EventBridge, ",") + "]"},
        {"Panther", "jsonl", Each(Panther, "\n"), false},
    };
  }

  std::vector<WrappedEvents> CloudWatch() const {
    const auto parsed = [](const std::string& event) {
      return R"({"@timestamp":"t","@message":)" + event + "}";
    };
    const auto text = [](const std::string& event) {
      return R"({"@message":)" + Quoted(event) + R"(,"@timestamp":"t"})";
    };
    const auto alone = [](const std::string& event) {
      return Subscription(SubscriptionEntry(event));
    };
    return {
        {"subscription", "cloudwatch_subscription", Subscription(Each(SubscriptionEntry, ","))},
        {"subscriptions without a break", "cloudwatch_subscription", Each(alone, "")},
        {"filter-log-events", "cloudwatch_events",
         R"({"events":[)" + Each(FoundEntry, ",") + R"(],"searchedLogStreams":[]})"},
        {"get-log-events", "cloudwatch_events",
         R"({"nextForwardToken":"f/1","events":[)" + Each(FoundEntry, ",") + "]}"},
        {"entries of a log on lines", "cloudwatch_events", Each(FoundEntry, "\n")},
        {"export", "cloudwatch_export", Each(Line, "\n") + "\n"},
        {"export, CRLF", "cloudwatch_export", Each(Line, "\r\n\r\n")},
        {"Insights", "cloudwatch_insights",
         R"({"queryLanguage":"CWLI","results":[)" + Each(QueryRow, ",") +
             R"(],"statistics":{"recordsMatched":3.0},"status":"Complete"})"},
        {"Insights, rows alone", "cloudwatch_insights", "[" + Each(QueryRow, ",") + "]"},
        {"Insights, rows as objects", "cloudwatch_insights", "[" + Each(text, ",\n") + "]"},
        {"Insights, rows parsed", "cloudwatch_insights", "[" + Each(parsed, ",") + "]"},
    };
  }

  std::vector<WrappedEvents> Messages() const {
    const auto deep = [](const std::string& event) { return LambdaSqs(Sns(EventBridge(event))); };
    const auto text = [](const std::string& event) { return LambdaSns(Quoted(event)); };
    return {
        {"SNS", "sns", Each(Sns, "\n")},
        {"SNS to Lambda", "sns", R"({"Records":[)" + Each(LambdaSns, ",") + "]}"},
        {"SNS to Lambda, text in text", "sns", R"({"Records":[)" + Each(text, ",") + "]}"},
        {"SQS", "sqs", R"({"Messages":[)" + Each(ReceivedSqs, ",") + "]}"},
        {"SQS to Lambda", "sqs", R"({"Records":[)" + Each(LambdaSqs, ",") + "]}"},
        {"EventBridge in SNS in SQS", "eventbridge", R"({"Records":[)" + Each(deep, ",") + "]}"},
        {"Records in SQS", "records",
         R"({"Messages":[)" + ReceivedSqs(R"({"Records":[)" + Joined(",") + "]}") + "]}"},
    };
  }

  std::vector<std::string> events_;
};

inline std::vector<WrappedEvents> WrapInEachEnvelope(std::vector<std::string> events) {
  return EnvelopeMaker(std::move(events)).All();
}

}  // namespace trailsift
