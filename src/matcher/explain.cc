// Naive on purpose: it walks an ordinary parsed tree and evaluates every node, so that a reader can
// hold it against the table of the specification line by line.
#include "matcher/explain.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>
#include <string_view>

#include "event/derived_fields.h"
#include "event/field_lookup.h"

namespace trailsift {
namespace {

bool Equals(const JsonValue& value, const Literal& literal) {
  switch (literal.kind) {
    case Literal::Kind::kString:
      return value.kind == ValueKind::kString && value.text == literal.text;
    case Literal::Kind::kNumber:
      return value.kind == ValueKind::kNumber && CompareNumbers(value.text, literal.text) == 0;
    case Literal::Kind::kBoolean:
      return value.kind == ValueKind::kBoolean && value.boolean == literal.boolean;
  }
  return false;
}

bool BothStrings(const JsonValue& value, const Literal& literal) {
  return value.kind == ValueKind::kString && literal.kind == Literal::Kind::kString;
}

bool Contains(const JsonValue& value, const Literal& literal) {
  if (value.kind == ValueKind::kList) {
    return std::ranges::any_of(value.elements,
                               [&](const JsonValue& element) { return Equals(element, literal); });
  }
  return BothStrings(value, literal) && value.text.find(literal.text) != std::string::npos;
}

// One row of the semantics table; the negative form is its opposite in every cell.
bool HoldsPositively(const FieldTest& test, const JsonValue* value) {
  if (value == nullptr) return false;
  const auto some_operand = [&](const auto& satisfies) {
    return std::ranges::any_of(test.operands, satisfies);
  };
  switch (test.op) {
    case Operator::kEquals:
    case Operator::kIsIn:
      return some_operand([&](const Literal& literal) { return Equals(*value, literal); });
    case Operator::kContains:
      return some_operand([&](const Literal& literal) { return Contains(*value, literal); });
    case Operator::kStartsWith:
      return some_operand([&](const Literal& literal) {
        return BothStrings(*value, literal) && value->text.starts_with(literal.text);
      });
    case Operator::kEndsWith:
      return some_operand([&](const Literal& literal) {
        return BothStrings(*value, literal) && value->text.ends_with(literal.text);
      });
    case Operator::kExists:
      return true;
    case Operator::kIsNotNull:
      return value->kind != ValueKind::kNull;
  }
  return false;
}

std::string Show(const JsonValue* value) {
  constexpr std::size_t kLongest = 200;
  constexpr std::string_view kCutMark = "\u2026";
  if (value == nullptr) return "missing";
  std::string text = ToCompactJson(*value);
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest - kCutMark.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end).append(kCutMark);
}

class Explainer {
 public:
  Explainer(const Condition& condition, const JsonValue& record, bool show_values)
      : condition_(condition), record_(record), show_values_(show_values) {}

  std::vector<NodeVerdict> Run() {
    verdicts_.reserve(condition_.nodes.size());
    for (const Node& node : condition_.nodes) {
      verdicts_.push_back(std::visit([this](const auto& body) { return Judge(body); }, node.body));
    }
    return std::move(verdicts_);
  }

 private:
  NodeVerdict Judge(const Group& group) const {
    const auto holding = std::ranges::count_if(
        group.children, [this](NodeId child) { return verdicts_[child].value; });
    switch (group.kind) {
      case Group::Kind::kAll:
        return {std::cmp_equal(holding, group.children.size()), {}};
      case Group::Kind::kAny:
        return {holding > 0, {}};
      case Group::Kind::kOnlyOne:
        return {holding == 1, {}};
      case Group::Kind::kNone:
        return {holding == 0, {}};
    }
    return {};
  }

  NodeVerdict Judge(const FieldTest& test) {
    const JsonValue* value = Read(test.field);
    return {HoldsPositively(test, value) != test.negated,
            show_values_ ? Show(value) : std::string()};
  }

  // A null pointer if missing.
  const JsonValue* Read(const FieldPath& path) {
    if (path.steps.empty() || path.steps.front().kind != PathStep::Kind::kName ||
        !IsDerivedField(path.steps.front().name)) {
      return Lookup(record_, path, kept_).tree;
    }
    std::optional<JsonValue> derived = DeriveField(record_, path.steps.front().name);
    if (!derived) return nullptr;
    const JsonValue& root = kept_.emplace_back(std::move(*derived));
    return Lookup(root, FieldPath{{std::next(path.steps.begin()), path.steps.end()}}, kept_).tree;
  }

  const Condition& condition_;
  const JsonValue& record_;
  const bool show_values_;
  std::deque<JsonValue> kept_;  // Values that stand nowhere in the record: derived or assembled.
  std::vector<NodeVerdict> verdicts_;
};

// The children of a group that decided its verdict.
std::vector<NodeId> DecidingChildren(const Group& group, const std::vector<NodeVerdict>& verdicts,
                                     bool verdict) {
  std::vector<NodeId> holding;
  std::vector<NodeId> failing;
  for (const NodeId child : group.children) {
    (verdicts[child].value ? holding : failing).push_back(child);
  }
  switch (group.kind) {
    case Group::Kind::kAll:
      return verdict ? group.children : std::vector<NodeId>{failing.front()};
    case Group::Kind::kAny:
      return verdict ? std::vector<NodeId>{holding.front()} : group.children;
    case Group::Kind::kOnlyOne:
      return holding.empty() ? group.children : holding;
    case Group::Kind::kNone:
      return verdict ? group.children : std::vector<NodeId>{holding.front()};
  }
  return {};
}

}  // namespace

std::vector<NodeVerdict> Explain(const Condition& condition, const JsonValue& record) {
  return Explainer(condition, record, true).Run();
}

bool Evaluate(const Condition& condition, const JsonValue& record) {
  if (condition.nodes.empty()) return false;
  return Explainer(condition, record, false).Run()[condition.root].value;
}

std::vector<NodeId> DecidingLeaves(const Condition& condition,
                                   const std::vector<NodeVerdict>& verdicts) {
  std::vector<NodeId> leaves;
  std::vector<NodeId> open;
  if (!condition.nodes.empty()) open.push_back(condition.root);
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    const Group* group = std::get_if<Group>(&condition.nodes[node].body);
    if (group == nullptr || group->children.empty()) {
      leaves.push_back(node);
      continue;
    }
    const std::vector<NodeId> deciding = DecidingChildren(*group, verdicts, verdicts[node].value);
    open.insert(open.end(), deciding.rbegin(), deciding.rend());
  }
  return leaves;
}

}  // namespace trailsift
