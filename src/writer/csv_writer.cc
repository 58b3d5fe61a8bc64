#include "writer/csv_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "writer/terminal_text.h"

namespace trailsift {
namespace {

constexpr std::string_view kHeader =
    "rule_id,rule_name,severity,title,event_time,event_id,event_name,event_source,aws_region,"
    "recipient_account_id,source_ip_address,user_agent,actor_user,user_identity_type,"
    "user_identity_arn,access_key_id,error_code,mitre_attack,dedup,flags,path,member,record,line,"
    "column,byte_offset\r\n";

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

class CsvWriter : public MatchSink {
 public:
  CsvWriter(OutputStream& stream, const RuleSet& rules, const WriterOptions& options)
      : stream_(stream), rules_(rules), flush_each_match_(options.flush_each_match) {
    stream_.Write(kHeader);
  }

  void OnMatch(const Match& match) override {
    line_.clear();
    const Rule& rule = rules_.rules[match.rule];
    AddText(rule.id);
    AddText(rule.name);
    AddText(SeverityName(match.severity));
    AddText(match.title);
    AddText(match.event_time ? FormatTimestamp(*match.event_time) : "");
    for (const MatchField* field :
         {&match.event_id, &match.event_name, &match.event_source, &match.aws_region,
          &match.recipient_account_id, &match.source_ip_address, &match.user_agent}) {
      AddText(field->text.value_or(""));
    }
    AddText(match.actor_user);
    for (const MatchField* field : {&match.user_identity_type, &match.user_identity_arn,
                                    &match.access_key_id, &match.error_code}) {
      AddText(field->text.value_or(""));
    }
    AddText(JoinAttack(rule.attack));
    AddText(match.dedup);
    AddText(fmt::format("{}", fmt::join(match.flags, ";")));
    AddText(match.path);
    AddText(match.member);
    line_ += fmt::format("{},{},{},{}\r\n", match.place.record, match.place.line,
                         match.place.column, match.place.byte_offset);
    stream_.Write(line_);
    if (flush_each_match_) stream_.Flush();
  }

  void OnEnd(const ScanSummary& /*summary*/) override { stream_.Flush(); }

  bool alive() const override { return stream_.state() == OutputStream::State::kGood; }

 private:
  void AddText(std::string_view text) {
    line_ += CsvCell(text);
    line_ += ',';
  }

  OutputStream& stream_;
  const RuleSet& rules_;
  bool flush_each_match_;
  std::string line_;
};

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string cell = EscapeForTerminal(text);
  if (LooksLikeFormula(text)) cell.insert(cell.begin(), '\'');
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
                                         const ScanDescription& /*description*/,
                                         const WriterOptions& options) {
  return std::make_unique<CsvWriter>(stream, rules, options);
}

}  // namespace trailsift
