// Runs the program with one call after the other failing: the first of a kind, the second, … until
// a run ends that never came so far. Whatever fails, the program neither crashes nor hangs, never
// leaves half an output, and says by its exit status when its answer is not the one it gives else.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr unsigned kTimeout = 60;  // Seconds that one run may take.
constexpr std::string_view kOld = "what stood here before\n";

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void WriteFile(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

// A command, and the kinds of calls that it never makes: all others must be met by a fault.
struct Scenario {
  const char* name;
  std::vector<std::string> arguments;
  std::set<std::string> calls_not_made;
};

std::vector<Scenario> Scenarios() {
  const std::string rule = "AWS.Bedrock.DeleteModelInvocationLoggingConfiguration";
  return {
      {"scan", {"scan", "-j", "1", "-f", "json", "-o", "out/report", "logs"}, {"thread"}},
      {"threads", {"scan", "-j", "3", "-r", "many", "-f", "sarif", "-o", "out/report", "logs"}, {}},
      {"alerts",
       {"scan", "-j", "2", "--alerts", "-r", "rules", "-f", "jsonl", "-o", "out/report", "logs"},
       {}},
      {"lines", {"scan", "-j", "2", "-f", "jsonl", "-o", "out/report", "large"}, {}},
      {"damaged", {"scan", "-j", "1", "-f", "csv", "-o", "out/report", "damaged"}, {"thread"}},
      {"table", {"scan", "-j", "1", "logs"}, {"fsync", "rename", "thread"}},
      {"explain", {"explain", "--rule", rule, "-o", "out/report", "logs"}, {"thread"}},
      {"test", {"test", "rules", "-f", "junit", "-o", "out/report"}, {"thread"}},
      {"lint", {"lint", "rules", "-f", "sarif", "-o", "out/report"}, {"thread"}},
      // Its rule is built in.
      {"show",
       {"rules", "show", rule, "-f", "json", "-o", "out/report"},
       {"readdir", "read", "thread"}},
      {"list", {"rules", "list", "-r", "rules", "-f", "json"}, {"fsync", "rename", "thread"}},
      {"coverage",
       {"rules", "coverage", "-r", "rules", "-f", "navigator", "-o", "out/report"},
       {"thread"}},
      {"export", {"rules", "export", "-r", "rules", "out"}, {"thread"}},
  };
}

struct Fault {
  std::string call;
  std::string kind;
  long number = 0;
};

struct Outcome {
  int status = 0;  // Of waitpid.
  std::string standard_output;
  std::string standard_error;
  std::map<std::string, std::string> files;  // What is in out/, by name.
  bool fault_met = false;

  const std::string& report() const { return files.at("report"); }

  int exit_code() const { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
};

// JSON Lines of 6 MB, enough that another thread reads ahead; one in a thousand matches.
std::string LargeLog() {
  std::string log;
  for (int i = 0; i < 12'000; ++i) {
    const bool matches = i % 1000 == 999;
    log += R"({"eventVersion":"1.08","eventTime":"2026-01-01T00:00:00Z","eventSource":")";
    log += matches ? "bedrock" : "s3";
    log += R"(.amazonaws.com","eventName":")";
    log += matches ? "DeleteModelInvocationLoggingConfiguration" : "GetObject";
    log += R"(","awsRegion":"us-east-1","userAgent":")" + std::string(300, 'a');
    log += R"(","eventID":")" + std::to_string(i) + "\"}\n";
  }
  return log;
}

// So many files that threads help to load them.
void WriteManyRules(const fs::path& folder) {
  fs::create_directory(folder);
  for (int i = 0; i < 12; ++i) {
    const std::string number = std::to_string(i);
    WriteFile(folder / (number + ".yml"),
              "AnalysisType: rule\nRuleID: Many." + number +
                  "\nEnabled: true\nSeverity: Low\nLogTypes: [AWS.CloudTrail]\n"
                  "Detection:\n  - {Key: eventName, Condition: Equals, Value: Name" +
                  number + "}\n");
  }
}

// Runs the program in a folder of its own that holds logs, rules and an old report.
class Laboratory {
 public:
  explicit Laboratory(const std::string& name) : folder_(fs::path(FAULT_SCRATCH) / name) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    const fs::path data = FAULT_TESTDATA;
    fs::copy(data / "logs", folder_ / "logs", fs::copy_options::recursive);
    fs::copy(data / "damaged", folder_ / "damaged", fs::copy_options::recursive);
    fs::copy(data / "alert-rules", folder_ / "rules", fs::copy_options::recursive);
    WriteManyRules(folder_ / "many");
    fs::create_directory(folder_ / "large");
    WriteFile(folder_ / "large/log.jsonl", LargeLog());
  }
  ~Laboratory() { fs::remove_all(folder_); }
  Laboratory(const Laboratory&) = delete;
  Laboratory& operator=(const Laboratory&) = delete;

  Outcome Run(const Scenario& scenario, const std::optional<Fault>& fault) {
    fs::remove_all(folder_ / "out");
    fs::create_directories(folder_ / "out");
    WriteFile(folder_ / "out/report", kOld);
    WriteFile(folder_ / "met", "");
    Outcome outcome;
    outcome.status = Wait(Start(scenario, fault));
    outcome.standard_output = ReadFile(folder_ / "stdout");
    outcome.standard_error = ReadFile(folder_ / "stderr");
    outcome.fault_met = !ReadFile(folder_ / "met").empty();
    for (const auto& entry : fs::directory_iterator(folder_ / "out")) {
      outcome.files[entry.path().filename()] = ReadFile(entry.path());
    }
    return outcome;
  }

 private:
  pid_t Start(const Scenario& scenario, const std::optional<Fault>& fault) {
    // The report of the shim must be reachable: the sandbox is tested elsewhere.
    std::vector<std::string> words = {FAULT_PROGRAM, "--sandbox", "off"};
    words.insert(words.end(), scenario.arguments.begin(), scenario.arguments.end());
    std::vector<std::string> environment = {"LC_ALL=C", "SOURCE_DATE_EPOCH=1794614400", "CI=true"};
    if (fault) {
      environment.insert(environment.end(),
                         {std::string("LD_PRELOAD=") + FAULT_SHIM, "FAULT_CALL=" + fault->call,
                          "FAULT_KIND=" + fault->kind,
                          "FAULT_NUMBER=" + std::to_string(fault->number), "FAULT_REPORT=met"});
    }
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (::chdir(folder_.c_str()) != 0) ::_exit(126);
    Redirect("/dev/null", O_RDONLY, STDIN_FILENO);
    Redirect("stdout", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    Redirect("stderr", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    ::alarm(kTimeout);  // Survives exec; the signal tells a hang.
    ::execve(words.front().c_str(), Pointers(words).data(), Pointers(environment).data());
    ::_exit(127);
  }

  static void Redirect(const char* path, int flags, int descriptor) {
    const int file = ::open(path, flags | O_CLOEXEC, 0600);
    if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(126);
  }

  static std::vector<char*> Pointers(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
  }

  static int Wait(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
  }

  fs::path folder_;
};

class Faults : public testing::TestWithParam<std::tuple<Scenario, std::string, std::string>> {};

// Every early call, then fewer and fewer: the paths repeat from source to source.
long NextNumber(long number) { return number + 1 + number / 40; }

// The lines in which standard error names a problem, or the report of lint a file that it cannot
// read.
std::multiset<std::string> Problems(const Outcome& outcome) {
  std::multiset<std::string> problems;
  std::istringstream lines(outcome.standard_error + outcome.report());
  for (std::string line; std::getline(lines, line);) {
    const bool names_one = line.find(": error: ") != std::string::npos ||
                           line.find(R"("ruleId":"unreadable-path")") != std::string::npos;
    if (names_one) problems.insert(line);
  }
  return problems;
}

// True if the outcome names a problem that the other does not.
bool NamesFurtherProblem(const Outcome& outcome, const Outcome& other) {
  return !std::ranges::includes(Problems(other), Problems(outcome));
}

void ExpectHonest(const Outcome& outcome, const Outcome& clean, const std::string& kind) {
  ASSERT_TRUE(WIFEXITED(outcome.status))
      << (WTERMSIG(outcome.status) == SIGALRM ? "hangs" : "crashes") << " with signal "
      << WTERMSIG(outcome.status) << '\n'
      << outcome.standard_error;
  for (const auto& [name, text] : outcome.files) {
    const auto expected = clean.files.find(name);
    ASSERT_NE(expected, clean.files.end()) << "a temporary file stays: " << name;
    const bool whole = text == expected->second || (name == "report" && text == kOld);
    EXPECT_TRUE(whole || outcome.exit_code() != 0) << "another " << name << ":\n" << text;
    // A partial report says so itself.
    EXPECT_TRUE(whole || name == "report") << "half of " << name << ":\n" << text;
  }
  ASSERT_TRUE(outcome.files.contains("report")) << "what stood there before is gone";
  const bool same =
      outcome.files == clean.files && outcome.standard_output == clean.standard_output;
  if (kind == "interrupt") {
    EXPECT_EQ(outcome.exit_code(), clean.exit_code()) << outcome.standard_error;
    EXPECT_TRUE(same) << outcome.report() << outcome.standard_output;
  } else if (!same) {
    EXPECT_NE(outcome.exit_code(), 0) << outcome.standard_error << outcome.standard_output;
    EXPECT_TRUE(NamesFurtherProblem(outcome, clean))
        << outcome.standard_error << outcome.standard_output;
  }
}

TEST_P(Faults, AreHonestWhicheverCallFails) {
  const auto& [scenario, call, kind] = GetParam();
  Laboratory laboratory(std::string(scenario.name) + "-" + call + "-" + kind);
  const Outcome clean = laboratory.Run(scenario, std::nullopt);
  ASSERT_NE(clean.exit_code(), 2) << clean.standard_error;
  long number = 1;
  while (true) {
    SCOPED_TRACE(call + " number " + std::to_string(number));
    const Outcome outcome = laboratory.Run(scenario, Fault{call, kind, number});
    ExpectHonest(outcome, clean, kind);
    if (!outcome.fault_met || testing::Test::HasFailure()) break;
    number = NextNumber(number);
  }
  // Fails, too, if the program makes the call in a way that the shim does not see.
  EXPECT_EQ(number > 1, !scenario.calls_not_made.contains(call));
}

TEST(ShortCalls, ChangeNothing) {
  for (const Scenario& scenario : Scenarios()) {
    SCOPED_TRACE(scenario.name);
    Laboratory laboratory(std::string("short-") + scenario.name);
    const Outcome clean = laboratory.Run(scenario, std::nullopt);
    for (const char* call : {"read", "write"}) {
      const Outcome outcome = laboratory.Run(scenario, Fault{call, "short", 1});
      EXPECT_EQ(outcome.status, clean.status);
      EXPECT_EQ(outcome.files, clean.files);
      EXPECT_EQ(outcome.standard_output, clean.standard_output);
      EXPECT_EQ(outcome.standard_error, clean.standard_error);
    }
  }
}

std::string NameOf(const testing::TestParamInfo<Faults::ParamType>& info) {
  const auto& [scenario, call, kind] = info.param;
  return std::string(scenario.name) + "_" + call + "_" + kind;
}

INSTANTIATE_TEST_SUITE_P(Once, Faults,
                         testing::Combine(testing::ValuesIn(Scenarios()),
                                          testing::Values("open", "readdir", "read", "write",
                                                          "close", "fstat", "fsync", "rename",
                                                          "malloc", "thread"),
                                          testing::Values("error")),
                         NameOf);
INSTANTIATE_TEST_SUITE_P(Forever, Faults,
                         testing::Combine(testing::ValuesIn(Scenarios()),
                                          testing::Values("write", "malloc"),
                                          testing::Values("forever")),
                         NameOf);
INSTANTIATE_TEST_SUITE_P(Interrupted, Faults,
                         testing::Combine(testing::ValuesIn(Scenarios()),
                                          testing::Values("open", "read", "write"),
                                          testing::Values("interrupt")),
                         NameOf);

}  // namespace
