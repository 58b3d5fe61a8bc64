#include "base/timestamp.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <ctime>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace trailsift {
namespace {

TEST(ParseTimestamp, FormsOfTheWild) {
  struct Case {
    const char* text;
    std::int64_t seconds;
    std::int32_t nanoseconds;
  };
  const Case cases[] = {
      // CloudTrail itself.
      {"2021-07-29T09:12:31Z", 1627549951, 0},
      {"1970-01-01T00:00:00Z", 0, 0},
      {"1969-12-31T23:59:59Z", -1, 0},
      {"0001-01-01T00:00:00Z", -62135596800, 0},
      {"9999-12-31T23:59:59Z", 253402300799, 0},
      {"2000-02-29T12:00:00Z", 951825600, 0},
      {"2024-02-29T00:00:00Z", 1709164800, 0},
      // Fractions, cut to nanoseconds.
      {"2021-07-29T09:12:31.5Z", 1627549951, 500'000'000},
      {"2021-07-29T09:12:31.000000001Z", 1627549951, 1},
      {"2021-07-29T09:12:31.1234567899999Z", 1627549951, 123'456'789},
      {"1969-12-31T23:59:59.25Z", -1, 250'000'000},
      // Separators, zones, shorter forms.
      {"2021-07-29t09:12:31z", 1627549951, 0},
      {"2021-07-29 09:12:31", 1627549951, 0},
      {"2021-07-29 09:12:31 UTC", 1627549951, 0},
      {"2021-07-29 09:12:31.250 UTC", 1627549951, 250'000'000},
      {"2021-07-29T09:12:31+00:00", 1627549951, 0},
      {"2021-07-29T11:12:31+02:00", 1627549951, 0},
      {"2021-07-29T11:12:31+0200", 1627549951, 0},
      {"2021-07-29T03:42:31-05:30", 1627549951, 0},
      {"2021-07-29 09:12:31 -0000", 1627549951, 0},
      {"2021-07-29T09:12Z", 1627549920, 0},
      {"2021-07-29T09:12", 1627549920, 0},
      // A leap second is the next second, hour 24 the next day.
      {"2016-12-31T23:59:60Z", 1483228800, 0},
      {"2021-07-29T24:00:00Z", 1627603200, 0},
      // Counts since 1970, told apart by their size.
      {"0", 0, 0},
      {"1627549951", 1627549951, 0},
      {"1627549951.75", 1627549951, 750'000'000},
      {"1.627", 1, 627'000'000},
      {"99999999999", 99999999999, 0},
      {"100000000000", 100000000, 0},
      {"1627549951123", 1627549951, 123'000'000},
      {"1627549951123.5", 1627549951, 123'500'000},
      {"1627549951123456", 1627549951, 123'456'000},
      {"1627549951123456789", 1627549951, 123'456'789},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.text);
    const std::optional<Timestamp> time = ParseTimestamp(test.text);
    ASSERT_TRUE(time.has_value());
    EXPECT_EQ(time->seconds, test.seconds);
    EXPECT_EQ(time->nanoseconds, test.nanoseconds);
  }
}

TEST(ParseTimestamp, OtherTextIsNoTime) {
  using namespace std::string_literals;
  const std::string texts[] = {"",
                               " ",
                               "Z",
                               "T",
                               "-",
                               "now",
                               "null",

                               "2021-",
                               "2021-07",
                               "2021-07-29",
                               "2021-07-29T",
                               "2021-07-29T09",
                               "2021-07-29T09:",
                               "2021-07-29T09:1",
                               "2021-07-29T09:12:",
                               "2021-07-29T09:12:3",
                               "2021-07-29T09:12:31.",
                               "2021-07-29T09:12:31.Z",
                               "2021-07-29T09:12:31,5Z",
                               "2021-07-29T09:12:31Zx",
                               "2021-07-29T09:12:31Z ",
                               " 2021-07-29T09:12:31Z",
                               "2021-07-29T09:12:31ZZ",
                               "2021-07-29T09:12:31  Z",
                               "2021-07-29T09:12:31+",
                               "2021-07-29T09:12:31+1",
                               "2021-07-29T09:12:31+01",
                               "2021-07-29T09:12:31+01:",
                               "2021-07-29T09:12:31+01:0",
                               "2021-07-29T09:12:31+24:00",
                               "2021-07-29T09:12:31+01:60",
                               "2021-07-29T09:12:31 CEST",
                               "2021-07-29T09:12:31\0Z"s,
                               "2021-07-29T09:12:31Z\0"s,
                               "2021-7-29T09:12:31Z",
                               "21-07-29T09:12:31Z",
                               "0000-01-01T00:00:00Z",
                               "2021-00-01T00:00:00Z",
                               "2021-13-01T00:00:00Z",
                               "2021-01-00T00:00:00Z",
                               "2021-01-32T00:00:00Z",
                               "2021-04-31T00:00:00Z",
                               "2021-02-29T00:00:00Z",
                               "1900-02-29T00:00:00Z",
                               "2021-07-29T24:00:01Z",
                               "2021-07-29T24:00:00.1Z",
                               "2021-07-29T25:00:00Z",
                               "2021-07-29T09:60:00Z",
                               "2021-07-29T09:12:61Z",
                               "+2021-07-29T09:12:31Z",
                               "20210729T091231Z",
                               "07/29/2021 09:12:31",
                               "29 Jul 2021 09:12:31",
                               "-1",
                               "+1",
                               "1.",
                               ".5",
                               "1.5.5",
                               "1e9",
                               "0x10",
                               "1627549951 ",
                               "99999999999999999999",
                               "9999999999999999999",
                               "\xd9\xa1\xd9\xa2\xd9\xa3"};
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(ParseTimestamp(text).has_value());
  }
}

// Any bytes give a time or nothing, and a time that is printed is read as itself.
TEST(ParseTimestamp, IsTotalAndRoundTrips) {
  std::mt19937 random(1);
  constexpr std::string_view kAlphabet = "0123456789-:.TZ+ UCtz\xff";
  const std::string seeds[] = {"2021-07-29T09:12:31.123456789Z", "1627549951.5",
                               "2021-07-29 09:12:31 +02:00"};
  int times = 0;
  for (int round = 0; round < 300'000; ++round) {
    std::string text = seeds[random() % std::size(seeds)];
    for (auto changes = random() % 4; changes > 0; --changes) {
      const std::size_t at = random() % (text.size() + 1);
      const char c = kAlphabet[random() % kAlphabet.size()];
      switch (random() % 3) {
        case 0:
          text.insert(at, 1, c);
          break;
        case 1:
          text.erase(at == text.size() ? 0 : at, 1);
          break;
        default:
          text.resize(std::max(text.size(), at + 1));
          text[at] = c;
      }
    }
    const std::optional<Timestamp> time = ParseTimestamp(text);
    if (!time) continue;
    ++times;
    ASSERT_GE(time->nanoseconds, 0) << text;
    ASSERT_LT(time->nanoseconds, 1'000'000'000) << text;
    if (time->seconds > 253402300799) continue;  // Beyond the years that the printed form can say.
    ASSERT_EQ(ParseTimestamp(FormatTimestamp(*time)), time) << text;
  }
  EXPECT_GT(times, 50'000);
}

// What AWS writes is read in a way of its own, and the same time with its zone written out is not.
TEST(ParseTimestamp, ReadsTheUsualFormAsAnyOther) {
  std::mt19937 random(2);
  constexpr std::string_view kAlphabet = "0123456789-:.TZ /";
  int times = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string text =
        fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", random() % 10'000, random() % 14,
                    random() % 33, random() % 26, random() % 62, random() % 62);
    if (random() % 4 == 0) text[random() % text.size()] = kAlphabet[random() % kAlphabet.size()];
    const std::optional<Timestamp> time = ParseTimestamp(text + "Z");
    ASSERT_EQ(time, ParseTimestamp(text + "+00:00")) << text;
    times += time ? 1 : 0;
  }
  EXPECT_GT(times, 50'000);
}

// The calendar against the C library's, over days of all years.
TEST(FormatTimestamp, AgreesWithTheCLibrary) {
  for (std::int64_t day = -719162; day <= 2932896; day += 13) {
    const std::time_t seconds = day * 86400 + (day % 86400 + 86400) % 86400;
    std::tm civil{};
    gmtime_r(&seconds, &civil);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "-%m-%dT%H:%M:%SZ", &civil);
    const std::string year = std::to_string(civil.tm_year + 1900);
    const std::string expected = std::string(4 - year.size(), '0') + year + text.data();
    ASSERT_EQ(FormatTimestamp({seconds, 0}), expected);
    ASSERT_EQ(ParseTimestamp(expected), (Timestamp{seconds, 0}));
  }
}

TEST(FormatTimestamp, PrintsFractionsWithoutTrailingZeros) {
  EXPECT_EQ(FormatTimestamp({0, 0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(FormatTimestamp({0, 1}), "1970-01-01T00:00:00.000000001Z");
  EXPECT_EQ(FormatTimestamp({0, 120'000'000}), "1970-01-01T00:00:00.12Z");
  EXPECT_EQ(FormatTimestamp({-1, 999'999'999}), "1969-12-31T23:59:59.999999999Z");
}

TEST(FormatPantherTimestamp, CutsToMilliseconds) {
  EXPECT_EQ(FormatPantherTimestamp({1627549951, 0}), "2021-07-29 09:12:31.000");
  EXPECT_EQ(FormatPantherTimestamp({1627549951, 123'999'999}), "2021-07-29 09:12:31.123");
}

TEST(ParseDate, ReadsOnlyDates) {
  EXPECT_EQ(ParseDate("2021-07-29"), (Timestamp{1627516800, 0}));
  for (const char* text : {"", "2021-07-29T", "2021-07-29T00:00:00Z", "2021-07-32", "2021-02-29",
                           "1627516800", " 2021-07-29", "2021-7-9"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(ParseDate(text).has_value());
  }
}

TEST(Timestamp, ComparesByTime) {
  EXPECT_LT((Timestamp{-1, 999'999'999}), (Timestamp{0, 0}));
  EXPECT_LT((Timestamp{1, 1}), (Timestamp{1, 2}));
  EXPECT_EQ(ParseTimestamp("2021-07-29T11:12:31+02:00"), ParseTimestamp("1627549951000"));
}

}  // namespace
}  // namespace trailsift
