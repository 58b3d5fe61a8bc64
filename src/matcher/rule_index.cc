// Rules are filed in a small tree of tables. The root has a table on eventName, one on eventSource
// for rules that require no name, and one on each other field for rules that require neither; a
// rule stands under every value it may have. Where many rules share a value, that bucket has tables
// of its own on the other fields its rules require, beginning with the one that parts them best:
// PutObject is followed by the bucket name, a name that many services share by eventSource. Rules
// that require nothing more are tried one by one, over predicates they share.
//
// Filing never decides that a rule matches, only that it cannot: every rule found is still run.
#include "matcher/rule_index.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "matcher/program.h"
#include "matcher/requirement.h"
#include "matcher/value_table.h"

namespace trailsift {
namespace {

struct FiledRule {
  RuleNumber number = 0;
  Program::Entry entry = 0;
};

struct Bucket {
  std::uint32_t first_rule = 0;
  std::uint32_t last_rule = 0;  // One behind.
  std::uint32_t first_table = 0;
  std::uint32_t last_table = 0;
};

struct Table {
  Slot slot = 0;
  ValueTable values;
  std::uint32_t first_bucket = 0;  // That of value 0; the others follow.
};

struct Tree {
  std::vector<FiledRule> rules;
  std::vector<Table> tables;
  std::vector<Bucket> buckets{1};  // The root first.
};

struct Candidate {
  FiledRule rule;
  Requirement requirement;
};

class Filer {
 public:
  explicit Filer(const std::vector<Candidate>& candidates) : candidates_(candidates) {}

  Tree File() {
    Members all;
    for (const Candidate& candidate : candidates_) all.push_back(&candidate);
    Fill(0, std::move(all), {});
    return std::move(tree_);
  }

 private:
  using Members = std::vector<const Candidate*>;
  struct Split {
    Slot slot = 0;
    std::map<std::string_view, Members> members;  // By value.
  };

  // A bucket with fewer rules is not parted further.
  static constexpr std::size_t kCrowded = 4;
  // Tables a value passes at most, so the index stays linear in the size of the rules.
  static constexpr std::size_t kDeepest = 4;
  // Entries a rule may take on average in a table below the root.
  static constexpr std::size_t kMostEntries = 4;

  void Fill(std::uint32_t bucket, Members members, const std::set<Slot>& decided) {
    std::vector<Split> splits;
    while (const std::optional<Slot> slot = ChooseSlot(members, decided)) {
      splits.push_back({*slot, Part(*slot, members)});
      std::erase_if(members, [&](const Candidate* each) { return Requires(*each, *slot); });
    }
    tree_.buckets[bucket].first_rule = static_cast<std::uint32_t>(tree_.rules.size());
    for (const Candidate* each : members) tree_.rules.push_back(each->rule);
    tree_.buckets[bucket].last_rule = static_cast<std::uint32_t>(tree_.rules.size());

    const auto first_table = static_cast<std::uint32_t>(tree_.tables.size());
    tree_.buckets[bucket].first_table = first_table;
    for (const Split& split : splits) AddTable(split);
    tree_.buckets[bucket].last_table = static_cast<std::uint32_t>(tree_.tables.size());
    for (std::size_t i = 0; i < splits.size(); ++i) {
      std::set<Slot> decided_below = decided;
      decided_below.insert(splits[i].slot);
      std::uint32_t child = tree_.tables[first_table + i].first_bucket;
      for (auto& [value, below] : splits[i].members) Fill(child++, std::move(below), decided_below);
    }
  }

  void AddTable(const Split& split) {
    std::vector<std::string> values;
    for (const auto& [value, members] : split.members) values.emplace_back(value);
    const auto first_bucket = static_cast<std::uint32_t>(tree_.buckets.size());
    tree_.tables.push_back({split.slot, ValueTable(values), first_bucket});
    tree_.buckets.resize(tree_.buckets.size() + values.size());
  }

  static bool Requires(const Candidate& candidate, Slot slot) {
    return candidate.requirement.values.contains(slot);
  }

  static std::map<std::string_view, Members> Part(Slot slot, const Members& members) {
    std::map<std::string_view, Members> parts;
    for (const Candidate* each : members) {
      const auto found = each->requirement.values.find(slot);
      if (found == each->requirement.values.end()) continue;
      for (const std::string& value : found->second) parts[value].push_back(each);
    }
    return parts;
  }

  static std::optional<Slot> ChooseSlot(const Members& members, const std::set<Slot>& decided) {
    const bool root = decided.empty();
    if (root) {
      for (const Slot slot : {Projection::kEventName, Projection::kEventSource}) {
        if (std::ranges::any_of(members, [=](const auto* each) { return Requires(*each, slot); })) {
          return slot;
        }
      }
    } else if (members.size() < kCrowded || decided.size() == kDeepest) {
      return std::nullopt;
    }
    return BestSlot(members, decided, root);
  }

  // The slot that leaves the fewest rules to try in the worst case.
  static std::optional<Slot> BestSlot(const Members& members, const std::set<Slot>& decided,
                                      bool root) {
    struct Use {
      std::size_t rules = 0;
      std::size_t entries = 0;
      std::map<std::string_view, std::size_t> by_value;
      std::size_t most = 0;  // Rules under one value.
    };
    std::map<Slot, Use> uses;
    for (const Candidate* each : members) {
      for (const auto& [slot, values] : each->requirement.values) {
        if (decided.contains(slot)) continue;
        Use& use = uses[slot];
        ++use.rules;
        use.entries += values.size();
        for (const std::string& value : values)
          use.most = std::max(use.most, ++use.by_value[value]);
      }
    }
    std::optional<Slot> best;
    std::size_t fewest = 0;
    for (const auto& [slot, use] : uses) {
      if (!root && (use.rules < 2 || use.entries > use.rules * kMostEntries)) continue;
      const std::size_t left = members.size() - use.rules + use.most;
      if (best && left >= fewest) continue;
      best = slot;
      fewest = left;
    }
    return best;
  }

  const std::vector<Candidate>& candidates_;
  Tree tree_;
};

}  // namespace

struct RuleIndex::Implementation {
  struct SeverityRule {
    Program::Entry entry = 0;
    Severity severity = Severity::kInfo;
  };
  // What may decide the severity, in this order; the last one holds always.
  using Severities = std::vector<SeverityRule>;

  Program program;
  Tree tree;
  std::map<RuleNumber, Severities> severities;

  void Visit(const Bucket& bucket, const Event& event, Scratch& scratch,
             std::vector<RuleNumber>& matches) const;
};

struct RuleIndex::Scratch::State {
  ProgramMemory memory;
};

RuleIndex::Scratch::Scratch(const RuleIndex& index)
    : state_(std::make_unique<State>(State{index.implementation_->program.MakeMemory()})) {}
RuleIndex::Scratch::~Scratch() = default;
RuleIndex::Scratch::Scratch(Scratch&&) noexcept = default;

RuleIndex::RuleIndex(const RuleSet& rules, const std::vector<RuleNumber>& numbers,
                     Projection& projection) {
  auto made = std::make_unique<Implementation>();
  std::vector<Candidate> candidates;
  const std::set<RuleNumber> distinct(numbers.begin(), numbers.end());
  for (const RuleNumber number : distinct) {
    const Rule& rule = rules.rules[number];
    Program::Entry entry = made->program.Add(rule.condition, projection);
    Requirement requirement = DeriveRequirement(rule.condition, projection);
    if (rule.inline_filter) {
      entry = made->program.Add(*rule.inline_filter, projection, entry);
      requirement =
          Both(std::move(requirement), DeriveRequirement(*rule.inline_filter, projection));
    }
    if (!requirement.never) candidates.push_back({{number, entry}, std::move(requirement)});
  }
  for (const RuleNumber number : distinct) {
    const Rule& rule = rules.rules[number];
    Implementation::Severities& severities = made->severities[number];
    for (const DynamicSeverity& dynamic : rule.dynamic_severities) {
      severities.push_back({made->program.AddRare(dynamic.condition, projection),
                            dynamic.severity.value_or(rule.severity)});
    }
    severities.push_back({Program::kHolds, rule.severity});
  }
  made->program.Freeze();
  made->tree = Filer(candidates).File();
  implementation_ = std::move(made);
}

RuleIndex::~RuleIndex() = default;
RuleIndex::RuleIndex(RuleIndex&&) noexcept = default;

void RuleIndex::FindMatches(const Event& event, Scratch& scratch,
                            std::vector<RuleNumber>& matches) const {
  matches.clear();
  ProgramMemory& memory = scratch.state_->memory;
  memory.StartEvent();
  implementation_->Visit(implementation_->tree.buckets.front(), event, scratch, matches);
  scratch.predicates_evaluated = memory.predicates_evaluated;
  std::ranges::sort(matches);
}

// A rule stands in one table of a bucket at most, and a table gives one bucket at most, so that no
// rule is met twice.
void RuleIndex::Implementation::Visit(const Bucket& bucket, const Event& event, Scratch& scratch,
                                      std::vector<RuleNumber>& matches) const {
  scratch.rules_tried += bucket.last_rule - bucket.first_rule;
  for (std::uint32_t i = bucket.first_rule; i < bucket.last_rule; ++i) {
    const FiledRule& rule = tree.rules[i];
    if (program.Holds(rule.entry, event, scratch.state_->memory)) matches.push_back(rule.number);
  }
  for (std::uint32_t i = bucket.first_table; i < bucket.last_table; ++i) {
    const Table& table = tree.tables[i];
    const FieldValue& value = event.At(table.slot);
    if (value.kind != ValueKind::kString) continue;
    const std::uint32_t found = table.values.Find(value.text);
    if (found == ValueTable::kNotFound) continue;
    Visit(tree.buckets[table.first_bucket + found], event, scratch, matches);
  }
}

Severity RuleIndex::SeverityOf(RuleNumber rule, const Event& event, Scratch& scratch) const {
  const Implementation::Severities& severities = implementation_->severities.at(rule);
  const auto deciding =
      std::ranges::find_if(severities, [&](const Implementation::SeverityRule& each) {
        return implementation_->program.Holds(each.entry, event, scratch.state_->memory);
      });
  return deciding->severity;
}

std::size_t RuleIndex::rule_count() const { return implementation_->severities.size(); }

}  // namespace trailsift
