#include "scan/damage_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/ledger.h"
#include "event/utf8.h"

namespace trailsift {

void DamageSearch::OnBytes(std::string_view bytes) {
  if (!stream_) stream_.emplace(literals_.search());
  stream_->Feed(bytes);
}

std::vector<std::string> DamageSearch::OnRangeEnd() {
  if (!stream_) return {};
  const std::vector<std::uint32_t> found = stream_->Finish();
  if (found.empty()) return {};
  // Further ones are not listed anyway.
  if (++ranges_ > Ledger::kMaximumListed) return {"texts of rules stand in these bytes"};
  constexpr std::size_t kMostShown = 64;
  const auto rules = literals_.RulesOf(found);
  const std::size_t named = std::min(rules.size(), kMostNamed);
  std::vector<std::string> findings;
  for (std::size_t i = 0; i < named; ++i) {
    const auto& [rule, text] = rules[i];
    findings.push_back(
        fmt::format("the rule {} may match here: its text \"{}\" stands in these "
                    "bytes",
                    rules_.rules[rule].id, ShortenText(text, kMostShown)));
  }
  if (rules.size() > named) {
    findings.push_back(fmt::format("{} more rules may match here", rules.size() - named));
  }
  return findings;
}

}  // namespace trailsift
