#include "lint/field_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "lint/cloudtrail_fields.h"
#include "loader/key_specifier.h"

namespace trailsift {
namespace {

constexpr std::string_view kCloudTrail = "AWS.CloudTrail";

std::string NameOf(const FieldPath& path, std::size_t steps) {
  FieldPath part;
  part.steps.assign(path.steps.begin(), path.steps.begin() + static_cast<std::ptrdiff_t>(steps));
  return ToString(part);
}

std::string DescribeStep(const PathStep& step) {
  switch (step.kind) {
    case PathStep::Kind::kName:
      return step.name;
    case PathStep::Kind::kIndex:
      return fmt::format("[{}]", step.index);
    case PathStep::Kind::kWildcard:
      return "[*]";
  }
  return {};
}

// "userIdentity has no field \"foo\"".
std::string Describe(const FieldPath& path, const FieldKnowledge& knowledge,
                     const FieldPath& list) {
  const std::string step = DescribeStep(path.steps[knowledge.step]);
  const bool at_front = knowledge.step == 0;
  const std::string before = !at_front            ? NameOf(path, knowledge.step)
                             : list.steps.empty() ? std::string("a CloudTrail record")
                                                  : "an element of " + ToString(list);
  switch (knowledge.verdict) {
    case FieldKnowledge::Verdict::kKnown:
      break;
    case FieldKnowledge::Verdict::kOtherCase:
      return fmt::format("CloudTrail spells this field \"{}\"; letter case does not matter here",
                         ToString(knowledge.suggestion));
    case FieldKnowledge::Verdict::kUnknown:
      return fmt::format("{} has no field \"{}\"", before, step);
    case FieldKnowledge::Verdict::kNoMembers:
      return fmt::format("{} is a single value and has no field \"{}\"", before, step);
    case FieldKnowledge::Verdict::kList:
      return fmt::format("{} is a list, which has no field \"{}\"", before, step);
    case FieldKnowledge::Verdict::kNoList:
      if (!at_front && path.steps[knowledge.step - 1].kind == PathStep::Kind::kWildcard) {
        return fmt::format("an element of {} is no list, so {} finds nothing",
                           NameOf(path, knowledge.step - 1), step);
      }
      return fmt::format("{} is no list, so {} finds nothing", before, step);
  }
  return {};
}

class FieldChecker {
 public:
  explicit FieldChecker(ProblemReporter& problems)
      : problems_(problems), unheard_source_("", ""), unheard_(unheard_source_) {}

  void CheckExpressions(const YamlNode* list, const FieldPath& base) {
    if (list == nullptr) return;
    for (const YamlNode& expression : list->items) CheckExpression(expression, base);
  }

  // A mapping with one key specifier.
  void CheckSpecifier(const YamlNode& mapping, const FieldPath& base) {
    for (std::size_t i = 0; i < mapping.keys.size(); ++i) {
      const std::string_view key = mapping.keys[i].text;
      const YamlNode& value = mapping.items[i];
      if (key == "Key" || key == "DeepKey") {
        // Literal names: a fix would have to be written in their own way.
        const auto path = Read(mapping);
        if (key == "Key" && ReportPathAsName(value, base)) continue;
        if (path) Check(*path, base, value, value.place, key == "Key" && path->steps.size() == 1);
      } else if (key == "KeyPath") {
        CheckPath(value, base, Diagnostic::Level::kWarning);
      }
    }
  }

  // A text that is a KeyPath. `level`: of a field that is only spelt in another letter case.
  void CheckPath(const YamlNode& text, const FieldPath& base, Diagnostic::Level level) {
    const auto path = ParseKeyPath(text.text);
    if (path) Check(*path, base, text, text.place, true, level);
  }

  // The places of an AlertTitle.
  void CheckTitle(const YamlNode& title, const AlertTemplate& parsed) {
    for (const AlertTemplate::Place* each : parsed.places()) {
      if (KnowledgeOfField(each->path, {}).verdict == FieldKnowledge::Verdict::kKnown) continue;
      const std::string_view text = std::string_view(title.text).substr(each->offset, each->length);
      TextPlace place = problems_.PlaceInside(title, each->offset);
      const bool is_there = problems_.StandsAt(place, text);
      if (is_there) place.length = static_cast<std::uint32_t>(text.size());
      Check(each->path, {}, title, place, is_there);
    }
  }

 private:
  void CheckExpression(const YamlNode& expression, const FieldPath& base) {
    CheckSpecifier(expression, base);
    for (std::size_t i = 0; i < expression.keys.size(); ++i) {
      const std::string_view key = expression.keys[i].text;
      const YamlNode& value = expression.items[i];
      if (key == "All" || key == "Any" || key == "OnlyOne" || key == "None") {
        CheckExpressions(&value, base);
      } else if (key == "Values") {  // Two fields that are compared.
        for (const YamlNode& item : value.items) CheckSpecifier(item, base);
      } else if (key == "Expressions") {
        if (const auto list = Read(expression)) {
          CheckExpressions(&value, Join(base, ElementsOf(*list)));
        }
      }
    }
  }

  // A Key that would be known as a KeyPath. False: it is none.
  bool ReportPathAsName(const YamlNode& key, const FieldPath& base) {
    using Verdict = FieldKnowledge::Verdict;
    const auto path = ParseKeyPath(key.text);
    if (!path || path->steps.size() < 2) return false;
    const FieldPath name = FieldPath::OfNames({key.text});
    if (KnowledgeOfField(name, base).verdict != Verdict::kUnknown) return false;
    const Verdict verdict = KnowledgeOfField(*path, base).verdict;
    if (verdict != Verdict::kKnown && verdict != Verdict::kOtherCase) return false;
    problems_.Warn(key, "unknown-field",
                   fmt::format("Key takes \"{}\" for one name, which no field has; write it as "
                               "KeyPath",
                               key.text));
    return true;
  }

  std::optional<FieldPath> Read(const YamlNode& mapping) {
    auto field = ReadKeySpecifier(mapping, unheard_);
    if (!field) return std::nullopt;
    return std::move(field->path);
  }

  void Check(const FieldPath& path, const FieldPath& base, const YamlNode& node,
             const TextPlace& place, bool can_fix,
             Diagnostic::Level case_level = Diagnostic::Level::kWarning) {
    const FieldKnowledge knowledge = KnowledgeOfField(path, base);
    if (knowledge.verdict == FieldKnowledge::Verdict::kKnown) return;
    const bool other_case = knowledge.verdict == FieldKnowledge::Verdict::kOtherCase;
    const std::string near = ToString(knowledge.suggestion);
    const bool has_suggestion = !knowledge.suggestion.steps.empty();
    std::string message = Describe(path, knowledge, base);
    if (has_suggestion && !other_case) message += fmt::format(", did you mean \"{}\"?", near);
    problems_.Report(other_case ? case_level : Diagnostic::Level::kWarning, place,
                     other_case ? "field-case" : "unknown-field", std::move(message));
    if (!can_fix || !has_suggestion) return;
    const bool whole_node = place.length == node.place.length && place.column == node.place.column;
    if (whole_node) {
      problems_.SuggestValue(node, near);
    } else {
      problems_.Suggest(near);
    }
  }

  ProblemReporter& problems_;
  // What was reported by the loader is not reported again.
  SourceText unheard_source_;
  ProblemReporter unheard_;
};

}  // namespace

void CheckFields(const YamlNode& document, const Rule& rule, ProblemReporter& problems) {
  const bool only_cloudtrail =
      !rule.log_types.empty() &&
      std::ranges::all_of(rule.log_types, [](const auto& type) { return type == kCloudTrail; });
  if (!only_cloudtrail) return;
  FieldChecker checker(problems);
  checker.CheckExpressions(document.Find("InlineFilters"), {});
  checker.CheckExpressions(document.Find("Detection"), {});
  const auto each = [&](std::string_view key, auto check) {
    const YamlNode* const list = document.Find(key);
    if (list == nullptr || list->kind != YamlNode::Kind::kList) return;
    for (const YamlNode& item : list->items) check(item);
  };
  each("DynamicSeverities",
       [&](const YamlNode& entry) { checker.CheckExpressions(entry.Find("Conditions"), {}); });
  each("AlertContext", [&](const YamlNode& entry) {
    if (const YamlNode* value = entry.Find("KeyValue")) checker.CheckSpecifier(*value, {});
  });
  each("GroupBy", [&](const YamlNode& entry) { checker.CheckSpecifier(entry, {}); });
  each("SummaryAttributes", [&](const YamlNode& entry) {
    if (entry.kind == YamlNode::Kind::kString) {
      checker.CheckPath(entry, {}, Diagnostic::Level::kNote);
    }
  });
  const YamlNode* const title = document.Find("AlertTitle");
  if (title != nullptr && title->kind == YamlNode::Kind::kString)
    checker.CheckTitle(*title, rule.title);
}

}  // namespace trailsift
