#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "alert/match_sink.h"
#include "alert/scan_summary.h"
#include "rule/rule_set.h"
#include "writer/output_stream.h"

namespace trailsift {

enum class OutputFormat : std::uint8_t { kTable, kJson, kJsonLines, kSarif, kCsv };

// "table", "json", "jsonl", "sarif", "csv".
std::string_view FormatName(OutputFormat format);
std::optional<OutputFormat> ParseOutputFormat(std::string_view name);

// How the destination shows text.
struct WriterOptions {
  bool terminal = false;  // Width is limited, and raw records are escaped.
  bool colour = false;
  std::size_t width = 0;  // Columns of a terminal; 0: unbounded.
  // Flush whenever a batch of matches is done: a person or a pipe is waiting.
  bool flush_each_match = false;
};

// A sink that writes one document. All arguments must outlive it.
std::unique_ptr<MatchSink> MakeWriter(OutputFormat format, OutputStream& stream,
                                      const RuleSet& rules, const ScanDescription& description,
                                      const WriterOptions& options);

}  // namespace trailsift
