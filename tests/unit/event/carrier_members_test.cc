// Members beside the lists of events.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "support/read_records.h"

namespace trailsift {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

ReadResult ReadWithMember(const std::string& member, bool before) {
  const std::string list = R"("Records":[)" + SmallEvent("1") + "," + SmallEvent("2") + "]";
  return ReadRecords("{" + (before ? member + "," + list : list + "," + member) + "}", 9);
}

// What it means does not matter, as nothing reads it.
TEST(CarrierMember, MayHaveAnyValue) {
  for (const std::string value :
       {"1", "-1", "+1", ".5", "0x1F", "tru", "NaN", "undefined", "\"\"", "\"a\\q\"", "{}",
        "{\"a\":tru}", "[1,,2]", "{\"a\":{\"Records\":[]}}"}) {
    for (const bool before : {false, true}) {
      SCOPED_TRACE(value);
      const ReadResult result = ReadWithMember("\"x\":" + value, before);
      EXPECT_THAT(result.Ids(), ElementsAre("1", "2"));
      EXPECT_THAT(result.Kinds(), IsEmpty());
    }
  }
}

// It is not known what that is, and what it may have made of the member behind it.
TEST(CarrierMember, WithoutAValueIsDamage) {
  for (const std::string value : {"'a'", "=1", "/1", "\\\"a\\\"", "\xFF", "", "(1)", "]"}) {
    for (const bool before : {false, true}) {
      SCOPED_TRACE(value);
      const ReadResult result = ReadWithMember("\"x\":" + value, before);
      EXPECT_THAT(result.Ids(), ElementsAre("1", "2"));
      EXPECT_FALSE(result.ledger.complete());
      EXPECT_TRUE(result.ledger.bytes.Balanced());
    }
  }
}

TEST(CarrierMember, WithControlCharactersIsNamed) {
  for (const std::string& member :
       {std::string("\"x\":\"a\x01\""), std::string("\"x\":\"\0\"", 7), std::string("\"x\":1\x1F"),
        std::string("\"x\":{\"y\":\"\x08\"}")}) {
    for (const bool before : {false, true}) {
      SCOPED_TRACE(member);
      const ReadResult result = ReadWithMember(member, before);
      EXPECT_THAT(result.Ids(), ElementsAre("1", "2"));
      EXPECT_THAT(result.Kinds(), ElementsAre("control_character"));
      EXPECT_FALSE(result.ledger.complete());
    }
  }
  // Line breaks and tabs within its brackets are none.
  EXPECT_THAT(ReadWithMember("\"x\":{\n\t\"y\":\r\n1}", false).Kinds(), IsEmpty());
}

}  // namespace
}  // namespace trailsift
