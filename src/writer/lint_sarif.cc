#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "base/version.h"
#include "event/utf8.h"
#include "lint/lint_codes.h"
#include "writer/json_builder.h"
#include "writer/json_text.h"
#include "writer/lint_report.h"
#include "writer/sarif_artifacts.h"
#include "writer/sarif_descriptors.h"
#include "writer/sarif_document.h"
#include "writer/sarif_message.h"
#include "writer/sarif_result.h"
#include "writer/sarif_rules.h"
#include "writer/sha256.h"

namespace trailsift {
namespace {

void AppendText(JsonBuilder& json, std::string_view key, std::string_view text) {
  json.Key(key).BeginObject().Key("text").String(text).EndObject();
}

// "unknown-condition" is UnknownCondition.
std::string RuleName(std::string_view code) {
  std::string name;
  bool word_start = true;
  for (const char c : code) {
    if (c != '-') {
      name += word_start && c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
    }
    word_start = c == '-';
  }
  return name;
}

std::string_view ProblemSeverity(Diagnostic::Level level) {
  return level == Diagnostic::Level::kNote ? "recommendation" : LevelName(level);
}

void AppendRule(JsonBuilder& json, const LintCode& code) {
  json.BeginObject().Key("id").String(code.code).Key("name").String(RuleName(code.code));
  AppendText(json, "shortDescription", code.summary);
  AppendText(json, "fullDescription", std::string(code.summary) + " " + std::string(code.help));
  json.Key("help").BeginObject().Key("text").String(code.help);
  json.Key("markdown").String(EscapeMarkdown(code.help)).EndObject();
  json.Key("defaultConfiguration").BeginObject();
  json.Key("level").String(LevelName(code.level)).EndObject();
  json.Key("properties").BeginObject().Key("tags").BeginList();
  json.String("security").String("detection-rule").EndList();
  json.Key("precision").String("very-high");
  json.Key("problem.severity").String(ProblemSeverity(code.level)).EndObject().EndObject();
}

std::uint64_t Utf16Length(std::string_view text) {
  std::uint64_t units = 0;
  while (!text.empty()) {
    const Character character = NextCharacter(text);
    units += character.code_point > 0xFFFF ? 2 : 1;
    text.remove_prefix(character.length);
  }
  return units;
}

// Where a finding stands, in UTF-16 units; without columns where its line is not known.
struct Region {
  std::uint32_t line = 0;
  std::uint64_t column = 0;
  std::uint64_t end_column = 0;
};

Region RegionOf(const Diagnostic& finding) {
  const std::string_view source = finding.source_line;
  Region region{finding.place.line, 0, 0};
  if (finding.place.column == 0 || source.empty()) return region;
  const std::size_t begin = std::min<std::size_t>(finding.place.column - 1, source.size());
  region.column = Utf16Length(source.substr(0, begin)) + 1;
  region.end_column = region.column + Utf16Length(source.substr(begin, finding.length));
  return region;
}

void AppendRegion(JsonBuilder& json, const Region& region) {
  json.BeginObject().Key("startLine").Number(region.line);
  if (region.column > 0) {
    json.Key("startColumn").Number(region.column).Key("endColumn").Number(region.end_column);
  }
}

class LintSarif {
 public:
  LintSarif(const LintReport& report, const LintRun& run)
      : report_(report), run_(run), artifacts_(run.start_directory) {
    for (const Diagnostic& finding : report.findings) kept_.push_back(&finding);
    if (kept_.size() <= kMaximumLintResults) return;
    std::ranges::stable_sort(kept_, std::ranges::greater{},
                             [](const Diagnostic* finding) { return finding->level; });
    kept_.resize(kMaximumLintResults);
  }

  std::string Format() {
    json_.BeginObject().LineBreak().Key("$schema").String(kSarifSchemaUri);
    json_.LineBreak().Key("version").String("2.1.0");
    json_.LineBreak().Key("runs").BeginList().LineBreak().BeginObject();
    AppendTool();
    json_.LineBreak().Key("originalUriBaseIds").BeginObject().Key("SRCROOT").BeginObject();
    AppendText(json_, "description", "The folder the check was started in.");
    json_.EndObject().EndObject();
    json_.LineBreak().Key("automationDetails").BeginObject();
    json_.Key("id").String("trailsift/lint/").EndObject();
    json_.LineBreak().Key("columnKind").String("utf16CodeUnits");
    json_.LineBreak().Key("results").BeginList();
    for (const Diagnostic* finding : kept_) AppendResult(*finding);
    json_.EndList();
    AppendInvocation();
    json_.LineBreak().Key("artifacts").BeginList();
    for (const std::string& artifact : artifacts_.entries()) json_.LineBreak().Raw(artifact);
    json_.EndList();
    AppendProperties();
    json_.LineBreak().EndObject().EndList().LineBreak().EndObject();
    return text_ + "\n";
  }

 private:
  std::size_t omitted() const { return report_.findings.size() - kept_.size(); }

  void AppendTool() {
    json_.LineBreak().Key("tool").BeginObject().Key("driver").BeginObject();
    json_.LineBreak().Key("name").String("trailsift");
    json_.Key("fullName").String("trailsift " + std::string(kVersion));
    json_.Key("version").String(kVersion).Key("semanticVersion").String(kVersion);
    json_.Key("informationUri").String(kSarifInformationUri);
    json_.LineBreak().Key("rules").BeginList();
    for (const LintCode& code : LintCodes()) AppendRule(json_.LineBreak(), code);
    json_.EndList();
    json_.LineBreak().Key("notifications").BeginList();
    if (omitted() > 0) AppendDescriptor(json_.LineBreak(), ResultLimitDescriptor());
    json_.EndList().EndObject().EndObject();
  }

  void AppendResult(const Diagnostic& finding) {
    const LintCode* const code = FindLintCode(finding.code);
    const auto level = LevelName(finding.level);
    json_.LineBreak().BeginObject().Key("ruleId").String(finding.code);
    if (code != nullptr) {
      json_.Key("ruleIndex").Number(static_cast<std::uint64_t>(code - LintCodes().data()));
    }
    json_.Key("kind").String("fail").Key("level").String(level);
    AppendText(json_, "message",
               FirstText({EscapeMessage(finding.message), finding.code}, kMaximumSarifMessage));
    json_.Key("locations").BeginList().BeginObject().Key("physicalLocation").BeginObject();
    const std::size_t artifact = artifacts_.Add({finding.place.file, "", false, false});
    artifacts_.AppendLocation(json_.Key("artifactLocation"), artifact);
    const Region region = RegionOf(finding);
    if (region.line > 0) {
      AppendRegion(json_.Key("region"), region);
      const std::string snippet = SarifSnippet(finding.source_line);
      if (!snippet.empty()) AppendText(json_, "snippet", snippet);
      json_.EndObject();
    }
    json_.EndObject().EndObject().EndList();
    json_.Key("partialFingerprints").BeginObject();
    json_.Key("primaryLocationLineHash").String(Fingerprint(finding)).EndObject();
    if (finding.fix && region.column > 0) AppendFix(finding, region, artifact);
    json_.EndObject();
  }

  void AppendFix(const Diagnostic& finding, const Region& region, std::size_t artifact) {
    json_.Key("fixes").BeginList().BeginObject();
    AppendText(json_, "description", EscapeMessage("Write " + *finding.fix));
    json_.Key("artifactChanges").BeginList().BeginObject();
    artifacts_.AppendLocation(json_.Key("artifactLocation"), artifact);
    json_.Key("replacements").BeginList().BeginObject();
    AppendRegion(json_.Key("deletedRegion"), region);
    json_.EndObject();
    AppendText(json_, "insertedContent", *finding.fix);
    json_.EndObject().EndList().EndObject().EndList().EndObject().EndList();
  }

  // Of the code and the line's text, never of path or line number: what moves is the same finding.
  std::string Fingerprint(const Diagnostic& finding) {
    const std::string key =
        finding.code + '\0' + (finding.source_line.empty() ? finding.message : finding.source_line);
    const std::string hash = Sha256Hex(key).substr(0, 16);
    return hash + ":" + std::to_string(++repeats_[hash]);
  }

  std::string_view ExitCodeDescription() const {
    switch (run_.exit_code) {
      case 0:
        return "no errors";
      case 1:
        return "a rule file has an error";
      default:
        return "something could not be checked, or an output could not be written";
    }
  }

  void AppendInvocation() {
    json_.LineBreak().Key("invocations").BeginList().BeginObject();
    json_.Key("executionSuccessful").Boolean(run_.exit_code == 0 || run_.exit_code == 1);
    json_.Key("exitCode").Integer(run_.exit_code);
    json_.Key("exitCodeDescription").String(ExitCodeDescription());
    json_.Key("startTimeUtc").String(FormatTimestamp(run_.started_at));
    json_.Key("endTimeUtc").String(FormatTimestamp(run_.ended_at));
    json_.Key("toolExecutionNotifications").BeginList();
    if (omitted() > 0) {
      json_.BeginObject().Key("descriptor").BeginObject();
      json_.Key("id").String(ResultLimitDescriptor().id).Key("index").Number(0).EndObject();
      json_.Key("level").String("warning");
      AppendText(json_, "message",
                 std::to_string(omitted()) + " of " + std::to_string(report_.findings.size()) +
                     " findings were left out.");
      json_.EndObject();
    }
    json_.EndList().EndObject().EndList();
  }

  void AppendProperties() {
    json_.LineBreak().Key("properties").BeginObject().Key("trailsift").BeginObject();
    json_.Key("schema").String("trailsift.sarif/1").Key("summary").BeginObject();
    json_.Key("files").Number(report_.files).Key("rules").Number(report_.rules);
    json_.Key("errors").Number(report_.Count(Diagnostic::Level::kError));
    json_.Key("warnings").Number(report_.Count(Diagnostic::Level::kWarning));
    json_.Key("notes").Number(report_.Count(Diagnostic::Level::kNote));
    json_.Key("results").BeginObject().Key("total").Number(report_.findings.size());
    json_.Key("written").Number(kept_.size()).Key("omitted").Number(omitted()).EndObject();
    json_.EndObject().EndObject().EndObject();
  }

  const LintReport& report_;
  const LintRun& run_;
  SarifArtifacts artifacts_;
  std::vector<const Diagnostic*> kept_;
  std::map<std::string, std::uint64_t> repeats_;
  std::string text_;
  JsonBuilder json_{text_};
};

}  // namespace

std::string FormatLintSarif(const LintReport& report, const LintRun& run) {
  return LintSarif(report, run).Format();
}

}  // namespace trailsift
