#include "writer/alert_table_writer.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "writer/aligned_table.h"

namespace trailsift {
namespace {

enum Column : std::size_t { kFirst, kSpan, kSeverity, kCount, kActor, kRule, kTitle, kColumnCount };

constexpr std::array<TableColumn, kColumnCount> kColumns = {
    {{"FIRST", TableColumn::Cut::kNever},
     {"SPAN", TableColumn::Cut::kNever},
     {"SEVERITY", TableColumn::Cut::kNever},
     {"COUNT", TableColumn::Cut::kNever, 128, true},
     {"ACTOR"},
     {"RULE"},
     {"TITLE"}}};

// The title says in words what the rule's id does, so on 80 columns the id is left out.
constexpr auto kShrinkSteps = std::to_array<ShrinkStep>({
    {kRule, 24},
    {kTitle, 48},
    {kActor, 20},
    {kRule, 12},
    {kTitle, 32},
    {kRule, 0},
    {kActor, 12},
    {kTitle, 12},
    {kActor, 5},
    {kTitle, 5},
});

// "42s", "12m05s", "3h12m", "2d04h": from the first match to the last.
std::string ShowSpan(const Alert& alert) {
  if (!alert.first_time || alert.matches.size() == 1) return "-";
  const std::int64_t seconds = alert.last_time->seconds - alert.first_time->seconds;
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kDay = 24 * kHour;
  if (seconds < kMinute) return fmt::format("{}s", seconds);
  if (seconds < kHour) return fmt::format("{}m{:02}s", seconds / kMinute, seconds % kMinute);
  if (seconds < kDay) return fmt::format("{}h{:02}m", seconds / kHour, seconds % kHour / kMinute);
  return fmt::format("{}d{:02}h", seconds / kDay, seconds % kDay / kHour);
}

// The first actor, and how many others there are.
std::string ShowActors(const ValueCounts& actors) {
  if (actors.entries().empty()) return "-";
  std::string text = ShowOrDash(actors.entries().front().value);
  if (actors.entries().size() > 1) {
    text += fmt::format(" +{}{}", actors.entries().size() - 1, actors.others() > 0 ? "+" : "");
  }
  return text;
}

class AlertTableWriter : public MatchSink {
 public:
  AlertTableWriter(OutputStream& stream, const RuleSet& rules, const WriterOptions& options)
      : stream_(stream),
        rules_(rules),
        table_(stream, {kColumns, kShrinkSteps, kSeverity}, options) {}

  void OnAlert(const Alert& alert) override {
    std::vector<std::string> row(kColumnCount);
    row[kFirst] = alert.first_time ? FormatTimestamp(*alert.first_time) : "-";
    row[kSpan] = ShowSpan(alert);
    row[kSeverity] = SeverityName(alert.severity);
    row[kCount] = fmt::format("{}", alert.matches.size());
    row[kActor] = ShowActors(alert.actors);
    row[kRule] = ShowOrDash(rules_.rules[alert.rule].id);
    row[kTitle] = ShowOrDash(alert.title);
    table_.Add(std::move(row), alert.severity);
  }

  void OnMatch(const Match& signal) override {
    std::vector<std::string> row(kColumnCount, "-");
    if (signal.event_time) row[kFirst] = FormatTimestamp(*signal.event_time);
    row[kSeverity] = "signal";
    row[kCount] = "1";
    row[kActor] = ShowOrDash(signal.actor_user);
    row[kRule] = ShowOrDash(rules_.rules[signal.rule].id);
    row[kTitle] = ShowOrDash(rules_.rules[signal.rule].name);
    table_.Add(std::move(row), std::nullopt);
  }

  void OnEnd(const ScanSummary& /*summary*/) override { table_.End(); }

  bool alive() const override { return stream_.state() == OutputStream::State::kGood; }

 private:
  OutputStream& stream_;
  const RuleSet& rules_;
  AlignedTable table_;
};

}  // namespace

std::unique_ptr<MatchSink> MakeAlertTableWriter(OutputStream& stream, const RuleSet& rules,
                                                const WriterOptions& options) {
  return std::make_unique<AlertTableWriter>(stream, rules, options);
}

}  // namespace trailsift
