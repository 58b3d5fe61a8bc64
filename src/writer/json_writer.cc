#include "writer/json_writer.h"

#include <algorithm>
#include <string>

#include "writer/alert_json.h"
#include "writer/anomaly_json.h"
#include "writer/json_builder.h"
#include "writer/match_json.h"
#include "writer/source_json.h"
#include "writer/summary_json.h"

namespace trailsift {
namespace {

constexpr std::size_t kMostSources = 10'000;

void AppendRun(JsonBuilder& json, const ScanDescription& description, const RuleSet& rules) {
  json.BeginObject();
  json.Key("started_at").String(FormatTimestamp(description.started_at));
  if (!description.arguments.empty()) json.Key("arguments").Strings(description.arguments);
  const auto loaded = std::count_if(rules.rules.begin(), rules.rules.end(),
                                    [](const Rule& rule) { return rule.evaluable(); });
  json.Key("rules_loaded").Integer(loaded);
  json.Key("filters").BeginObject();
  json.Key("since").TimeOrNull(description.since);
  json.Key("until").TimeOrNull(description.until);
  json.Key("accounts").Strings(description.accounts);
  json.Key("regions").Strings(description.regions);
  json.Key("rule_ids").Strings(description.rule_ids);
  json.Key("min_severity");
  if (description.minimum_severity) {
    json.String(SeverityName(*description.minimum_severity));
  } else {
    json.Null();
  }
  json.EndObject();
  json.Key("unique").Boolean(description.unique);
  json.Key("sort").String(description.sort_by_time ? "time" : "input");
  json.Key("strict").Boolean(description.strict);
  json.Key("fail_on").String(description.fail_on);
  json.EndObject();
}

void AppendRule(JsonBuilder& json, const Rule& rule) {
  json.BeginObject();
  json.Key("id").String(rule.id);
  json.Key("name").String(rule.name);
  json.Key("severity").String(SeverityName(rule.severity));
  json.Key("title").String(rule.title.source());
  json.Key("description").String(rule.description);
  json.Key("reference").String(rule.reference);
  AppendAttackList(json.Key("mitre_attack"), rule.attack);
  json.Key("output_fields").BeginList();
  for (const ContextField& field : rule.context) json.String(field.name);
  json.EndList();
  json.Key("source").String(rule.place.file);
  json.Key("line").Number(rule.place.line);
  json.Key("enabled").Boolean(rule.state == RuleState::kActive);
  json.EndObject();
}

class JsonWriter : public MatchSink {
 public:
  JsonWriter(OutputStream& stream, const RuleSet& rules, const ScanDescription& description,
             const WriterOptions& options)
      : stream_(stream), rules_(rules), description_(description), options_(options) {}

  void OnMatch(const Match& match) override {
    Begin();
    if (description_.alerts) BeginSignals();
    match_.clear();
    AppendMatchJson(match_, match, rules_.rules[match.rule], options_.terminal);
    json_.LineBreak().Raw(match_);
    Emit();
    if (options_.flush_each_match) stream_.Flush();
  }

  void OnAlert(const Alert& alert) override {
    Begin();
    json_.LineBreak().Raw("");
    Emit();
    WriteAlertJson(stream_, alert, rules_.rules[alert.rule], options_.terminal);
    if (options_.flush_each_match) stream_.Flush();
  }

  void OnSource(const Ledger& ledger) override { sources_.Add(ledger); }

  void OnEnd(const ScanSummary& summary) override {
    Begin();
    if (description_.alerts) BeginSignals();
    json_.LineBreak().EndList();
    json_.LineBreak().Key("anomalies").BeginList();
    for (const auto& anomaly : summary.anomalies) {
      AppendAnomaly(json_.LineBreak(), anomaly.path, anomaly.anomaly);
      Emit();
    }
    json_.LineBreak().EndList();
    sources_.AppendMembers(json_);
    json_.LineBreak().Key("summary").BeginObject();
    AppendSummaryMembers(json_, summary);
    json_.EndObject().LineBreak().EndObject();
    text_ += '\n';
    Emit();
    stream_.Flush();
  }

  bool alive() const override { return stream_.state() == OutputStream::State::kGood; }

 private:
  // Writes everything before the first match or alert, once.
  void Begin() {
    if (begun_) return;
    begun_ = true;
    json_.BeginObject();
    json_.LineBreak().Key("schema").String(description_.alerts ? "trailsift.alert-report/1"
                                                               : "trailsift.report/1");
    json_.LineBreak().Key("tool").BeginObject();
    json_.Key("name").String("trailsift").Key("version").String(description_.version);
    json_.EndObject();
    AppendRun(json_.LineBreak().Key("run"), description_, rules_);
    json_.LineBreak().Key("rules").BeginList();
    for (const Rule& rule : rules_.rules) {
      if (!rule.evaluable()) continue;
      AppendRule(json_.LineBreak(), rule);
      Emit();
    }
    json_.LineBreak().EndList();
    json_.LineBreak().Key(description_.alerts ? "alerts" : "matches").BeginList();
    Emit();
  }

  // Ends the list of alerts, once.
  void BeginSignals() {
    if (signals_begun_) return;
    signals_begun_ = true;
    json_.LineBreak().EndList();
    json_.LineBreak().Key("signals").BeginList();
  }

  void Emit() {
    stream_.Write(text_);
    text_.clear();
  }

  OutputStream& stream_;
  const RuleSet& rules_;
  const ScanDescription& description_;
  const WriterOptions options_;
  std::string text_;
  JsonBuilder json_{text_};
  std::string match_;
  SourceList sources_{kMostSources};
  bool begun_ = false;
  bool signals_begun_ = false;
};

}  // namespace

std::unique_ptr<MatchSink> MakeJsonWriter(OutputStream& stream, const RuleSet& rules,
                                          const ScanDescription& description,
                                          const WriterOptions& options) {
  return std::make_unique<JsonWriter>(stream, rules, description, options);
}

}  // namespace trailsift
