#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "writer/coverage_report.h"
#include "writer/json_builder.h"

namespace trailsift {
namespace {

constexpr std::string_view kLayerVersion = "4.5";
// The Navigator whose documentation of that format was read.
constexpr std::string_view kNavigatorVersion = "5.2.0";

// Which rules a cell of the matrix has, each by the ids that it names.
using Cell = std::map<RuleNumber, std::set<std::string_view>>;
// The column of a tactic and the id of a technique.
using CellPlace = std::pair<std::size_t, std::string_view>;

class LayerWriter {
 public:
  LayerWriter(const RuleSet& rules, const AttackCoverage& coverage)
      : rules_(rules), coverage_(coverage), json_(text_) {}

  std::string Format() {
    FillCells();
    json_.BeginObject().Key("name").String("trailsift rules");
    json_.Key("versions").BeginObject().Key("attack").String(kAttackVersion);
    json_.Key("navigator").String(kNavigatorVersion).Key("layer").String(kLayerVersion).EndObject();
    json_.Key("domain").String("enterprise-attack");
    json_.LineBreak().Key("description").String(Description());
    json_.LineBreak().Key("sorting").Number(0).Key("layout").BeginObject();
    json_.Key("layout").String("side").Key("showID").Boolean(true).Key("showName").Boolean(true);
    json_.Key("expandedSubtechniques").String("annotated").EndObject();
    json_.Key("hideDisabled").Boolean(false);
    AddTechniques();
    AddGradient();
    AddMetadata();
    json_.LineBreak().EndObject();
    return text_ + "\n";
  }

 private:
  void FillCells() {
    for (std::size_t column = 0; column < coverage_.tactics.size(); ++column) {
      for (const auto& [id, numbers] : coverage_.tactics[column].techniques) {
        const AttackTechnique& named = *FindTechnique(id);
        const AttackTechnique* const current =
            named.retired_after.empty() ? &named : FindTechnique(named.successor);
        if (current == nullptr) {
          for (const RuleNumber number : numbers) without_cell_[named.id].insert(number);
          continue;
        }
        for (const std::size_t place : ColumnsOf(*current, column)) {
          for (const RuleNumber number : numbers) {
            cells_[{place, current->id}][number].insert(named.id);
          }
        }
      }
    }
  }

  // The column in which a rule puts the technique, or if the matrix has no such cell, all of those
  // that it has.
  std::vector<std::size_t> ColumnsOf(const AttackTechnique& technique, std::size_t column) const {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < coverage_.tactics.size(); ++i) {
      const std::string_view id = coverage_.tactics[i].tactic->id;
      if (std::ranges::find(technique.tactics, id) != technique.tactics.end()) columns.push_back(i);
    }
    const bool has_it = std::ranges::find(columns, column) != columns.end();
    return has_it ? std::vector<std::size_t>{column} : columns;
  }

  std::string Description() const {
    return fmt::format(
        "How many of {} trailsift rules are about each technique. Rules about a technique that "
        "ATT&CK {} no longer has count for its successor, as the comment says; where there is none "
        "they are named in the metadata, as are other ids without a cell.",
        coverage_.rules, kAttackVersion);
  }

  void AddTechniques() {
    json_.LineBreak().Key("techniques").BeginList();
    for (const auto& [place, cell] : cells_) {
      json_.LineBreak().BeginObject().Key("techniqueID").String(place.second);
      json_.Key("tactic").String(coverage_.tactics[place.first].tactic->short_name);
      json_.Key("score").Number(cell.size());
      json_.Key("comment").String(Comment(place.second, cell));
      json_.Key("enabled").Boolean(true).EndObject();
    }
    json_.EndList();
  }

  std::string Comment(std::string_view technique, const Cell& cell) const {
    std::string comment;
    for (const auto& [number, named] : cell) {
      if (!comment.empty()) comment += ", ";
      comment += rules_.rules[number].id;
      std::vector<std::string> retired;
      for (const std::string_view id : named) {
        if (id == technique) continue;
        retired.push_back(fmt::format("{} ({})", id, RetirementText(*FindTechnique(id))));
      }
      if (!retired.empty()) comment += fmt::format(" by {}", fmt::join(retired, ", "));
    }
    return comment;
  }

  void AddGradient() {
    std::size_t highest = 1;
    for (const auto& [place, cell] : cells_) highest = std::max(highest, cell.size());
    json_.LineBreak().Key("gradient").BeginObject().Key("colors").BeginList();
    json_.String("#ffffff").String("#4a90d9").EndList();
    json_.Key("minValue").Number(0).Key("maxValue").Number(highest).EndObject();
  }

  void AddMetadata() {
    json_.LineBreak().Key("metadata").BeginList();
    for (const auto& [id, numbers] : without_cell_) {
      AddMetadata(fmt::format("{} ({})", id, RetirementText(*FindTechnique(id))), numbers);
    }
    for (const auto& [id, numbers] : coverage_.unknown) {
      AddMetadata(fmt::format("{} (not in ATT&CK Enterprise {})", id, kAttackVersion), numbers);
    }
    for (const AttackCoverage::Tactic& tactic : coverage_.tactics) {
      if (tactic.without_technique.empty()) continue;
      AddMetadata(
          fmt::format("{} {} without technique", tactic.tactic->id, DisplayName(*tactic.tactic)),
          tactic.without_technique);
    }
    json_.EndList();
  }

  void AddMetadata(std::string_view name, const AttackCoverage::Rules& numbers) {
    std::string ids;
    for (const RuleNumber number : numbers) {
      ids += (ids.empty() ? "" : ", ") + rules_.rules[number].id;
    }
    json_.BeginObject().Key("name").String(name).Key("value").String(ids).EndObject();
  }

  const RuleSet& rules_;
  const AttackCoverage& coverage_;
  std::map<CellPlace, Cell> cells_;
  std::map<std::string_view, AttackCoverage::Rules> without_cell_;  // Retired, no successor.
  std::string text_;
  JsonBuilder json_;
};

}  // namespace

std::string FormatNavigatorLayer(const RuleSet& rules, const AttackCoverage& coverage) {
  return LayerWriter(rules, coverage).Format();
}

}  // namespace trailsift
