// The table of ATT&CK: what it says of some ids, that it hangs together, and that it holds exactly
// the ids and tactics of the public data, where that is.
#include "rule/attack_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kPublicFolder = TRAILSIFT_PUBLIC_DATA "/attack";

TEST(AttackTable, KnowsTheNamesOfTactics) {
  ASSERT_EQ(AllTactics().size(), 15U);
  EXPECT_EQ(AllTactics().front().name, "Reconnaissance");
  EXPECT_EQ(AllTactics().back().name, "Impact");
  const AttackTactic* const stealth = FindTactic("TA0005");
  ASSERT_NE(stealth, nullptr);
  EXPECT_EQ(stealth->short_name, "stealth");
  EXPECT_EQ(DisplayName(*stealth), "Stealth (formerly Defense Evasion)");
  ASSERT_NE(FindTactic("TA0112"), nullptr);
  EXPECT_EQ(DisplayName(*FindTactic("TA0112")), "Defense Impairment");
  for (const char* id : {"", "TA0099", "ta0005", "TA00050", "T1562"}) {
    EXPECT_EQ(FindTactic(id), nullptr) << id;
  }
}

TEST(AttackTable, KnowsTechniquesWithTheirParentsAndTactics) {
  const AttackTechnique* const accounts = FindTechnique("T1078.004");
  ASSERT_NE(accounts, nullptr);
  EXPECT_EQ(accounts->name, "Valid Accounts: Cloud Accounts");
  EXPECT_THAT(accounts->tactics, ElementsAre("TA0001", "TA0003", "TA0004", "TA0005"));
  EXPECT_THAT(accounts->former_tactics, IsEmpty());
  EXPECT_EQ(accounts->retired_after, "");
  EXPECT_EQ(RetirementText(*accounts), "");

  const AttackTechnique* const snapshot = FindTechnique("T1578.001");
  ASSERT_NE(snapshot, nullptr);
  EXPECT_EQ(snapshot->name, "Modify Cloud Compute Infrastructure: Create Snapshot");
  EXPECT_THAT(snapshot->tactics, ElementsAre("TA0112"));
  EXPECT_THAT(snapshot->former_tactics, ElementsAre("TA0005"));
  for (const char* id : {"", "T1", "T9999", "t1562", "T1562.999", "T1562.0031", "TA0005"}) {
    EXPECT_EQ(FindTechnique(id), nullptr) << id;
  }
}

TEST(AttackTable, ExplainsRetiredTechniques) {
  const AttackTechnique* const history = FindTechnique("T1562.003");
  ASSERT_NE(history, nullptr);
  EXPECT_EQ(history->name, "Impair Defenses: Impair Command History Logging");
  EXPECT_THAT(history->tactics, ElementsAre("TA0005"));
  EXPECT_EQ(history->retired_after, "18.1");
  EXPECT_EQ(history->successor, "T1690");
  EXPECT_EQ(RetirementText(*history),
            "retired after ATT&CK 18.1, succeeded by T1690 Prevent Command History Logging");

  ASSERT_NE(FindTechnique("T1562"), nullptr);
  EXPECT_EQ(RetirementText(*FindTechnique("T1562")), "retired after ATT&CK 18.1");
  ASSERT_NE(FindTechnique("T1086"), nullptr);
  EXPECT_EQ(RetirementText(*FindTechnique("T1086")),
            "retired before ATT&CK 18.1, succeeded by T1059.001 Command and Scripting "
            "Interpreter: PowerShell");
}

TEST(AttackTable, HangsTogether) {
  ASSERT_EQ(AllTechniques().size(), 697U + 161U);
  std::size_t retired = 0;
  for (std::size_t i = 0; i < AllTechniques().size(); ++i) {
    const AttackTechnique& technique = AllTechniques()[i];
    SCOPED_TRACE(technique.id);
    EXPECT_TRUE(i == 0 || AllTechniques()[i - 1].id < technique.id);
    EXPECT_TRUE(IsTechniqueId(technique.id));
    EXPECT_FALSE(technique.name.empty());
    EXPECT_FALSE(technique.tactics.empty());
    for (const std::string_view tactic : technique.tactics) EXPECT_NE(FindTactic(tactic), nullptr);
    for (const std::string_view tactic : technique.former_tactics) {
      EXPECT_NE(FindTactic(tactic), nullptr);
      EXPECT_EQ(std::ranges::count(technique.tactics, tactic), 0);
    }
    if (technique.retired_after.empty()) {
      EXPECT_EQ(technique.successor, "");
      continue;
    }
    ++retired;
    EXPECT_TRUE(technique.retired_after == "18.1" || technique.retired_after == "earlier");
    if (technique.successor.empty()) continue;
    ASSERT_NE(FindTechnique(technique.successor), nullptr);
    EXPECT_EQ(FindTechnique(technique.successor)->retired_after, "");
  }
  EXPECT_EQ(retired, 161U);
}

TEST(AttackTable, TellsIdsByTheirForm) {
  for (const char* id : {"TA0000", "TA9999"}) EXPECT_TRUE(IsTacticId(id)) << id;
  for (const char* id : {"", "TA", "TA000", "TA00000", "TA000x", "T1562"}) {
    EXPECT_FALSE(IsTacticId(id)) << id;
  }
  for (const char* id : {"T0000", "T1562.003"}) EXPECT_TRUE(IsTechniqueId(id)) << id;
  for (const char* id : {"", "T", "T156", "T15622", "T1562.", "T1562.03", "T1562.0033", "T1562-003",
                         "TA0005", "t1562"}) {
    EXPECT_FALSE(IsTechniqueId(id)) << id;
  }
}

// The cells of a table of the public data, by id; the line of headings left out.
std::map<std::string, std::vector<std::string>> SharedRows(const std::string& name) {
  std::ifstream file(std::string(kPublicFolder) + "/" + name);
  std::map<std::string, std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::vector<std::string> row;
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    row.resize(4);
    rows[row[0]] = row;
  }
  return rows;
}

// "Impair Defenses: Impair Command History Logging" is the latter, with any of the separators.
std::string_view OwnName(std::string_view name, bool has_parent) {
  if (!has_parent) return name;
  for (const std::string_view separator : {": ", ":", " - "}) {
    const std::size_t at = name.find(separator);
    if (at != std::string_view::npos) return name.substr(at + separator.size());
  }
  return name;
}

// Ids whose names in that data are those of an older version of ATT&CK or of another collection,
// so that the table has the name of version 18.1 instead.
const std::set<std::string, std::less<>> kOtherName = {
    "T1001.002", "T1003.008", "T1036.003", "T1036.005", "T1037.002", "T1037.004", "T1048.003",
    "T1053.007", "T1059.004", "T1070",     "T1070.008", "T1129",     "T1137.001", "T1176",
    "T1216",     "T1216.001", "T1217",     "T1218",     "T1219",     "T1222.002", "T1484.002",
    "T1497.003", "T1530",     "T1543.002", "T1546.004", "T1552.003", "T1552.007", "T1574.006",
    "T1606.002", "T1609",     "T1610"};

TEST(AttackTable, HoldsTheTacticsOfVersion19) {
  const auto rows = SharedRows("tactics-v19.tsv");
  if (rows.empty()) GTEST_SKIP() << kPublicFolder << " is not there";
  EXPECT_EQ(rows.size(), AllTactics().size());
  for (const AttackTactic& tactic : AllTactics()) {
    const auto row = rows.find(std::string(tactic.id));
    ASSERT_NE(row, rows.end()) << tactic.id;
    EXPECT_THAT(row->second,
                ElementsAre(tactic.id, tactic.short_name, tactic.name, tactic.former_name));
  }
}

TEST(AttackTable, HoldsTheTechniquesOfVersion19) {
  const auto rows = SharedRows("techniques-v19.tsv");
  if (rows.empty()) GTEST_SKIP() << kPublicFolder << " is not there";
  std::size_t current = 0;
  for (const AttackTechnique& technique : AllTechniques()) {
    SCOPED_TRACE(technique.id);
    const auto row = rows.find(std::string(technique.id));
    ASSERT_EQ(row != rows.end(), technique.retired_after.empty());
    if (row == rows.end()) continue;
    ++current;
    std::set<std::string_view> short_names;
    for (const std::string_view id : technique.tactics) {
      short_names.insert(FindTactic(id)->short_name);
    }
    std::string joined;
    for (const std::string_view name : short_names) {
      (joined += joined.empty() ? "" : ",") += name;
    }
    EXPECT_EQ(joined, row->second[2]);
    const bool has_parent = technique.id.size() > 5;
    EXPECT_EQ(OwnName(technique.name, has_parent) != OwnName(row->second[1], has_parent),
              kOtherName.contains(technique.id))
        << row->second[1];
  }
  EXPECT_EQ(current, rows.size());
}

}  // namespace
}  // namespace trailsift
