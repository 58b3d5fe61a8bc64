#include "writer/coverage_report.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "writer/json_builder.h"
#include "writer/terminal_text.h"
#include "writer/text_layout.h"

namespace trailsift {
namespace {

constexpr std::size_t kDefaultWidth = 80;

std::vector<std::string> IdsOf(const RuleSet& rules, const AttackCoverage::Rules& numbers) {
  std::vector<std::string> ids;
  for (const RuleNumber number : numbers) ids.push_back(rules.rules[number].id);
  return ids;
}

std::string TechniqueText(const AttackTechnique& technique) {
  std::string text = fmt::format("{} {}", technique.id, technique.name);
  if (!technique.retired_after.empty()) text += " (retired)";
  return text;
}

class CoverageTable {
 public:
  CoverageTable(const RuleSet& rules, const AttackCoverage& coverage)
      : rules_(rules), coverage_(coverage) {}

  std::string Format(std::size_t width) {
    for (const AttackCoverage::Tactic& tactic : coverage_.tactics) {
      const std::string name = fmt::format("{} {}", tactic.tactic->id, DisplayName(*tactic.tactic));
      for (const auto& [id, numbers] : tactic.techniques) {
        AddRow(name, TechniqueText(*FindTechnique(id)), numbers);
      }
      if (!tactic.without_technique.empty()) AddRow(name, "-", tactic.without_technique);
    }
    for (const auto& [id, numbers] : coverage_.unknown) {
      AddRow("-", fmt::format("{} (not in ATT&CK Enterprise {})", id, kAttackVersion), numbers);
    }
    text_ = table_.empty() ? "" : table_.Format(width) + "\n";
    const std::size_t prose_width = width == 0 ? kDefaultWidth : width;
    for (const AttackTechnique* const technique : coverage_.retired) {
      AddProse(fmt::format("{}: {}.", technique->id, RetirementText(*technique)), prose_width);
    }
    AddProse(Totals(), prose_width);
    return std::move(text_);
  }

 private:
  void AddProse(std::string_view prose, std::size_t width) {
    for (const std::string& line : FlowWords(WordsOf(prose), width)) text_ += line + "\n";
  }

  void AddRow(std::string_view tactic, std::string_view technique,
              const AttackCoverage::Rules& numbers) {
    Words ids;
    for (const std::string& id : IdsOf(rules_, numbers)) ids.push_back(EscapeForTerminal(id));
    table_.AddRow({{WordsOf(tactic)},
                   {WordsOf(technique)},
                   {{fmt::format("{}", numbers.size())}},
                   {std::move(ids)}});
  }

  std::string Totals() const {
    const AttackCoverage& coverage = coverage_;
    std::string text =
        fmt::format("Covered: {} of {} tactics and {} of {} techniques", coverage.tactics_covered,
                    coverage.tactics.size(), coverage.techniques_covered(), coverage.techniques);
    if (coverage.techniques_succeeding > 0) {
      text +=
          fmt::format(" ({} only as successors of retired ones)", coverage.techniques_succeeding);
    }
    return text + fmt::format(
                      " of ATT&CK Enterprise {}; not covered: {} and {}. Counted: {} {}, {} of "
                      "them without ATT&CK ids.",
                      kAttackVersion, coverage.tactics.size() - coverage.tactics_covered,
                      coverage.techniques - coverage.techniques_covered(), coverage.rules,
                      coverage.rules == 1 ? "rule" : "rules", coverage.without_attack.size());
  }

  const RuleSet& rules_;
  const AttackCoverage& coverage_;
  TextTable table_{{"TACTIC", "TECHNIQUE", "RULES", "IDS"}};
  std::string text_;
};

class CoverageJson {
 public:
  CoverageJson(const RuleSet& rules, const AttackCoverage& coverage)
      : rules_(rules), coverage_(coverage), json_(text_) {}

  std::string Format() {
    json_.BeginObject().Key("schema").String("trailsift.coverage/1");
    json_.Key("attack_version").String(kAttackVersion);
    json_.LineBreak().Key("tactics").BeginList();
    for (const AttackCoverage::Tactic& tactic : coverage_.tactics) AddTactic(tactic);
    json_.LineBreak().EndList().LineBreak().Key("unknown").BeginList();
    for (const auto& [id, numbers] : coverage_.unknown) {
      json_.BeginObject().Key("id").String(id).Key("rules").Strings(IdsOf(rules_, numbers));
      json_.EndObject();
    }
    json_.EndList()
        .LineBreak()
        .Key("without_attack")
        .Strings(IdsOf(rules_, coverage_.without_attack));
    AddSummary();
    json_.LineBreak().EndObject();
    return text_ + "\n";
  }

 private:
  void AddTactic(const AttackCoverage::Tactic& tactic) {
    json_.LineBreak().BeginObject().Key("id").String(tactic.tactic->id);
    json_.Key("name").String(tactic.tactic->name);
    json_.Key("former_name").NullIfEmpty(tactic.tactic->former_name);
    json_.Key("techniques").BeginList();
    for (const auto& [id, numbers] : tactic.techniques) {
      const AttackTechnique& technique = *FindTechnique(id);
      json_.BeginObject().Key("id").String(id).Key("name").String(technique.name);
      json_.Key("retired_after").NullIfEmpty(technique.retired_after);
      json_.Key("successor").NullIfEmpty(technique.successor);
      json_.Key("rules").Strings(IdsOf(rules_, numbers));
      json_.EndObject();
    }
    json_.EndList().Key("without_technique").Strings(IdsOf(rules_, tactic.without_technique));
    json_.EndObject();
  }

  void AddSummary() {
    json_.LineBreak().Key("summary").BeginObject();
    json_.Key("rules").Number(coverage_.rules);
    json_.Key("tactics").BeginObject().Key("total").Number(coverage_.tactics.size());
    json_.Key("covered").Number(coverage_.tactics_covered).EndObject();
    json_.Key("techniques").BeginObject().Key("total").Number(coverage_.techniques);
    json_.Key("covered").Number(coverage_.techniques_covered());
    json_.Key("covered_as_successors").Number(coverage_.techniques_succeeding).EndObject();
    json_.Key("retired_techniques").Number(coverage_.retired.size()).EndObject();
  }

  const RuleSet& rules_;
  const AttackCoverage& coverage_;
  std::string text_;
  JsonBuilder json_;
};

}  // namespace

std::string FormatCoverageTable(const RuleSet& rules, const AttackCoverage& coverage,
                                std::size_t width) {
  return CoverageTable(rules, coverage).Format(width);
}

std::string FormatCoverageJson(const RuleSet& rules, const AttackCoverage& coverage) {
  return CoverageJson(rules, coverage).Format();
}

}  // namespace trailsift
