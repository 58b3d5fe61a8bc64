// Events in a string that is broken, and in lists that no envelope has.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "event/salvage.h"
#include "support/envelopes.h"
#include "support/read_records.h"

namespace trailsift {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;

std::string Quoted(std::string_view text) { return EnvelopeMaker::Quoted(text); }

TEST(EscapedText, EndsWithItsString) {
  const std::string event = R"({"eventName":"N","eventTime":"t","a":"\\\"x\\"})";
  const std::string list = R"({"Records":[{"eventName":"N)";
  const auto in_strings = [](std::string text, int levels) {
    for (; levels > 0; --levels) text = Quoted(text);
    return text.substr(static_cast<std::size_t>(text.find('{')));
  };
  struct Case {
    std::string bytes;
    bool as_event;
    std::string text;    // Empty: none.
    std::string behind;  // What is not looked at.
  };
  const std::vector<Case> cases{
      {in_strings(event, 1) + ",\"b\"", false, event, ",\"b\""},
      {in_strings(event, 2) + ",\\\"b\\\"", false, event, "\",\\\"b\\\""},
      {in_strings(event, 3), false, event, "\\\"\""},
      {in_strings(event, 4), false, event, "\\\\\\\"\\\"\""},
      {in_strings(event, 1), true, event, ""},
      {in_strings(event + " and more", 1), false, event + " and more", ""},
      // Ended by the line, or by the bytes.
      {R"({\"eventName\":\"N\",\"eventTime\":1})"
       "\n\"",
       false, R"({"eventName":"N","eventTime":1})", "\n\""},
      {R"({\"eventName\":\"N\",\"eventTime\":1},{\")", false,
       R"({"eventName":"N","eventTime":1},{")", ""},
      // A list is known before its end.
      {in_strings(list, 1), false, list, ""},
      {in_strings(list, 1), true, "", ""},
      // Lines, in a string and in two.
      {R"({\n  \"Records\": [{)", false, "{\n  \"Records\": [{", ""},
      {R"({\\r\\n\\t\\\"eventName\\\":\\\"N\\\",\\\"eventTime\\\":1}\")", false,
       "{\r\n\t\"eventName\":\"N\",\"eventTime\":1}", ""},
      {R"({\n x)", false, "", R"({\n x)"},
      // Escapes that are none.
      {R"({\"Records\":[\"\q\u00e\)", false, R"({"Records":["\q\u00e\)", ""},
      // Nothing that is known.
      {R"({\"Statement\":[{\"Action\":\"*\"}]}")", false, "", ""},
      {R"({\"eventName\":\"N\"}")", false, "", ""},
      {R"({\\"eventName\\":\\"N\\",\\"eventTime\\":1}")", false, "",
       R"({\\"eventName\\":\\"N\\",\\"eventTime\\":1}")"},
      {R"({"eventName":"N","eventTime":1})", false, "", R"({"eventName":"N","eventTime":1})"},
      {"{\\", false, "", "{\\"},
      {"{", false, "", "{"},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.bytes);
    const EscapedText read = ReadEscapedText(entry.bytes, entry.as_event);
    EXPECT_EQ(read.text, entry.text);
    EXPECT_EQ(entry.bytes.substr(read.length), entry.behind);
  }
}

// Damage to the string that holds a list of events, in one string and in two.
TEST(BrokenText, UndamagedEventsInItAreJudged) {
  const std::vector<std::string> ids{"a", "b", "c", "d"};
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "" : ",") + SmallEvent(id);
  list = "{\"Records\":[" + list + "]}";
  const std::string once = R"({"Messages":[{"MessageId":"m","Body":)" + Quoted(list) + "}," +
                           R"({"MessageId":"n","Body":)" + Quoted(SmallEvent("e")) + "}]}";
  const std::string twice = "[" + Quoted(EnvelopeMaker::Sns(list)) + ",\n" + SmallEvent("e") + "]";
  for (const std::string& text : {once, twice}) {
    const std::size_t second = text.find("\"b\\");
    for (const char* instead : {"\"", "\n", "\\", "\\q", "\"}", "]}\"", "\xFF\""}) {
      SCOPED_TRACE(text.substr(0, 12) + instead);
      std::string damaged = text;
      damaged.replace(second + 1, 1, instead);
      const ReadResult result = ReadRecords(damaged);
      std::vector<std::string> others = result.Ids();
      std::erase_if(others, [](const std::string& id) { return id < "a" || id == "b"; });
      EXPECT_THAT(others, ElementsAre("a", "c", "d", "e"));  // Each once.
      EXPECT_FALSE(result.ledger.complete());
      EXPECT_TRUE(result.ledger.bytes.Balanced());
      const ReadResult pieces = ReadRecords(damaged, 3);
      EXPECT_EQ(pieces.Ids(), result.Ids());
      EXPECT_EQ(pieces.Kinds(), result.Kinds());
      EXPECT_EQ(pieces.ledger.bytes.record, result.ledger.bytes.record);
      EXPECT_EQ(pieces.ledger.bytes.damaged, result.ledger.bytes.damaged);
    }
  }
}

// A name of an envelope, the event behind it untouched.
TEST(BrokenText, TheEventOfADamagedEnvelopeIsJudged) {
  const std::string bridge = EnvelopeMaker::EventBridge(SmallEvent("a"));
  const std::string sqs = R"({"Messages":[{"MessageId":"m","Body":)";
  for (const std::string& text :
       {bridge, sqs + Quoted(bridge) + "}]}", sqs + Quoted(EnvelopeMaker::Sns(bridge)) + "}]}"}) {
    const std::size_t begin = text.find("detail-type") - 4;
    const std::size_t end = text.find("detail", text.find("detail") + 1);
    for (std::size_t at = begin; at + 12 < end; ++at) {
      for (const char instead : {'\xFF', '\0', '\\', 'X'}) {
        SCOPED_TRACE(fmt::format("{} {}", at, static_cast<int>(instead)));
        std::string damaged = text;
        damaged[at] = instead;
        const ReadResult result = ReadRecords(damaged, 50);
        EXPECT_THAT(result.Ids(), ElementsAre("a"));
      }
    }
  }
}

TEST(BrokenText, EventsOfATextWithLinesAreJudged) {
  const std::string list =
      "{\n  \"Records\": [\n    " + SmallEvent("a") + ",\n    " + SmallEvent("b") + "\n  ]\n}";
  std::string text = R"({"Messages":[{"MessageId":"m","Body":)" + Quoted(list) + "}]}";
  text.replace(text.find("\\\"eventSource"), 2, "\\G");
  const ReadResult result = ReadRecords(text, 50);
  EXPECT_THAT(result.Ids(), Contains("b"));
  EXPECT_FALSE(result.ledger.complete());
}

// An escape of the string itself; of one in the text, the event's reader says so.
TEST(BrokenText, HalfOfASurrogatePairIsNoted) {
  for (const char* half : {"\\ud800", "\\\\ud800"}) {
    std::string text = "[" + Quoted(SmallEvent("@")) + "]";
    text.replace(text.find('@'), 1, half);
    SCOPED_TRACE(text);
    EXPECT_THAT(ReadRecords(text).Kinds(), ElementsAre("lone_surrogate"));
    EXPECT_THAT(ReadRecords(text.substr(2)).Kinds(), Contains("lone_surrogate"));
    text = Quoted(text.substr(1, text.size() - 2)) + "]";
    EXPECT_THAT(ReadRecords(text.substr(1)).Kinds(), Contains("lone_surrogate"));
  }
}

TEST(BrokenText, ACutOrLostBeginningLosesNoWholeEvent) {
  const std::string list =
      "{\"Records\":[" + SmallEvent("a") + "," + SmallEvent("b") + "," + SmallEvent("c") + "]}";
  const std::string text = R"({"Messages":[{"MessageId":"m","Body":)" + Quoted(list) + "}]}";
  const std::size_t third = text.find(R"(\"c\")");
  for (std::size_t cut = text.find(R"(\"b\")") + 60; cut < third; ++cut) {
    SCOPED_TRACE(cut);
    const ReadResult result = ReadRecords(text.substr(0, cut), 50);
    EXPECT_THAT(result.Ids(), ElementsAre("a", "b"));
    EXPECT_FALSE(result.ledger.complete());
  }
  for (std::size_t lost = 1; lost < text.find(R"({\"eventVersion)"); ++lost) {
    SCOPED_TRACE(lost);
    EXPECT_THAT(ReadRecords(text.substr(lost), 50).Ids(), ElementsAre("a", "b", "c"));
  }
}

// What a record holds under a name is its own, in a string as elsewhere.
TEST(BrokenText, NoPartOfAnEventIsTakenForOne) {
  const std::string outer =
      R"({"eventName":"N","eventTime":"t","eventID":"a","requestParameters":{"Records":[1,)" +
      SmallEvent("inner") + R"(]},"x":)" + SmallEvent("inner") + "}";
  const std::string text =
      R"({"Messages":[{"MessageId":"m","Body":)" +
      Quoted("{\"Records\":[" + SmallEvent("0") + "," + outer + "," + SmallEvent("1") + "]}") +
      "}]}";
  const std::size_t first = text.find(R"({\"eventVersion)");
  for (std::size_t i = text.find("MessageId"); i < text.find("eventVersion"); ++i) {
    SCOPED_TRACE(i);
    std::string damaged = text;
    damaged[i] = '\xFF';
    const ReadResult result = ReadRecords(damaged, 50);
    EXPECT_EQ(result.Ids(), i < first ? std::vector<std::string>({"0", "a", "1"})
                                      : std::vector<std::string>({"a", "1"}));
    EXPECT_FALSE(result.ledger.complete());
  }
}

TEST(UnknownList, ItsEventsAreJudgedAndItIsNamed) {
  const std::string events = SmallEvent("a") + "," + SmallEvent("b");
  struct Case {
    std::string text;
    std::vector<std::string> ids;
  };
  const std::vector<Case> cases{
      {R"({"Recods":[)" + events + "]}", {"a", "b"}},
      {R"({"x":1,"evts":[)" + events + R"(],"y":[]})", {"a", "b"}},
      {R"({"Records":[)" + SmallEvent("0") + R"(],"More":[)" + events + "]}", {"0", "a", "b"}},
      {R"({"x":[{"a":1},)" + events + R"(],"y":{"z":1}})", {"a", "b"}},
      {R"([{"x":{"y":[)" + events + "]}}," + SmallEvent("c") + "]", {"a", "b", "c"}},
      {R"({"x":"y )" + Quoted(SmallEvent("a")).substr(1) + "}", {"a"}},
      {R"({"x":)" + SmallEvent("a") + "}", {"a"}},
      {R"({"x":{"y":)" + SmallEvent("a", R"(,"z":{"Records":[)" + SmallEvent("b") + "]}") + "}}",
       {"a"}},
      {R"({"x":)" + Quoted(R"({"y":)" + SmallEvent("a") + "}") + "}", {}},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    const ReadResult result = ReadRecords(entry.text, 7);
    EXPECT_EQ(result.Ids(), entry.ids);
    EXPECT_THAT(result.Kinds(), Each("unrecognised_shape"));
    EXPECT_FALSE(result.ledger.complete());
    EXPECT_TRUE(result.ledger.bytes.Balanced());
  }
}

// Names in other letter case are an entry's of a lookup-events answer only where no exact one is.
TEST(UnknownMember, TextInAnEventHidesItNever) {
  const std::string event =
      SmallEvent("a", R"(,"EventName":"n","userAgent":)" + Quoted(SmallEvent("forged")));
  const ReadResult result = ReadRecords("{\"Records\":[" + event + "]}");
  EXPECT_THAT(result.Ids(), ElementsAre("a"));
}

// Of an event in a place that no envelope has one in, or behind a name that is damaged.
TEST(UnknownMember, ItsEventIsJudgedAndTheScanIncomplete) {
  const std::string a = SmallEvent("a");
  const std::string b = SmallEvent("b");
  struct Case {
    std::string text;
    std::vector<std::string> ids;
  };
  const std::vector<Case> cases{
      // What looks like an event itself.
      {R"({"Events":[{"EventId":"x","EventName":"q","EventTime":1,"CloudTrail":)" + Quoted(a) +
           "}]}",
       {"a"}},
      {R"({"Records":[{"messageId":"m","bdy":)" + Quoted(a) + R"(,"eventSource":"aws:sqs"}]})",
       {"a"}},
      {R"({"Records":[{"EventSource":"aws:sns","Sn":{"Message":)" + Quoted(a) + "}}]}", {"a"}},
      // What only its place in Records makes an event.
      {R"({"Records":[{"event":)" + a + R"(,"ingested":1}]})", {"a"}},
      {R"({"Records":[{"awsRegion":"r","event":)" + a + "}," + b + "]}", {"a", "b"}},
      {R"({"Records":[{"x":[)" + a + "]}," + b + "]}", {"a", "b"}},
      {R"({"Records":[{"Data":)" + Quoted(a) + R"(,"PartitionKey":"1"}]})", {"a"}},
      {R"({"Records":[{"x":)" + Quoted(R"({"y":)" + Quoted(a) + "}") + "}," + b + "]}", {"a", "b"}},
      // Beside what is known.
      {R"({"Records":[)" + a + R"(],"note":)" + Quoted(b) + "}", {"a", "b"}},
      {R"({"Records":[)" + a + R"(],"note":)" + Quoted(R"({"Records":[)" + b + "]}") + "}",
       {"a", "b"}},
      {R"({"Records":[)" + a + R"(],"x":)" + b + "}", {"a", "b"}},
      {R"({"Type":"Notification","TopicArn":"t","Message":)" + Quoted(a) + R"(,"Timestamp":)" +
           Quoted(b) + "}",
       {"a", "b"}},
      {R"({"Messages":[{"MessageId":"x )" + Quoted(b).substr(1) + R"(,"Body":)" + Quoted(a) + "}]}",
       {"b", "a"}},
      {R"({"Messages":[{"Body":)" + Quoted(a) + R"(,"x":)" + b + "}]}", {"a", "b"}},
      // Values that run into others.
      {R"({"Records":[)" + a + R"(],"More":"}[)" + b + "]}", {"a", "b"}},
      {R"({"Records":[)" + a + R"(],"":More":[)" + b + "]}", {"a", "b"}},
      // Damage before the event of an envelope.
      {R"({"version":"0","detail-type":"t","source":"s","account":"1""region":"r","detail":)" + a +
           "}",
       {"a"}},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    for (const std::size_t piece : {std::size_t{7}, std::string::npos}) {
      const ReadResult result = ReadRecords(entry.text, piece);
      EXPECT_EQ(result.Ids(), entry.ids);
      EXPECT_FALSE(result.ledger.complete());
      EXPECT_TRUE(result.ledger.bytes.Balanced());
    }
  }
}

// What an event that carries others says of itself, and what a log has extracted.
TEST(UnknownMember, WhatIsSaidOfAnEventIsNone) {
  const std::string a = SmallEvent("a");
  for (const std::string& text :
       {R"({"Records":[)" + a + R"(],"eventName":"N","eventTime":"t","requestParameters":)" + a +
            "}",
        R"({"Type":"Notification","TopicArn":"t","Message":)" + Quoted(a) +
            R"(,"UnsubscribeURL":"https://x/?eventName=1\u0026{}"})"}) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(ReadRecords(text).ledger.complete());
  }
}

}  // namespace
}  // namespace trailsift
