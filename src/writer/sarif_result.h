#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "alert/match.h"
#include "rule/rule.h"
#include "writer/json_builder.h"
#include "writer/sarif_artifacts.h"
#include "writer/sarif_taxonomy.h"

namespace trailsift {

// A match as SARIF result, but for two things known only when it is placed in a document: the index
// of its artifact, and how often its fingerprint occurred before.
struct SarifResult {
  Severity severity = Severity::kInfo;
  std::uint64_t sequence = 0;  // Place among all matches of the run.
  SarifSource source;
  std::string fingerprint;  // 16 hexadecimal digits.
  // Members of JSON objects, or whole values, as they stand in the document.
  std::string opening_members;  // ruleId to message.
  std::string region;           // Empty: none.
  std::string logical_locations;
  std::string other_fingerprints;
  std::string closing_members;  // taxa and properties.
};

SarifResult MakeSarifResult(const Match& match, const Rule& rule, std::uint32_t rule_index,
                            const SarifTaxonomy& taxonomy);

// Appends the complete result; `occurrence` counts equal fingerprints in the document from 1.
void AppendSarifResult(JsonBuilder& json, const SarifResult& result,
                       const SarifArtifacts& artifacts, std::size_t artifact_index,
                       std::uint64_t occurrence);

// The region of a record as JSON, or an empty text where its line does not fit into the 32 bits
// that viewers have; columns that do not fit are left out, and the snippet with them.
std::string SarifRegion(const RecordPlace& place, std::string_view record);

// The beginning of a text with hostile characters shown as JSON escapes; blanks stay.
std::string SarifSnippet(std::string_view text);

}  // namespace trailsift
