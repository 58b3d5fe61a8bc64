#include "writer/sarif_writer.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "writer/json_builder.h"
#include "writer/sarif_artifacts.h"
#include "writer/sarif_document.h"
#include "writer/sarif_notifications.h"
#include "writer/sarif_results.h"
#include "writer/sarif_rules.h"
#include "writer/sarif_taxonomy.h"
#include "writer/source_json.h"
#include "writer/summary_json.h"

namespace trailsift {
namespace {

std::string_view ExitCodeDescription(int exit_code, bool alerts) {
  switch (exit_code) {
    case 0:
      return "scan complete";
    case 1:
      return alerts ? "scan complete: an alert reached the severity of --fail-on"
                    : "scan complete: a match reached the severity of --fail-on";
    case 3:
      return "scan incomplete: some input was not judged";
    case 129:
      return "scan ended when its terminal was closed";
    case 130:
      return "scan interrupted by the user";
    case 143:
      return "scan ended by a request to terminate";
    default:
      return "usage error, or an output that could not be written";
  }
}

class SarifWriter : public MatchSink {
 public:
  SarifWriter(OutputStream& stream, const RuleSet& rules, const ScanDescription& description,
              const SarifLimits& limits, std::string start_directory)
      : stream_(stream),
        rules_(rules),
        description_(description),
        limits_(limits),
        start_directory_(std::move(start_directory)),
        taxonomy_(rules),
        rule_indexes_(SarifRuleIndexes(rules)),
        kept_(limits.results),
        sources_(limits.sources) {}

  // GitHub makes an alert of every result, so signals can be none: the summary counts them.
  void OnMatch(const Match& match) override {
    if (match.signal) return;
    kept_.Add(
        MakeSarifResult(match, rules_.rules[match.rule], rule_indexes_[match.rule], taxonomy_));
  }

  void OnAlert(const Alert& alert) override {
    kept_.Add(
        MakeSarifResult(alert, rules_.rules[alert.rule], rule_indexes_[alert.rule], taxonomy_));
  }

  void OnSource(const Ledger& ledger) override { sources_.Add(ledger); }

  void OnEnd(const ScanSummary& summary) override {
    const std::vector<const SarifResult*> results = SelectResults(summary);
    written_ = results.size();
    const SarifNotifications notifications = NotificationsOf(summary);
    json_.BeginObject().LineBreak().Key("$schema").String(kSarifSchemaUri);
    json_.LineBreak().Key("version").String("2.1.0");
    json_.LineBreak().Key("runs").BeginList().LineBreak().BeginObject();
    AppendHead(json_, notifications);
    Emit();
    SarifArtifacts artifacts(start_directory_);
    WriteResults(results, artifacts);
    AppendTail(summary, notifications, artifacts);
    json_.LineBreak().EndObject().EndList().LineBreak().EndObject();
    text_ += '\n';
    Emit();
    stream_.Flush();
  }

  bool alive() const override { return stream_.state() == OutputStream::State::kGood; }
  std::uint64_t omitted() const override { return kept_.total() - written_; }

 private:
  SarifNotifications NotificationsOf(const ScanSummary& summary) const {
    return {summary, limits_.notifications, description_.standard_input_name,
            OmittedResults{omitted(), kept_.total(), description_.alerts}};
  }

  // All results in input order if they are within the limits, else those that are, the most severe
  // first.
  std::vector<const SarifResult*> SelectResults(const ScanSummary& summary) const {
    const std::uint64_t room =
        limits_.compressed_bytes - std::min(limits_.compressed_bytes, limits_.reserved_bytes);
    std::string head;
    JsonBuilder json(head);
    AppendHead(json, NotificationsOf(summary));
    if (!kept_.dropped_any()) {
      std::vector<const SarifResult*> results = kept_.InInputOrder();
      const SarifArtifacts artifacts(start_directory_);
      if (CountFitting(results, head, artifacts, room) == results.size()) return results;
    }
    std::vector<const SarifResult*> results = kept_.BySeverity();
    results.resize(CountFitting(results, head, SarifArtifacts(start_directory_), room));
    return results;
  }

  // Everything of the run before the results.
  void AppendHead(JsonBuilder& json, const SarifNotifications& notifications) const {
    json.LineBreak().Key("tool").BeginObject().Key("driver").BeginObject();
    json.LineBreak().Key("name").String("trailsift");
    json.Key("fullName").String("trailsift " + description_.version);
    json.Key("version").String(description_.version);
    json.Key("semanticVersion").String(description_.version);
    json.Key("informationUri").String(kSarifInformationUri);
    AppendSarifRules(json.LineBreak().Key("rules"), rules_, taxonomy_, start_directory_);
    notifications.AppendDescriptors(json.LineBreak().Key("notifications"));
    if (!taxonomy_.empty()) taxonomy_.AppendSupported(json.LineBreak().Key("supportedTaxonomies"));
    json.EndObject().EndObject();
    json.LineBreak().Key("originalUriBaseIds").BeginObject().Key("SRCROOT").BeginObject();
    json.Key("description").BeginObject();
    json.Key("text").String("The folder the scan was started in.");
    json.EndObject().EndObject().EndObject();
    json.LineBreak().Key("automationDetails").BeginObject();
    json.Key("id").String("trailsift/scan/").EndObject();
    json.LineBreak().Key("columnKind").String("utf16CodeUnits");
    if (!taxonomy_.empty()) {
      taxonomy_.AppendTaxonomy(json.LineBreak().Key("taxonomies").BeginList());
      json.EndList();
    }
  }

  void WriteResults(const std::vector<const SarifResult*>& results, SarifArtifacts& artifacts) {
    ResultPlacer placer(artifacts);
    json_.LineBreak().Key("results").BeginList();
    for (const SarifResult* result : results) {
      placer.Append(json_.LineBreak(), *result);
      Emit();
    }
    json_.EndList();
  }

  // Everything of the run behind the results.
  void AppendTail(const ScanSummary& summary, const SarifNotifications& notifications,
                  SarifArtifacts& artifacts) {
    json_.LineBreak().Key("invocations").BeginList().BeginObject();
    json_.Key("executionSuccessful").Boolean(summary.exit_code == 0 || summary.exit_code == 1);
    json_.Key("exitCode").Integer(summary.exit_code);
    json_.Key("exitCodeDescription")
        .String(ExitCodeDescription(summary.exit_code, description_.alerts));
    json_.Key("startTimeUtc").String(FormatTimestamp(description_.started_at));
    json_.Key("endTimeUtc").String(FormatTimestamp(summary.ended_at));
    notifications.AppendNotifications(json_.LineBreak().Key("toolExecutionNotifications"),
                                      artifacts);
    json_.EndObject().EndList();
    json_.LineBreak().Key("artifacts").BeginList();
    for (const std::string& artifact : artifacts.entries()) json_.LineBreak().Raw(artifact);
    json_.EndList();
    AppendRunProperties(summary);
  }

  void AppendRunProperties(const ScanSummary& summary) {
    json_.LineBreak().Key("properties").BeginObject().Key("trailsift").BeginObject();
    json_.Key("schema").String("trailsift.sarif/1");
    json_.Key("positions").String("lines, columns and byte offsets count in the decompressed text");
    json_.Key("summary").BeginObject();
    AppendSummaryMembers(json_, summary);
    json_.Key("results").BeginObject().Key("total").Number(kept_.total());
    json_.Key("written").Number(written_).Key("omitted").Number(omitted()).EndObject();
    json_.EndObject();
    sources_.AppendMembers(json_);
    json_.EndObject().EndObject();
  }

  void Emit() {
    stream_.Write(text_);
    text_.clear();
  }

  OutputStream& stream_;
  const RuleSet& rules_;
  const ScanDescription& description_;
  const SarifLimits limits_;
  const std::string start_directory_;
  const SarifTaxonomy taxonomy_;
  const std::vector<std::uint32_t> rule_indexes_;
  KeptResults kept_;
  SourceList sources_;
  std::size_t written_ = 0;
  std::string text_;
  JsonBuilder json_{text_};
};

}  // namespace

std::unique_ptr<MatchSink> MakeSarifWriter(OutputStream& stream, const RuleSet& rules,
                                           const ScanDescription& description,
                                           const WriterOptions&) {
  std::error_code error;
  const std::string start_directory = std::filesystem::current_path(error).string();
  return MakeSarifWriter(stream, rules, description, SarifLimits{}, start_directory);
}

std::unique_ptr<MatchSink> MakeSarifWriter(OutputStream& stream, const RuleSet& rules,
                                           const ScanDescription& description,
                                           const SarifLimits& limits, std::string start_directory) {
  return std::make_unique<SarifWriter>(stream, rules, description, limits,
                                       std::move(start_directory));
}

}  // namespace trailsift
