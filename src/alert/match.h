#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/severity.h"
#include "base/timestamp.h"
#include "event/record_place.h"
#include "rule/rule_set.h"

namespace trailsift {

// A convenience field of a match: the text of a string, or why there is none.
struct MatchField {
  std::optional<std::string> text;
  bool wrong_type = false;  // Present, but neither a string nor null.
};

// One rule that one record matched. Owns all its text, so ordering and writing need no care about
// lifetimes. All text is as in the log, unescaped and hostile.
struct Match {
  RuleNumber rule = 0;
  Severity severity = Severity::kInfo;
  bool signal = false;  // The rule creates no alerts: never changes the exit status.
  std::string title;
  // What makes matches of a rule one alert: the list its GroupBy gives, else the whole title. Of
  // any length; outputs show ShownDedup of it.
  std::string dedup;

  std::optional<Timestamp> event_time;
  MatchField event_time_text;  // eventTime as written.
  MatchField event_id;
  MatchField event_name;
  MatchField event_source;
  MatchField aws_region;
  MatchField recipient_account_id;
  MatchField source_ip_address;
  MatchField user_agent;
  MatchField error_code;
  MatchField user_identity_type;
  MatchField user_identity_arn;
  MatchField access_key_id;
  std::string actor_user;
  std::string user_identity;  // JSON text, verbatim; empty if missing or not an object.
  // The rule's output fields: name and JSON text ("null" where missing).
  std::vector<std::pair<std::string, std::string>> context;
  // The rule's summary attributes and their values as JSON texts, lists spread out. Only filled in
  // for alerts.
  std::vector<std::pair<std::string, std::vector<std::string>>> summary;
  // Sorted names: "ambiguous", "invalid_utf8", "duplicate_key", "malformed", "salvaged",
  // "type_mismatch", "unknown_time" …
  std::vector<std::string> flags;

  std::string path;    // Of the source as given or walked, raw bytes.
  std::string member;  // Inside a container; the decompressed name for SARIF. Usually empty.
  bool compressed = false;
  bool standard_input = false;
  RecordPlace place;
  std::string event;  // The record, byte for byte.
};

void AddFlag(Match& match, std::string_view flag);

// At most 1000 code points of it, as outputs show it.
std::string ShownDedup(const Match& match);

// Bytes of memory that it occupies, roughly.
std::size_t ApproximateSize(const Match& match);

}  // namespace trailsift
