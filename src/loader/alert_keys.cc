#include "loader/alert_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/ascii.h"
#include "base/severity.h"
#include "loader/condition_reader.h"
#include "loader/key_specifier.h"
#include "loader/node_types.h"
#include "rule/attack_report.h"

namespace trailsift {
namespace {

constexpr std::int64_t kDefaultPeriod = 60;
constexpr std::int64_t kShortestPeriod = 5;
constexpr std::int64_t kLongestPeriod = 1440;

// The fields shown for a rule that names none itself.
constexpr std::array<std::string_view, 8> kDefaultFields = {
    "eventTime",          "eventName",       "eventSource", "awsRegion",
    "recipientAccountId", "sourceIPAddress", "userAgent",   "actor_user"};

void ReadTitle(const RuleKeys& keys, ProblemReporter& problems, Rule& rule) {
  rule.title = AlertTemplate::Fixed(rule.name);
  const YamlNode* title = keys.Find("AlertTitle");
  if (title == nullptr || title->text.empty()) return;
  auto parsed = AlertTemplate::Parse(title->text);
  if (parsed) {
    rule.title = std::move(*parsed);
  } else {
    problems.ErrorInside(*title, parsed.error().offset, "invalid-title",
                         fmt::format("invalid AlertTitle: {}", parsed.error().message));
  }
}

// An entry of one of the lists whose entries have certain keys, all of them required.
bool CheckEntry(const YamlNode& entry, std::span<const std::string_view> keys,
                std::string_view list, ProblemReporter& problems) {
  const std::string where = fmt::format("an entry of {}", list);
  if (!CheckType(where, entry, NodeType::kMapping, problems)) return false;
  CheckKeys(entry, keys, where, problems);
  for (const std::string_view key : keys) {
    if (entry.Find(key) != nullptr) continue;
    problems.Error(entry, "missing-key", fmt::format("the entry of {} has no {}", list, key));
    return false;
  }
  return true;
}

std::optional<ContextField> ReadContextField(const YamlNode& entry, ProblemReporter& problems) {
  constexpr std::array<std::string_view, 2> kKeys = {"KeyName", "KeyValue"};
  if (!CheckEntry(entry, kKeys, "AlertContext", problems)) return std::nullopt;
  const YamlNode& name = *entry.Find("KeyName");
  const YamlNode& value = *entry.Find("KeyValue");
  const bool name_good = CheckType("KeyName", name, NodeType::kString, problems);
  auto field = ReadOnlyKeySpecifier(value, "KeyValue", problems);
  if (!name_good || !field) return std::nullopt;
  return ContextField{name.text, std::move(field->path)};
}

std::vector<ContextField> ReadContext(const YamlNode& list, ProblemReporter& problems) {
  std::vector<ContextField> fields;
  std::unordered_set<std::string> names;
  for (const YamlNode& entry : list.items) {
    auto field = ReadContextField(entry, problems);
    if (!field) continue;
    if (!names.insert(field->name).second) {
      problems.Error(*entry.Find("KeyName"), "repeated-entry",
                     fmt::format("AlertContext has the KeyName \"{}\" twice", field->name));
    }
    fields.push_back(std::move(*field));
  }
  return fields;
}

const ContextFields& DefaultContext() {
  static const ContextFields kFields = [] {
    std::vector<ContextField> fields;
    for (const std::string_view name : kDefaultFields) {
      fields.push_back({std::string(name), FieldPath::OfNames({name})});
    }
    return ContextFields(std::move(fields));
  }();
  return kFields;
}

// The output fields of the rule: AlertContext, without it SummaryAttributes, without these the
// default ones (rule specification, section 6.1, part 9).
void ReadOutputFields(const RuleKeys& keys, ProblemReporter& problems, Rule& rule) {
  if (const YamlNode* context = keys.Find("AlertContext")) {
    rule.context = ReadContext(*context, problems);
  }
  std::vector<ContextField> summaries;
  if (const YamlNode* list = keys.Find("SummaryAttributes")) {
    for (const YamlNode& attribute : list->items) {
      rule.summary_attributes.push_back(attribute.text);
      if (auto path = ReadKeyPath("KeyPath", attribute, problems)) {
        summaries.push_back({attribute.text, std::move(*path)});
      }
    }
  }
  if (rule.context.empty() && !summaries.empty()) rule.context = std::move(summaries);
  if (rule.context.empty()) rule.context = DefaultContext();
}

void ReadPeriod(const RuleKeys& keys, ProblemReporter& problems, Rule& rule) {
  const YamlNode* minutes = keys.Find("DedupPeriodMinutes");
  if (minutes == nullptr) return;
  const std::int64_t value = IntegerValue(*minutes);
  rule.dedup_period_minutes = value;
  if (value < 0) {
    problems.Error(*minutes, "invalid-value", "DedupPeriodMinutes cannot be negative");
  } else if (value == 0) {
    rule.dedup_period_minutes = kDefaultPeriod;
    problems.Warn(*minutes, "dedup-period",
                  fmt::format("DedupPeriodMinutes 0 means the default, {}", kDefaultPeriod));
  } else if (value < kShortestPeriod) {
    rule.dedup_period_minutes = kShortestPeriod;
    problems.Warn(*minutes, "dedup-period",
                  fmt::format("DedupPeriodMinutes below {0} means {0}", kShortestPeriod));
  } else if (value > kLongestPeriod) {
    problems.Warn(*minutes, "dedup-period",
                  fmt::format("DedupPeriodMinutes is more than a day ({})", kLongestPeriod));
  }
}

void ReadThreshold(const RuleKeys& keys, ProblemReporter& problems, Rule& rule) {
  const YamlNode* threshold = keys.Find("Threshold");
  if (threshold == nullptr) return;
  rule.threshold = IntegerValue(*threshold);
  if (rule.threshold < 1) {
    problems.Error(*threshold, "invalid-value", "Threshold must be at least 1");
  }
}

void ReadGroupBy(const RuleKeys& keys, ProblemReporter& problems, Rule& rule) {
  const YamlNode* list = keys.Find("GroupBy");
  if (list == nullptr) return;
  for (const YamlNode& entry : list->items) {
    auto field = ReadOnlyKeySpecifier(entry, "an entry of GroupBy", problems);
    if (field) rule.group_by.push_back(std::move(field->path));
  }
}

// Of ChangeTo; nothing within: that of the rule. Nothing: reported.
std::optional<std::optional<Severity>> ReadChange(const YamlNode& change,
                                                  ProblemReporter& problems) {
  constexpr std::array<std::string_view, 6> kNames = {"Info", "Low",      "Medium",
                                                      "High", "Critical", "DEFAULT"};
  if (!CheckType("ChangeTo", change, NodeType::kString, problems)) return std::nullopt;
  if (EqualsIgnoringCase(change.text, "DEFAULT")) return std::optional<Severity>();
  if (const std::optional<Severity> severity = ParseSeverity(change.text)) return severity;
  const std::string near = DidYouMean(change.text, kNames);
  problems.Error(change, "invalid-value",
                 fmt::format("unknown severity \"{}\" in ChangeTo{}", change.text,
                             near.empty() ? "; it is one of " + JoinNames(kNames) : near));
  SuggestNearest(change, kNames, problems);
  return std::nullopt;
}

void ReadDynamicSeverities(const RuleKeys& keys, ProblemReporter& problems, Rule& rule) {
  constexpr std::array<std::string_view, 2> kKeys = {"ChangeTo", "Conditions"};
  const YamlNode* list = keys.Find("DynamicSeverities");
  if (list == nullptr) return;
  for (const YamlNode& entry : list->items) {
    if (!CheckEntry(entry, kKeys, "DynamicSeverities", problems)) continue;
    const auto change = ReadChange(*entry.Find("ChangeTo"), problems);
    const YamlNode& conditions = *entry.Find("Conditions");
    if (!CheckType("Conditions", conditions, NodeType::kList, problems)) continue;
    Condition condition = ReadCondition(conditions, ConditionUse::kDetection, problems);
    if (change)
      rule.dynamic_severities.push_back({*change, std::move(condition), PositionOf(entry)});
  }
}

void ReadReport(const std::string& name, const YamlNode& entries, ProblemReporter& problems,
                Rule& rule) {
  const std::string where = fmt::format("the report \"{}\"", name);
  if (!CheckType(where, entries, NodeType::kList, problems)) return;
  std::vector<std::string> texts;
  for (const YamlNode& entry : entries.items) {
    if (entry.kind != YamlNode::Kind::kString && !entry.is_number()) {
      problems.Error(entry, "wrong-type",
                     fmt::format("an entry of {} must be a string or a number, not {}", where,
                                 KindName(entry)));
      continue;
    }
    texts.push_back(entry.text);
    if (!IsAttackReport(name)) continue;
    if (auto reference = ParseAttackReference(entry.text)) {
      rule.attack.push_back(std::move(*reference));
    } else {
      problems.Warn(entry, "attack-reference",
                    fmt::format("\"{}\" is no ATT&CK reference such as TA0005:T1562.003; it is "
                                "only shown",
                                entry.text));
    }
  }
  rule.reports.emplace_back(name, std::move(texts));
}

}  // namespace

void ReadAlertKeys(const RuleKeys& keys, ProblemReporter& problems, Rule& rule) {
  ReadTitle(keys, problems, rule);
  ReadOutputFields(keys, problems, rule);
  ReadGroupBy(keys, problems, rule);
  ReadPeriod(keys, problems, rule);
  ReadThreshold(keys, problems, rule);
  ReadDynamicSeverities(keys, problems, rule);
  rule.creates_alert = keys.Boolean("CreateAlert", true);
  if (const YamlNode* reports = keys.Find("Reports")) {
    for (std::size_t i = 0; i < reports->keys.size(); ++i) {
      ReadReport(reports->keys[i].text, reports->items[i], problems, rule);
    }
  }
}

}  // namespace trailsift
