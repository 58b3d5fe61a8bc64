// The corpus of the fuzz target `condition` has a file for each shape of an expression, which holds
// what its name says. TRAILSIFT_CORPUS_UPDATE=1 writes those anew that do not.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <variant>
#include <vector>

#include "event/derived_fields.h"
#include "matcher/explain.h"
#include "support/random_condition.h"
#include "support/random_record.h"

namespace trailsift {
namespace {

using Kind = Group::Kind;
using StepKind = PathStep::Kind;

struct Shape {
  const char* file;
  std::function<bool(const Rule&)> holds;
  bool matches = true;
};

template <typename Body>
const Body* RootOf(const Condition& condition) {
  return std::get_if<Body>(&condition.nodes[condition.root].body);
}

// The only thing in the rule is a leaf whose field has just these kinds of steps.
std::function<bool(const Rule&)> FieldOf(std::vector<StepKind> kinds) {
  return [kinds](const Rule& rule) {
    const auto* test = RootOf<FieldTest>(rule.condition);
    if (test == nullptr || test->other_field || test->op != Operator::kEquals) return false;
    return std::ranges::equal(test->field.steps, kinds, {}, &PathStep::kind) &&
           (kinds.empty() || !IsDerivedField(test->field.steps[0].name));
  };
}

std::function<bool(const Rule&)> FirstName(std::string name) {
  return [name](const Rule& rule) {
    const auto* test = RootOf<FieldTest>(rule.condition);
    return test != nullptr && !test->negated && !test->field.steps.empty() &&
           test->field.steps[0].name == name;
  };
}

std::function<bool(const Rule&)> Elements(Kind kind) {
  return [kind](const Rule& rule) {
    const auto* test = RootOf<ElementTest>(rule.condition);
    return test != nullptr && test->kind == kind &&
           RootOf<FieldTest>(rule.condition.element_conditions[test->element]) != nullptr;
  };
}

// A chain of groups from a node down, each of the last kind with two leaves or more.
bool HasChain(const Condition& condition, NodeId node, std::vector<Kind> kinds) {
  const auto* group = std::get_if<Group>(&condition.nodes[node].body);
  if (group == nullptr || group->kind != kinds.front()) return false;
  if (kinds.size() == 1) return group->children.size() >= 2;
  kinds.erase(kinds.begin());
  return std::ranges::any_of(group->children,
                             [&](NodeId child) { return HasChain(condition, child, kinds); });
}

std::function<bool(const Rule&)> Groups(std::vector<Kind> kinds) {
  return [kinds](const Rule& rule) { return HasChain(rule.condition, rule.condition.root, kinds); };
}

std::function<bool(const Rule&)> Constant(Kind kind) {
  return [kind](const Rule& rule) {
    const auto* group = RootOf<Group>(rule.condition);
    return group != nullptr && group->kind == kind && group->children.empty();
  };
}

const std::vector<Shape>& Shapes() {
  static const std::vector<Shape> kShapes = {
      {"key", FieldOf({StepKind::kName})},
      {"deep_key", FieldOf({StepKind::kName, StepKind::kIndex, StepKind::kName})},
      {"key_path_with_index", FieldOf({StepKind::kName, StepKind::kIndex})},
      {"key_path_with_wildcard",
       [](const Rule& rule) {
         const auto* test = RootOf<FieldTest>(rule.condition);
         return test != nullptr && test->op == Operator::kContains && !test->negated &&
                !test->field.steps.empty() && test->field.steps.back().kind == StepKind::kWildcard;
       }},
      {"enrichment", FirstName("p_enrichment")},
      {"derived_field", FirstName("p_udm")},
      {"two_keys",
       [](const Rule& rule) {
         const auto* test = RootOf<FieldTest>(rule.condition);
         return test != nullptr && test->other_field && !test->negated;
       }},
      {"any_element", Elements(Kind::kAny)},
      {"all_elements", Elements(Kind::kAll)},
      {"only_one_element", Elements(Kind::kOnlyOne)},
      {"no_element", Elements(Kind::kNone)},
      {"elements_of_elements",
       [](const Rule& rule) {
         const auto* test = RootOf<ElementTest>(rule.condition);
         if (test == nullptr || test->kind != Kind::kAny) return false;
         const auto& inner = rule.condition.element_conditions[test->element];
         const auto* elements = RootOf<ElementTest>(inner);
         return elements != nullptr && elements->kind == Kind::kAny;
       }},
      {"always_true", Constant(Kind::kAll)},
      {"always_false", Constant(Kind::kAny), false},
      {"all", Groups({Kind::kAll})},
      {"any", Groups({Kind::kAny})},
      {"only_one", Groups({Kind::kOnlyOne})},
      {"none", Groups({Kind::kNone})},
      {"nested_groups", Groups({Kind::kAll, Kind::kAny, Kind::kOnlyOne, Kind::kNone})},
      {"inline_filter", [](const Rule& rule) { return rule.inline_filter.has_value(); }},
      {"dynamic_severities", [](const Rule& rule) { return rule.dynamic_severities.size() == 3; }},
  };
  return kShapes;
}

// The rule and the record that the fuzz target makes of the bytes are as the shape wants them.
bool Fits(const Shape& shape, const std::string& bytes) {
  ByteChoices choices(bytes);
  const Rule rule = RandomRule(choices);
  if (!shape.holds(rule)) return false;
  const std::string record = RandomRecord(choices).text();
  return Evaluate(rule, *ParseJson(record)) == shape.matches;
}

// Printable, so that the files are texts.
std::string FindBytes(const Shape& shape) {
  SeededChoices random(1);
  std::string bytes;
  for (int round = 0; round < 20'000'000; ++round) {
    bytes.resize(300);
    for (char& byte : bytes) byte = static_cast<char>(' ' + random.Below(95));
    if (Fits(shape, bytes)) break;
  }
  while (!bytes.empty() && Fits(shape, bytes.substr(0, bytes.size() - 1))) bytes.pop_back();
  return bytes;
}

TEST(ConditionCorpus, HasEachShape) {
  for (const Shape& shape : Shapes()) {
    const std::string path =
        std::string(TRAILSIFT_SOURCE_FOLDER "/tests/fuzz/corpus/condition/") + shape.file;
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!Fits(shape, bytes) && std::getenv("TRAILSIFT_CORPUS_UPDATE") != nullptr) {
      std::ofstream(path, std::ios::binary) << FindBytes(shape);
      continue;
    }
    EXPECT_TRUE(Fits(shape, bytes)) << shape.file;
  }
}

}  // namespace
}  // namespace trailsift
