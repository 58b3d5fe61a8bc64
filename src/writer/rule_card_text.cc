#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/severity.h"
#include "writer/rule_card_parts.h"
#include "writer/rule_card_report.h"
#include "writer/terminal_colour.h"
#include "writer/terminal_text.h"
#include "writer/text_layout.h"

namespace trailsift {
namespace {

constexpr std::string_view kIndent = "  ";
// Lines of prose that are longer are hard to read.
constexpr std::size_t kLongestProse = 100;
constexpr std::size_t kDefaultWidth = 80;
constexpr std::size_t kSmallestWidth = 20;

std::string_view ColourOf(CardTest::Status status) {
  switch (status) {
    case CardTest::Status::kPassed:
      return kGreen;
    case CardTest::Status::kFailed:
      return kBoldRed;
    case CardTest::Status::kSkipped:
    case CardTest::Status::kNotRun:
      return kYellow;
  }
  return "";
}

// The path of a field or a constant in one piece, or a word that stands for nothing.
Words OneWord(std::string_view notation) {
  return {notation.empty() ? std::string("-") : EscapeCodeForTerminal(notation)};
}

class CardText {
 public:
  CardText(const RuleCardReport& report, std::size_t width, bool colour)
      : report_(report),
        rule_(report.rule()),
        width_(width == 0 ? 0 : std::max(width, kSmallestWidth)),
        prose_width_(std::min(width == 0 ? kDefaultWidth : width_, kLongestProse)),
        colour_(colour) {}

  std::string Format() {
    AddHead();
    AddAttack();
    if (report_.card.has_logic) AddSameAction();
    AddBody();
    AddTests();
    AddLogic();
    if (report_.card.has_logic) {
      AddExclusions();
      AddIndicators();
      AddOutputFields();
    }
    return std::move(text_);
  }

 private:
  std::string_view Coloured(std::string_view colour) const { return colour_ ? colour : ""; }

  void AddHeading(std::string_view heading) {
    text_ += fmt::format("\n{}\n", Paint(heading, Coloured(kBold)));
  }

  void AddLines(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      if (!line.empty()) text_.append(kIndent).append(line);
      text_ += '\n';
    }
  }

  void AddNone() { AddLines({"none"}); }

  void AddProse(std::string_view text) {
    const std::vector<std::string> lines = WrapText(text, prose_width_ - kIndent.size());
    if (lines.empty()) AddNone();
    AddLines(lines);
  }

  void AddTable(const TextTable& table) {
    if (table.empty()) {
      AddNone();
    } else {
      text_ += table.Format(width_);
    }
  }

  void AddFact(std::string_view label, const Words& words, std::string_view colour = {}) {
    constexpr std::size_t kLabelWidth = 10;
    bool first = true;
    for (const std::string& line : FlowWords(words, prose_width_ - kIndent.size() - kLabelWidth)) {
      text_ += fmt::format("{}{:<{}}{}\n", kIndent, first ? label : "", kLabelWidth,
                           Paint(line, Coloured(colour)));
      first = false;
    }
  }

  void AddHead() {
    for (const std::string& line : FlowWords(WordsOf(rule_.name), prose_width_)) {
      text_ += Paint(line, Coloured(kBold)) + '\n';
    }
    text_ += EscapeForTerminal(rule_.id) + "\n\n";
    AddFact("Severity", {std::string(SeverityName(rule_.severity))},
            SeverityColour(rule_.severity));
    AddFact("State", WordsOf(StateText(rule_)));
    AddFact("Status", rule_.status.empty() ? Words{"none"} : WordsOf(rule_.status));
    std::string tags;
    for (const std::string& tag : rule_.tags) tags += (tags.empty() ? "" : ", ") + tag;
    AddFact("Tags", tags.empty() ? Words{"none"} : WordsOf(tags));
    AddFact("Source", WordsOf(SourceText(rule_)));
    AddHeading("DESCRIPTION");
    AddProse(rule_.description);
    AddHeading("RUNBOOK");
    AddProse(rule_.runbook);
    AddHeading("REFERENCE");
    AddProse(rule_.reference);
  }

  void AddAttack() {
    AddHeading("ATT&CK");
    TextTable table({"TACTIC", "TECHNIQUE"});
    for (const AttackText& text : AttackTexts(rule_)) {
      table.AddRow({{text.tactic.empty() ? Words{"-"} : WordsOf(text.tactic)},
                    {text.technique.empty() ? Words{"-"} : WordsOf(text.technique)}});
    }
    AddTable(table);
    for (const std::string& note : RetirementNotes(rule_)) AddNote(note);
    for (const auto& [name, values] : OtherReports(rule_)) {
      AddNote(fmt::format("{}: {}", name, fmt::join(values, ", ")));
    }
  }

  void AddSameAction() {
    AddHeading("RULES DETECTING THE SAME ACTION");
    TextTable table({"ID", "TITLE", "EVENT NAMES"});
    for (const SameActionRule& same : report_.card.same_action) {
      const Rule& other = report_.rules.rules[same.rule];
      std::string names;
      for (const std::string& name : same.event_names) {
        names += (names.empty() ? "" : ", ") + name;
      }
      table.AddRow({{{EscapeForTerminal(other.id)}}, {WordsOf(other.name)}, {WordsOf(names)}});
    }
    AddTable(table);
    AddNote(LeftOutText(report_.card));
  }

  void AddBody() {
    AddHeading("RULE BODY");
    std::string_view rest = rule_.source;
    while (!rest.empty()) {
      const std::string_view line = CutLine(rest);
      AddLines({EscapeCodeForTerminal(line)});
    }
  }

  void AddTests() {
    AddHeading("TESTS");
    const std::vector<CardTest> tests = CardTests(rule_, report_.tests);
    TextTable table({"RESULT", "EXPECTED", "NAME"});
    for (const CardTest& test : tests) {
      Words name = WordsOf(test.name);
      if (!test.remark.empty()) {
        const Words remark = WordsOf(fmt::format("({})", test.remark));
        name.insert(name.end(), remark.begin(), remark.end());
      }
      table.AddRow({{{std::string(StatusName(test.status))}, Coloured(ColourOf(test.status))},
                    {{std::string(ExpectedText(test.expected))}},
                    {std::move(name)}});
    }
    AddTable(table);
  }

  void AddLogic() {
    if (!report_.card.has_logic) {
      AddHeading("DETECTION LOGIC");
      AddProse(NoLogicText(rule_));
      return;
    }
    AddHeading("DETECTION LOGIC (all lines must hold)");
    AddConjuncts(report_.card.conjuncts);
    if (report_.card.filter_conjuncts.empty()) return;
    AddHeading("INLINE FILTERS (all lines must hold; a missing field passes)");
    AddConjuncts(report_.card.filter_conjuncts);
  }

  void AddConjuncts(const std::vector<std::string>& conjuncts) {
    constexpr std::size_t kHanging = 4;
    for (const std::string& conjunct : conjuncts) {
      AddLines(
          FlowWords(NotationWords(conjunct), width_ == 0 ? 0 : width_ - kIndent.size(), kHanging));
    }
  }

  void AddExclusions() {
    AddHeading("EXCLUSIONS");
    TextTable table({"FIELD", "KIND", "EXCLUDED VALUES"});
    for (const Exclusion& exclusion : report_.card.exclusions) {
      const std::string values = ExclusionValues(exclusion);
      table.AddRow({{OneWord(exclusion.field)},
                    {{exclusion.kind}},
                    {values.empty() ? Words{"-"} : NotationWords(values)}});
    }
    AddTable(table);
  }

  void AddIndicators() {
    AddHeading("INDICATORS");
    TextTable table({"FIELD", "KIND", "VALUE", "CORPUS"});
    for (const RuleCard::CorpusIndicator& row : report_.card.indicators) {
      table.AddRow({{OneWord(row.indicator.field)},
                    {{row.indicator.kind}},
                    {OneWord(Print(row.indicator.value))},
                    {row.corpus == 0 ? Words{} : Words{fmt::format("{}", row.corpus)}}});
    }
    AddTable(table);
    AddNote(CorpusText(report_.card));
  }

  void AddOutputFields() {
    AddHeading("OUTPUT FIELDS");
    std::vector<std::string> names;
    for (const ContextField& field : rule_.context) names.push_back(EscapeForTerminal(field.name));
    if (names.empty()) names.emplace_back("none");
    AddLines(names);
  }

  void AddNote(std::string_view note) {
    if (note.empty()) return;
    text_ += '\n';
    AddProse(note);
  }

  const RuleCardReport& report_;
  const Rule& rule_;
  std::size_t width_;
  std::size_t prose_width_;
  bool colour_;
  std::string text_;
};

}  // namespace

std::string FormatRuleCardText(const RuleCardReport& report, std::size_t width, bool colour) {
  return CardText(report, width, colour).Format();
}

}  // namespace trailsift
