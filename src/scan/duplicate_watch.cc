#include "scan/duplicate_watch.h"

#include <functional>
#include <string>
#include <string_view>

#include "base/timestamp.h"

namespace trailsift {
namespace {

void AddPart(std::string& text, std::string_view part) {
  text += std::to_string(part.size());
  text += ':';
  text += part;
}

void AddPart(std::string& text, const MatchField& field) {
  if (field.text) {
    AddPart(text, *field.text);
  } else {
    text += '-';
  }
}

// What makes it the same event: the fields a second delivery cannot change.
std::string IdentityOf(const Match& match) {
  std::string text;
  AddPart(text, match.event_id);
  AddPart(text, match.event_name);
  AddPart(text, match.event_source);
  AddPart(text, match.recipient_account_id);
  if (match.event_time) {
    AddPart(text, FormatTimestamp(*match.event_time));
  } else {
    AddPart(text, match.event_time_text);
  }
  return text;
}

// Compared by value: spelling and key order differ between exports of the same event.
std::string ContentOf(const Match& match) {
  std::string text;
  for (const MatchField* field :
       {&match.aws_region, &match.source_ip_address, &match.user_agent, &match.error_code,
        &match.user_identity_type, &match.user_identity_arn, &match.access_key_id}) {
    AddPart(text, *field);
  }
  AddPart(text, match.actor_user);
  return text;
}

}  // namespace

DuplicateWatch::Verdict DuplicateWatch::See(const Match& match) {
  if (!match.event_id.text || match.event_id.text->empty()) return Verdict::kFirst;
  const std::hash<std::string> hash;
  const Seen now{hash(IdentityOf(match)), hash(ContentOf(match))};
  const std::uint64_t key = hash(std::to_string(match.rule) + ' ' + *match.event_id.text);
  const auto [entry, first] = seen_.try_emplace(key, now);
  if (first) return Verdict::kFirst;
  if (entry->second.identity != now.identity) return Verdict::kConflicting;
  return entry->second.content == now.content ? Verdict::kRepeat : Verdict::kVariant;
}

}  // namespace trailsift
