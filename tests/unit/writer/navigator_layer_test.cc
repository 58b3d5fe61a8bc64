#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "event/json_value.h"
#include "writer/coverage_report.h"

namespace trailsift {
namespace {

// The layer of rules "R0", "R1" … with these references.
JsonValue LayerOf(const std::vector<std::vector<AttackReference>>& references) {
  RuleSet rules;
  std::vector<RuleNumber> numbers;
  for (const std::vector<AttackReference>& attack : references) {
    numbers.push_back(static_cast<RuleNumber>(rules.rules.size()));
    Rule& rule = rules.rules.emplace_back();
    rule.id = "R" + std::to_string(numbers.back());
    rule.attack = attack;
  }
  static std::string text;  // The value has views into it.
  text = FormatNavigatorLayer(rules, FindCoverage(rules, numbers));
  return ParseJson(text).value();
}

// "T1690/defense-impairment 2", one a cell.
std::vector<std::string> CellsOf(const JsonValue& layer) {
  std::vector<std::string> cells;
  for (const JsonValue& cell : layer.Find("techniques")->elements) {
    cells.push_back(cell.Find("techniqueID")->text + "/" + cell.Find("tactic")->text + " " +
                    cell.Find("score")->text);
  }
  return cells;
}

std::vector<std::string> MetadataOf(const JsonValue& layer) {
  std::vector<std::string> texts;
  for (const JsonValue& entry : layer.Find("metadata")->elements) {
    texts.push_back(entry.Find("name")->text + ": " + entry.Find("value")->text);
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(NavigatorLayer, CountsRulesByCell) {
  const JsonValue layer =
      LayerOf({{{"TA0001", "T1078.004"}}, {{"TA0001", "T1078.004"}, {"TA0003", "T1078.004"}}});
  EXPECT_EQ(CellsOf(layer), (Texts{"T1078.004/initial-access 2", "T1078.004/persistence 1"}));
  EXPECT_EQ(layer.Find("techniques")->elements[0].Find("comment")->text, "R0, R1");
  EXPECT_EQ(layer.Find("gradient")->Find("maxValue")->text, "2");
  EXPECT_EQ(layer.Find("versions")->Find("layer")->text, "4.5");
}

TEST(NavigatorLayer, PutsARetiredTechniqueUnderItsSuccessorAndSaysSo) {
  const JsonValue layer = LayerOf({{{"TA0005", "T1562.003"}}, {{"TA0112", "T1690"}}});
  EXPECT_EQ(CellsOf(layer), Texts{"T1690/defense-impairment 2"});
  EXPECT_EQ(layer.Find("techniques")->elements[0].Find("comment")->text,
            "R0 by T1562.003 (retired after ATT&CK 18.1, succeeded by T1690 Prevent Command "
            "History Logging), R1");
}

TEST(NavigatorLayer, UsesTheCellsOfTheMatrixWhateverTacticTheRuleNames) {
  EXPECT_EQ(CellsOf(LayerOf({{{"TA0040", "T1690"}}})), Texts{"T1690/defense-impairment 1"});
}

TEST(NavigatorLayer, NamesWhatHasNoCellInTheMetadata) {
  const JsonValue layer = LayerOf(
      {{{"TA0005", "T1562"}}, {{"TA0001", "T9999"}}, {{"TA0009", ""}}, {{"", "AML.T0051"}}});
  EXPECT_EQ(CellsOf(layer), Texts{});
  EXPECT_EQ(MetadataOf(layer), (Texts{"T1562 (retired after ATT&CK 18.1): R0",
                                      "AML.T0051 (not in ATT&CK Enterprise 19): R3",
                                      "T9999 (not in ATT&CK Enterprise 19): R1",
                                      "TA0001 Initial Access without technique: R1",
                                      "TA0009 Collection without technique: R2"}));
}

}  // namespace
}  // namespace trailsift
