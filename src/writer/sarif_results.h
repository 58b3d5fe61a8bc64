#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "writer/json_builder.h"
#include "writer/sarif_artifacts.h"
#include "writer/sarif_result.h"

namespace trailsift {

// The results that a document may hold: of more than `maximum` the most severe, and of equally
// severe ones the first.
class KeptResults {
 public:
  explicit KeptResults(std::size_t maximum) : maximum_(maximum) {}

  void Add(SarifResult result);

  std::uint64_t total() const { return total_; }  // All that were added.
  bool dropped_any() const { return total_ > kept_; }

  // Both views live until the next call of Add.
  std::vector<const SarifResult*> InInputOrder() const;
  std::vector<const SarifResult*> BySeverity() const;  // Most severe first, then input order.

 private:
  void DropLeast();

  std::size_t maximum_;
  std::size_t kept_ = 0;
  std::uint64_t total_ = 0;
  std::array<std::vector<SarifResult>, 5> by_severity_;  // Indexed by Severity.
};

// Places results in a document one by one: gives each its artifact and counts its fingerprint.
class ResultPlacer {
 public:
  explicit ResultPlacer(SarifArtifacts& artifacts) : artifacts_(artifacts) {}

  void Append(JsonBuilder& json, const SarifResult& result);

 private:
  SarifArtifacts& artifacts_;
  std::map<std::string, std::uint64_t> occurrences_;  // By fingerprint.
};

// How many of the results, from the first one, fit behind `head` into a document of `maximum`
// gzipped bytes, together with the artifacts they need.
std::size_t CountFitting(const std::vector<const SarifResult*>& results, std::string_view head,
                         SarifArtifacts artifacts, std::uint64_t maximum);

}  // namespace trailsift
