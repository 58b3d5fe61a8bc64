#include <cstdint>

#include "base/severity.h"
#include "rule/attack_table.h"
#include "writer/json_builder.h"
#include "writer/rule_card_parts.h"
#include "writer/rule_card_report.h"

namespace trailsift {
namespace {

void AppendLiteral(JsonBuilder& json, const Literal& literal) {
  switch (literal.kind) {
    case Literal::Kind::kString:
      json.String(literal.text);
      return;
    case Literal::Kind::kNumber:
      json.Raw(literal.text);
      return;
    case Literal::Kind::kBoolean:
      json.Boolean(literal.boolean);
      return;
  }
}

class CardJson {
 public:
  explicit CardJson(const RuleCardReport& report)
      : report_(report), card_(report.card), rule_(report.rule()), json_(text_) {}

  std::string Format() {
    json_.BeginObject().Key("schema").String("trailsift.rule/1");
    AddHead();
    AddAttack();
    AddSameAction();
    json_.LineBreak().Key("body").String(rule_.source);
    AddTests();
    AddLogic();
    AddExclusions();
    AddIndicators();
    AddOutputFields();
    json_.LineBreak().EndObject();
    return text_ + "\n";
  }

 private:
  void AddHead() {
    json_.LineBreak().Key("id").String(rule_.id).Key("name").String(rule_.name);
    json_.Key("severity").String(SeverityName(rule_.severity));
    json_.Key("state").String(RuleStateName(rule_.state));
    json_.Key("status").NullIfEmpty(rule_.status);
    json_.Key("tags").Strings(rule_.tags);
    json_.Key("log_types").Strings(rule_.log_types);
    json_.Key("built_in").Boolean(rule_.built_in);
    json_.Key("source").String(rule_.place.file).Key("line").Number(rule_.place.line);
    json_.LineBreak().Key("description").NullIfEmpty(rule_.description);
    json_.LineBreak().Key("runbook").NullIfEmpty(rule_.runbook);
    json_.LineBreak().Key("reference").NullIfEmpty(rule_.reference);
  }

  void AddAttack() {
    json_.LineBreak().Key("mitre_attack").BeginList();
    for (const AttackReference& reference : rule_.attack) {
      const AttackTactic* const tactic = FindTactic(reference.tactic);
      const AttackTechnique* const technique = FindTechnique(reference.technique);
      json_.BeginObject().Key("tactic").NullIfEmpty(reference.tactic);
      json_.Key("technique").NullIfEmpty(reference.technique);
      json_.Key("tactic_name").NullIfEmpty(tactic == nullptr ? "" : tactic->name);
      json_.Key("tactic_former_name").NullIfEmpty(tactic == nullptr ? "" : tactic->former_name);
      json_.Key("technique_name").NullIfEmpty(technique == nullptr ? "" : technique->name);
      json_.Key("retired_after").NullIfEmpty(technique == nullptr ? "" : technique->retired_after);
      json_.Key("successor").NullIfEmpty(technique == nullptr ? "" : technique->successor);
      json_.EndObject();
    }
    json_.EndList().Key("attack_version").String(kAttackVersion);
    json_.LineBreak().Key("other_reports").BeginObject();
    for (const auto& [name, values] : OtherReports(rule_)) {
      json_.Key(name).Strings(values);
    }
    json_.EndObject();
  }

  void AddSameAction() {
    json_.LineBreak().Key("same_action").BeginList();
    for (const SameActionRule& same : card_.same_action) {
      const Rule& other = report_.rules.rules[same.rule];
      json_.BeginObject().Key("id").String(other.id).Key("name").String(other.name);
      json_.Key("event_names").Strings(same.event_names);
      json_.EndObject();
    }
    json_.EndList();
    json_.Key("compared").BeginObject().Key("rules").Number(card_.compared);
    json_.Key("python_rules_left_out").Number(card_.python_rules);
    json_.Key("derived_rules_left_out").Number(card_.derived_rules).EndObject();
  }

  void AddTests() {
    json_.LineBreak().Key("tests").BeginList();
    for (const CardTest& test : CardTests(rule_, report_.tests)) {
      json_.LineBreak().BeginObject().Key("name").String(test.name);
      json_.Key("expected").Boolean(test.expected);
      json_.Key("result").String(StatusName(test.status));
      json_.Key("remark").NullIfEmpty(test.remark);
      json_.Key("line").Number(test.line).EndObject();
    }
    json_.EndList();
  }

  void AddLogic() {
    json_.LineBreak().Key("logic");
    if (!card_.has_logic) {
      json_.Null();
      return;
    }
    json_.BeginObject();
    json_.Key("condition").String(Print(rule_.condition)).Key("conjuncts").Strings(card_.conjuncts);
    json_.Key("inline_filters").Strings(card_.filter_conjuncts);
    json_.EndObject();
  }

  void AddExclusions() {
    json_.LineBreak().Key("exclusions").BeginList();
    for (const Exclusion& exclusion : card_.exclusions) {
      json_.BeginObject().Key("field").String(exclusion.field);
      json_.Key("kind").String(exclusion.kind).Key("values").BeginList();
      for (const Literal& value : exclusion.values) AppendLiteral(json_, value);
      if (!exclusion.expression.empty()) json_.String(exclusion.expression);
      json_.EndList().EndObject();
    }
    json_.EndList();
  }

  void AddIndicators() {
    json_.LineBreak().Key("indicators").BeginList();
    for (const RuleCard::CorpusIndicator& row : card_.indicators) {
      json_.LineBreak().BeginObject().Key("field").String(row.indicator.field);
      json_.Key("kind").String(row.indicator.kind).Key("value");
      AppendLiteral(json_, row.indicator.value);
      json_.Key("corpus").Number(row.corpus).EndObject();
    }
    json_.EndList();
  }

  void AddOutputFields() {
    json_.LineBreak().Key("output_fields").BeginList();
    if (card_.has_logic) {
      for (const ContextField& field : rule_.context) json_.String(field.name);
    }
    json_.EndList();
  }

  const RuleCardReport& report_;
  const RuleCard& card_;
  const Rule& rule_;
  std::string text_;
  JsonBuilder json_;
};

}  // namespace

std::string FormatRuleCardJson(const RuleCardReport& report) { return CardJson(report).Format(); }

}  // namespace trailsift
