// Rules are filed in a tree (see rule_tree.cc), compiled to one program, and run where an event
// leads to them.
#include "matcher/rule_index.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "event/case_fold.h"
#include "matcher/program.h"
#include "matcher/requirement.h"
#include "matcher/rule_tree.h"

namespace trailsift {
namespace {

Requirement RequirementOf(const Rule& rule, Projection& projection) {
  Requirement requirement = DeriveRequirement(rule.condition, projection);
  if (!rule.inline_filter) return requirement;
  return Both(std::move(requirement), DeriveRequirement(*rule.inline_filter, projection));
}

}  // namespace

struct RuleIndex::Implementation {
  struct SeverityRule {
    Program::Entry entry = 0;
    Severity severity = Severity::kInfo;
  };
  Program program;
  RuleTree tree;
  std::size_t rules = 0;
  std::size_t filed_rules = 0;
  std::vector<Severity> severities;  // By rule number: those of the rules themselves.
  std::map<RuleNumber, std::vector<SeverityRule>> dynamic_severities;  // In their order.

  class Visitor;
};

struct RuleIndex::Scratch::State {
  ProgramMemory memory;
  std::uint64_t event = 0;
  std::vector<std::uint64_t> tried;  // Per filed rule: the last event it was run on.
  FoundTexts found;
  std::vector<std::uint32_t> buckets;  // Those found by texts that are still to be visited.
  std::string folded;
};

RuleIndex::Scratch::Scratch(const RuleIndex& index) : state_(std::make_unique<State>()) {
  state_->memory = index.implementation_->program.MakeMemory();
  state_->tried.resize(index.implementation_->filed_rules);
}
RuleIndex::Scratch::~Scratch() = default;
RuleIndex::Scratch::Scratch(Scratch&&) noexcept = default;

// What compiling needs is given back before filing begins.
RuleIndex::RuleIndex(const RuleSet& rules, const std::vector<RuleNumber>& numbers,
                     Projection& projection) {
  auto made = std::make_unique<Implementation>();
  const std::set<RuleNumber> distinct(numbers.begin(), numbers.end());
  std::vector<Program::Entry> entries;
  for (const RuleNumber number : distinct) {
    const Rule& rule = rules.rules[number];
    Program::Entry entry = made->program.Add(rule.condition, projection);
    if (rule.inline_filter) entry = made->program.Add(*rule.inline_filter, projection, entry);
    entries.push_back(entry);
  }
  made->severities.resize(distinct.empty() ? 0 : *distinct.rbegin() + std::size_t{1});
  for (const RuleNumber number : distinct) {
    const Rule& rule = rules.rules[number];
    made->severities[number] = rule.severity;
    for (const DynamicSeverity& dynamic : rule.dynamic_severities) {
      made->dynamic_severities[number].push_back(
          {made->program.AddRare(dynamic.condition, projection),
           dynamic.severity.value_or(rule.severity)});
    }
  }
  made->program.Freeze();

  std::vector<Candidate> candidates;
  candidates.reserve(entries.size());
  auto entry = entries.begin();
  for (const RuleNumber number : distinct) {
    Requirement requirement = RequirementOf(rules.rules[number], projection);
    const auto place = static_cast<std::uint32_t>(candidates.size());
    const FiledRule filed{number, *entry++, place};
    if (!requirement.never) candidates.push_back({filed, std::move(requirement)});
  }
  made->tree = FileRules(candidates);
  made->filed_rules = candidates.size();
  made->rules = distinct.size();
  implementation_ = std::move(made);
}

RuleIndex::~RuleIndex() = default;
RuleIndex::RuleIndex(RuleIndex&&) noexcept = default;

// Goes through the buckets that an event leads to.
class RuleIndex::Implementation::Visitor {
 public:
  Visitor(const Implementation& index, const Event& event, Scratch& scratch,
          std::vector<RuleNumber>& matches)
      : index_(index),
        event_(event),
        scratch_(scratch),
        state_(*scratch.state_),
        matches_(matches) {}

  void Visit(const Bucket& bucket) {
    Run(bucket);
    for (std::uint32_t i = bucket.first_table; i < bucket.last_table; ++i) {
      const ValueBuckets& table = index_.tree.tables[i];
      const FieldValue& value = event_.At(table.slot);
      if (value.kind != ValueKind::kString) continue;
      const std::uint32_t found = table.values.Find(value.text);
      if (found == ValueTable::kNotFound) continue;
      Visit(index_.tree.buckets[table.first_bucket + found]);
    }
    for (std::uint32_t i = bucket.first_text_table; i < bucket.last_text_table; ++i) {
      VisitFound(index_.tree.text_tables[i]);
    }
  }

 private:
  // A value may hold several texts of a rule, so that the rule is met more than once.
  void Run(const Bucket& bucket) {
    for (std::uint32_t i = bucket.first_rule; i < bucket.last_rule; ++i) {
      const FiledRule& rule = index_.tree.rules[i];
      if (std::exchange(state_.tried[rule.place], state_.event) == state_.event) continue;
      ++scratch_.rules_tried;
      if (index_.program.Holds(rule.entry, event_, state_.memory)) matches_.push_back(rule.number);
    }
  }

  void VisitFound(const TextBuckets& table) {
    Search(table);
    const std::size_t first = state_.buckets.size();
    for (const std::uint32_t number : state_.found.numbers()) {
      state_.buckets.push_back(table.first_bucket + number);
    }
    state_.found.Clear();
    const std::size_t end = state_.buckets.size();
    for (std::size_t i = first; i < end; ++i) Visit(index_.tree.buckets[state_.buckets[i]]);
    state_.buckets.resize(first);
  }

  void Search(const TextBuckets& table) {
    const FieldValue& value = event_.At(table.field.slot);
    if (value.kind == ValueKind::kString) {
      table.texts.Find(TextOf(table, value), state_.found);
    } else if (value.kind == ValueKind::kList && table.texts.has_anywhere()) {
      // An element that is equal to a text holds it.
      const FieldValue& list = event_.Expanded(table.field.slot);
      if (list.tree == nullptr) return;
      for (const JsonValue& element : list.tree->elements) {
        if (element.kind != ValueKind::kString) continue;
        table.texts.FindAnywhere(TextOf(table, element.View()), state_.found);
      }
    }
  }

  std::string_view TextOf(const TextBuckets& table, const FieldValue& value) {
    if (!table.field.ignores_case) return value.text;
    FoldCase(value.text, state_.folded);
    return state_.folded;
  }

  const Implementation& index_;
  const Event& event_;
  Scratch& scratch_;
  Scratch::State& state_;
  std::vector<RuleNumber>& matches_;
};

void RuleIndex::FindMatches(const Event& event, Scratch& scratch,
                            std::vector<RuleNumber>& matches) const {
  matches.clear();
  Scratch::State& state = *scratch.state_;
  state.memory.StartEvent();
  ++state.event;
  Implementation::Visitor(*implementation_, event, scratch, matches)
      .Visit(implementation_->tree.buckets.front());
  scratch.predicates_evaluated = state.memory.predicates_evaluated;
  std::ranges::sort(matches);
}

Severity RuleIndex::SeverityOf(RuleNumber rule, const Event& event, Scratch& scratch) const {
  const auto dynamic = implementation_->dynamic_severities.find(rule);
  if (dynamic != implementation_->dynamic_severities.end()) {
    for (const Implementation::SeverityRule& each : dynamic->second) {
      if (implementation_->program.Holds(each.entry, event, scratch.state_->memory)) {
        return each.severity;
      }
    }
  }
  return implementation_->severities[rule];
}

std::size_t RuleIndex::rule_count() const { return implementation_->rules; }

}  // namespace trailsift
