#include "loader/operand_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/ip_address.h"
#include "loader/node_types.h"
#include "loader/yaml_scalar.h"

namespace trailsift {
namespace {

bool LooksLikeCidr(std::string_view text) {
  return text.find('/') != std::string_view::npos && ParseCidr(text).has_value();
}

// As account identifiers look, which are strings in every record.
bool LooksLikeAccount(const YamlNode& node) {
  constexpr std::size_t kAccountDigits = 12;
  return node.kind == YamlNode::Kind::kInteger && node.text.size() == kAccountDigits &&
         node.text.find_first_not_of("0123456789") == std::string::npos;
}

class OperandReader {
 public:
  OperandReader(const ConditionName& condition, const YamlNode& name, ProblemReporter& problems,
                FieldTest& test)
      : condition_(condition), name_(name), problems_(problems), test_(test) {}

  bool Read(const YamlNode* value, const YamlNode* values) {
    switch (condition_.operand) {
      case OperandKind::kNone:
        return RefuseOperands(value, values);
      case OperandKind::kScalar:
      case OperandKind::kString:
      case OperandKind::kNumber:
        return ReadScalar(value, values);
      case OperandKind::kList:
        return ReadList(value, values);
      case OperandKind::kCidr:
        return ReadRanges(value, values);
    }
    return false;
  }

 private:
  bool is_about_addresses() const {
    return condition_.op >= Operator::kIsIpAddress &&
           condition_.op <= Operator::kIsPrivateIpAddress;
  }

  bool RefuseOperands(const YamlNode* value, const YamlNode* values) {
    if (value == nullptr && values == nullptr) return true;
    const bool one = value != nullptr;
    const std::string_view fitting = is_about_addresses() ? "IsIPAddressInCIDR"
                                     : one                ? "Equals"
                                                          : "IsIn";
    problems_.Error(one ? *value : *values, "unexpected-key",
                    fmt::format("{} takes no {}; to compare use {}", name_.text,
                                one ? "Value" : "Values", fitting));
    return false;
  }

  bool ReadScalar(const YamlNode* value, const YamlNode* values) {
    if (values != nullptr) {
      const bool equals = condition_.op == Operator::kEquals && !condition_.ignores_case;
      const std::string_view in = condition_.negated ? "IsNotIn" : "IsIn";
      problems_.Error(
          *values, "unexpected-key",
          equals
              ? fmt::format("{} takes one Value; for a list of values use {}", name_.text, in)
              : fmt::format("{} takes one Value; write one expression for each value", name_.text));
      return false;
    }
    if (value == nullptr) return ReportMissing("a Value");
    if (!CheckKind(*value)) return false;
    auto literal = ReadLiteral(*value, "Value");
    if (!literal) return false;
    test_.operands.push_back(std::move(*literal));
    return true;
  }

  bool ReportMissing(std::string_view what) {
    problems_.Error(name_, "missing-key", fmt::format("{} needs {}", name_.text, what));
    return false;
  }

  // That of a single Value, but for lists and mappings where any scalar will do.
  bool CheckKind(const YamlNode& value) {
    if (value.kind == YamlNode::Kind::kNull) {
      problems_.Error(value, "null-value",
                      fmt::format("a Value cannot be null; use the condition {}", ForNull()));
      return false;
    }
    if (condition_.operand == OperandKind::kString && value.kind != YamlNode::Kind::kString) {
      problems_.Error(value, "wrong-type",
                      fmt::format("{} needs a string, not {}{}", name_.text, KindName(value),
                                  value.is_scalar() ? "; quote it" : ""));
      if (value.is_scalar()) problems_.SuggestQuotes(value);
      return false;
    }
    if (condition_.operand == OperandKind::kNumber && !value.is_number()) {
      const ScalarKind unquoted = ResolvePlainScalar(value.text);
      const bool only_quoted =
          value.quoted && (unquoted == ScalarKind::kInteger || unquoted == ScalarKind::kFloat);
      problems_.Error(value, "wrong-type",
                      fmt::format("{} needs a number, not {}{}", name_.text, KindName(value),
                                  only_quoted ? "; write it without quotation marks" : ""));
      if (only_quoted && value.verbatim) problems_.Suggest(value.text);
      return false;
    }
    return true;
  }

  std::string_view ForNull() const { return condition_.negated ? "IsNotNull" : "IsNull"; }

  bool ReadList(const YamlNode* value, const YamlNode* values) {
    if (value != nullptr) {
      problems_.Error(*value, "unexpected-key",
                      fmt::format("{} takes Values, a list; for one value use {}", name_.text,
                                  condition_.negated ? "DoesNotEqual" : "Equals"));
      return false;
    }
    if (values == nullptr) return ReportMissing("Values");
    if (!CheckType("Values", *values, NodeType::kList, problems_)) return false;
    WarnIfEmpty(*values);
    bool good = true;
    for (const YamlNode& item : values->items) {
      auto literal = ReadLiteral(item, "an entry of Values");
      good = good && literal;
      if (!literal) continue;
      if (literal->kind == Literal::Kind::kString && LooksLikeCidr(literal->text)) {
        problems_.Advise(
            Diagnostic::Level::kWarning, item.place, "cidr-as-text",
            fmt::format("{} compares text; for addresses in a range use {}", name_.text,
                        condition_.negated ? "IsIPAddressNotInCIDR" : "IsIPAddressInCIDR"));
      }
      test_.operands.push_back(std::move(*literal));
    }
    return good && CheckOneKind(*values);
  }

  void WarnIfEmpty(const YamlNode& values) {
    if (!values.items.empty()) return;
    problems_.Warn(values, "empty-list",
                   fmt::format("{} with no value is {} for every record", name_.text,
                               condition_.negated ? "true" : "false"));
  }

  bool CheckOneKind(const YamlNode& values) {
    for (std::size_t i = 1; i < test_.operands.size(); ++i) {
      if (test_.operands[i].kind == test_.operands[0].kind) continue;
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
        return ReadNumber(node, what);
      case YamlNode::Kind::kNull:
        problems_.Error(node, "null-value",
                        fmt::format("{} cannot be null; use the condition {}", what, ForNull()));
        return std::nullopt;
      case YamlNode::Kind::kList:
      case YamlNode::Kind::kMap:
        break;
    }
    problems_.Error(
        node, "wrong-type",
        fmt::format("{} must be a string, number or boolean, not {}", what, KindName(node)));
    return std::nullopt;
  }

  std::optional<Literal> ReadNumber(const YamlNode& node, std::string_view what) {
    if (!IsFinite(node.text)) {
      problems_.Error(
          node, "invalid-value",
          fmt::format("{} cannot be {}: no record holds such a number", what, node.text));
      return std::nullopt;
    }
    if (condition_.operand != OperandKind::kNumber && LooksLikeAccount(node)) {
      problems_.Advise(Diagnostic::Level::kWarning, node.place, "account-as-number",
                       fmt::format("{} is compared as a number; quote it if it is an account, "
                                   "whose identifier is a string",
                                   node.text));
      problems_.SuggestQuotes(node);
    }
    return Literal::Number(JsonNumber(node.text));
  }

  bool ReadRanges(const YamlNode* value, const YamlNode* values) {
    if (value != nullptr && values != nullptr) {
      problems_.Error(*values, "mixed-keys",
                      "Values cannot stand beside Value; put all ranges into Values");
      return false;
    }
    if (value != nullptr) return ReadRange(*value, "Value");
    if (values == nullptr) return ReportMissing("a Value or Values");
    if (!CheckType("Values", *values, NodeType::kList, problems_)) return false;
    WarnIfEmpty(*values);
    bool good = true;
    for (const YamlNode& item : values->items) good = ReadRange(item, "an entry of Values") && good;
    return good;
  }

  bool ReadRange(const YamlNode& node, std::string_view what) {
    if (node.kind != YamlNode::Kind::kString) {
      problems_.Error(
          node, "wrong-type",
          fmt::format(
              "{} must be a CIDR such as 10.0.0.0/8, not {}{}", what, KindName(node),
              node.kind == YamlNode::Kind::kList ? "; a list of them stands in Values" : ""));
      return false;
    }
    const std::optional<Cidr> range = ParseCidr(node.text);
    if (!range) {
      problems_.Error(
          node, "invalid-cidr",
          fmt::format("\"{}\" is no CIDR such as 10.0.0.0/8 or 2001:db8::/32", node.text));
      return false;
    }
    if (range->host_bits) {
      problems_.Warn(node, "cidr-host-bits",
                     fmt::format("{} has bits set behind its prefix; they are ignored", node.text));
    }
    test_.operands.push_back(Literal::String(node.text));
    return true;
  }

  const ConditionName& condition_;
  const YamlNode& name_;
  ProblemReporter& problems_;
  FieldTest& test_;
};

}  // namespace

bool ReadOperands(const YamlNode& expression, const ConditionName& condition, const YamlNode& name,
                  ProblemReporter& problems, FieldTest& test) {
  return OperandReader(condition, name, problems, test)
      .Read(expression.Find("Value"), expression.Find("Values"));
}

}  // namespace trailsift
