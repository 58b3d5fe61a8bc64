#include "writer/table_writer.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "writer/alert_table_writer.h"
#include "writer/aligned_table.h"
#include "writer/terminal_text.h"

namespace trailsift {
namespace {

enum Column : std::size_t {
  kTime,
  kSeverity,
  kRule,
  kActor,
  kSourceIp,
  kRegion,
  kAccount,
  kEvent,
  kLocation,
  kColumnCount
};

constexpr std::size_t kAccountWidth = 12;
constexpr std::array<TableColumn, kColumnCount> kColumns = {
    {{"TIME", TableColumn::Cut::kNever},
     {"SEVERITY", TableColumn::Cut::kNever},
     {"RULE"},
     {"ACTOR"},
     {"SOURCE-IP"},
     {"REGION"},
     {"ACCOUNT", TableColumn::Cut::kNever, kAccountWidth},
     {"EVENT"},
     {"LOCATION", TableColumn::Cut::kLeft, std::numeric_limits<std::size_t>::max()}}};

// First down to what can still be read at a glance, last to time, actor and address alone on one
// line of 80 columns.
constexpr auto kShrinkSteps = std::to_array<ShrinkStep>({
    {kRule, 16},
    {kActor, 16},
    {kLocation, 20},
    {kRule, 8},
    {kActor, 12},
    {kLocation, 12},
    {kEvent, 12},
    {kRule, 3},
    {kLocation, 5},
    {kEvent, 3},
    {kRegion, 3},
    {kSourceIp, 15},
    {kRule, 1},
    {kEvent, 1},
    {kLocation, 1},
    {kRegion, 1},
    {kActor, 5},
});

std::string ShowLocation(const Match& match) {
  std::string location = EscapeForTerminal(match.path);
  if (!match.member.empty()) location += "!" + EscapeForTerminal(match.member);
  return fmt::format("{}:{}:{}", location, match.place.line, match.place.column);
}

class TableWriter : public MatchSink {
 public:
  TableWriter(OutputStream& stream, const RuleSet& rules, const WriterOptions& options)
      : stream_(stream),
        rules_(rules),
        table_(stream, {kColumns, kShrinkSteps, kSeverity}, options) {}

  void OnMatch(const Match& match) override {
    std::vector<std::string> row(kColumnCount);
    row[kTime] = match.event_time ? FormatTimestamp(*match.event_time) : "-";
    row[kSeverity] = match.signal ? "signal" : SeverityName(match.severity);
    row[kRule] = ShowOrDash(rules_.rules[match.rule].id);
    row[kActor] = ShowOrDash(match.actor_user);
    row[kSourceIp] = ShowOrDash(match.source_ip_address);
    row[kRegion] = ShowOrDash(match.aws_region);
    row[kAccount] = ShowOrDash(match.recipient_account_id);
    row[kEvent] = ShowOrDash(match.event_name);
    row[kLocation] = ShowLocation(match);
    table_.Add(std::move(row), match.signal ? std::nullopt : std::optional(match.severity));
  }

  void OnEnd(const ScanSummary& /*summary*/) override { table_.End(); }

  bool alive() const override { return stream_.state() == OutputStream::State::kGood; }

 private:
  OutputStream& stream_;
  const RuleSet& rules_;
  AlignedTable table_;
};

}  // namespace

std::unique_ptr<MatchSink> MakeTableWriter(OutputStream& stream, const RuleSet& rules,
                                           const ScanDescription& description,
                                           const WriterOptions& options) {
  if (description.alerts) return MakeAlertTableWriter(stream, rules, options);
  return std::make_unique<TableWriter>(stream, rules, options);
}

}  // namespace trailsift
