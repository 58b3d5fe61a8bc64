#include "alert/match_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace trailsift {
namespace {

MatchField Text(std::string text) { return {std::move(text), false}; }

// No two fields are equal, so that none can stand in for another.
Match FullMatch() {
  Match match;
  match.rule = 7;
  match.severity = Severity::kHigh;
  match.signal = true;
  match.title = "title";
  match.dedup = std::string("dedup\0with a zero", 17);
  match.event_time = Timestamp{-5, 999};
  match.event_time_text = Text("time");
  match.event_id = Text("id");
  match.event_name = Text("");
  match.event_source = {std::nullopt, true};
  match.aws_region = Text("region");
  match.recipient_account_id = Text("account");
  match.source_ip_address = Text("address");
  match.user_agent = Text("agent");
  match.error_code = Text("error");
  match.user_identity_type = Text("type");
  match.user_identity_arn = Text("arn");
  match.access_key_id = Text("key");
  match.actor_user = "actor";
  match.user_identity = "{}";
  match.context = {{"a", "1"}, {"b", "null"}};
  match.summary = {{"s", {"1", "2"}}, {"t", {}}};
  match.flags = {"f", "g"};
  match.path = "path\xff";
  match.member = "member";
  match.compressed = true;
  match.standard_input = true;
  match.place = {1, 2, 3, 4, 5, 6, 7, 8, "/Records/1"};
  match.event = "{\"event\":1}";
  return match;
}

void ExpectEqual(const Match& got, const Match& wanted) {
  EXPECT_EQ(got.rule, wanted.rule);
  EXPECT_EQ(got.severity, wanted.severity);
  EXPECT_EQ(got.signal, wanted.signal);
  EXPECT_EQ(got.title, wanted.title);
  EXPECT_EQ(got.dedup, wanted.dedup);
  EXPECT_EQ(got.event_time, wanted.event_time);
  for (const auto field :
       {&Match::event_time_text, &Match::event_id, &Match::event_name, &Match::event_source,
        &Match::aws_region, &Match::recipient_account_id, &Match::source_ip_address,
        &Match::user_agent, &Match::error_code, &Match::user_identity_type,
        &Match::user_identity_arn, &Match::access_key_id}) {
    EXPECT_EQ((got.*field).text, (wanted.*field).text);
    EXPECT_EQ((got.*field).wrong_type, (wanted.*field).wrong_type);
  }
  EXPECT_EQ(got.actor_user, wanted.actor_user);
  EXPECT_EQ(got.user_identity, wanted.user_identity);
  EXPECT_EQ(got.context, wanted.context);
  EXPECT_EQ(got.summary, wanted.summary);
  EXPECT_EQ(got.flags, wanted.flags);
  EXPECT_EQ(got.path, wanted.path);
  EXPECT_EQ(got.member, wanted.member);
  EXPECT_EQ(got.compressed, wanted.compressed);
  EXPECT_EQ(got.standard_input, wanted.standard_input);
  EXPECT_EQ(got.place.record, wanted.place.record);
  EXPECT_EQ(got.place.byte_offset, wanted.place.byte_offset);
  EXPECT_EQ(got.place.byte_length, wanted.place.byte_length);
  EXPECT_EQ(got.place.line, wanted.place.line);
  EXPECT_EQ(got.place.column, wanted.place.column);
  EXPECT_EQ(got.place.end_line, wanted.place.end_line);
  EXPECT_EQ(got.place.utf16_column, wanted.place.utf16_column);
  EXPECT_EQ(got.place.utf16_end_column, wanted.place.utf16_end_column);
  EXPECT_EQ(got.place.pointer, wanted.place.pointer);
  EXPECT_EQ(got.event, wanted.event);
}

TEST(MatchStore, GivesBackEveryField) {
  for (const std::size_t memory : {0U, 1U << 20}) {
    MatchStore store(memory);
    const Spool::Range empty = store.Add(Match());
    const Spool::Range full = store.Add(FullMatch());
    store.Add(Match());
    ExpectEqual(store.Get(full), FullMatch());
    ExpectEqual(store.Get(empty), Match());
    EXPECT_EQ(store.bytes_on_disk() > 0, memory == 0);
  }
}

}  // namespace
}  // namespace trailsift
