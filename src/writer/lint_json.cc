#include <string_view>

#include "lint/lint_codes.h"
#include "writer/json_builder.h"
#include "writer/lint_report.h"

namespace trailsift {
namespace {

std::optional<std::uint64_t> KnownNumber(std::uint32_t number) {
  return number > 0 ? std::optional<std::uint64_t>(number) : std::nullopt;
}

void AppendFinding(JsonBuilder& json, const Diagnostic& finding) {
  const LintCode* const code = FindLintCode(finding.code);
  const auto& [file, line, column] = finding.place;
  const bool quoted = line > 0 && column > 0 && !finding.source_line.empty();
  json.BeginObject().Key("code").String(finding.code);
  json.Key("level").String(LevelName(finding.level));
  json.Key("path").NullIfEmpty(file);
  json.Key("line").NumberOrNull(KnownNumber(line));
  json.Key("column").NumberOrNull(line > 0 ? KnownNumber(column) : std::nullopt);
  json.Key("message").String(finding.message);
  json.Key("hint").NullIfEmpty(code != nullptr ? code->help : std::string_view());
  json.Key("length").NumberOrNull(quoted ? KnownNumber(finding.length) : std::nullopt);
  json.Key("source_line").NullIfEmpty(finding.source_line);
  json.Key("fix").StringOrNull(finding.fix).EndObject();
}

}  // namespace

std::string FormatLintJson(const LintReport& report, int exit_code) {
  std::string text;
  JsonBuilder json(text);
  json.BeginObject().Key("schema").String("trailsift.lint/1");
  json.LineBreak().Key("findings").BeginList();
  for (const Diagnostic& finding : report.findings) AppendFinding(json.LineBreak(), finding);
  json.EndList();
  json.LineBreak().Key("summary").BeginObject();
  json.Key("exit_code").Integer(exit_code);
  json.Key("files").Number(report.files).Key("rules").Number(report.rules);
  json.Key("errors").Number(report.Count(Diagnostic::Level::kError));
  json.Key("warnings").Number(report.Count(Diagnostic::Level::kWarning));
  json.Key("notes").Number(report.Count(Diagnostic::Level::kNote));
  json.EndObject().LineBreak().EndObject();
  return text + "\n";
}

}  // namespace trailsift
