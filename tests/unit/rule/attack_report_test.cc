#include "rule/attack_report.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace trailsift {
namespace {

TEST(IsAttackReport, ComparesLettersAndDigitsOnly) {
  for (const char* name : {"MITRE ATT&CK", "Mitre Att&ck", "mitre_attck", "MITREATTCK"}) {
    EXPECT_TRUE(IsAttackReport(name)) << name;
  }
  for (const char* name : {"", "MITRE", "MITRE ATLAS", "MITRE ATT&CK 2", "CIS"}) {
    EXPECT_FALSE(IsAttackReport(name)) << name;
  }
}

TEST(ParseAttackReference, ReadsTacticsAndTechniques) {
  struct Row {
    std::string text;
    std::string tactic;
    std::string technique;
  };
  const std::vector<Row> table = {
      {"TA0005:T1562.003", "TA0005", "T1562.003"},
      {"TA0005:T1562", "TA0005", "T1562"},
      {"TA0005", "TA0005", ""},
      {"T1562", "", "T1562"},
      {"T1562.003", "", "T1562.003"},
      {"  TA0005 : T1562.003\n", "TA0005", "T1562.003"},
      {"AML.T0051", "", "AML.T0051"},
      {" AML.TA0002 ", "", "AML.TA0002"},
  };
  for (const Row& row : table) {
    EXPECT_EQ(ParseAttackReference(row.text), (AttackReference{row.tactic, row.technique}))
        << row.text;
  }
}

TEST(ParseAttackReference, RefusesAnyOtherText) {
  for (const char* text : {"",
                           " ",
                           ":",
                           "TA0005:",
                           ":T1562",
                           "T1562:TA0005",
                           "TA0005:TA0005",
                           "TA005",
                           "TA00005",
                           "T156",
                           "T15622",
                           "T1562.",
                           "T1562.03",
                           "T1562.0033",
                           "T1562.003.1",
                           "ta0005",
                           "t1562",
                           "TA0005 T1562",
                           "TA0005:T1562:T1563",
                           "Impair Defenses",
                           "xAML.T0051",
                           "TA000\xC3\xA9"}) {
    EXPECT_FALSE(ParseAttackReference(text)) << text;
  }
}

}  // namespace
}  // namespace trailsift
