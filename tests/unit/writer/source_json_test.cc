#include "writer/source_json.h"

#include <gtest/gtest.h>

#include <string>

namespace trailsift {
namespace {

Ledger Remarked(const std::string& path) {
  Ledger ledger(path);
  ledger.Report(AnomalyKind::kPadding, "zeros");
  return ledger;
}

TEST(SourceList, ListsWhatIsNotCleanAndCountsTheRest) {
  Ledger skipped("skipped");
  skipped.ReportSkipped("symlink", "a link");
  SourceList list(2);
  list.Add(Ledger("clean"));
  list.Add(Remarked("a"));
  list.Add(skipped);
  list.Add(Ledger("clean"));
  list.Add(Remarked("b"));
  list.Add(Remarked("c"));
  std::string text;
  JsonBuilder json(text);
  json.BeginObject();
  list.AppendMembers(json);
  json.EndObject();
  EXPECT_NE(text.find(R"("path":"a","state":"scanned","reason":null,"complete":true)"), text.npos);
  EXPECT_NE(text.find(R"("path":"skipped","state":"skipped","reason":"symlink")"), text.npos);
  EXPECT_NE(text.find(R"("anomaly_counts":{"padding":1})"), text.npos);
  EXPECT_EQ(text.find("clean"), text.npos);
  EXPECT_EQ(text.find(R"("path":"b")"), text.npos);
  EXPECT_NE(text.find(R"("sources_omitted":2)"), text.npos);
}

}  // namespace
}  // namespace trailsift
