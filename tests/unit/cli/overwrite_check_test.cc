#include "cli/overwrite_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/temp_dir.h"

namespace trailsift {
namespace {

TEST(FindOverwritten, RefusesWhatIsRead) {
  const TempDir dir;
  const std::string rule = dir.Write("rules/a.yml", "AnalysisType: rule\n");
  const std::string notes = dir.Write("rules/notes.yaml", "no: rule\n");
  const std::string readme = dir.Write("rules/README.md", "");
  const std::string log = dir.Write("logs/a.json", "{}");
  const std::string other = dir.Write("other.yml", "");
  std::filesystem::create_hard_link(rule, dir.Path("linked"));
  std::filesystem::create_symlink(log, dir.Path("symbolic"));
  std::vector<FoundInput> inputs = FindInputs({dir.Path("logs"), "-", dir.Path("missing")}, {});

  struct Case {
    const char* what;
    std::vector<std::string> outputs;
    bool refused;
  };
  const std::vector<Case> cases = {
      {"standard output", {""}, false},
      {"a new file", {dir.Path("rules/new.yml")}, false},
      {"an unrelated file", {other}, false},
      {"a file among the rules that is not read", {readme}, false},
      {"a missing input", {dir.Path("missing")}, false},
      {"a rule", {rule}, true},
      {"YAML that holds no rule", {notes}, true},
      {"another name of a rule", {dir.Path("linked")}, true},
      {"another spelling", {dir.Path("rules/../rules/./a.yml")}, true},
      {"an input", {log}, true},
      {"a link to an input", {dir.Path("symbolic")}, true},
      {"the second of several", {"", other, log}, true},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    const auto problem = FindOverwritten(c.outputs, {dir.Path("rules")}, inputs);
    EXPECT_EQ(problem.has_value(), c.refused);
    if (problem) {
      EXPECT_EQ(problem->message, "cannot write " + c.outputs.back() + ": it is read, too");
    }
  }
}

}  // namespace
}  // namespace trailsift
