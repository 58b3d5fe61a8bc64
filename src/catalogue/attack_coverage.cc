#include "catalogue/attack_coverage.h"

#include <algorithm>
#include <string_view>

namespace trailsift {
namespace {

class CoverageCollector {
 public:
  CoverageCollector() {
    for (const AttackTactic& tactic : AllTactics()) {
      coverage_.tactics.push_back({&tactic, {}, {}});
    }
  }

  void Add(RuleNumber number, const Rule& rule) {
    ++coverage_.rules;
    if (rule.attack.empty()) coverage_.without_attack.insert(number);
    for (const AttackReference& reference : rule.attack) Add(number, reference);
  }

  AttackCoverage Take() {
    for (const AttackCoverage::Tactic& tactic : coverage_.tactics) {
      const bool covered = !tactic.techniques.empty() || !tactic.without_technique.empty();
      coverage_.tactics_covered += covered ? 1U : 0U;
    }
    std::set<std::string_view> successors;
    for (const std::string_view id : named_) {
      const AttackTechnique& technique = *FindTechnique(id);
      if (technique.retired_after.empty()) continue;
      coverage_.retired.push_back(&technique);
      successors.insert(technique.successor);
    }
    for (const AttackTechnique& technique : AllTechniques()) {
      if (!technique.retired_after.empty()) continue;
      ++coverage_.techniques;
      if (named_.contains(technique.id)) {
        ++coverage_.techniques_named;
      } else if (successors.contains(technique.id)) {
        ++coverage_.techniques_succeeding;
      }
    }
    return std::move(coverage_);
  }

 private:
  void Add(RuleNumber number, const AttackReference& reference) {
    AttackCoverage::Tactic* const tactic = Find(reference.tactic);
    if (tactic == nullptr && !reference.tactic.empty()) {
      coverage_.unknown[reference.tactic].insert(number);
    }
    if (reference.technique.empty()) {
      if (tactic != nullptr) tactic->without_technique.insert(number);
      return;
    }
    const AttackTechnique* const technique = FindTechnique(reference.technique);
    if (technique == nullptr) {
      coverage_.unknown[reference.technique].insert(number);
      // What is known of the reference counts.
      if (tactic != nullptr) tactic->without_technique.insert(number);
      return;
    }
    named_.insert(technique->id);
    if (tactic != nullptr) {
      tactic->techniques[reference.technique].insert(number);
      return;
    }
    for (const std::string_view id : technique->tactics) {
      if (auto* const own = Find(id)) own->techniques[reference.technique].insert(number);
    }
  }

  AttackCoverage::Tactic* Find(std::string_view id) {
    const auto found = std::ranges::find_if(
        coverage_.tactics, [&](const auto& tactic) { return tactic.tactic->id == id; });
    return found == coverage_.tactics.end() ? nullptr : &*found;
  }

  AttackCoverage coverage_;
  std::set<std::string_view> named_;
};

}  // namespace

AttackCoverage FindCoverage(const RuleSet& rules, const std::vector<RuleNumber>& numbers) {
  CoverageCollector collector;
  for (const RuleNumber number : numbers) collector.Add(number, rules.rules[number]);
  return collector.Take();
}

}  // namespace trailsift
