#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "alert/alert.h"
#include "alert/match.h"
#include "rule/rule.h"
#include "writer/json_builder.h"
#include "writer/sarif_artifacts.h"
#include "writer/sarif_taxonomy.h"

namespace trailsift {

// Where a record stands, but for the index of its artifact.
struct SarifLocation {
  SarifSource source;
  std::string region;             // JSON; empty: none.
  std::string logical_locations;  // JSON
  std::string message;            // Empty: none.
};

// Further matches of an alert that a result points at; GitHub takes no more of one result.
inline constexpr std::size_t kMaximumRelatedLocations = 100;

// A match or an alert as SARIF result, but for what is known only when it is placed in a document:
// the indexes of its artifacts, and how often its fingerprint occurred before.
struct SarifResult {
  Severity severity = Severity::kInfo;
  std::uint64_t sequence = 0;  // Place among all results of the run.
  SarifLocation location;
  std::vector<SarifLocation> related;
  std::string fingerprint;  // 16 hexadecimal digits.
  // Members of JSON objects, as they stand in the document.
  std::string opening_members;  // ruleId to message.
  std::string other_fingerprints;
  std::string closing_members;  // taxa and properties.
};

SarifResult MakeSarifResult(const Match& match, const Rule& rule, std::uint32_t rule_index,
                            const SarifTaxonomy& taxonomy);

// The result stands at the alert's first match and points at the others. Throws what
// AlertMatches::At does.
SarifResult MakeSarifResult(const Alert& alert, const Rule& rule, std::uint32_t rule_index,
                            const SarifTaxonomy& taxonomy);

// Appends the complete result. What it points at is entered into `artifacts` where it is new;
// `occurrence` counts equal fingerprints in the document from 1.
void AppendSarifResult(JsonBuilder& json, const SarifResult& result, SarifArtifacts& artifacts,
                       std::uint64_t occurrence);

// The region of a record as JSON, or an empty text where its line does not fit into the 32 bits
// that viewers have; columns that do not fit are left out, and the snippet with them.
std::string SarifRegion(const RecordPlace& place, std::string_view record);

// The beginning of a text with hostile characters shown as JSON escapes; blanks stay.
std::string SarifSnippet(std::string_view text);

}  // namespace trailsift
