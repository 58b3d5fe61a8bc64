#include "loader/condition_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "loader/condition_names.h"
#include "loader/key_specifier.h"
#include "loader/node_types.h"
#include "loader/yaml_scalar.h"

namespace trailsift {
namespace {

struct CombinatorName {
  std::string_view name;
  Group::Kind kind;
};
constexpr std::array<CombinatorName, 4> kCombinators = {{{"All", Group::Kind::kAll},
                                                         {"Any", Group::Kind::kAny},
                                                         {"OnlyOne", Group::Kind::kOnlyOne},
                                                         {"None", Group::Kind::kNone}}};

constexpr std::array<std::string_view, 12> kExpressionKeys = {
    "Key",    "DeepKey",     "KeyPath", "Enrichment", "Condition", "Value",
    "Values", "Expressions", "All",     "Any",        "OnlyOne",   "None"};

const CombinatorName* FindCombinator(std::string_view name) {
  const auto* found = std::ranges::find(kCombinators, name, &CombinatorName::name);
  return found == kCombinators.end() ? nullptr : found;
}

Position PositionOf(const YamlNode& node) { return {node.place.line, node.place.column}; }

class ConditionReader {
 public:
  explicit ConditionReader(ProblemReporter& problems) : problems_(problems) {}

  Condition Read(const YamlNode& expressions) {
    condition_.root = ReadGroup(Group::Kind::kAll, expressions);
    return std::move(condition_);
  }

 private:
  NodeId ReadGroup(Group::Kind kind, const YamlNode& expressions) {
    Group group;
    group.kind = kind;
    for (const YamlNode& expression : expressions.items) {
      if (const auto child = ReadExpression(expression)) group.children.push_back(*child);
    }
    return condition_.Add({std::move(group), PositionOf(expressions)});
  }

  std::optional<NodeId> ReadExpression(const YamlNode& expression) {
    if (expression.kind != YamlNode::Kind::kMap) {
      problems_.Error(
          expression, "wrong-type",
          fmt::format("a match expression must be a mapping, not {}", KindName(expression)));
      return std::nullopt;
    }
    if (!CheckKeys(expression)) return std::nullopt;
    for (std::size_t i = 0; i < expression.keys.size(); ++i) {
      if (FindCombinator(expression.keys[i].text) != nullptr) return ReadCombinator(expression, i);
    }
    return ReadLeaf(expression);
  }

  bool CheckKeys(const YamlNode& expression) {
    bool good = true;
    for (const YamlNode& key : expression.keys) {
      if (std::ranges::find(kExpressionKeys, key.text) != kExpressionKeys.end()) continue;
      problems_.Error(key, "unknown-key",
                      fmt::format("unknown key \"{}\" in a match expression{}", key.text,
                                  DidYouMean(key.text, kExpressionKeys)));
      good = false;
    }
    return good;
  }

  std::optional<NodeId> ReadCombinator(const YamlNode& expression, std::size_t index) {
    const YamlNode& key = expression.keys[index];
    if (expression.keys.size() > 1) {
      const YamlNode& other = expression.keys[index == 0 ? 1 : 0];
      problems_.Error(
          other, "mixed-keys",
          fmt::format("{} cannot stand beside {}; write two expressions", other.text, key.text));
      return std::nullopt;
    }
    const YamlNode& children = expression.items[index];
    if (!CheckType(key.text, children, NodeType::kList, problems_)) return std::nullopt;
    return ReadGroup(FindCombinator(key.text)->kind, children);
  }

  std::optional<NodeId> ReadLeaf(const YamlNode& expression) {
    const YamlNode* name = expression.Find("Condition");
    if (name == nullptr) {
      problems_.Error(expression, "missing-key",
                      "the match expression has no Condition and no All, Any, OnlyOne or None");
      return std::nullopt;
    }
    const ConditionName* condition = ReadConditionName(*name);
    if (condition == nullptr) return std::nullopt;
    if (IsFieldPair(expression)) {
      problems_.NotSupported(*expression.Find("Values"), "comparing two fields");
      return std::nullopt;
    }
    FieldTest test;
    test.op = *condition->op;
    test.negated = condition->negated;
    const bool operands_good = ReadOperands(expression, *condition, *name, test);
    auto field = ReadKeySpecifier(expression, problems_);
    if (!field || !operands_good) return std::nullopt;
    test.field = std::move(*field);
    return condition_.Add({std::move(test), PositionOf(expression)});
  }

  // A null pointer: reported.
  const ConditionName* ReadConditionName(const YamlNode& name) {
    if (!CheckType("Condition", name, NodeType::kString, problems_)) return nullptr;
    const ConditionName* condition = FindConditionName(name.text);
    if (condition == nullptr) {
      std::vector<std::string_view> names;
      for (const ConditionName& known : ConditionNames()) names.push_back(known.name);
      problems_.Error(
          name, "unknown-condition",
          fmt::format("unknown condition \"{}\"{}", name.text, DidYouMean(name.text, names)));
      return nullptr;
    }
    if (!condition->op) {
      problems_.NotSupported(name, fmt::format("condition {}", name.text));
      return nullptr;
    }
    return condition;
  }

  // Without a field, and with mappings where values stand: two fields are compared.
  static bool IsFieldPair(const YamlNode& expression) {
    const YamlNode* values = expression.Find("Values");
    return values != nullptr && values->kind == YamlNode::Kind::kList && !values->items.empty() &&
           std::ranges::all_of(values->items, [](const YamlNode& item) {
             return item.kind == YamlNode::Kind::kMap;
           });
  }

  bool ReadOperands(const YamlNode& expression, const ConditionName& condition,
                    const YamlNode& name, FieldTest& test) {
    const YamlNode* value = expression.Find("Value");
    const YamlNode* values = expression.Find("Values");
    if (const YamlNode* inner = expression.Find("Expressions")) {
      problems_.Error(*inner, "unexpected-key", fmt::format("{} takes no Expressions", name.text));
      return false;
    }
    switch (condition.operand) {
      case OperandKind::kNone:
        if (value == nullptr && values == nullptr) return true;
        problems_.Error(
            value != nullptr ? *value : *values, "unexpected-key",
            fmt::format("{} takes no {}", name.text, value != nullptr ? "Value" : "Values"));
        return false;
      case OperandKind::kList:
        return ReadList(value, values, condition, name, test);
      case OperandKind::kScalar:
      case OperandKind::kString:
        return ReadScalar(value, values, condition, name, test);
    }
    return false;
  }

  bool ReadScalar(const YamlNode* value, const YamlNode* values, const ConditionName& condition,
                  const YamlNode& name, FieldTest& test) {
    if (values != nullptr) {
      const std::string_view in = condition.negated ? "IsNotIn" : "IsIn";
      problems_.Error(
          *values, "unexpected-key",
          condition.op == Operator::kEquals
              ? fmt::format("{} takes one Value; for a list of values use {}", name.text, in)
              : fmt::format("{} takes one Value; write one expression for each value", name.text));
      return false;
    }
    if (value == nullptr) {
      problems_.Error(name, "missing-key", fmt::format("{} needs a Value", name.text));
      return false;
    }
    if (condition.operand == OperandKind::kString && value->kind != YamlNode::Kind::kString &&
        value->kind != YamlNode::Kind::kNull) {
      problems_.Error(*value, "wrong-type",
                      fmt::format("{} needs a string, not {}", name.text, KindName(*value)));
      return false;
    }
    if (value->kind == YamlNode::Kind::kNull) {
      problems_.Error(*value, "null-value",
                      fmt::format("a Value cannot be null; use the condition {}",
                                  condition.negated ? "IsNotNull" : "IsNull"));
      return false;
    }
    auto literal = ReadLiteral(*value, "Value");
    if (!literal) return false;
    test.operands.push_back(std::move(*literal));
    return true;
  }

  bool ReadList(const YamlNode* value, const YamlNode* values, const ConditionName& condition,
                const YamlNode& name, FieldTest& test) {
    if (value != nullptr) {
      problems_.Error(*value, "unexpected-key",
                      fmt::format("{} takes Values, a list; for one value use {}", name.text,
                                  condition.negated ? "DoesNotEqual" : "Equals"));
      return false;
    }
    if (values == nullptr) {
      problems_.Error(name, "missing-key", fmt::format("{} needs Values", name.text));
      return false;
    }
    if (!CheckType("Values", *values, NodeType::kList, problems_)) return false;
    if (values->items.empty()) {
      problems_.Warn(*values, "empty-list",
                     fmt::format("{} with no value is {} for every record", name.text,
                                 condition.negated ? "true" : "false"));
    }
    bool good = true;
    for (const YamlNode& item : values->items) {
      auto literal = ReadLiteral(item, "an entry of Values");
      good = good && literal;
      if (literal) test.operands.push_back(std::move(*literal));
    }
    return good && CheckOneKind(*values, test.operands);
  }

  bool CheckOneKind(const YamlNode& values, const std::vector<Literal>& literals) {
    for (std::size_t i = 1; i < literals.size(); ++i) {
      if (literals[i].kind == literals[0].kind) continue;
      problems_.Error(values.items[i], "mixed-values",
                      fmt::format("Values must be of one kind: the first is {}, this is {}",
                                  KindName(values.items[0]), KindName(values.items[i])));
      return false;
    }
    return true;
  }

  std::optional<Literal> ReadLiteral(const YamlNode& node, std::string_view what) {
    switch (node.kind) {
      case YamlNode::Kind::kString:
        return Literal::String(node.text);
      case YamlNode::Kind::kBoolean:
        return Literal::Boolean(node.boolean());
      case YamlNode::Kind::kInteger:
      case YamlNode::Kind::kFloat:
        if (IsFinite(node.text)) return Literal::Number(JsonNumber(node.text));
        problems_.Error(
            node, "invalid-value",
            fmt::format("{} cannot be {}: no record holds such a number", what, node.text));
        return std::nullopt;
      case YamlNode::Kind::kNull:
      case YamlNode::Kind::kList:
      case YamlNode::Kind::kMap:
        break;
    }
    problems_.Error(
        node, "wrong-type",
        fmt::format("{} must be a string, number or boolean, not {}", what, KindName(node)));
    return std::nullopt;
  }

  ProblemReporter& problems_;
  Condition condition_;
};

}  // namespace

Condition ReadCondition(const YamlNode& expressions, ProblemReporter& problems) {
  return ConditionReader(problems).Read(expressions);
}

}  // namespace trailsift
