#include "scan/duplicate_watch.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace trailsift {
namespace {

using Verdict = DuplicateWatch::Verdict;

Match Sample() {
  Match match;
  match.rule = 1;
  match.event_id.text = "id";
  match.event_name.text = "Name";
  match.event_source.text = "s.amazonaws.com";
  match.recipient_account_id.text = "111122223333";
  match.event_time_text.text = "2026-11-01T00:00:00Z";
  match.event_time = ParseTimestamp("2026-11-01T00:00:00Z");
  match.actor_user = "alice";
  match.user_agent.text = "cli";
  return match;
}

TEST(DuplicateWatch, TellsRepeatsFromOtherEvents) {
  struct Case {
    const char* what;
    std::function<void(Match&)> change;
    Verdict verdict;
  };
  const Case cases[] = {
      {"nothing", [](Match&) {}, Verdict::kRepeat},
      {"where it stands", [](Match& match) { match.path = "b"; }, Verdict::kRepeat},
      {"the raw text", [](Match& match) { match.event = "{ }"; }, Verdict::kRepeat},
      {"the spelling of the time",
       [](Match& match) { match.event_time_text.text = "2026-11-01 00:00:00.000"; },
       Verdict::kRepeat},
      {"the actor", [](Match& match) { match.actor_user = "bob"; }, Verdict::kVariant},
      {"the address", [](Match& match) { match.source_ip_address.text = "x"; }, Verdict::kVariant},
      {"empty for missing", [](Match& match) { match.error_code.text = ""; }, Verdict::kVariant},
      {"the name", [](Match& match) { match.event_name.text = "Other"; }, Verdict::kConflicting},
      {"the source", [](Match& match) { match.event_source.text.reset(); }, Verdict::kConflicting},
      {"the account", [](Match& match) { match.recipient_account_id.text = "2"; },
       Verdict::kConflicting},
      {"the time", [](Match& match) { ++match.event_time->seconds; }, Verdict::kConflicting},
      {"the rule", [](Match& match) { match.rule = 2; }, Verdict::kFirst},
      {"the id", [](Match& match) { match.event_id.text = "id2"; }, Verdict::kFirst},
      {"an empty id", [](Match& match) { match.event_id.text = ""; }, Verdict::kFirst},
      {"no id", [](Match& match) { match.event_id.text.reset(); }, Verdict::kFirst},
      // Parts must not run into each other.
      {"a shifted part",
       [](Match& match) {
         match.event_name.text = "Names";
         match.event_source.text = ".amazonaws.com";
       },
       Verdict::kConflicting},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.what);
    DuplicateWatch watch;
    EXPECT_EQ(watch.See(Sample()), Verdict::kFirst);
    Match second = Sample();
    entry.change(second);
    EXPECT_EQ(watch.See(second), entry.verdict);
    EXPECT_EQ(watch.See(Sample()), Verdict::kRepeat);  // The first one stays.
  }
}

TEST(DuplicateWatch, WithoutAnIdNothingIsARepeat) {
  DuplicateWatch watch;
  Match match = Sample();
  match.event_id.text.reset();
  EXPECT_EQ(watch.See(match), Verdict::kFirst);
  EXPECT_EQ(watch.See(match), Verdict::kFirst);
}

TEST(DuplicateWatch, UnreadableTimesCompareAsWritten) {
  DuplicateWatch watch;
  Match match = Sample();
  match.event_time.reset();
  match.event_time_text.text = "redacted";
  EXPECT_EQ(watch.See(match), Verdict::kFirst);
  EXPECT_EQ(watch.See(match), Verdict::kRepeat);
  match.event_time_text.text = "unknown";
  EXPECT_EQ(watch.See(match), Verdict::kConflicting);
}

}  // namespace
}  // namespace trailsift
