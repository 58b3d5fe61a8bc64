#include "writer/alert_json.h"

#include <cstddef>
#include <string>

#include "base/severity.h"
#include "writer/json_builder.h"
#include "writer/match_json.h"
#include "writer/record_text.h"

namespace trailsift {
namespace {

void AppendWindow(JsonBuilder& json, const Alert& alert) {
  json.Key("window").BeginObject();
  json.Key("start").TimeOrNull(alert.first_time);
  json.Key("end").TimeOrNull(alert.window_end);
  json.EndObject();
}

void AppendSummary(JsonBuilder& json, const Alert& alert) {
  json.Key("summary").BeginObject();
  for (const auto& [attribute, values] : alert.summary) {
    json.Key(attribute).BeginObject();
    json.Key("values").BeginList();
    for (const ValueCounts::Entry& entry : values.entries()) {
      json.BeginObject();
      json.Key("value").Raw(CopyJson(entry.value, true).text);
      json.Key("count").Number(entry.count);
      json.EndObject();
    }
    json.EndList();
    json.Key("others").Number(values.others());
    json.EndObject();
  }
  json.EndObject();
}

void AppendHead(JsonBuilder& json, const Alert& alert, const Rule& rule) {
  json.BeginObject();
  json.Key("schema").String("trailsift.alert/1");
  json.Key("rule_id").String(rule.id);
  json.Key("rule_name").String(rule.name);
  json.Key("severity").String(SeverityName(alert.severity));
  json.Key("title").String(alert.title);
  json.Key("dedup").String(alert.dedup);
  json.Key("count").Number(alert.matches.size());
  json.Key("threshold").Integer(rule.threshold);
  json.Key("first_time").TimeOrNull(alert.first_time);
  json.Key("last_time").TimeOrNull(alert.last_time);
  AppendWindow(json, alert);
  AppendAttackList(json.Key("mitre_attack"), rule.attack);
  json.Key("description").NullIfEmpty(rule.description);
  json.Key("runbook").NullIfEmpty(rule.runbook);
  json.Key("reference").NullIfEmpty(rule.reference);
  AppendSummary(json, alert);
}

}  // namespace

void WriteAlertJson(OutputStream& stream, const Alert& alert, const Rule& rule, bool terminal) {
  std::string text;
  JsonBuilder json(text);
  AppendHead(json, alert, rule);
  json.Key("matches").BeginList();
  const auto close = [&] {
    json.EndList().EndObject();
    stream.Write(text);
  };
  std::string match;
  try {
    for (std::size_t i = 0; i < alert.matches.size(); ++i) {
      match.clear();
      AppendMatchJson(match, alert.matches.At(i), rule, terminal);
      json.Raw(match);
      stream.Write(text);
      text.clear();
    }
  } catch (...) {
    close();
    throw;
  }
  close();
}

}  // namespace trailsift
