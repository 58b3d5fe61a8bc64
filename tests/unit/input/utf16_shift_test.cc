#include "input/utf16_shift.h"

#include <gtest/gtest.h>

#include "utf16.h"

namespace trailsift {
namespace {

constexpr std::string_view kSixteen = "abcdeabcdeabcdea";

// What the units of ASCII look like one byte off, and as many bytes behind them as begin a unit
// again.
std::string Shifted(std::string_view ascii, bool little) {
  return Utf16("x", little).substr(0, 1) + Utf16(ascii, little);
}

TEST(JudgeShift, TellsDamageFromText) {
  struct Case {
    const char* what;
    std::string shifted;   // One byte off,
    std::string unread;    // so many units of no script behind it,
    std::string straight;  // then text as it should be.
    Utf16Shift shift;
  };
  const Case cases[] = {
      {"nothing else", std::string(400, 'q') + std::string(kSixteen), "", "", Utf16Shift::kNone},
      {"sixteen of five kinds", std::string(kSixteen), "", "", Utf16Shift::kLasting},
      {"fifteen", std::string(kSixteen.substr(1)), "", "", Utf16Shift::kNone},
      {"four kinds", "abcdabcdabcdabcdabcdabcd", "", "", Utf16Shift::kNone},
      {"a fifth kind at the end of reach", std::string(316, ' ') + "abcd", "", "",
       Utf16Shift::kLasting},
      {"a fifth kind beyond reach", std::string(317, ' ') + "abcd", "", "", Utf16Shift::kNone},
      {"three units as before", std::string(kSixteen), "", "\",\"", Utf16Shift::kPassing},
      {"two units as before", std::string(kSixteen), "", "\",", Utf16Shift::kLasting},
      {"three of one kind", std::string(kSixteen), "", "   ", Utf16Shift::kLasting},
      {"as before within reach", std::string(kSixteen), std::string(301, 'u'), "\",\"",
       Utf16Shift::kPassing},
      {"as before beyond reach", std::string(kSixteen), std::string(302, 'u'), "\",\"",
       Utf16Shift::kLasting},
      {"six of four kinds before ASCII", "abcdab", "", "\",\"", Utf16Shift::kPassing},
      {"five", "abcda", "", "\",\"", Utf16Shift::kNone},
      {"six of three kinds", "abcabc", "", "\",\"", Utf16Shift::kNone},
      {"six of four kinds before others", "abcdab", "uu", "\",\"", Utf16Shift::kNone},
  };
  for (const bool little : {true, false}) {
    for (const Case& test : cases) {
      SCOPED_TRACE(test.what);
      std::string bytes = Shifted(test.shifted, little);
      if (!test.straight.empty()) {
        // The last byte of the run is the first of a unit that is no text in either reading.
        bytes += '\x01';
        for (std::size_t i = 0; i < test.unread.size(); ++i) bytes += "\xd5\x55";
        bytes += Utf16(test.straight, little);
      }
      EXPECT_EQ(JudgeShift(bytes, little).shift, test.shift);
    }
  }
}

}  // namespace
}  // namespace trailsift
