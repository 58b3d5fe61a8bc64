#include "base/severity.h"

#include <gtest/gtest.h>

#include <string>

namespace trailsift {
namespace {

TEST(Severity, NamesRoundTripInAnyCase) {
  struct Case {
    Severity severity;
    const char* lower;
    const char* title;
    const char* shouted;
  };
  const Case cases[] = {{Severity::kInfo, "info", "Info", "INFO"},
                        {Severity::kLow, "low", "Low", "LOW"},
                        {Severity::kMedium, "medium", "Medium", "MEDIUM"},
                        {Severity::kHigh, "high", "High", "HIGH"},
                        {Severity::kCritical, "critical", "Critical", "CRITICAL"}};
  for (const Case& test : cases) {
    EXPECT_EQ(SeverityName(test.severity), test.lower);
    EXPECT_EQ(SeverityTitle(test.severity), test.title);
    for (const char* name : {test.lower, test.title, test.shouted}) {
      EXPECT_EQ(ParseSeverity(name), test.severity);
    }
  }
}

TEST(Severity, OtherNamesAreNone) {
  using namespace std::string_literals;
  for (const std::string& name :
       {""s, " "s, "informational"s, "hig"s, "highh"s, "high "s, "default"s, "cr\xcc\xb8tical"s,
        "low\0"s, "h\xc4\xb1gh"s, "LO\x57\x20"s, "["s}) {
    SCOPED_TRACE(name);
    EXPECT_FALSE(ParseSeverity(name).has_value());
  }
}

TEST(Severity, OrderIsGravity) {
  EXPECT_LT(Severity::kInfo, Severity::kLow);
  EXPECT_LT(Severity::kLow, Severity::kMedium);
  EXPECT_LT(Severity::kMedium, Severity::kHigh);
  EXPECT_LT(Severity::kHigh, Severity::kCritical);
}

}  // namespace
}  // namespace trailsift
