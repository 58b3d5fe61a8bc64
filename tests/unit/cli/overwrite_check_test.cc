#include "cli/overwrite_check.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

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
    const auto problem = FindOverwritten(c.outputs, {dir.Path("rules")}, {}, inputs);
    EXPECT_EQ(problem.has_value(), c.refused);
    if (problem) {
      EXPECT_EQ(problem->message, "cannot write " + c.outputs.back() + ": it is read, too");
    }
  }
}

// Standard input from a file, as long as it lives.
class RedirectedInput {
 public:
  explicit RedirectedInput(const std::string& path) : saved_(::dup(STDIN_FILENO)) {
    const int file = ::open(path.c_str(), O_RDONLY);
    ::dup2(file, STDIN_FILENO);
    ::close(file);
  }
  ~RedirectedInput() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }
  RedirectedInput(const RedirectedInput&) = delete;
  RedirectedInput& operator=(const RedirectedInput&) = delete;

 private:
  int saved_;
};

TEST(FindOverwritten, RefusesTheFileBehindStandardInputAndLists) {
  const TempDir dir;
  const std::string redirected = dir.Write("redirected", "{}");
  const std::string list = dir.Write("list", "a.json\n");
  const std::string other = dir.Write("other", "");
  const RedirectedInput input(redirected);
  struct Case {
    const char* what;
    std::string output;
    std::vector<std::string> paths;
    std::vector<std::string> lists;
    bool refused;
  };
  const std::vector<Case> cases = {
      {"the file that is piped in", redirected, {"-"}, {}, true},
      {"another file", other, {"-"}, {}, false},
      {"a file that nobody reads", redirected, {}, {list}, false},
      {"a list", list, {}, {other, list}, true},
      {"a list that is piped in", redirected, {}, {"-"}, true},
      {"no list", other, {}, {"-", list, dir.Path("missing")}, false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    EXPECT_EQ(FindOverwritten({c.output}, {}, c.lists, FindInputs(c.paths, {})).has_value(),
              c.refused);
  }
}

TEST(FindOverwritten, PassesDevices) {
  const RedirectedInput input("/dev/null");
  EXPECT_FALSE(FindOverwritten({"/dev/null"}, {}, {"-"}, FindInputs({"-"}, {})).has_value());
}

}  // namespace
}  // namespace trailsift
