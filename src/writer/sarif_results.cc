#include "writer/sarif_results.h"

#include <algorithm>
#include <utility>

#include "writer/compressed_size.h"

namespace trailsift {

void KeptResults::Add(SarifResult result) {
  result.sequence = total_++;
  by_severity_[static_cast<std::size_t>(result.severity)].push_back(std::move(result));
  ++kept_;
  if (kept_ > maximum_) DropLeast();
}

void KeptResults::DropLeast() {
  const auto least = std::find_if(by_severity_.begin(), by_severity_.end(),
                                  [](const auto& results) { return !results.empty(); });
  least->pop_back();
  --kept_;
}

std::vector<const SarifResult*> KeptResults::BySeverity() const {
  std::vector<const SarifResult*> results;
  results.reserve(kept_);
  for (auto group = by_severity_.rbegin(); group != by_severity_.rend(); ++group) {
    for (const SarifResult& result : *group) results.push_back(&result);
  }
  return results;
}

std::vector<const SarifResult*> KeptResults::InInputOrder() const {
  std::vector<const SarifResult*> results = BySeverity();
  std::sort(results.begin(), results.end(), [](const SarifResult* left, const SarifResult* right) {
    return left->sequence < right->sequence;
  });
  return results;
}

void ResultPlacer::Append(JsonBuilder& json, const SarifResult& result) {
  AppendSarifResult(json, result, artifacts_, ++occurrences_[result.fingerprint]);
}

std::size_t CountFitting(const std::vector<const SarifResult*>& results, std::string_view head,
                         SarifArtifacts artifacts, std::uint64_t maximum) {
  CompressedSize size;
  size.Add(head);
  ResultPlacer placer(artifacts);
  std::size_t artifacts_counted = 0;
  std::string text;
  for (std::size_t i = 0; i < results.size(); ++i) {
    text.clear();
    JsonBuilder json(text);
    placer.Append(json, *results[i]);
    text += ",\n";
    size.Add(text);
    for (; artifacts_counted < artifacts.entries().size(); ++artifacts_counted) {
      size.Add(artifacts.entries()[artifacts_counted]);
    }
    if (size.bytes() > maximum) return i;
  }
  return results.size();
}

}  // namespace trailsift
