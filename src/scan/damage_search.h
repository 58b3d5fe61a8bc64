#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/damage_observer.h"
#include "matcher/rule_literals.h"
#include "rule/rule_set.h"

namespace trailsift {

// Looks in what one source gives up for the texts of the rules, and names those that might match
// there.
class DamageSearch : public DamageObserver {
 public:
  // Rules named for one range; the others are counted.
  static constexpr std::size_t kMostNamed = 20;

  // Both must outlive it.
  DamageSearch(const RuleSet& rules, const RuleLiterals& literals)
      : rules_(rules), literals_(literals) {}

  void OnBytes(std::string_view bytes) override;
  std::vector<std::string> OnRangeEnd() override;

 private:
  const RuleSet& rules_;
  const RuleLiterals& literals_;
  std::optional<LiteralSearch::Stream> stream_;  // Made for the first damage.
  std::size_t ranges_ = 0;                       // In which a text was found.
};

}  // namespace trailsift
