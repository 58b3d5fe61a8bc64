#include "event/event_marker.h"

#include <gtest/gtest.h>

#include <string>

#include "support/base64.h"

namespace trailsift {
namespace {

TEST(EventMarker, IsFoundInBase64WhereverItStands) {
  for (const std::string key : {"eventName", "eventSource", "eventVersion", "eventversion"}) {
    for (std::size_t before = 0; before < 7; ++before) {
      const std::string encoded = ToBase64(std::string(before, '{') + key + R"(":"x"})");
      SCOPED_TRACE(encoded);
      EXPECT_TRUE(HoldsEncodedEvent(encoded));
      EXPECT_TRUE(HoldsEventKey(R"({"x":")" + encoded + "\"}"));
      // Not of a part of it, however much is left.
      for (std::size_t cut = 0; cut < 4 * (before + key.size()) / 3 - 1; ++cut) {
        EXPECT_FALSE(HoldsEncodedEvent(encoded.substr(0, cut))) << cut;
      }
    }
  }
  for (const char* other : {"events of a day", "eventual", "an eventNumber", "reventname"}) {
    EXPECT_EQ(HoldsEncodedEvent(ToBase64(other)), std::string_view(other) == "reventname");
  }
}

TEST(EventMarker, IsCompressedDataInBase64) {
  struct Case {
    std::string text;
    bool holds;
  };
  const std::string gzip =
      ToBase64(std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03\xab\x56\x4a\x2d\x4b\xcd\x2b\xf1", 18));
  const std::string zstd =
      ToBase64("\x28\xb5\x2f\xfd\x24\x10\x81\x01\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a");
  const Case cases[] = {
      {gzip, true},
      {zstd, true},
      {R"({"data":")" + gzip + "\"}", true},
      {R"({\"data\":\")" + gzip + "\\\"}", true},
      {gzip.substr(0, 8) + R"(\/)" + gzip.substr(10), true},
      {"data:application/gzip;base64," + gzip, true},
      // Too little, within other base64, or in a sentence.
      {gzip.substr(0, 16), false},
      {"AAAA" + gzip, false},
      {"its base64 begins with H4sI, or with H4sIAAAA, in most cases", false},
      {"", false},
  };
  for (const Case& entry : cases) {
    EXPECT_EQ(HoldsEncodedEvent(entry.text), entry.holds) << entry.text;
    EXPECT_EQ(HoldsEventKey(entry.text), entry.holds) << entry.text;
  }
}

}  // namespace
}  // namespace trailsift
