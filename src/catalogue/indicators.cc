#include "catalogue/indicators.h"

#include <algorithm>
#include <tuple>

#include "base/ascii.h"
#include "event/case_fold.h"
#include "event/field_path.h"
#include "rule/equal_conditions.h"

namespace trailsift {
namespace {

bool StandsBefore(const Indicator& left, const Indicator& right) {
  const auto names = [](const Indicator& indicator) {
    return std::tie(indicator.field, indicator.kind);
  };
  if (names(left) != names(right)) return names(left) < names(right);
  return Compare(left.value, right.value) < 0;
}

class IndicatorCollector {
 public:
  // `list` is the path of the list whose elements the condition is about; no steps at the root.
  void AddTree(const Condition& condition, NodeId id, bool negative, const FieldPath& list) {
    const Node& node = condition.nodes[id];
    if (const auto* test = std::get_if<FieldTest>(&node.body)) {
      if (test->negated == negative) AddLeaf(*test, list);
    } else if (const auto* elements = std::get_if<ElementTest>(&node.body)) {
      const Condition& element = condition.element_conditions[elements->element];
      const FieldPath path = Join(list, ElementsOf(elements->field));
      AddTree(element, element.root, negative != (elements->kind == Group::Kind::kNone), path);
    } else {
      const auto& group = std::get<Group>(node.body);
      const bool inner = negative != (group.kind == Group::Kind::kNone);
      for (const NodeId child : group.children) AddTree(condition, child, inner, list);
    }
  }

  std::vector<Indicator> Take() {
    std::vector<Indicator> indicators;
    for (auto& [key, indicator] : found_) indicators.push_back(std::move(indicator));
    std::ranges::sort(indicators, StandsBefore);
    return indicators;
  }

 private:
  void AddLeaf(const FieldTest& test, const FieldPath& list) {
    const Operator op = test.op == Operator::kIsIn ? Operator::kEquals : test.op;
    for (const Literal& operand : test.operands) {
      Indicator indicator{ToString(Join(list, test.field)), OperatorName(op, test.ignores_case),
                          operand, test.ignores_case};
      const IndicatorKey key(indicator);
      found_.emplace(key, std::move(indicator));
    }
  }

  std::map<IndicatorKey, Indicator> found_;
};

}  // namespace

IndicatorKey::IndicatorKey(const Indicator& indicator)
    : field_(indicator.field), kind_(indicator.kind), value_(indicator.value) {
  std::ranges::transform(field_, field_.begin(), FoldAscii);
  if (indicator.ignores_case && value_.kind == Literal::Kind::kString) {
    value_.text = FoldCase(value_.text);
  }
}

bool IndicatorKey::operator<(const IndicatorKey& other) const {
  const auto names = [](const IndicatorKey& key) { return std::tie(key.field_, key.kind_); };
  if (names(*this) != names(other)) return names(*this) < names(other);
  return Compare(value_, other.value_) < 0;
}

std::vector<Indicator> FindIndicators(const Condition& condition) {
  IndicatorCollector collector;
  if (!condition.nodes.empty()) collector.AddTree(condition, condition.root, false, {});
  return collector.Take();
}

IndicatorCorpus::IndicatorCorpus(const RuleSet& rules) {
  for (const Rule& rule : rules.rules) {
    if (!rule.evaluable()) continue;
    for (const Indicator& indicator : FindIndicators(rule.condition)) {
      ++counts_[IndicatorKey(indicator)];
    }
  }
}

std::uint64_t IndicatorCorpus::Count(const Indicator& indicator) const {
  const auto found = counts_.find(IndicatorKey(indicator));
  return found == counts_.end() ? 0 : found->second;
}

}  // namespace trailsift
