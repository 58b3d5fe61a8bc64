#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "event/json_value.h"
#include "rule/condition.h"

namespace trailsift {

// Reads the normalised notation that Print writes back into a condition, by the grammar of section
// 6.2 of the rule specification and by nothing that Print itself uses:
//   or      = and { "or" and }                     and = unit { "and" unit }
//   unit    = "not" "(" or ")" | "(" or ")" | "one_of" "(" or { "," or } ")" | "always" | "never" |
//             ( "any" | "all" | "one" ) "(" field ":" or ")" | leaf
//   leaf    = field ( unary | binary operand )
//   operand = literal | "[" [ literal { "," literal } ] "]" | "field:" field
// Fields hold no blanks. Nothing: the text is not of that form.
class ConditionParser {
 public:
  explicit ConditionParser(std::string_view text) : text_(text) {}

  std::optional<Condition> Parse() {
    const NodeId root = Or();
    SkipBlanks();
    if (failed_ || position_ != text_.size()) return std::nullopt;
    condition_.root = root;
    return std::move(condition_);
  }

 private:
  NodeId Or() {
    return Chain("or", Group::Kind::kAny, [this] { return And(); });
  }
  NodeId And() {
    return Chain("and", Group::Kind::kAll, [this] { return Unit(); });
  }

  template <typename Part>
  NodeId Chain(std::string_view word, Group::Kind kind, const Part& part) {
    Group group{kind, {part()}};
    while (!failed_ && TakeWord(word)) group.children.push_back(part());
    return Add(std::move(group));
  }

  NodeId Unit() {
    if (Take("(")) return Closed(Or());
    if (TakeWord("always")) return Add(Group{Group::Kind::kAll, {}});
    if (TakeWord("never")) return Add(Group{Group::Kind::kAny, {}});
    if (TakeWord("not")) {
      Expect("(");
      return Add(Group{Group::Kind::kNone, {Closed(Or())}});
    }
    if (Take("any(")) return Elements(Group::Kind::kAny);
    if (Take("all(")) return Elements(Group::Kind::kAll);
    if (Take("one(")) return Elements(Group::Kind::kOnlyOne);
    if (!TakeWord("one_of")) return Leaf();
    Expect("(");
    Group group{Group::Kind::kOnlyOne, {Or()}};
    while (Take(",")) group.children.push_back(Or());
    return Closed(Add(std::move(group)));
  }

  NodeId Elements(Group::Kind kind) {
    ElementTest test;
    test.kind = kind;
    std::string_view field = Word();
    failed_ = failed_ || !field.ends_with(':');
    if (!failed_) test.field = ReadField(field.substr(0, field.size() - 1));
    Condition outside = std::exchange(condition_, {});
    condition_.root = Or();
    Condition element = std::exchange(condition_, std::move(outside));
    test.element = static_cast<std::uint32_t>(condition_.element_conditions.size());
    condition_.element_conditions.push_back(std::move(element));
    return Closed(condition_.Add({std::move(test), {}}));
  }

  FieldPath ReadField(std::string_view text) {
    auto field = ParseKeyPath(text);
    failed_ = failed_ || !field;
    return failed_ ? FieldPath{} : std::move(*field);
  }

  struct Name {
    std::string_view name;
    Operator op;
    bool negated = false;
  };

  static const Name* FindName(std::string_view name) {
    static constexpr Name kNames[] = {{"eq", Operator::kEquals},
                                      {"ne", Operator::kEquals, true},
                                      {"contains", Operator::kContains},
                                      {"starts_with", Operator::kStartsWith},
                                      {"ends_with", Operator::kEndsWith},
                                      {"in", Operator::kIsIn},
                                      {"gt", Operator::kIsGreater},
                                      {"gte", Operator::kIsGreaterOrEqual},
                                      {"lt", Operator::kIsLess},
                                      {"lte", Operator::kIsLessOrEqual},
                                      {"exists", Operator::kExists},
                                      {"is_not_null", Operator::kIsNotNull},
                                      {"is_null", Operator::kIsNotNull, true},
                                      {"is_not_empty", Operator::kIsNotEmpty},
                                      {"is_empty", Operator::kIsNotEmpty, true},
                                      {"is_ip", Operator::kIsIpAddress},
                                      {"is_ipv4", Operator::kIsIpv4Address},
                                      {"is_ipv6", Operator::kIsIpv6Address},
                                      {"is_public_ip", Operator::kIsPublicIpAddress},
                                      {"is_private_ip", Operator::kIsPrivateIpAddress},
                                      {"cidr", Operator::kIsInCidr},
                                      {"cidr_any", Operator::kCidrContains}};
    const auto* found = std::ranges::find(kNames, name, &Name::name);
    return found == std::end(kNames) ? nullptr : found;
  }

  NodeId Leaf() {
    FieldTest test;
    test.field = ReadField(Word());
    const std::string_view word = Word();
    const Name* name = FindName(word);
    if (name == nullptr && word.starts_with('i')) {
      name = FindName(word.substr(1));
      test.ignores_case = true;
    }
    failed_ = failed_ || name == nullptr;
    if (failed_) return Add(Group{});
    test.op = name->op;
    test.negated = name->negated;
    if (!IsUnary(test.op)) ReadOperands(test);
    return condition_.Add({std::move(test), {}});
  }

  void ReadOperands(FieldTest& test) {
    if (Take("field:")) {
      test.other_field = ReadField(Word());
    } else if (Take("[")) {
      while (!failed_ && !Take("]")) {
        if (!test.operands.empty()) Expect(",");
        test.operands.push_back(ReadLiteral());
      }
    } else {
      test.operands.push_back(ReadLiteral());
    }
  }

  Literal ReadLiteral() {
    SkipBlanks();
    std::size_t end = position_;
    if (end < text_.size() && text_[end] == '"') {
      ++end;
      while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2U : 1U;
      ++end;
    } else {
      end = std::min(text_.find_first_of(" ,)]", end), text_.size());
    }
    const auto value = ParseJson(text_.substr(position_, end - position_));
    failed_ = failed_ || !value;
    position_ = std::min(end, text_.size());
    if (failed_) return {};
    if (value->kind == ValueKind::kBoolean) return Literal::Boolean(value->boolean);
    return value->kind == ValueKind::kNumber ? Literal::Number(value->text)
                                             : Literal::String(value->text);
  }

  NodeId Add(Group group) { return condition_.Add({std::move(group), {}}); }
  NodeId Closed(NodeId node) {
    Expect(")");
    return node;
  }

  void SkipBlanks() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
  }
  bool Take(std::string_view mark) {
    SkipBlanks();
    if (!text_.substr(position_).starts_with(mark)) return false;
    position_ += mark.size();
    return true;
  }
  void Expect(std::string_view mark) { failed_ = !Take(mark) || failed_; }
  bool TakeWord(std::string_view word) {
    SkipBlanks();
    const std::string_view rest = text_.substr(position_);
    if (!rest.starts_with(word)) return false;
    if (rest.size() > word.size() &&
        std::string_view(" (),").find(rest[word.size()]) == std::string_view::npos) {
      return false;
    }
    position_ += word.size();
    return true;
  }
  std::string_view Word() {
    SkipBlanks();
    const std::size_t end = std::min(text_.find_first_of(" (),", position_), text_.size());
    const std::string_view word = text_.substr(position_, end - position_);
    position_ = end;
    failed_ = failed_ || word.empty();
    return word;
  }

  std::string_view text_;
  std::size_t position_ = 0;
  bool failed_ = false;
  Condition condition_;
};

}  // namespace trailsift
