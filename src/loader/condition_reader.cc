#include "loader/condition_reader.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "loader/condition_advice.h"
#include "loader/condition_names.h"
#include "loader/field_pair_reader.h"
#include "loader/key_specifier.h"
#include "loader/node_types.h"
#include "loader/operand_reader.h"

namespace trailsift {
namespace {

constexpr std::array<std::string_view, 12> kExpressionKeys = {
    "Key",    "DeepKey",     "KeyPath", "Enrichment", "Condition", "Value",
    "Values", "Expressions", "All",     "Any",        "OnlyOne",   "None"};

class ConditionReader {
 public:
  // `depth`: the comprehensions and combinators around it.
  ConditionReader(ConditionUse use, std::size_t depth, ProblemReporter& problems)
      : use_(use), depth_(depth), problems_(problems) {}

  Condition Read(const YamlNode& expressions) {
    condition_.root = ReadGroup(Group::Kind::kAll, expressions);
    condition_.nodes
        .shrink_to_fit();  // There may be ten thousand, kept as long as the program runs.
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
    if (!CheckType("a match expression", expression, NodeType::kMapping, problems_) ||
        !CheckKeys(expression, kExpressionKeys, "a match expression", problems_)) {
      return std::nullopt;
    }
    for (std::size_t i = 0; i < expression.keys.size(); ++i) {
      if (FindCombinatorName(expression.keys[i].text) != nullptr) {
        return ReadCombinator(expression, i);
      }
    }
    const YamlNode* name = expression.Find("Condition");
    if (name == nullptr) {
      problems_.Error(expression, "missing-key",
                      "the match expression has no Condition and no All, Any, OnlyOne or None");
      return std::nullopt;
    }
    if (!CheckType("Condition", *name, NodeType::kString, problems_)) return std::nullopt;
    return ReadNamed(expression, *name);
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
    const Group::Kind kind = FindCombinatorName(key.text)->kind;
    if (kind != Group::Kind::kAll && kind != Group::Kind::kAny && !MayUse(key)) {
      return std::nullopt;
    }
    const YamlNode& children = expression.items[index];
    if (!CheckType(key.text, children, NodeType::kList, problems_)) return std::nullopt;
    if (!Enter(key)) return std::nullopt;
    const NodeId group = ReadGroup(kind, children);
    --depth_;
    return group;
  }

  bool Enter(const YamlNode& place) {
    if (depth_ == kMaximumExpressionNesting) {
      problems_.Error(place, "nesting-too-deep",
                      fmt::format("expressions are nested more than {} levels deep",
                                  kMaximumExpressionNesting));
      return false;
    }
    ++depth_;
    return true;
  }

  // False, and reported: a shape that InlineFilters does not take.
  bool MayUse(const YamlNode& place, std::string_view what = {}) {
    if (use_ != ConditionUse::kInlineFilter) return true;
    problems_.Error(place, "filter-shape",
                    fmt::format("InlineFilters takes conditions on single fields, All and Any, "
                                "but not {}; move this to Detection",
                                what.empty() ? place.text : what));
    return false;
  }

  std::optional<NodeId> ReadNamed(const YamlNode& expression, const YamlNode& name) {
    if (const AbsoluteName* absolute = FindAbsoluteName(name.text)) {
      return ReadAbsolute(expression, name, absolute->holds);
    }
    if (const GroupName* comprehension = FindComprehensionName(name.text)) {
      return ReadComprehension(expression, name, comprehension->kind);
    }
    if (const ConditionName* condition = FindConditionName(name.text)) {
      return ReadLeaf(expression, name, *condition);
    }
    problems_.Error(name, "unknown-condition",
                    fmt::format("unknown condition \"{}\"{}", name.text,
                                DidYouMean(name.text, AllConditionNames())));
    SuggestNearest(name, AllConditionNames(), problems_);
    return std::nullopt;
  }

  std::optional<NodeId> ReadAbsolute(const YamlNode& expression, const YamlNode& name, bool holds) {
    if (!MayUse(name)) return std::nullopt;
    for (const YamlNode& key : expression.keys) {
      if (key.text == "Condition") continue;
      problems_.Error(key, "unexpected-key",
                      fmt::format("{} stands alone, without {}", name.text, key.text));
      return std::nullopt;
    }
    Group group;
    group.kind = holds ? Group::Kind::kAll : Group::Kind::kAny;
    return condition_.Add({std::move(group), PositionOf(expression)});
  }

  std::optional<NodeId> ReadComprehension(const YamlNode& expression, const YamlNode& name,
                                          Group::Kind kind) {
    if (!MayUse(name)) return std::nullopt;
    bool good = true;
    for (const std::string_view key : {"Value", "Values"}) {
      const YamlNode* operand = expression.Find(key);
      if (operand == nullptr) continue;
      problems_.Error(*operand, "unexpected-key",
                      fmt::format("{} takes Expressions and no {}", name.text, key));
      good = false;
    }
    auto field = ReadKeySpecifier(expression, problems_);
    const YamlNode* inner = expression.Find("Expressions");
    if (inner == nullptr) {
      problems_.Error(name, "missing-key", fmt::format("{} needs Expressions", name.text));
      return std::nullopt;
    }
    if (!CheckType("Expressions", *inner, NodeType::kList, problems_)) return std::nullopt;
    if (!Enter(name)) return std::nullopt;
    Condition element = ConditionReader(use_, depth_, problems_).Read(*inner);
    --depth_;
    if (!field || !good) return std::nullopt;
    AdviseOnField(*field, problems_);
    ElementTest test;
    test.field = std::move(field->path);
    test.field_position = field->position;
    test.kind = kind;
    test.element = static_cast<std::uint32_t>(condition_.element_conditions.size());
    condition_.element_conditions.push_back(std::move(element));
    return condition_.Add({std::move(test), PositionOf(expression)});
  }

  std::optional<NodeId> ReadLeaf(const YamlNode& expression, const YamlNode& name,
                                 const ConditionName& condition) {
    if (const YamlNode* inner = expression.Find("Expressions")) {
      problems_.Error(*inner, "unexpected-key",
                      fmt::format("{} takes no Expressions; for those use AnyElement", name.text));
      return std::nullopt;
    }
    auto test = IsFieldPair(expression) ? ReadPair(expression, name, condition)
                                        : ReadTest(expression, name, condition);
    if (!test) return std::nullopt;
    if (use_ == ConditionUse::kInlineFilter) {
      WarnIfNotDocumented(name, problems_);
      test->passes_if_missing = true;
    }
    AdviseOnField({test->field, test->field_position}, problems_);
    if (test->other_field) {
      AdviseOnField({*test->other_field, test->other_field_position}, problems_);
    }
    AdviseOnLists(*test, name.text, use_, problems_);
    return condition_.Add({std::move(*test), PositionOf(expression)});
  }

  std::optional<FieldTest> ReadPair(const YamlNode& expression, const YamlNode& name,
                                    const ConditionName& condition) {
    if (!MayUse(name, "comparisons of two fields")) return std::nullopt;
    return ReadFieldPair(expression, condition, name, problems_);
  }

  std::optional<FieldTest> ReadTest(const YamlNode& expression, const YamlNode& name,
                                    const ConditionName& condition) {
    FieldTest test;
    test.op = condition.op;
    test.negated = condition.negated;
    test.ignores_case = condition.ignores_case;
    const bool operands_good = ReadOperands(expression, condition, name, problems_, test);
    auto field = ReadKeySpecifier(expression, problems_);
    if (!field || !CheckFilterKey(expression, field->path) || !operands_good) return std::nullopt;
    test.field = std::move(field->path);
    test.field_position = field->position;
    return test;
  }

  bool CheckFilterKey(const YamlNode& expression, const FieldPath& path) {
    if (use_ != ConditionUse::kInlineFilter) return true;
    for (const YamlNode& key : expression.keys) {
      if (key.text != "Key" && key.text != "DeepKey") continue;
      problems_.Error(
          key, "filter-shape",
          fmt::format("InlineFilters takes no {}; write KeyPath: {}", key.text, ToString(path)));
      return false;
    }
    return true;
  }

  const ConditionUse use_;
  std::size_t depth_;
  ProblemReporter& problems_;
  Condition condition_;
};

}  // namespace

Condition ReadCondition(const YamlNode& expressions, ConditionUse use, ProblemReporter& problems) {
  return ConditionReader(use, 0, problems).Read(expressions);
}

}  // namespace trailsift
