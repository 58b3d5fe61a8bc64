#include "writer/csv_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "writer/terminal_text.h"

namespace trailsift {
namespace {

constexpr std::string_view kHeader =
    "rule_id,rule_name,severity,title,event_time,event_id,event_name,event_source,aws_region,"
    "recipient_account_id,source_ip_address,user_agent,actor_user,user_identity_type,"
    "user_identity_arn,access_key_id,error_code,mitre_attack,dedup,flags,path,member,record,line,"
    "column,byte_offset\r\n";
// The last six are those of the first match.
constexpr std::string_view kAlertHeader =
    "rule_id,rule_name,severity,title,count,first_time,last_time,window_end,event_names,"
    "aws_regions,recipient_account_ids,source_ip_addresses,actor_users,mitre_attack,dedup,flags,"
    "path,member,record,line,column,byte_offset\r\n";

// Spreadsheets ignore these before a formula: space, no-break space, ideographic space.
constexpr std::array<std::string_view, 3> kBlanks = {" ", "\u00A0", "\u3000"};
// ASCII, then the full-width twins of the first four.
constexpr std::array<std::string_view, 11> kFormulaStarts = {
    "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};

bool LooksLikeFormula(std::string_view text) {
  const auto starts_text = [&text](std::string_view start) { return text.starts_with(start); };
  auto blank = std::ranges::find_if(kBlanks, starts_text);
  while (blank != kBlanks.end()) {
    text.remove_prefix(blank->size());
    blank = std::ranges::find_if(kBlanks, starts_text);
  }
  return std::ranges::any_of(kFormulaStarts, starts_text);
}

// A spreadsheet that splits at semicolons does so inside quotes too if they do not begin the line,
// so each part of a cell must be no formula either, quotes at its front taken away.
void GuardParts(std::string& cell) {
  for (std::size_t at = cell.find(';'); at != std::string::npos; at = cell.find(';', at + 1)) {
    std::string_view part = std::string_view(cell).substr(at + 1);
    part.remove_prefix(std::min(part.find_first_not_of("\" "), part.size()));
    if (LooksLikeFormula(part)) cell.insert(at + 1, 1, '\'');
  }
}

bool NeedsQuotes(std::string_view cell) {
  if (cell.empty()) return false;
  return cell.front() == '\'' || cell.front() == ' ' || cell.back() == ' ' ||
         cell.find_first_of(",\";") != std::string_view::npos;
}

std::string JoinAttack(const std::vector<AttackReference>& references) {
  std::string joined;
  for (const AttackReference& reference : references) {
    if (!joined.empty()) joined += ';';
    joined += reference.tactic;
    if (!reference.tactic.empty() && !reference.technique.empty()) joined += ':';
    joined += reference.technique;
  }
  return joined;
}

std::string TimeText(const std::optional<Timestamp>& time) {
  return time ? FormatTimestamp(*time) : "";
}

std::string JoinFlags(const Match& match) {
  std::vector<std::string_view> flags(match.flags.begin(), match.flags.end());
  if (match.signal) flags.emplace_back("signal");
  std::ranges::sort(flags);
  return fmt::format("{}", fmt::join(flags, ";"));
}

std::string JoinValues(const ValueCounts& values) {
  std::vector<std::string_view> texts;
  for (const ValueCounts::Entry& entry : values.entries()) texts.push_back(entry.value);
  if (values.others() > 0) texts.emplace_back("...");
  return fmt::format("{}", fmt::join(texts, ";"));
}

// One row, built cell by cell.
class CsvRow {
 public:
  void Add(std::string_view text) { AddCell(CsvCell(text)); }
  void Add(const MatchField& field) { Add(field.text.value_or("")); }
  void Add(std::uint64_t number) { AddCell(std::to_string(number)); }

  void AddRule(const Rule& rule) {
    Add(rule.id);
    Add(rule.name);
  }
  void AddPlace(const Match& match) {
    Add(match.path);
    Add(match.member);
    Add(match.place.record);
    Add(match.place.line);
    Add(match.place.column);
    Add(match.place.byte_offset);
  }

  std::string Line() const { return cells_ + "\r\n"; }

 private:
  void AddCell(std::string_view cell) {
    if (!std::exchange(first_, false)) cells_ += ',';
    cells_ += cell;
  }

  std::string cells_;
  bool first_ = true;
};

class CsvWriter : public MatchSink {
 public:
  CsvWriter(OutputStream& stream, const RuleSet& rules, bool alerts, const WriterOptions& options)
      : stream_(stream),
        rules_(rules),
        alerts_(alerts),
        flush_each_match_(options.flush_each_match) {
    stream_.Write(alerts ? kAlertHeader : kHeader);
  }

  void OnMatch(const Match& match) override { Write(alerts_ ? SignalRow(match) : MatchRow(match)); }

  void OnAlert(const Alert& alert) override { Write(AlertRow(alert)); }

  void OnEnd(const ScanSummary& /*summary*/) override { stream_.Flush(); }

  bool alive() const override { return stream_.state() == OutputStream::State::kGood; }

 private:
  void Write(const CsvRow& row) {
    stream_.Write(row.Line());
    if (flush_each_match_) stream_.Flush();
  }

  // A signal has neither severity nor title nor dedup string: it is no alert.
  CsvRow MatchRow(const Match& match) const {
    const Rule& rule = rules_.rules[match.rule];
    CsvRow row;
    row.AddRule(rule);
    row.Add(match.signal ? "" : SeverityName(match.severity));
    row.Add(match.signal ? "" : match.title);
    row.Add(TimeText(match.event_time));
    for (const MatchField* field :
         {&match.event_id, &match.event_name, &match.event_source, &match.aws_region,
          &match.recipient_account_id, &match.source_ip_address, &match.user_agent}) {
      row.Add(*field);
    }
    row.Add(match.actor_user);
    for (const MatchField* field : {&match.user_identity_type, &match.user_identity_arn,
                                    &match.access_key_id, &match.error_code}) {
      row.Add(*field);
    }
    row.Add(JoinAttack(rule.attack));
    row.Add(match.signal ? "" : ShownDedup(match));
    row.Add(JoinFlags(match));
    row.AddPlace(match);
    return row;
  }

  CsvRow AlertRow(const Alert& alert) const {
    const Rule& rule = rules_.rules[alert.rule];
    CsvRow row;
    row.AddRule(rule);
    row.Add(SeverityName(alert.severity));
    row.Add(alert.title);
    row.Add(alert.matches.size());
    for (const auto& time : {alert.first_time, alert.last_time, alert.window_end}) {
      row.Add(TimeText(time));
    }
    for (const ValueCounts* values :
         {&alert.event_names, &alert.regions, &alert.accounts, &alert.addresses, &alert.actors}) {
      row.Add(JoinValues(*values));
    }
    row.Add(JoinAttack(rule.attack));
    row.Add(alert.dedup);
    row.Add(fmt::format("{}", fmt::join(alert.flags, ";")));
    row.AddPlace(alert.matches.At(0));
    return row;
  }

  CsvRow SignalRow(const Match& match) const {
    const Rule& rule = rules_.rules[match.rule];
    CsvRow row;
    row.AddRule(rule);
    for (const std::string_view cell : {"", "", "1"}) row.Add(cell);
    for (const auto& time : {match.event_time, match.event_time, {}}) row.Add(TimeText(time));
    for (const MatchField* field : {&match.event_name, &match.aws_region,
                                    &match.recipient_account_id, &match.source_ip_address}) {
      row.Add(*field);
    }
    row.Add(match.actor_user);
    row.Add(JoinAttack(rule.attack));
    row.Add("");
    row.Add(JoinFlags(match));
    row.AddPlace(match);
    return row;
  }

  OutputStream& stream_;
  const RuleSet& rules_;
  bool alerts_;
  bool flush_each_match_;
};

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string cell = EscapeForTerminal(text);
  if (LooksLikeFormula(text)) cell.insert(cell.begin(), '\'');
  GuardParts(cell);
  if (!NeedsQuotes(cell)) return cell;
  std::string quoted = "\"";
  for (const char character : cell) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  quoted += '"';
  return quoted;
}

std::unique_ptr<MatchSink> MakeCsvWriter(OutputStream& stream, const RuleSet& rules,
                                         const ScanDescription& description,
                                         const WriterOptions& options) {
  return std::make_unique<CsvWriter>(stream, rules, description.alerts, options);
}

}  // namespace trailsift
