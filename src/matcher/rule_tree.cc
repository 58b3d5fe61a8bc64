// A small tree of tables. The root has a table on eventName, one on eventSource
// for rules that require no name, and one on each other field for rules that require neither; a
// rule stands under every value it may have. Where many rules share a value, that bucket has tables
// of its own on the other fields its rules require, beginning with the one that parts them best:
// PutObject is followed by the bucket name, a name that many services share by eventSource. Where
// many rules look for texts in one field, they are filed under these texts, and one search of the
// value finds the buckets of all that it holds. Rules that require nothing more are tried one by
// one, over predicates they share.
//
// Filing never decides that a rule matches, only that it cannot: every rule found is still run.
//
// With 10,000 rules for the most frequent call, each with a text of its own, reading and judging
// takes 1.3 times as long as with one, most of it for the fields read; tried one by one they took
// 86 times as long.
#include "matcher/rule_tree.h"

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace trailsift {
namespace {

// What rules are parted by: the value at a slot, or the texts that it holds.
struct Aspect {
  bool is_text = false;
  TextField field;
  auto operator<=>(const Aspect&) const = default;
};

// One of the values or texts of an aspect; values have no place.
struct Label {
  TextPlace place = TextPlace::kAnywhere;
  std::string_view text;
  auto operator<=>(const Label&) const = default;
};

class Filer {
 public:
  explicit Filer(const std::vector<Candidate>& candidates) : candidates_(candidates) {}

  RuleTree File() {
    tree_.buckets.resize(1);
    Members all;
    for (const Candidate& candidate : candidates_) all.push_back(&candidate);
    Fill(0, std::move(all), {});
    return std::move(tree_);
  }

 private:
  using Members = std::vector<const Candidate*>;
  using Parts = std::map<Label, Members>;
  struct Split {
    Aspect aspect;
    Parts parts;
    std::uint32_t first_bucket = 0;
  };
  struct Use {
    std::size_t rules = 0;
    std::size_t entries = 0;
    std::map<Label, std::size_t> by_label;
    std::size_t most = 0;  // Rules under one label.
  };

  // A bucket with fewer rules is not parted further.
  static constexpr std::size_t kCrowded = 4;
  // So many rules at least must look for texts in a field to be found by a search for all of them,
  // which costs about as much as trying that many.
  static constexpr std::size_t kCrowdedTexts = 8;
  // Tables a value passes at most, so the index stays linear in the size of the rules.
  static constexpr std::size_t kDeepest = 4;
  // Entries a rule may take on average in a table below the root.
  static constexpr std::size_t kMostEntries = 4;

  void Fill(std::uint32_t bucket, Members members, const std::set<Aspect>& decided) {
    std::vector<Split> splits;
    while (const std::optional<Aspect> aspect = ChooseAspect(members, decided)) {
      splits.push_back({*aspect, Part(*aspect, members)});
      std::erase_if(members, [&](const Candidate* each) { return Requires(*each, *aspect); });
    }
    tree_.buckets[bucket].first_rule = static_cast<std::uint32_t>(tree_.rules.size());
    for (const Candidate* each : members) tree_.rules.push_back(each->rule);
    tree_.buckets[bucket].last_rule = static_cast<std::uint32_t>(tree_.rules.size());

    tree_.buckets[bucket].first_table = static_cast<std::uint32_t>(tree_.tables.size());
    tree_.buckets[bucket].first_text_table = static_cast<std::uint32_t>(tree_.text_tables.size());
    for (Split& split : splits) AddTable(split);
    tree_.buckets[bucket].last_table = static_cast<std::uint32_t>(tree_.tables.size());
    tree_.buckets[bucket].last_text_table = static_cast<std::uint32_t>(tree_.text_tables.size());
    for (Split& split : splits) {
      std::set<Aspect> decided_below = decided;
      decided_below.insert(split.aspect);
      std::uint32_t child = split.first_bucket;
      for (auto& [label, below] : split.parts) Fill(child++, std::move(below), decided_below);
    }
  }

  void AddTable(Split& split) {
    split.first_bucket = static_cast<std::uint32_t>(tree_.buckets.size());
    tree_.buckets.resize(tree_.buckets.size() + split.parts.size());
    if (split.aspect.is_text) {
      std::vector<PlacedText> texts;
      for (const auto& [label, members] : split.parts) {
        texts.push_back({label.place, std::string(label.text)});
      }
      tree_.text_tables.push_back({split.aspect.field, TextTable(texts), split.first_bucket});
    } else {
      std::vector<std::string> values;
      for (const auto& [label, members] : split.parts) values.emplace_back(label.text);
      tree_.tables.push_back({split.aspect.field.slot, ValueTable(values), split.first_bucket});
    }
  }

  static bool Requires(const Candidate& candidate, const Aspect& aspect) {
    return aspect.is_text ? candidate.requirement.texts.contains(aspect.field)
                          : candidate.requirement.values.contains(aspect.field.slot);
  }

  static bool SomeRequires(const Members& members, const Aspect& aspect) {
    return std::ranges::any_of(members, [&](const auto* each) { return Requires(*each, aspect); });
  }

  static Parts Part(const Aspect& aspect, const Members& members) {
    Parts parts;
    for (const Candidate* each : members) {
      const Requirement& requirement = each->requirement;
      if (!Requires(*each, aspect)) continue;
      if (aspect.is_text) {
        for (const PlacedText& text : requirement.texts.at(aspect.field)) {
          parts[{text.place, text.text}].push_back(each);
        }
      } else {
        for (const std::string& value : requirement.values.at(aspect.field.slot)) {
          parts[{{}, value}].push_back(each);
        }
      }
    }
    return parts;
  }

  static std::optional<Aspect> ChooseAspect(const Members& members,
                                            const std::set<Aspect>& decided) {
    const bool root = decided.empty();
    if (root) {
      for (const Slot slot : {Projection::kEventName, Projection::kEventSource}) {
        const Aspect aspect{false, {slot}};
        if (SomeRequires(members, aspect)) return aspect;
      }
    } else if (members.size() < kCrowded || decided.size() == kDeepest) {
      return std::nullopt;
    }
    return BestAspect(members, decided, root);
  }

  // That which leaves the fewest rules to try in the worst case; of equals, a value.
  static std::optional<Aspect> BestAspect(const Members& members, const std::set<Aspect>& decided,
                                          bool root) {
    std::optional<Aspect> best;
    std::size_t fewest = 0;
    for (const auto& [aspect, use] : CountUses(members, decided)) {
      const std::size_t enough = aspect.is_text ? kCrowdedTexts : root ? 1 : 2;
      const bool spreads = use.entries > use.rules * kMostEntries;
      if (use.rules < enough || (spreads && !root)) continue;
      const std::size_t left = members.size() - use.rules + use.most;
      if (best && left >= fewest) continue;
      best = aspect;
      fewest = left;
    }
    return best;
  }

  static std::map<Aspect, Use> CountUses(const Members& members, const std::set<Aspect>& decided) {
    std::map<Aspect, Use> uses;
    const auto count = [](Use& use, const Label& label) {
      ++use.entries;
      use.most = std::max(use.most, ++use.by_label[label]);
    };
    for (const Candidate* each : members) {
      for (const auto& [slot, values] : each->requirement.values) {
        Use& use = uses[{false, {slot}}];
        ++use.rules;
        for (const std::string& value : values) count(use, {{}, value});
      }
      for (const auto& [field, texts] : each->requirement.texts) {
        Use& use = uses[{true, field}];
        ++use.rules;
        for (const PlacedText& text : texts) count(use, {text.place, text.text});
      }
    }
    std::erase_if(uses, [&](const auto& use) { return decided.contains(use.first); });
    return uses;
  }

  const std::vector<Candidate>& candidates_;
  RuleTree tree_;
};

}  // namespace

RuleTree FileRules(const std::vector<Candidate>& candidates) { return Filer(candidates).File(); }

}  // namespace trailsift
