// Lines of a CloudWatch Logs export, `TIME message`, and tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "event/envelope.h"
#include "support/envelopes.h"
#include "support/read_records.h"

namespace trailsift {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kTime = "2026-11-04T10:04:00.000Z ";

// A record that closes too early leaves its tail there, which may say that the call was denied.
TEST(LogExport, WhatFollowsAnEventOnItsLineIsNoOtherMessage) {
  const std::string one = SmallEvent("1");
  struct Case {
    std::string line;
    std::size_t events;
    const char* anomaly;
  };
  const Case cases[] = {
      {one + R"(,"errorCode":"AccessDenied","x":{}})", 1, "damaged_range"},
      {R"({"Records":[)" + one + R"(]},"x":1})", 1, "damaged_range"},
      {EnvelopeMaker::Quoted(one) + R"(,"x":1})", 1, "damaged_range"},
      {one + "}", 1, "damaged_range"},
      {one + " done", 1, "damaged_range"},
      {one + "7", 1, "unrecognised_shape"},
      {one + R"({"x":1})", 1, "unrecognised_shape"},
      {R"({"eventVersion":"1"},"eventTime":"t"})", 0, "damaged_range"},
      {one + " " + one, 2, "multiple_documents"},
      {R"({"level":1} )" + one, 1, "multiple_documents"},
  };
  for (const Case& entry : cases) {
    for (const std::size_t piece : {std::size_t{7}, std::string::npos}) {
      SCOPED_TRACE(entry.line);
      const ReadResult result =
          ReadRecords(kTime + entry.line + "\n" + kTime + SmallEvent("next"), piece);
      EXPECT_EQ(result.items.size(), entry.events + 1);
      EXPECT_THAT(result.Ids(), Contains("next"));
      EXPECT_THAT(result.Kinds(), Contains(entry.anomaly));
      EXPECT_EQ(result.ledger.shapes.contains("records"), entry.line.find("Rec") == 2U);
      EXPECT_EQ(result.ledger.complete(), std::string_view(entry.anomaly) == "multiple_documents");
      EXPECT_TRUE(result.ledger.bytes.Balanced());
    }
  }
}

// Behind a message that is no event, what else stands on its line is none either.
TEST(LogExport, OtherLinesOfALogMayHoldAnything) {
  for (const char* line : {R"({"level":1} ready)", R"({"level":1}, {"level":2})",
                           R"({"level":1} 7 seven)", R"({"level":1}},"x":1})", "{}{}", "7 8"}) {
    const ReadResult result = ReadRecords(kTime + line + "\n" + kTime + SmallEvent("1"));
    SCOPED_TRACE(line);
    EXPECT_THAT(result.Ids(), ElementsAre("1"));
    EXPECT_TRUE(result.ledger.complete());
    EXPECT_THAT(result.ledger.skipped_values, ElementsAre(testing::Key("other_message")));
    EXPECT_EQ(result.ledger.shapes.at("cloudwatch_export"), 1U);
  }
}

TEST(Table, IsKnownByItsHead) {
  struct Case {
    std::string_view line;
    bool head;
  };
  const Case cases[] = {
      {"eventversion,eventname,eventtime", true},
      {"Event name;Event time", true},
      {"event_name\tevent_time", true},
      {R"("eventName","eventTime")", true},
      {"eventname,eventversion", false},
      {"eventtime,eventsource", false},
      {"eventName eventTime", false},
      // Marks that a name of a column does not have, but JSON and sentences about it.
      {R"({"eventName","eventTime"})", false},
      {"{eventName,eventTime", false},
      {"eventName,eventTime}", false},
      {"[eventName,eventTime", false},
      {"eventName,eventTime]", false},
      {"fields:eventName,eventTime", false},
      {R"(\"eventName\",\"eventTime\")", false},
      {"eventName,eventTime\x01", false},
      {"", false},
  };
  for (const Case& entry : cases) EXPECT_EQ(IsTableHead(entry.line), entry.head) << entry.line;
}

// A line with the names of columns hides no log behind it.
TEST(Table, HasRowsThatAreNoJson) {
  const std::string one = SmallEvent("1");
  for (const std::string between : {"\n", "\r\n", "\n\n \t", "\n\x1E", "\n["}) {
    const ReadResult result = ReadRecords("eventName,eventTime" + between + one, 5);
    EXPECT_THAT(result.Ids(), ElementsAre("1")) << between;
    EXPECT_THAT(result.Kinds(), Contains("damaged_range")) << between;
  }
  for (const std::string rows : {"", "\n", "\nN,t\n", "\n\"N\",\"{t\"\n"}) {
    const ReadResult result = ReadRecords("eventName,eventTime" + rows, 5);
    EXPECT_THAT(result.Ids(), IsEmpty()) << rows;
    EXPECT_THAT(result.Kinds(), ElementsAre("unsupported_shape")) << rows;
    EXPECT_EQ(result.ledger.bytes.skipped, result.ledger.bytes.decoded) << rows;
  }
}

}  // namespace
}  // namespace trailsift
