// Walks a condition from the root and carries along the claims that hold wherever a node is asked:
// what stands beside it under All, and beside each group around it. A node that must hold adds its
// claims if it is a leaf or an All; a list of alternatives is looked at one by one, each with the
// claims so far.
#include "lint/contradictions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>

#include "event/utf8.h"
#include "lint/claim_pairs.h"
#include "lint/leaf_claim.h"

namespace trailsift {
namespace {

// A node with what is wanted of it.
struct Want {
  NodeId node = 0;
  bool holds = true;
};

// A conjunction: what all must be true at once.
struct Conjunction {
  std::vector<LeafClaim> claims;
  std::vector<Want> lists;  // Alternatives and OnlyOne groups.
};

// What may still be spent on a rule: comparisons of two leaves or of a leaf and a value, and bytes
// of messages. Files can be made for which these would never end.
class Budget {
 public:
  // False, from then on, if that is more than is left.
  bool Spend(std::size_t steps) {
    exhausted_ = exhausted_ || steps > left_;
    left_ -= exhausted_ ? 0 : steps;
    return !exhausted_;
  }
  bool exhausted() const { return exhausted_; }

 private:
  std::size_t left_ = 5'000'000;
  bool exhausted_ = false;
};

class ConditionCheck {
 public:
  // `end` says in a sentence what follows if the condition can never hold.
  ConditionCheck(const Condition& condition, std::string_view end, Budget& budget,
                 std::vector<ConditionFinding>& findings)
      : condition_(condition), end_(end), budget_(budget), findings_(findings) {}

  // Returns the claims of the whole condition.
  std::vector<LeafClaim> Check(std::vector<LeafClaim> around, bool is_whole_rule) {
    is_whole_rule_ = is_whole_rule;
    const std::size_t before = around.size();
    std::vector<LeafClaim> all =
        CheckConjunction({{condition_.root, true}}, std::move(around), true);
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(before));
    return all;
  }

 private:
  const Group* GroupAt(NodeId node) const {
    return std::get_if<Group>(&condition_.nodes[node].body);
  }

  // The children of a group if all of them must be as wanted for the group to be so; else nothing.
  std::optional<bool> WantOfEach(const Group& group, bool holds) const {
    switch (group.kind) {
      case Group::Kind::kAll:
        return holds ? std::optional(true) : std::nullopt;
      case Group::Kind::kAny:
        return holds ? std::nullopt : std::optional(false);
      case Group::Kind::kNone:
        return holds ? std::optional(false) : std::nullopt;
      case Group::Kind::kOnlyOne:
        return std::nullopt;
    }
    return std::nullopt;
  }

  void Collect(Want want, Conjunction& conjunction) const {
    const Group* const group = GroupAt(want.node);
    if (group == nullptr) {
      conjunction.claims.push_back({&condition_, want.node, want.holds});
      return;
    }
    if (const std::optional<bool> each = WantOfEach(*group, want.holds)) {
      for (const NodeId child : group->children) Collect({child, *each}, conjunction);
    } else {
      conjunction.lists.push_back(want);
    }
  }

  // Everything in `wants` must be true together with `around`. Returns all claims.
  std::vector<LeafClaim> CheckConjunction(const std::vector<Want>& wants,
                                          std::vector<LeafClaim> around, bool at_root) {
    Conjunction conjunction;
    for (const Want want : wants) Collect(want, conjunction);
    for (const LeafClaim& claim : conjunction.claims) {
      if (!AddClaim(claim, around, at_root)) continue;
      around.push_back(claim);
    }
    for (const LeafClaim& claim : conjunction.claims) CheckElements(claim);
    for (const Want list : conjunction.lists) CheckList(list, around, at_root);
    return around;
  }

  // False if the claim adds nothing to those around it.
  bool AddClaim(const LeafClaim& claim, const std::vector<LeafClaim>& around, bool at_root) {
    if (!budget_.Spend(around.size())) return true;
    const auto equal = std::ranges::find_if(
        around, [&](const LeafClaim& other) { return AreEqual(claim, other); });
    if (equal != around.end()) {
      ReportRepeated(claim, *equal);
      return false;
    }
    if (const LeafClaim* const other = FindConflict(claim, around)) {
      Report(at_root, "contradictory-condition", claim.position(),
             fmt::format("{} cannot hold beside {}{}, so {}", Shown(claim), Shown(*other),
                         LineOf(other->position()), Consequence(at_root)));
    } else if (const LeafClaim* const values = FindExhausted(claim, around)) {
      Report(at_root, "contradictory-condition", claim.position(),
             fmt::format("{} leaves no value that {}{} allows, so {}", Shown(claim), Shown(*values),
                         LineOf(values->position()), Consequence(at_root)));
    }
    return true;
  }

  const LeafClaim* FindConflict(const LeafClaim& claim, const std::vector<LeafClaim>& around) {
    const auto found = std::ranges::find_if(around, [&](const LeafClaim& other) {
      return budget_.Spend(CostOfPair(claim, other)) && ExcludeEachOther(claim, other);
    });
    return found == around.end() ? nullptr : &*found;
  }

  // The claim that allows some values only, none of which satisfies all the others of its field;
  // null if there is none or it was so without the new claim.
  const LeafClaim* FindExhausted(const LeafClaim& claim, const std::vector<LeafClaim>& around) {
    std::vector<const LeafClaim*> same;
    for (const LeafClaim& other : around) {
      if (HaveSameField(claim, other)) same.push_back(&other);
    }
    const auto can_be_missing = [](const LeafClaim* each) {
      return (PossibleClasses(*each) & kMissingClass) != 0;
    };
    if (same.empty() || (can_be_missing(&claim) && std::ranges::all_of(same, can_be_missing))) {
      return nullptr;
    }
    const std::size_t cost = CostOfAccepts(claim) + CostOfAll(same);
    for (const LeafClaim* source : same) {
      const std::vector<Literal>* const values = OnlyValues(*source);
      if (values == nullptr || !budget_.Spend(values->size() * cost)) continue;
      // What is left of them, and of those what the claim leaves.
      bool any_left = false;
      bool any_allowed = false;
      for (const Literal& value : *values) {
        const bool left = AreAccepted(value, same);
        any_left = any_left || left;
        any_allowed = any_allowed || (left && Accepts(claim, value));
      }
      if (any_left && !any_allowed) return source;
    }
    return FindRefusal(claim, same);
  }

  static std::size_t CostOfAll(const std::vector<const LeafClaim*>& claims) {
    std::size_t cost = 0;
    for (const LeafClaim* claim : claims) cost += CostOfAccepts(*claim);
    return cost;
  }

  static bool AreAccepted(const Literal& value, const std::vector<const LeafClaim*>& claims) {
    return std::ranges::all_of(claims,
                               [&](const LeafClaim* each) { return Accepts(*each, value); });
  }

  // If the claim allows some values only and the others accept none of them: the one that does not,
  // or the last of them.
  const LeafClaim* FindRefusal(const LeafClaim& claim,
                               const std::vector<const LeafClaim*>& others) {
    const std::vector<Literal>* const values = OnlyValues(claim);
    if (values == nullptr || !budget_.Spend(2 * values->size() * CostOfAll(others))) {
      return nullptr;
    }
    const auto accepted = [&](const Literal& value) { return AreAccepted(value, others); };
    if (std::ranges::any_of(*values, accepted)) return nullptr;
    const auto refuses = std::ranges::find_if(others, [&](const LeafClaim* other) {
      return std::ranges::none_of(*values,
                                  [&](const Literal& value) { return Accepts(*other, value); });
    });
    return refuses != others.end() ? *refuses : others.back();
  }

  // The conditions inside a leaf over a list.
  void CheckElements(const LeafClaim& claim) {
    const auto* const elements = std::get_if<ElementTest>(&claim.body().body);
    if (elements == nullptr) return;
    const Condition& inner = condition_.element_conditions[elements->element];
    ConditionCheck(inner, "no element satisfies it", budget_, findings_).Check({}, false);
  }

  void CheckList(Want list, const std::vector<LeafClaim>& around, bool at_root) {
    const Group& group = *GroupAt(list.node);
    const Position& position = condition_.nodes[list.node].position;
    if (group.children.empty()) return CheckEmptyList(group, list.holds, position, at_root);
    // What each alternative must be for the list to be as wanted.
    const bool each = group.kind != Group::Kind::kAll;
    for (const NodeId child : group.children) CheckAlternative({child, each}, around);
    ReportRepeatedAlternatives(group, each);
    if (group.kind != Group::Kind::kOnlyOne) CheckAlwaysTrue(group, each, position);
  }

  // AlwaysTrue is an All, AlwaysFalse an Any without children.
  void CheckEmptyList(const Group& group, bool wanted, const Position& position, bool at_root) {
    const bool value = group.kind == Group::Kind::kAll || group.kind == Group::Kind::kNone;
    if (value == wanted) return;
    Report(at_root, "always-false", position,
           fmt::format("this is {} for every record, so {}", value, Consequence(at_root)));
  }

  void CheckAlternative(Want alternative, const std::vector<LeafClaim>& around) {
    // AlwaysFalse among alternatives is of no consequence.
    const Group* const group = GroupAt(alternative.node);
    if (group != nullptr && group->children.empty()) return;
    if (budget_.Spend(around.size())) CheckConjunction({alternative}, around, false);
  }

  void ReportRepeatedAlternatives(const Group& group, bool each) {
    std::vector<LeafClaim> seen;
    for (const NodeId child : group.children) {
      if (GroupAt(child) != nullptr) continue;
      const LeafClaim claim{&condition_, child, each};
      if (!budget_.Spend(seen.size())) return;
      const auto equal = std::ranges::find_if(
          seen, [&](const LeafClaim& other) { return AreEqual(claim, other); });
      if (equal != seen.end()) ReportRepeated(claim, *equal);
      seen.push_back(claim);
    }
  }

  // A list of alternatives always holds if its alternatives cannot all fail.
  void CheckAlwaysTrue(const Group& group, bool each, const Position& position) {
    Conjunction opposite;
    for (const NodeId child : group.children) Collect({child, !each}, opposite);
    for (const Want list : opposite.lists) {
      const Group& inner = *GroupAt(list.node);
      const bool value = inner.kind == Group::Kind::kAll || inner.kind == Group::Kind::kNone;
      if (!inner.children.empty() || value == list.holds) continue;
      Report(false, "always-true", condition_.nodes[list.node].position,
             "this alternative decides for every record, so the others do nothing");
      return;
    }
    std::vector<LeafClaim> claims;
    for (const LeafClaim& claim : opposite.claims) {
      const LeafClaim* other = FindConflict(claim, claims);
      if (other == nullptr) other = FindExhausted(claim, claims);
      if (other != nullptr) {
        LeafClaim one = claim;
        LeafClaim two = *other;
        one.holds = !one.holds;
        two.holds = !two.holds;
        Report(false, "always-true", position,
               fmt::format("one of these alternatives holds for every record: {}{}, or {}{}",
                           Shown(two), LineOf(two.position()), Shown(one), LineOf(one.position())));
        return;
      }
      claims.push_back(claim);
    }
  }

  void ReportRepeated(const LeafClaim& claim, const LeafClaim& first) {
    Report(false, "repeated-condition", claim.position(),
           fmt::format("{} is said twice, first{}", Shown(claim), LineOf(first.position(), " at")));
  }

  static std::string Shown(const LeafClaim& claim) { return ShortenText(Print(claim), 200); }

  static std::string LineOf(const Position& position, std::string_view before = "") {
    if (position.line == 0) return {};
    return before.empty() ? fmt::format(" (line {})", position.line)
                          : fmt::format("{} line {}", before, position.line);
  }

  std::string_view Consequence(bool at_root) const {
    return at_root ? end_ : "this part never holds";
  }

  void Report(bool at_root, std::string code, const Position& position, std::string message) {
    const auto level =
        at_root && is_whole_rule_ ? Diagnostic::Level::kError : Diagnostic::Level::kWarning;
    budget_.Spend(message.size());
    findings_.push_back({level, std::move(code), position, std::move(message)});
  }

  const Condition& condition_;
  std::string_view end_;
  Budget& budget_;
  std::vector<ConditionFinding>& findings_;
  bool is_whole_rule_ = false;
};

}  // namespace

std::vector<ConditionFinding> FindContradictions(const Rule& rule) {
  std::vector<ConditionFinding> findings;
  Budget budget;
  std::vector<LeafClaim> claims;
  if (rule.inline_filter) {
    claims =
        ConditionCheck(*rule.inline_filter, "no record passes", budget, findings).Check({}, true);
  }
  const std::vector<LeafClaim> own =
      ConditionCheck(rule.condition, "the rule never matches", budget, findings)
          .Check(claims, true);
  claims.insert(claims.end(), own.begin(), own.end());
  for (const DynamicSeverity& severity : rule.dynamic_severities) {
    ConditionCheck(severity.condition, "this severity is never given", budget, findings)
        .Check(claims, false);
  }
  if (budget.exhausted()) {
    const Position& position = rule.condition.nodes[rule.condition.root].position;
    findings.push_back({Diagnostic::Level::kNote, "conditions-not-compared", position,
                        "the rule has too many conditions to compare each with each; some "
                        "contradictions may not be found"});
  }
  return findings;
}

}  // namespace trailsift
