#include "loader/panther_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nearest_name.h"
#include "base/severity.h"
#include "loader/alert_keys.h"
#include "loader/condition_reader.h"
#include "loader/node_types.h"
#include "loader/rule_keys.h"
#include "loader/rule_test_reader.h"

namespace trailsift {
namespace {

constexpr std::string_view kCloudTrail = "AWS.CloudTrail";
constexpr std::string_view kForbiddenInNames = "<>&\"%";

constexpr std::array<std::string_view, 10> kOtherTypes = {
    "policy",           "scheduled_rule",  "scheduled_query", "saved_query",
    "scheduled_prompt", "datamodel",       "global",          "pack",
    "lookup_table",     "correlation_rule"};

constexpr std::array<std::string_view, 5> kSeverities = {"Info", "Low", "Medium", "High",
                                                         "Critical"};

class RuleReader {
 public:
  RuleReader(const YamlDocument& document, ProblemReporter& problems)
      : document_(document), problems_(problems), keys_(document.root, problems) {}

  std::optional<Rule> Read() {
    rule_.place = {problems_.file(), document_.root.place.line, document_.root.place.column};
    rule_.source = document_.source;
    ReadState();
    const bool has_id = ReadNames();
    ReadSeverity();
    ReadTexts();
    ReadAlertKeys(keys_, problems_, rule_);
    ReadLogic();
    if (const YamlNode* tests = keys_.Find("Tests")) {
      rule_.tests = ReadRuleTests(*tests, rule_.evaluable(), problems_);
    }
    if (!has_id) return std::nullopt;
    NoteIfSkipped();
    return std::move(rule_);
  }

 private:
  bool is_derived() const { return keys_.Has("BaseDetection"); }

  // Derived rules have what they do not say from another one.
  const YamlNode* Require(std::string_view key, std::string_view what) {
    return is_derived() ? keys_.Find(key) : keys_.Require(key, what);
  }

  void ReadState() {
    const YamlNode* enabled = Require("Enabled", "true or false");
    if (enabled != nullptr && !enabled->boolean()) rule_.state = RuleState::kDisabled;
    ReadLogTypes();
    if (keys_.Has("Filename")) rule_.state = RuleState::kPython;
    if (is_derived()) rule_.state = RuleState::kDerived;
  }

  void ReadLogTypes() {
    if (keys_.Has("ScheduledQueries")) {
      rule_.state = RuleState::kScheduled;
      CheckNotEmpty("ScheduledQueries");
      if (keys_.Has("LogTypes")) {
        problems_.Error(*keys_.FindKey("ScheduledQueries"), "mixed-keys",
                        "ScheduledQueries cannot stand beside LogTypes");
      }
    } else {
      Require("LogTypes", "a list with AWS.CloudTrail");
    }
    CheckNotEmpty("LogTypes");
    const YamlNode* types = keys_.Find("LogTypes");
    if (types == nullptr) return;
    rule_.log_types = Texts(*types);
    if (std::ranges::find(rule_.log_types, kCloudTrail) != rule_.log_types.end()) return;
    rule_.state = RuleState::kOtherLogType;
    for (const YamlNode& type : types->items) {
      if (!NearestName(type.text, std::array{kCloudTrail})) continue;
      problems_.Warn(
          type, "log-type",
          fmt::format("unknown log type \"{}\", did you mean \"{}\"?", type.text, kCloudTrail));
      problems_.SuggestValue(type, kCloudTrail);
    }
  }

  void CheckNotEmpty(std::string_view key) {
    const YamlNode* list = keys_.Find(key);
    if (list != nullptr && list->items.empty()) {
      problems_.Error(*list, "invalid-value", fmt::format("{} must have at least one entry", key));
    }
  }

  // False if there is no usable id.
  bool ReadNames() {
    const YamlNode* id = keys_.Require("RuleID", "its name for machines");
    if (id != nullptr) {
      rule_.id = id->text;
      CheckName("RuleID", *id);
      if (id->text.empty()) problems_.Error(*id, "invalid-value", "RuleID cannot be empty");
    }
    rule_.name = rule_.id;
    const YamlNode* name = keys_.Find("DisplayName");
    if (name != nullptr) CheckName("DisplayName", *name);
    if (name != nullptr && !name->text.empty()) rule_.name = name->text;
    return !rule_.id.empty();
  }

  void CheckName(std::string_view key, const YamlNode& name) {
    const std::size_t bad = name.text.find_first_of(kForbiddenInNames);
    if (bad == std::string::npos) return;
    problems_.ErrorInside(name, bad, "invalid-value",
                          fmt::format("{} cannot have any of < > & \" %", key));
  }

  void ReadSeverity() {
    const YamlNode* severity = Require("Severity", JoinNames(kSeverities));
    if (severity == nullptr) return;
    const auto parsed = ParseSeverity(severity->text);
    if (!parsed) {
      const std::string near = DidYouMean(severity->text, kSeverities);
      problems_.Error(
          *severity, "invalid-value",
          fmt::format("unknown Severity \"{}\"{}", severity->text,
                      near.empty() ? "; it is one of " + JoinNames(kSeverities) : near));
      SuggestNearest(*severity, kSeverities, problems_);
      return;
    }
    rule_.severity = *parsed;
    if (severity->text == SeverityTitle(*parsed)) return;
    problems_.Warn(*severity, "severity-case",
                   fmt::format("Severity should be written {}", SeverityTitle(*parsed)));
    problems_.SuggestValue(*severity, SeverityTitle(*parsed));
  }

  void ReadTexts() {
    rule_.tags = keys_.TextList("Tags");
    rule_.description = keys_.Text("Description");
    rule_.runbook = keys_.Text("Runbook");
    rule_.reference = keys_.Text("Reference");
    rule_.status = keys_.Text("Status");
  }

  void ReadLogic() {
    const YamlNode* filters = keys_.Find("InlineFilters");
    if (filters != nullptr && !filters->items.empty()) {
      rule_.inline_filter = ReadCondition(*filters, ConditionUse::kInlineFilter, problems_);
    }
    const bool has_detection = keys_.Has("Detection");
    const bool has_body = keys_.Has("Filename");
    if (has_detection && has_body && !is_derived()) {
      problems_.Error(*keys_.FindKey("Filename"), "mixed-keys",
                      "a rule has either Detection or Filename, not both");
    }
    if (!has_detection && !has_body && !is_derived()) {
      problems_.Error(document_.root, "missing-key", "the rule has neither Detection nor Filename");
    }
    const YamlNode* detection = keys_.Find("Detection");
    if (detection == nullptr) return;
    if (detection->items.empty()) {
      problems_.Error(*detection, "empty-detection",
                      "Detection is empty; for a rule that matches every record write \"- "
                      "Condition: AlwaysTrue\"");
    }
    rule_.condition = ReadCondition(*detection, ConditionUse::kDetection, problems_);
  }

  void NoteIfSkipped() {
    if (rule_.state == RuleState::kPython) {
      problems_.Note(*keys_.FindKey("Filename"), "python-rule",
                     fmt::format("{} is a Python rule and is skipped", rule_.id));
    } else if (rule_.state == RuleState::kDerived) {
      problems_.Note(*keys_.FindKey("BaseDetection"), "derived-rule",
                     fmt::format("{} is a derived rule and is skipped", rule_.id));
    }
  }

  const YamlDocument& document_;
  ProblemReporter& problems_;
  RuleKeys keys_;
  Rule rule_;
};

// A key that was probably meant to be AnalysisType would else make the document disappear.
void WarnOfNearMiss(const YamlNode& root, ProblemReporter& problems) {
  for (const YamlNode& key : root.keys) {
    const std::string near = DidYouMean(key.text, std::array{std::string_view("AnalysisType")});
    if (near.empty()) continue;
    problems.Warn(key, "unknown-key",
                  fmt::format("the document is passed over: unknown key \"{}\"{}", key.text, near));
    problems.SuggestValue(key, "AnalysisType");
  }
}

}  // namespace

PantherDocument LoadPantherDocument(const YamlDocument& document, ProblemReporter& problems) {
  using Kind = PantherDocument::Kind;
  const YamlNode* type = document.root.Find("AnalysisType");
  if (type == nullptr) {
    WarnOfNearMiss(document.root, problems);
    return {Kind::kUntyped, std::nullopt, {}};
  }
  if (!CheckType("AnalysisType", *type, NodeType::kString, problems)) {
    return {Kind::kUnusable, std::nullopt, {}};
  }
  if (type->text == "rule") return {Kind::kRule, RuleReader(document, problems).Read(), {}};
  if (std::ranges::find(kOtherTypes, type->text) != kOtherTypes.end()) {
    return {Kind::kOtherType, std::nullopt, type->text};
  }
  std::vector<std::string_view> known = {"rule"};
  known.insert(known.end(), kOtherTypes.begin(), kOtherTypes.end());
  problems.Error(
      *type, "unknown-analysis-type",
      fmt::format("unknown AnalysisType \"{}\"{}", type->text, DidYouMean(type->text, known)));
  SuggestNearest(*type, known, problems);
  return {Kind::kUnusable, std::nullopt, {}};
}

}  // namespace trailsift
