#include "cli/option_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ReadNumber, TakesPlainDecimalsInRange) {
  EXPECT_EQ(ReadNumber("jobs", "1", 1, 1024).value(), 1U);
  EXPECT_EQ(ReadNumber("jobs", "1024", 1, 1024).value(), 1024U);
  for (const char* text :
       {"", "0", "1025", "0x10", "+1", "-1", " 1", "1 ", "1.0", "1e1", "99999999999999999999999"}) {
    const auto number = ReadNumber("jobs", text, 1, 1024);
    ASSERT_FALSE(number.has_value()) << text;
    EXPECT_THAT(number.error().message, HasSubstr("'--jobs' takes a number from 1 to 1024"));
  }
}

TEST(ReadSize, TakesBytesAndUnits) {
  struct Case {
    const char* text;
    std::uint64_t size;
  };
  const Case cases[] = {{"1", 1},
                        {"16777216", 16'777'216},
                        {"3KB", 3'000},
                        {"3KiB", 3'072},
                        {"2MB", 2'000'000},
                        {"2MiB", 2'097'152},
                        {"1GB", 1'000'000'000},
                        {"1GiB", 1'073'741'824},
                        {"1TB", 1'000'000'000'000},
                        {"1TiB", 1'099'511'627'776},
                        {"1048576GiB", std::uint64_t{1} << 50}};
  for (const Case& test : cases) {
    EXPECT_EQ(ReadSize("max-record", test.text, std::uint64_t{1} << 50).value(), test.size)
        << test.text;
  }
  for (const char* text :
       {"", "0", "0KiB", "KiB", "1kib", "1K", "1 KiB", "1.5GiB", "-1", "+1", "1KiBs", "1048577GiB",
        "18446744073709551615TiB", "99999999999999999999"}) {
    const auto size = ReadSize("max-record", text, std::uint64_t{1} << 50);
    ASSERT_FALSE(size.has_value()) << text;
    EXPECT_THAT(size.error().message, HasSubstr("'--max-record' takes a size"));
    EXPECT_THAT(size.error().message, HasSubstr("from 1 to 1024TiB, not '"));
  }
}

TEST(ReadTime, TakesTimesDatesAndAges) {
  const Timestamp now{1'800'000'000, 0};
  struct Case {
    const char* text;
    std::int64_t seconds;
  };
  const Case cases[] = {
      {"2026-11-01T03:00:00Z", 1'793'502'000},
      {"2026-11-01T04:00:00+01:00", 1'793'502'000},
      {"2026-11-01", 1'793'491'200},
      {"90m", 1'800'000'000 - 5'400},
      {"24h", 1'800'000'000 - 86'400},
      {"-24h", 1'800'000'000 - 86'400},
      {"7d", 1'800'000'000 - 604'800},
      {"2w", 1'800'000'000 - 1'209'600},
      {"0m", 1'800'000'000},
  };
  for (const Case& entry : cases) {
    const auto time = ReadTime("since", entry.text, now);
    ASSERT_TRUE(time.has_value()) << entry.text;
    EXPECT_EQ(time->seconds, entry.seconds) << entry.text;
  }
}

TEST(ReadTime, RefusesEverythingElse) {
  for (const char* text :
       {"", "-", "d", "7", "7x", "7D", "--7d", "7.5d", "2026", "20261101", "1793502000",
        "2026-13-01", "2026-02-30", "yesterday", "99999999999999999999d"}) {
    const auto time = ReadTime("since", text, {});
    ASSERT_FALSE(time.has_value()) << text;
    EXPECT_THAT(time.error().message, HasSubstr("'--since' takes a time"));
  }
}

TEST(ReadNames, SplitsAtCommas) {
  EXPECT_THAT(ReadNames("region", {"a,b", "c"}).value(), ElementsAre("a", "b", "c"));
  for (const char* text : {"", ",", "a,", ",a", "a,,b"}) {
    const auto names = ReadNames("region", {text});
    ASSERT_FALSE(names.has_value()) << text;
    EXPECT_THAT(names.error().message, HasSubstr("empty name"));
  }
}

}  // namespace
}  // namespace trailsift
