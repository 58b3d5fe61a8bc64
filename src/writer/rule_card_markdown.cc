#include <fmt/format.h>

#include <initializer_list>
#include <utility>

#include "base/severity.h"
#include "rule/attack_table.h"
#include "writer/markdown_text.h"
#include "writer/rule_card_parts.h"
#include "writer/rule_card_report.h"

namespace trailsift {
namespace {

class CardMarkdown {
 public:
  explicit CardMarkdown(const RuleCardReport& report)
      : report_(report), card_(report.card), rule_(report.rule()) {}

  std::string Format() {
    AddHead();
    AddAttack();
    if (card_.has_logic) AddSameAction();
    AddHeading("Rule body");
    text_ += MarkdownCodeBlock(rule_.source, "yaml");
    AddTests();
    AddLogic();
    if (card_.has_logic) {
      AddExclusions();
      AddIndicators();
      AddOutputFields();
    }
    return std::move(text_);
  }

 private:
  void AddHeading(std::string_view heading) { text_ += fmt::format("\n## {}\n\n", heading); }

  // The head of a table whose rows AddRow adds.
  void AddTableHead(std::initializer_list<std::string_view> titles) {
    AddRow({titles.begin(), titles.end()});
    AddRow(std::vector<std::string>(titles.size(), "---"));
  }

  void AddRow(const std::vector<std::string>& cells) {
    text_ += '|';
    for (const std::string& cell : cells) text_ += fmt::format(" {} |", cell);
    text_ += '\n';
  }

  void AddParagraphs(std::string_view heading, std::string_view text) {
    AddHeading(heading);
    const std::string paragraphs = MarkdownParagraphs(text);
    text_ += paragraphs.empty() ? "none\n" : paragraphs;
  }

  static std::string CodeOr(std::string_view text, std::string_view otherwise) {
    return text.empty() ? std::string(otherwise) : MarkdownCodeCell(text);
  }

  void AddHead() {
    text_ += fmt::format("# {}\n\n", MarkdownText(rule_.name));
    AddTableHead({"", ""});
    AddRow({"Rule", MarkdownCodeCell(rule_.id)});
    AddRow({"Severity", std::string(SeverityName(rule_.severity))});
    AddRow({"State", MarkdownText(StateText(rule_))});
    AddRow({"Status", CodeOr(rule_.status, "none")});
    std::string tags;
    for (const std::string& tag : rule_.tags) {
      tags += (tags.empty() ? "" : ", ") + CodeOr(tag, "");
    }
    AddRow({"Tags", tags.empty() ? "none" : tags});
    AddRow({"Source", MarkdownText(SourceText(rule_))});
    AddParagraphs("Description", rule_.description);
    AddParagraphs("Runbook", rule_.runbook);
    AddHeading("Reference");
    text_ += rule_.reference.empty() ? "none\n" : MarkdownCode(rule_.reference) + "\n";
  }

  void AddAttack() {
    AddHeading("ATT&CK");
    const std::vector<AttackText> texts = AttackTexts(rule_);
    if (texts.empty()) {
      text_ += "none\n";
    } else {
      AddTableHead({"Tactic", "Technique"});
      for (const AttackText& text : texts) {
        AddRow({MarkdownText(text.tactic), MarkdownText(text.technique)});
      }
    }
    for (const std::string& note : RetirementNotes(rule_)) {
      text_ += '\n' + MarkdownText(note) + ".\n";
    }
    if (!texts.empty()) text_ += fmt::format("\n{}\n", kAttackNotice);
    AddOtherReports();
  }

  void AddOtherReports() {
    const auto reports = OtherReports(rule_);
    if (reports.empty()) return;
    text_ += '\n';
    AddTableHead({"Report", "Entries"});
    for (const auto& [name, values] : reports) {
      std::string entries;
      for (const std::string& value : values) {
        entries += (entries.empty() ? "" : ", ") + CodeOr(value, "");
      }
      AddRow({MarkdownText(name), entries});
    }
  }

  void AddSameAction() {
    AddHeading("Rules detecting the same action");
    if (card_.same_action.empty()) {
      text_ += "none\n";
    } else {
      AddTableHead({"Rule", "Title", "Event names"});
    }
    for (const SameActionRule& same : card_.same_action) {
      const Rule& other = report_.rules.rules[same.rule];
      std::string names;
      for (const std::string& name : same.event_names) {
        names += (names.empty() ? "" : ", ") + CodeOr(name, "");
      }
      AddRow({MarkdownCodeCell(other.id), MarkdownText(other.name), names});
    }
    const std::string left_out = LeftOutText(card_);
    if (!left_out.empty()) text_ += fmt::format("\n{}\n", left_out);
  }

  void AddTests() {
    AddHeading("Tests");
    const std::vector<CardTest> tests = CardTests(rule_, report_.tests);
    if (tests.empty()) {
      text_ += "none\n";
      return;
    }
    AddTableHead({"Result", "Expected", "Name"});
    for (const CardTest& test : tests) {
      std::string result(StatusName(test.status));
      if (!test.remark.empty()) result += fmt::format(" ({})", MarkdownText(test.remark));
      AddRow({result, std::string(ExpectedText(test.expected)), MarkdownText(test.name)});
    }
  }

  void AddLogic() {
    AddHeading("Detection logic");
    if (!card_.has_logic) {
      text_ += NoLogicText(rule_) + "\n";
      return;
    }
    text_ += "All lines must hold.\n\n" + CodeBlock(card_.conjuncts);
    if (card_.filter_conjuncts.empty()) return;
    text_ += "\nInline filters: all lines must hold; a missing field passes.\n\n" +
             CodeBlock(card_.filter_conjuncts);
  }

  static std::string CodeBlock(const std::vector<std::string>& lines) {
    return MarkdownCodeBlock(fmt::format("{}", fmt::join(lines, "\n")), "text");
  }

  void AddExclusions() {
    AddHeading("Exclusions");
    if (card_.exclusions.empty()) {
      text_ += "none\n";
      return;
    }
    AddTableHead({"Field", "Kind", "Excluded values"});
    for (const Exclusion& exclusion : card_.exclusions) {
      AddRow({CodeOr(exclusion.field, ""), MarkdownCodeCell(exclusion.kind),
              CodeOr(ExclusionValues(exclusion), "")});
    }
  }

  void AddIndicators() {
    AddHeading("Indicators");
    if (card_.indicators.empty()) {
      text_ += "none\n";
    } else {
      AddTableHead({"Field", "Kind", "Value", "Corpus"});
    }
    for (const RuleCard::CorpusIndicator& row : card_.indicators) {
      AddRow({CodeOr(row.indicator.field, ""), MarkdownCodeCell(row.indicator.kind),
              MarkdownCodeCell(Print(row.indicator.value)),
              row.corpus == 0 ? "" : fmt::format("{}", row.corpus)});
    }
    text_ += fmt::format("\n{}\n", CorpusText(card_));
  }

  void AddOutputFields() {
    AddHeading("Output fields");
    if (rule_.context.empty()) text_ += "none\n";
    for (const ContextField& field : rule_.context) {
      text_ += fmt::format("- {}\n", MarkdownCode(field.name));
    }
  }

  const RuleCardReport& report_;
  const RuleCard& card_;
  const Rule& rule_;
  std::string text_;
};

}  // namespace

std::string FormatRuleCardMarkdown(const RuleCardReport& report) {
  return CardMarkdown(report).Format();
}

}  // namespace trailsift
