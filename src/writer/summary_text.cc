#include "writer/summary_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "writer/terminal_text.h"

namespace trailsift {
namespace {

constexpr std::size_t kShownPlaces = 3;
constexpr std::size_t kShownReasons = 6;

struct Noun {
  std::string_view one;
  std::string_view many;
};

struct KindNoun {
  AnomalyKind kind;
  Noun noun;
};
// What can make a scan incomplete, worst first; behind the unjudged kinds the warnings, which only
// --strict counts.
constexpr std::array kReasons = {
    KindNoun{AnomalyKind::kPossibleMatchInDamagedRecord,
             {"damaged record that may match", "damaged records that may match"}},
    KindNoun{AnomalyKind::kPossibleMatchInAmbiguousRecord,
             {"ambiguous record that may match", "ambiguous records that may match"}},
    KindNoun{AnomalyKind::kInternalImbalance,
             {"file whose bytes do not add up", "files whose bytes do not add up"}},
    KindNoun{AnomalyKind::kWorkerFailed,
             {"file given up by a failed worker", "files given up by failed workers"}},
    KindNoun{AnomalyKind::kOutOfMemory,
             {"file given up for lack of memory", "files given up for lack of memory"}},
    KindNoun{AnomalyKind::kInterrupted, {"early end", "early ends"}},
    KindNoun{AnomalyKind::kNoSources, {"input without any source", "inputs without any source"}},
    KindNoun{AnomalyKind::kUnreadable, {"unreadable path", "unreadable paths"}},
    KindNoun{AnomalyKind::kReadError, {"file read in part", "files read in part"}},
    KindNoun{AnomalyKind::kUnsupportedFormat,
             {"file of an unsupported format", "files of unsupported formats"}},
    KindNoun{AnomalyKind::kUnsupportedShape,
             {"text of an unsupported shape", "texts of unsupported shapes"}},
    KindNoun{AnomalyKind::kUnrecognisedShape,
             {"value of unknown shape", "values of unknown shape"}},
    KindNoun{AnomalyKind::kUndecodable,
             {"range that could not be decoded", "ranges that could not be decoded"}},
    KindNoun{AnomalyKind::kTruncated, {"file cut short", "files cut short"}},
    KindNoun{AnomalyKind::kCorruptStream,
             {"corrupt compressed stream", "corrupt compressed streams"}},
    KindNoun{AnomalyKind::kLimitExceeded, {"limit exceeded", "limits exceeded"}},
    KindNoun{AnomalyKind::kTruncatedTail, {"last value cut short", "last values cut short"}},
    KindNoun{AnomalyKind::kDamagedRange, {"damaged range", "damaged ranges"}},
    KindNoun{AnomalyKind::kTrailingGarbage,
             {"run of bytes behind compressed data", "runs of bytes behind compressed data"}},
    KindNoun{AnomalyKind::kChecksumMismatch, {"wrong checksum", "wrong checksums"}},
    KindNoun{AnomalyKind::kChangedDuringScan,
             {"file changed during the scan", "files changed during the scan"}},
    KindNoun{AnomalyKind::kMalformedRecord, {"malformed record", "malformed records"}},
    KindNoun{AnomalyKind::kInvalidEncoding,
             {"place of invalid encoding", "places of invalid encoding"}},
    KindNoun{AnomalyKind::kInvalidUtf8,
             {"record with invalid UTF-8", "records with invalid UTF-8"}},
    KindNoun{AnomalyKind::kControlCharacter,
             {"record with bare control characters", "records with bare control characters"}},
    KindNoun{AnomalyKind::kDottedKey,
             {"record with a dotted key in place of a path",
              "records with dotted keys in place of paths"}},
    KindNoun{AnomalyKind::kConflictingDuplicate,
             {"conflicting duplicate", "conflicting duplicates"}},
    KindNoun{AnomalyKind::kUpstreamPartial, {"unfinished export", "unfinished exports"}},
    KindNoun{AnomalyKind::kUnparsableTime,
             {"record with an unreadable time", "records with unreadable times"}},
    KindNoun{AnomalyKind::kMissingTime, {"record without a time", "records without a time"}},
    KindNoun{AnomalyKind::kUnknownAccount,
             {"record of an unknown account", "records of unknown accounts"}},
    KindNoun{AnomalyKind::kUnknownRegion,
             {"record of an unknown region", "records of unknown regions"}},
    KindNoun{AnomalyKind::kDuplicateKey,
             {"record with a repeated key", "records with repeated keys"}},
};

struct ReasonNoun {
  std::string_view reason;
  Noun noun;
};
constexpr std::array kSkipReasons = {
    ReasonNoun{"digest", {"digest", "digests"}},
    ReasonNoun{"symlink", {"symbolic link", "symbolic links"}},
    ReasonNoun{"already_scanned", {"file already scanned", "files already scanned"}},
    ReasonNoun{"not_regular", {"special file", "special files"}},
    ReasonNoun{"not_a_log", {"file that is not a log", "files that are not logs"}},
    ReasonNoun{"unrecognised_shape", {"value of unknown shape", "values of unknown shape"}},
    ReasonNoun{"other_log_type", {"value of another log type", "values of other log types"}},
    ReasonNoun{"other_event_type", {"event of another type", "events of other types"}},
    ReasonNoun{"other_message", {"other message", "other messages"}},
    ReasonNoun{"control_message", {"control message", "control messages"}},
    ReasonNoun{"s3_notification", {"S3 notification", "S3 notifications"}},
    ReasonNoun{"kinesis", {"message in base64", "messages in base64"}},
    ReasonNoun{"base64", {"text in base64", "texts in base64"}},
    ReasonNoun{"cloudwatch_insights", {"row without @message", "rows without @message"}},
    ReasonNoun{"athena_rows", {"row or table of columns", "rows or tables of columns"}},
    ReasonNoun{"siem", {"entry of a log management system", "entries of a log management system"}},
    ReasonNoun{"ocsf", {"OCSF event", "OCSF events"}},
    ReasonNoun{"carrier_depth", {"envelope nested too deep", "envelopes nested too deep"}},
};

// "33,211": grouped by a rule of our own, not the locale's.
std::string Number(std::uint64_t number) {
  std::string digits = fmt::format("{}", number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string Count(std::uint64_t number, Noun noun) {
  return fmt::format("{} {}", Number(number), number == 1 ? noun.one : noun.many);
}

// "812 bytes", "412 KiB", "9.1 MiB": rounded down, so that nothing reads larger than it is.
std::string Size(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 6> kUnits = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  if (bytes < 1024) return Count(bytes, {"byte", "bytes"});
  std::size_t unit = 0;
  std::uint64_t divisor = 1024;
  while (bytes / divisor >= 1024) {
    divisor *= 1024;
    ++unit;
  }
  const std::uint64_t whole = bytes / divisor;
  const std::uint64_t tenth = (bytes % divisor) / (divisor / 1024) * 10 / 1024;
  if (whole >= 10 || tenth == 0) return fmt::format("{} {}", whole, kUnits[unit]);
  return fmt::format("{}.{} {}", whole, tenth, kUnits[unit]);
}

std::string Join(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string InBrackets(const std::vector<std::string>& parts, std::string_view separator = ", ") {
  return parts.empty() ? "" : fmt::format(" ({})", Join(parts, separator));
}

std::string DescribeSources(const ScanSummary& summary) {
  const auto& [total, read, skipped, failed, by_reason] = summary.sources;
  std::string text = read == total
                         ? Count(total, {"file", "files"})
                         : fmt::format("{} of {}", Number(read), Count(total, {"file", "files"}));
  const ByteCounts& bytes = summary.bytes;
  if (bytes.stored_read == 0) return text;
  std::vector<std::string> sizes = {Size(bytes.stored_read)};
  if (bytes.decoded != bytes.stored_read) sizes.push_back(Size(bytes.decoded) + " decoded");
  return text + InBrackets(sizes);
}

std::string DescribeRecords(const RecordCounts& records) {
  if (records.judged == 0 && records.filtered == 0) return "no record found";
  std::vector<std::string> remarks;
  if (records.salvaged > 0) remarks.push_back(Number(records.salvaged) + " salvaged");
  if (records.filtered > 0) remarks.push_back(Number(records.filtered) + " more filtered out");
  return Count(records.judged, {"record judged", "records judged"}) + InBrackets(remarks);
}

void AddSkipped(const std::map<std::string, std::uint64_t>& by_reason,
                std::vector<std::string>& parts) {
  for (const auto& [reason, number] : by_reason) {
    if (number == 0) continue;
    const auto known = std::ranges::find(kSkipReasons, reason, &ReasonNoun::reason);
    parts.push_back((known != kSkipReasons.end()
                         ? Count(number, known->noun)
                         : fmt::format("{} {}", Number(number), EscapeForTerminal(reason))) +
                    " skipped");
  }
}

std::string DescribeRead(const ScanSummary& summary) {
  std::vector<std::string> parts = {DescribeSources(summary), DescribeRecords(summary.records)};
  if (summary.damaged_ranges > 0) {
    // A bracket that is missing is damage of no bytes.
    const bool sized = summary.bytes.damaged > 0;
    parts.push_back(Count(summary.damaged_ranges, {"damaged range", "damaged ranges"}) +
                    (sized ? " of " + Size(summary.bytes.damaged) : ""));
  }
  AddSkipped(summary.sources.skipped_by_reason, parts);
  AddSkipped(summary.skipped_values, parts);
  if (summary.sources.failed > 0) parts.push_back(Number(summary.sources.failed) + " failed");
  return Join(parts, ", ");
}

std::string CountNames(const Coverage::Counts& names, std::uint64_t others, Noun noun) {
  if (others == 0) return Count(names.size(), noun);
  if (names.empty()) return fmt::format("{} with names too long to list", noun.many);
  return fmt::format("more than {}", Count(names.size(), noun));
}

std::string DescribeCoverage(const ScanSummary& summary) {
  const Coverage& coverage = summary.coverage;
  std::vector<std::string> parts;
  if (coverage.first_event_time && coverage.last_event_time) {
    parts.push_back(fmt::format("{} to {}", FormatTimestamp(*coverage.first_event_time),
                                FormatTimestamp(*coverage.last_event_time)));
  }
  if (coverage.unknown_time > 0) {
    parts.push_back(Number(coverage.unknown_time) + " without a known time");
  }
  if (!coverage.accounts.empty() || coverage.other_accounts > 0) {
    parts.push_back(
        CountNames(coverage.accounts, coverage.other_accounts, {"account", "accounts"}));
  }
  if (!coverage.regions.empty() || coverage.other_regions > 0) {
    parts.push_back(CountNames(coverage.regions, coverage.other_regions, {"region", "regions"}));
  }
  if (!summary.duplicate_event_ids) {
    parts.emplace_back("repeated event IDs not counted");
  } else if (const std::uint64_t repeated = *summary.duplicate_event_ids; repeated > 0) {
    parts.push_back(Count(repeated, {"repeated event ID", "repeated event IDs"}));
  }
  return Join(parts, ", ");
}

std::vector<std::string> CountBySeverity(const std::map<Severity, std::uint64_t>& counts) {
  std::vector<std::string> parts;
  for (auto gravest = counts.rbegin(); gravest != counts.rend(); ++gravest) {
    const auto& [severity, number] = *gravest;
    if (number > 0) parts.push_back(fmt::format("{} {}", Number(number), SeverityName(severity)));
  }
  return parts;
}

std::string DescribeMatches(const MatchCounts& matches) {
  std::vector<std::string> remarks = CountBySeverity(matches.by_severity);
  if (matches.signals > 0) remarks.push_back(Count(matches.signals, {"signal", "signals"}));
  std::string text = matches.total == 0 ? "no matches" : Count(matches.total, {"match", "matches"});
  text += InBrackets(remarks);
  if (matches.dropped_by_unique > 0) {
    text += fmt::format(", {} dropped", Count(matches.dropped_by_unique, {"repeat", "repeats"}));
  }
  return text;
}

std::string DescribeAlerts(const AlertCounts& alerts) {
  std::string text = alerts.total == 0 ? "no alerts" : Count(alerts.total, {"alert", "alerts"});
  text += InBrackets(CountBySeverity(alerts.by_severity));
  if (alerts.matches_below_threshold > 0) {
    text += fmt::format(", {} below the threshold",
                        Count(alerts.matches_below_threshold, {"match", "matches"}));
  }
  return text;
}

std::string ShowSource(const std::string& path, const Anomaly& anomaly) {
  std::string place = EscapeForTerminal(path);
  if (!anomaly.member.empty()) place += "!" + EscapeForTerminal(anomaly.member);
  if (anomaly.line) place += fmt::format(":{}", *anomaly.line);
  return place;
}

std::string ShowPlace(const ScanSummary::PlacedAnomaly& placed) {
  const Anomaly& anomaly = placed.anomaly;
  std::string place = ShowSource(placed.path, anomaly);
  if (anomaly.byte_offset) {
    place += fmt::format(", from byte {}", *anomaly.byte_offset);
  } else if (anomaly.stored_offset) {
    place += fmt::format(", from stored byte {}", *anomaly.stored_offset);
  }
  return place;
}

std::string DescribeReason(const ScanSummary& summary, const KindNoun& kind, std::uint64_t count) {
  std::vector<std::string> places;
  for (const ScanSummary::PlacedAnomaly& placed : summary.anomalies) {
    if (placed.anomaly.kind != kind.kind || placed.path.empty()) continue;
    if (places.size() == kShownPlaces) break;
    places.push_back(ShowPlace(placed));
  }
  if (!places.empty() && count > places.size()) {
    places.push_back(Number(count - places.size()) + " more");
  }
  return Count(count, kind.noun) + InBrackets(places, "; ");
}

std::string DescribeReasons(const ScanSummary& summary, AnomalyLevel level) {
  std::vector<std::string> reasons;
  std::uint64_t others = 0;
  for (const KindNoun& kind : kReasons) {
    const auto found = summary.anomaly_counts.find(kind.kind);
    if (LevelOf(kind.kind) != level || found == summary.anomaly_counts.end() ||
        found->second == 0) {
      continue;
    }
    if (kind.kind == AnomalyKind::kInterrupted && summary.interrupted) continue;  // Said first.
    if (reasons.size() < kShownReasons) {
      reasons.push_back(DescribeReason(summary, kind, found->second));
    } else {
      others += found->second;
    }
  }
  if (others > 0) reasons.push_back(Count(others, {"other anomaly", "other anomalies"}));
  return Join(reasons, ", ");
}

struct ByteClass {
  std::string_view name;
  std::uint64_t bytes;
};

std::string DescribeClasses(std::initializer_list<ByteClass> classes) {
  std::vector<std::string> parts;
  for (const ByteClass& each : classes) {
    if (each.bytes > 0) parts.push_back(fmt::format("{} {}", Number(each.bytes), each.name));
  }
  return parts.empty() ? "" : " = " + Join(parts, " + ");
}

// "812 bytes stored = 812 payload; 3,112 decoded = 3,000 record + 112 envelope; balanced".
std::string DescribeBytes(const ByteCounts& bytes) {
  std::string text = Count(bytes.stored_read, {"byte", "bytes"}) + " stored";
  text += DescribeClasses({{"payload", bytes.payload},
                           {"padding", bytes.padding},
                           {"passed through", bytes.passed_through},
                           {"undecodable", bytes.undecodable}});
  if (bytes.stored_unread > 0) text += fmt::format(", {} unread", Number(bytes.stored_unread));
  text += fmt::format("; {} decoded", Number(bytes.decoded));
  text += DescribeClasses({{"record", bytes.record},
                           {"envelope", bytes.envelope},
                           {"whitespace", bytes.whitespace},
                           {"damaged", bytes.damaged},
                           {"skipped", bytes.skipped}});
  return text + (bytes.Balanced() ? "; balanced" : "; NOT BALANCED");
}

// "byte 7", "stored bytes 7 to 9".
std::string ShowBytes(std::string_view which, std::uint64_t first, std::uint64_t length) {
  return length > 1 ? fmt::format("{}bytes {} to {}", which, first, first + length - 1)
                    : fmt::format("{}byte {}", which, first);
}

// The last line, if the scan did not judge everything it was given.
std::string DescribeIncompleteness(const ScanSummary& summary) {
  std::string text;
  if (summary.interrupted) text = "INTERRUPTED: the scan was stopped, the rest was not read.";
  std::string reasons = DescribeReasons(summary, AnomalyLevel::kError);
  constexpr int kIncompleteStatus = 3;
  if (summary.complete && reasons.empty() && summary.exit_code == kIncompleteStatus) {
    reasons = DescribeReasons(summary, AnomalyLevel::kWarning) + " (counted by --strict)";
  }
  if (reasons.empty() && !summary.complete && !summary.interrupted) reasons = "reason unknown";
  if (!reasons.empty()) {
    text += fmt::format("{}INCOMPLETE: {}.", text.empty() ? "" : " ", reasons);
  }
  return text;
}

}  // namespace

std::string FormatSummary(const ScanSummary& summary) {
  std::vector<std::string> parts = {DescribeRead(summary)};
  if (std::string coverage = DescribeCoverage(summary); !coverage.empty()) {
    parts.push_back(std::move(coverage));
  }
  parts.push_back(DescribeMatches(summary.matches));
  if (summary.alerts) parts.push_back(DescribeAlerts(*summary.alerts));
  if (summary.records.judged == 0) parts.back() += ", nothing was judged";
  if (summary.spooled_bytes > 0) {
    parts.push_back(Size(summary.spooled_bytes) + " of matches waited in a temporary file");
  }
  std::string text = Join(parts, "; ") + ".\n";
  if (const std::string missing = DescribeIncompleteness(summary); !missing.empty()) {
    text += missing + "\n";
  }
  return text;
}

std::string FormatByteAccount(const Ledger& ledger) {
  std::vector<std::string> shapes;
  for (const auto& [shape, records] : ledger.shapes) {
    shapes.push_back(fmt::format("{} {}", Number(records), shape));
  }
  return fmt::format("{}: {}{}\n", EscapeForTerminal(ledger.path()), DescribeBytes(ledger.bytes),
                     InBrackets(shapes));
}

std::string FormatByteAccount(const ScanSummary& summary) {
  return fmt::format("in total: {}\n", DescribeBytes(summary.bytes));
}

std::string FormatAnomaly(const std::string& path, const Anomaly& anomaly) {
  std::string text = path.empty() ? "" : ShowSource(path, anomaly) + ": ";
  text += EscapeForTerminal(anomaly.message.empty() ? AnomalyName(anomaly.kind)
                                                    : std::string_view(anomaly.message));
  const bool stored_length = HasStoredLength(anomaly.kind);
  const std::uint64_t length = anomaly.length.value_or(0);
  std::vector<std::string> bytes;
  if (anomaly.byte_offset) {
    bytes.push_back(ShowBytes("", *anomaly.byte_offset, stored_length ? 0 : length));
  }
  if (anomaly.stored_offset) {
    bytes.push_back(ShowBytes("stored ", *anomaly.stored_offset, stored_length ? length : 0));
  }
  return text + InBrackets(bytes);
}

}  // namespace trailsift
