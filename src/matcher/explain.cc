// Naive on purpose: it walks an ordinary parsed tree and evaluates every node, so that a reader can
// hold it against the table of the specification line by line.
#include "matcher/explain.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>
#include <string_view>
#include <variant>

#include "event/case_fold.h"
#include "event/derived_fields.h"
#include "event/field_lookup.h"
#include "event/ip_address.h"

namespace trailsift {
namespace {

// The texts themselves, or their foldings.
class Texts {
 public:
  explicit Texts(bool ignores_case) : ignores_case_(ignores_case) {}

  std::string Of(const JsonValue& value) const {
    return ignores_case_ ? FoldCase(value.text) : value.text;
  }
  bool AreEqual(const JsonValue& left, const JsonValue& right) const {
    const bool strings = left.kind == ValueKind::kString && right.kind == ValueKind::kString;
    return strings ? Of(left) == Of(right) : EqualValues(left, right);
  }

 private:
  bool ignores_case_;
};

bool IsAddressIn(const JsonValue& value, const JsonValue& range) {
  if (value.kind != ValueKind::kString || range.kind != ValueKind::kString) return false;
  const std::optional<IpAddress> address = ParseIpAddress(value.text);
  const std::optional<Cidr> cidr = ParseCidr(range.text);
  return address && cidr && Contains(*cidr, *address);
}

// A cell of the semantics table for the operators that compare with something.
bool Compares(Operator op, const Texts& texts, const JsonValue& value, const JsonValue& operand) {
  const bool strings = value.kind == ValueKind::kString && operand.kind == ValueKind::kString;
  const bool numbers = value.kind == ValueKind::kNumber && operand.kind == ValueKind::kNumber;
  const auto some_element = [&](const auto& satisfies) {
    return value.kind == ValueKind::kList && std::ranges::any_of(value.elements, satisfies);
  };
  switch (op) {
    case Operator::kEquals:
    case Operator::kIsIn:
      return texts.AreEqual(value, operand);
    case Operator::kContains:
      return (strings && texts.Of(value).find(texts.Of(operand)) != std::string::npos) ||
             some_element([&](const JsonValue& each) { return texts.AreEqual(each, operand); });
    case Operator::kStartsWith:
      return strings && texts.Of(value).starts_with(texts.Of(operand));
    case Operator::kEndsWith:
      return strings && texts.Of(value).ends_with(texts.Of(operand));
    case Operator::kIsGreater:
      return numbers && CompareNumbers(value.text, operand.text) > 0;
    case Operator::kIsGreaterOrEqual:
      return numbers && CompareNumbers(value.text, operand.text) >= 0;
    case Operator::kIsLess:
      return numbers && CompareNumbers(value.text, operand.text) < 0;
    case Operator::kIsLessOrEqual:
      return numbers && CompareNumbers(value.text, operand.text) <= 0;
    case Operator::kIsInCidr:
      return IsAddressIn(value, operand);
    case Operator::kCidrContains:
      return IsAddressIn(value, operand) ||
             some_element([&](const JsonValue& each) { return IsAddressIn(each, operand); });
    default:
      return false;
  }
}

bool IsEmpty(const JsonValue& value) {
  return value.kind == ValueKind::kNull ||
         (value.kind == ValueKind::kString && value.text.empty()) ||
         (value.kind == ValueKind::kList && value.elements.empty()) ||
         (value.kind == ValueKind::kObject && value.members.empty());
}

// A cell of the table for the operators that compare with nothing.
bool HoldsAlone(Operator op, const JsonValue& value) {
  const std::optional<IpAddress> address =
      value.kind == ValueKind::kString ? ParseIpAddress(value.text) : std::nullopt;
  switch (op) {
    case Operator::kExists:
      return true;
    case Operator::kIsNotNull:
      return value.kind != ValueKind::kNull;
    case Operator::kIsNotEmpty:
      return !IsEmpty(value);
    case Operator::kIsIpAddress:
      return address.has_value();
    case Operator::kIsIpv4Address:
      return address && !address->ipv6;
    case Operator::kIsIpv6Address:
      return address && address->ipv6;
    case Operator::kIsPublicIpAddress:
      return address && !IsPrivateIpAddress(*address);
    case Operator::kIsPrivateIpAddress:
      return address && IsPrivateIpAddress(*address);
    default:
      return false;
  }
}

// The verdict of the positive form. Null pointers: missing.
bool HoldsPositively(const FieldTest& test, const JsonValue* value, const JsonValue* other) {
  if (value == nullptr) return false;
  if (IsUnary(test.op)) return HoldsAlone(test.op, *value);
  const auto compares = [&](const JsonValue& operand) {
    return Compares(test.op, Texts(test.ignores_case), *value, operand);
  };
  if (test.other_field) {
    return other != nullptr && value->kind != ValueKind::kNull && other->kind != ValueKind::kNull &&
           compares(*other);
  }
  return std::ranges::any_of(test.operands,
                             [&](const Literal& operand) { return compares(ToJson(operand)); });
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
  // `derives`: the value is a record, so that derived fields can be read.
  Explainer(const Condition& condition, const JsonValue& value, bool show_values, bool derives)
      : condition_(condition), record_(value), show_values_(show_values), derives_(derives) {}

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
    NodeVerdict verdict;
    verdict.value = Holds(group.kind, static_cast<std::size_t>(holding), group.children.size());
    return verdict;
  }

  NodeVerdict Judge(const FieldTest& test) {
    const JsonValue* value = Read(test.field);
    const JsonValue* other = test.other_field ? Read(*test.other_field) : nullptr;
    NodeVerdict verdict;
    verdict.value = (test.passes_if_missing && value == nullptr) ||
                    HoldsPositively(test, value, other) != test.negated;
    if (show_values_) verdict.seen = Show(value);
    if (show_values_ && test.other_field) verdict.other_seen = Show(other);
    return verdict;
  }

  NodeVerdict Judge(const ElementTest& test) {
    const JsonValue* list = Read(test.field);
    const Condition& element = condition_.element_conditions[test.element];
    NodeVerdict verdict;
    verdict.value = test.kind == Group::Kind::kNone;
    if (show_values_) verdict.seen = Show(list);
    if (list == nullptr || list->kind != ValueKind::kList) return verdict;
    std::size_t holding = 0;
    for (const JsonValue& each : list->elements) {
      verdict.elements.push_back(Explainer(element, each, show_values_, false).Run());
      holding += verdict.elements.back()[element.root].value ? 1U : 0U;
    }
    verdict.value = Holds(test.kind, holding, list->elements.size());
    return verdict;
  }

  // A null pointer if missing.
  const JsonValue* Read(const FieldPath& path) {
    if (!derives_ || path.steps.empty() || path.steps.front().kind != PathStep::Kind::kName ||
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
  const bool derives_;
  std::deque<JsonValue> kept_;  // Values that stand nowhere in the record: derived or assembled.
  std::vector<NodeVerdict> verdicts_;
};

}  // namespace

std::vector<NodeVerdict> Explain(const Condition& condition, const JsonValue& record) {
  return Explainer(condition, record, true, true).Run();
}

bool Evaluate(const Condition& condition, const JsonValue& record) {
  if (condition.nodes.empty()) return false;
  return Explainer(condition, record, false, true).Run()[condition.root].value;
}

bool EvaluatePositiveForm(const FieldTest& test, const JsonValue& record) {
  Condition condition;
  condition.Add({test, {}});
  std::get<FieldTest>(condition.nodes.front().body).negated = false;
  return Evaluate(condition, record);
}

bool Evaluate(const Rule& rule, const JsonValue& record) {
  return (!rule.inline_filter || Evaluate(*rule.inline_filter, record)) &&
         Evaluate(rule.condition, record);
}

}  // namespace trailsift
