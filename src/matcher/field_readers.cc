#include "matcher/field_readers.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/ascii.h"
#include "event/derived_fields.h"
#include "matcher/explain.h"

namespace trailsift {
namespace {

// The positive forms of the leaves out of `nodes` that test eventSource or eventName.
std::vector<FieldTest> NameTests(const Condition& condition, const std::vector<NodeId>& nodes) {
  std::vector<FieldTest> tests;
  for (const NodeId node : nodes) {
    const auto* test = std::get_if<FieldTest>(&condition.nodes[node].body);
    if (test == nullptr || test->field.steps.size() != 1 || test->passes_if_missing) continue;
    const std::string& name = test->field.steps.front().name;
    if (name != "eventSource" && name != "eventName") continue;
    tests.push_back(*test);
    tests.back().negated = false;
  }
  return tests;
}

NodeId AddGroup(Condition& condition, Group::Kind kind, std::vector<FieldTest> tests) {
  Group group{kind, {}};
  for (FieldTest& test : tests) group.children.push_back(condition.Add({std::move(test), {}}));
  return condition.Add({std::move(group), {}});
}

Condition GateOf(const Condition& condition) {
  const TopLevel top = SplitTopLevel(condition);
  Condition gate;
  Group both{Group::Kind::kAll, {}};
  both.children.push_back(AddGroup(gate, Group::Kind::kAll, NameTests(condition, top.required)));
  both.children.push_back(AddGroup(gate, Group::Kind::kNone, NameTests(condition, top.excluded)));
  gate.root = gate.Add({std::move(both), {}});
  return gate;
}

}  // namespace

FieldReaders::FieldReaders(const RuleSet& rules, const std::vector<RuleNumber>& numbers) {
  for (const RuleNumber number : std::set<RuleNumber>(numbers.begin(), numbers.end())) {
    const Rule& rule = rules.rules[number];
    if (rule.condition.nodes.empty()) continue;  // Never holds.
    Reader reader;
    reader.rule = number;
    reader.gate = GateOf(rule.condition);
    AddPaths(rule.condition, reader);
    if (rule.inline_filter) AddPaths(*rule.inline_filter, reader);
    readers_.push_back(std::move(reader));
  }
}

void FieldReaders::AddPaths(const Condition& condition, Reader& reader) {
  const auto add = [&](const FieldPath& path, bool into) {
    if (path.steps.empty() || path.steps.front().kind != PathStep::Kind::kName) return;
    const std::string& name = path.steps.front().name;
    reader.fields.insert(name);
    if (into || path.steps.size() > 1) reader.below.insert(name);
    reader.derives = reader.derives || IsDerivedField(name);
  };
  for (const Node& node : condition.nodes) {
    if (const auto* test = std::get_if<FieldTest>(&node.body)) {
      add(test->field, false);
      if (test->other_field) add(*test->other_field, false);
    } else if (const auto* elements = std::get_if<ElementTest>(&node.body)) {
      add(elements->field, true);
    }
  }
}

bool FieldReaders::Reads(const Reader& reader, const JsonValue& record, const UpstreamCut& cut) {
  if (reader.derives) return true;
  if (cut.record) {
    return !reader.below.empty() ||
           std::ranges::any_of(reader.fields, [&](const std::string& name) {
             return record.Find(name) == nullptr;
           });
  }
  return std::ranges::any_of(cut.fields, [&](std::string_view field) {
    return std::ranges::any_of(
        reader.below, [&](const std::string& name) { return EqualsIgnoringCase(name, field); });
  });
}

std::vector<RuleNumber> FieldReaders::Find(const JsonValue& record, const UpstreamCut& cut) const {
  std::vector<RuleNumber> rules;
  for (const Reader& reader : readers_) {
    if (Reads(reader, record, cut) && Evaluate(reader.gate, record)) rules.push_back(reader.rule);
  }
  return rules;
}

}  // namespace trailsift
