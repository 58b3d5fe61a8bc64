#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "event/record_place.h"
#include "matcher/rule_explanation.h"

namespace trailsift {

// A record that was put before one rule, for whoever shows it. Owns all its text, which is as in
// the log, unescaped and hostile.
struct ExplainedRecord {
  RuleExplanation explanation;
  bool compiled_matches = false;  // What the compiled evaluator says, and so a scan.
  // Where the record breaks the grammar; the reference evaluator then sees what can be read of it.
  // Usually empty.
  std::string fault;

  std::string path;  // Of the source as given or walked, raw bytes.
  RecordPlace place;
  std::optional<std::string> event_time;  // As written, if it is a string.
  std::optional<std::string> event_id;
  std::optional<std::string> event_name;
  std::optional<std::string> event_source;

  bool verdicts_differ() const { return compiled_matches != explanation.matches; }
  // A defect of ours: both saw the whole record.
  bool evaluators_differ() const { return fault.empty() && verdicts_differ(); }
};

struct ExplainCounts {
  std::uint64_t records = 0;
  std::uint64_t matches = 0;
  std::uint64_t near_misses = 0;
  std::uint64_t differences = 0;  // Records on which the two evaluators differ.
};

}  // namespace trailsift
