#include "matcher/field_readers.h"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "base/ascii.h"
#include "event/derived_fields.h"
#include "matcher/explain.h"

namespace trailsift {

FieldReaders::FieldReaders(const RuleSet& rules, const std::vector<RuleNumber>& numbers) {
  std::map<Reading, std::uint32_t> known;
  for (const RuleNumber number : std::set<RuleNumber>(numbers.begin(), numbers.end())) {
    const Rule& rule = rules.rules[number];
    if (rule.condition.nodes.empty()) continue;  // Never holds.
    Reading reading;
    AddPaths(rule.condition, reading);
    if (rule.inline_filter) AddPaths(*rule.inline_filter, reading);
    const auto [place, added] =
        known.try_emplace(std::move(reading), static_cast<std::uint32_t>(readings_.size()));
    if (added) readings_.push_back(place->first);

    Reader reader;
    reader.rule = number;
    reader.reading = place->second;
    reader.first_test = static_cast<std::uint32_t>(name_tests_.size());
    const TopLevel top = SplitTopLevel(rule.condition);
    AddNameTests(rule.condition, top.required, true);
    AddNameTests(rule.condition, top.excluded, false);
    reader.last_test = static_cast<std::uint32_t>(name_tests_.size());
    readers_.push_back(reader);
  }
}

void FieldReaders::AddNameTests(const Condition& condition, const std::vector<NodeId>& nodes,
                                bool verdict) {
  for (const NodeId node : nodes) {
    const auto* test = std::get_if<FieldTest>(&condition.nodes[node].body);
    if (test == nullptr || test->field.steps.size() != 1 || test->passes_if_missing) continue;
    const std::string& name = test->field.steps.front().name;
    if (name == "eventSource" || name == "eventName") name_tests_.push_back({test, verdict});
  }
}

void FieldReaders::AddPaths(const Condition& condition, Reading& reading) {
  const auto add = [&](const FieldPath& path, bool into) {
    if (path.steps.empty() || path.steps.front().kind != PathStep::Kind::kName) return;
    const std::string& name = path.steps.front().name;
    reading.fields.insert(name);
    if (into || path.steps.size() > 1) reading.below.insert(name);
    reading.derives = reading.derives || IsDerivedField(name);
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

bool FieldReaders::MissesSome(const Reading& reading, const JsonValue& record,
                              const UpstreamCut& cut) {
  if (reading.derives) return true;
  if (cut.record) {
    return !reading.below.empty() ||
           std::ranges::any_of(reading.fields, [&](const std::string& name) {
             return record.Find(name) == nullptr;
           });
  }
  return std::ranges::any_of(cut.fields, [&](std::string_view field) {
    return std::ranges::any_of(
        reading.below, [&](const std::string& name) { return EqualsIgnoringCase(name, field); });
  });
}

bool FieldReaders::HoldNameTests(const Reader& reader, const JsonValue& record) const {
  return std::all_of(name_tests_.begin() + reader.first_test,
                     name_tests_.begin() + reader.last_test, [&](const NameTest& each) {
                       return EvaluatePositiveForm(*each.test, record) == each.verdict;
                     });
}

std::vector<RuleNumber> FieldReaders::Find(const JsonValue& record, const UpstreamCut& cut) const {
  std::vector<bool> misses;
  for (const Reading& reading : readings_) misses.push_back(MissesSome(reading, record, cut));
  std::vector<RuleNumber> rules;
  for (const Reader& reader : readers_) {
    if (misses[reader.reading] && HoldNameTests(reader, record)) rules.push_back(reader.rule);
  }
  return rules;
}

}  // namespace trailsift
