#include "writer/writer.h"

#include <algorithm>
#include <array>

#include "writer/csv_writer.h"
#include "writer/json_writer.h"
#include "writer/jsonl_writer.h"
#include "writer/sarif_writer.h"
#include "writer/table_writer.h"

namespace trailsift {
namespace {

struct Format {
  OutputFormat format;
  std::string_view name;
  decltype(&MakeTableWriter) make;
};
// In the order of OutputFormat.
constexpr std::array<Format, 5> kFormats = {
    {{OutputFormat::kTable, "table", &MakeTableWriter},
     {OutputFormat::kJson, "json", &MakeJsonWriter},
     {OutputFormat::kJsonLines, "jsonl", &MakeJsonLinesWriter},
     {OutputFormat::kSarif, "sarif", &MakeSarifWriter},
     {OutputFormat::kCsv, "csv", &MakeCsvWriter}}};

const Format& FormatOf(OutputFormat format) { return kFormats[static_cast<std::size_t>(format)]; }

}  // namespace

std::string_view FormatName(OutputFormat format) { return FormatOf(format).name; }

std::optional<OutputFormat> ParseOutputFormat(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name, &Format::name);
  if (found == kFormats.end()) return std::nullopt;
  return found->format;
}

std::unique_ptr<MatchSink> MakeWriter(OutputFormat format, OutputStream& stream,
                                      const RuleSet& rules, const ScanDescription& description,
                                      const WriterOptions& options) {
  return FormatOf(format).make(stream, rules, description, options);
}

}  // namespace trailsift
