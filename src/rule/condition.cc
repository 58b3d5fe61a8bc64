// Prints conditions by section 6.2 of the Panther rule specification: at the top level what must
// hold stands first, and all that must not hold (the exclusions) in one last "not ( … )".
#include "rule/condition.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <utility>

namespace trailsift {
namespace {

std::string_view PositiveName(Operator op) {
  switch (op) {
    case Operator::kEquals:
      return "eq";
    case Operator::kContains:
      return "contains";
    case Operator::kStartsWith:
      return "starts_with";
    case Operator::kEndsWith:
      return "ends_with";
    case Operator::kIsIn:
      return "in";
    case Operator::kIsGreater:
      return "gt";
    case Operator::kIsGreaterOrEqual:
      return "gte";
    case Operator::kIsLess:
      return "lt";
    case Operator::kIsLessOrEqual:
      return "lte";
    case Operator::kExists:
      return "exists";
    case Operator::kIsNotNull:
      return "is_not_null";
    case Operator::kIsNotEmpty:
      return "is_not_empty";
    case Operator::kIsIpAddress:
      return "is_ip";
    case Operator::kIsIpv4Address:
      return "is_ipv4";
    case Operator::kIsIpv6Address:
      return "is_ipv6";
    case Operator::kIsPublicIpAddress:
      return "is_public_ip";
    case Operator::kIsPrivateIpAddress:
      return "is_private_ip";
    case Operator::kIsInCidr:
      return "cidr";
    case Operator::kCidrContains:
      return "cidr_any";
  }
  return "";
}

std::string PrintOperands(const FieldTest& test) {
  if (test.other_field) return "field:" + ToString(*test.other_field);
  std::string operands;
  for (const Literal& literal : test.operands) {
    if (!operands.empty()) operands += ", ";
    operands += Print(literal);
  }
  const bool is_list = test.op == Operator::kIsIn || test.operands.size() != 1;
  return is_list ? fmt::format("[{}]", operands) : operands;
}

std::string PrintAs(const FieldTest& test, std::string_view operator_name) {
  std::string text = fmt::format("{} {}", ToString(test.field), operator_name);
  if (!IsUnary(test.op)) text += ' ' + PrintOperands(test);
  return text;
}

std::string PrintPositive(const FieldTest& test) {
  return PrintAs(test, OperatorName(test.op, test.ignores_case));
}

std::string PrintLeaf(const FieldTest& test) {
  if (!test.negated) return PrintPositive(test);
  if (test.op == Operator::kEquals && !test.ignores_case) return PrintAs(test, "ne");
  if (test.op == Operator::kIsNotNull) return PrintAs(test, "is_null");
  if (test.op == Operator::kIsNotEmpty) return PrintAs(test, "is_empty");
  return fmt::format("not ({})", PrintPositive(test));
}

class Printer {
 public:
  explicit Printer(const Condition& condition) : condition_(condition) {}

  std::vector<std::string> PrintTopLevel() const {
    const TopLevel top = SplitTopLevel(condition_);
    std::vector<Printed> conjuncts;
    for (const NodeId node : top.required) conjuncts.push_back(PrintPart(node));
    std::vector<Printed> excluded;
    for (const NodeId node : top.excluded) excluded.push_back(PrintPart(node));
    if (!excluded.empty()) {
      conjuncts.push_back({fmt::format("not ({})", Join(excluded, Binding::kOr))});
    }
    if (conjuncts.empty()) conjuncts.push_back({"always"});
    std::vector<std::string> texts;
    for (const Printed& conjunct : conjuncts) {
      texts.push_back(PrintMember(conjunct, conjuncts.size(), Binding::kAnd));
    }
    return texts;
  }

  std::string PrintBelow(NodeId node) const { return PrintNode(node).text; }

 private:
  // How tightly a printed node holds together, weakest first.
  enum class Binding { kOr, kAnd, kSingle };
  struct Printed {
    std::string text;
    Binding binding = Binding::kSingle;
  };

  // One of `count` parts that are joined by `binding`.
  static std::string PrintMember(const Printed& part, std::size_t count, Binding binding) {
    const bool weaker = count > 1 && part.binding < binding;
    return weaker ? fmt::format("({})", part.text) : part.text;
  }

  static std::string Join(const std::vector<Printed>& parts, Binding binding) {
    std::string text;
    for (const Printed& part : parts) {
      if (!text.empty()) text += binding == Binding::kAnd ? " and " : " or ";
      text += PrintMember(part, parts.size(), binding);
    }
    return text;
  }

  Printed PrintPart(NodeId id) const {
    const Node& node = condition_.nodes[id];
    if (const auto* test = std::get_if<FieldTest>(&node.body)) return {PrintPositive(*test)};
    if (const auto* test = std::get_if<ElementTest>(&node.body)) return {PrintPositive(*test)};
    return PrintNode(id);
  }

  Printed PrintNode(NodeId id) const {
    const Node& node = condition_.nodes[id];
    if (const auto* test = std::get_if<FieldTest>(&node.body)) return {PrintLeaf(*test)};
    if (const auto* test = std::get_if<ElementTest>(&node.body)) {
      const std::string positive = PrintPositive(*test);
      return {test->kind == Group::Kind::kNone ? fmt::format("not ({})", positive) : positive};
    }
    const auto& group = std::get<Group>(node.body);
    std::vector<Printed> children;
    for (const NodeId child : group.children) children.push_back(PrintNode(child));
    const bool one = children.size() == 1;
    switch (group.kind) {
      case Group::Kind::kAll:
        if (children.empty()) return {"always"};
        return one ? children.front() : Printed{Join(children, Binding::kAnd), Binding::kAnd};
      case Group::Kind::kAny:
        if (children.empty()) return {"never"};
        return one ? children.front() : Printed{Join(children, Binding::kOr), Binding::kOr};
      case Group::Kind::kNone:
        if (children.empty()) return {"always"};
        return {fmt::format("not ({})", Join(children, Binding::kOr))};
      case Group::Kind::kOnlyOne:
        if (children.empty()) return {"never"};
        return {fmt::format("one_of({})", PrintList(children))};
    }
    return {};
  }

  // NoElement prints as the AnyElement that it negates.
  std::string PrintPositive(const ElementTest& test) const {
    const Condition& element = condition_.element_conditions[test.element];
    const std::string inner = Printer(element).PrintBelow(element.root);
    const std::string_view name = test.kind == Group::Kind::kAll       ? "all"
                                  : test.kind == Group::Kind::kOnlyOne ? "one"
                                                                       : "any";
    return fmt::format("{}({}: {})", name, ToString(test.field), inner);
  }
  static std::string PrintPositive(const FieldTest& test) { return trailsift::PrintPositive(test); }

  static std::string PrintList(const std::vector<Printed>& parts) {
    std::string text;
    for (const Printed& part : parts) {
      if (!text.empty()) text += ", ";
      text += part.text;
    }
    return text;
  }

  const Condition& condition_;
};

class TopLevelSplitter {
 public:
  explicit TopLevelSplitter(const Condition& condition) : condition_(condition) {}

  TopLevel Split() {
    Require(condition_.root);
    return std::move(top_);
  }

 private:
  void Require(NodeId id) {
    if (const std::optional<bool> negative = IsNegativeLeaf(id)) {
      (*negative ? top_.excluded : top_.required).push_back(id);
      return;
    }
    const auto& group = std::get<Group>(condition_.nodes[id].body);
    if (group.kind == Group::Kind::kAll) {
      for (const NodeId child : group.children) Require(child);
    } else if (group.kind == Group::Kind::kNone) {
      for (const NodeId child : group.children) Exclude(child);
    } else {
      top_.required.push_back(id);
    }
  }

  void Exclude(NodeId id) {
    if (const std::optional<bool> negative = IsNegativeLeaf(id)) {
      (*negative ? top_.required : top_.excluded).push_back(id);
      return;
    }
    const auto& group = std::get<Group>(condition_.nodes[id].body);
    if (group.kind == Group::Kind::kAny) {
      for (const NodeId child : group.children) Exclude(child);
    } else {
      top_.excluded.push_back(id);
    }
  }

  // Nothing for groups.
  std::optional<bool> IsNegativeLeaf(NodeId id) const {
    const Node& node = condition_.nodes[id];
    if (const auto* test = std::get_if<FieldTest>(&node.body)) return test->negated;
    if (const auto* test = std::get_if<ElementTest>(&node.body)) {
      return test->kind == Group::Kind::kNone;
    }
    return std::nullopt;
  }

  const Condition& condition_;
  TopLevel top_;
};

}  // namespace

TopLevel SplitTopLevel(const Condition& condition) {
  return condition.nodes.empty() ? TopLevel{} : TopLevelSplitter(condition).Split();
}

std::vector<std::string> PrintConjuncts(const Condition& condition) {
  if (condition.nodes.empty()) return {"never"};
  return Printer(condition).PrintTopLevel();
}

std::string Print(const Condition& condition) {
  return fmt::format("{}", fmt::join(PrintConjuncts(condition), " and "));
}

std::string Print(const Condition& condition, NodeId node) {
  return Printer(condition).PrintBelow(node);
}

std::string Print(const Literal& literal) { return ToCompactJson(ToJson(literal)); }

JsonValue ToJson(const Literal& literal) {
  switch (literal.kind) {
    case Literal::Kind::kString:
      return JsonValue::String(literal.text);
    case Literal::Kind::kNumber:
      return JsonValue::Number(literal.text);
    case Literal::Kind::kBoolean:
      return JsonValue::Boolean(literal.boolean);
  }
  return {};
}

bool Holds(Group::Kind kind, std::size_t holding, std::size_t all) {
  switch (kind) {
    case Group::Kind::kAll:
      return holding == all;
    case Group::Kind::kAny:
      return holding > 0;
    case Group::Kind::kOnlyOne:
      return holding == 1;
    case Group::Kind::kNone:
      return holding == 0;
  }
  return false;
}

// Not defaulted: clang 14 dies of that in a class that holds others of its kind.
bool Condition::operator==(const Condition& other) const {
  return root == other.root && nodes == other.nodes &&
         element_conditions == other.element_conditions;
}

std::strong_ordering Condition::operator<=>(const Condition& other) const {
  if (const auto order = root <=> other.root; order != 0) return order;
  if (const auto order = nodes <=> other.nodes; order != 0) return order;
  return element_conditions <=> other.element_conditions;
}

bool IsUnary(Operator op) {
  switch (op) {
    case Operator::kExists:
    case Operator::kIsNotNull:
    case Operator::kIsNotEmpty:
    case Operator::kIsIpAddress:
    case Operator::kIsIpv4Address:
    case Operator::kIsIpv6Address:
    case Operator::kIsPublicIpAddress:
    case Operator::kIsPrivateIpAddress:
      return true;
    case Operator::kEquals:
    case Operator::kContains:
    case Operator::kStartsWith:
    case Operator::kEndsWith:
    case Operator::kIsIn:
    case Operator::kIsGreater:
    case Operator::kIsGreaterOrEqual:
    case Operator::kIsLess:
    case Operator::kIsLessOrEqual:
    case Operator::kIsInCidr:
    case Operator::kCidrContains:
      return false;
  }
  return false;
}

std::string OperatorName(Operator op, bool ignores_case) {
  return fmt::format("{}{}", ignores_case ? "i" : "", PositiveName(op));
}

}  // namespace trailsift
