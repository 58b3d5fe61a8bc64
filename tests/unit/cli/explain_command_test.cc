#include "cli/explain_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/temp_dir.h"

namespace trailsift {
namespace {

using testing::HasSubstr;

constexpr const char* kRule = "AWS.Bedrock.DeleteModelInvocationLoggingConfiguration";

struct Outcome {
  ExitCode code = ExitCode::kSuccess;
  std::string output;
  std::string errors;
};

Outcome ExplainWith(const std::vector<std::string>& words, const JudgeMaker& make_judge) {
  // The tests of this program are not to be confined.
  std::vector<std::string> all = words;
  all.insert(all.end(), {"--sandbox", "off"});
  const CommandLine line = ParseCommandLine(all).value();
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Outcome outcome;
  {
    Console console(Verbosity::kNormal, {});
    outcome.code = RunExplain(line, {}, console, make_judge);
  }
  outcome.output = testing::internal::GetCapturedStdout();
  outcome.errors = testing::internal::GetCapturedStderr();
  return outcome;
}

// Says the opposite of the compiled evaluator.
RecordJudge MakeLiar(const RuleSet& rules, RuleNumber number, Projection& projection) {
  return [honest = MakeCompiledJudge(rules, number, projection)](const Event& event) {
    return !honest(event);
  };
}

TEST(RunExplain, SaysLoudlyThatTheEvaluatorsDiffer) {
  const TempDir dir;
  std::string events;
  for (int i = 0; i < 7; ++i)
    events += R"({"eventName":"x","eventSource":"y"})"
              "\n";
  const std::string path = dir.Write("a.jsonl", events);
  for (const char* format : {"text", "json"}) {
    SCOPED_TRACE(format);
    const Outcome honest =
        ExplainWith({"explain", "--rule", kRule, "-f", format, path}, MakeCompiledJudge);
    EXPECT_EQ(honest.code, ExitCode::kSuccess);
    EXPECT_EQ(honest.errors.find("differ"), std::string::npos) << honest.errors;

    const Outcome lying = ExplainWith({"explain", "--rule", kRule, "-f", format, path}, MakeLiar);
    EXPECT_EQ(lying.code, ExitCode::kError);
    const std::string named = "error: the evaluators differ on rule " + std::string(kRule) +
                              " at " + path +
                              ":1:1: the reference says no match, the compiled one "
                              "match; please report this rule and event";
    EXPECT_THAT(lying.errors, HasSubstr(named));
    EXPECT_THAT(lying.errors, HasSubstr(path + ":5:1"));
    EXPECT_EQ(lying.errors.find(path + ":6:1"), std::string::npos) << "five are enough";
    EXPECT_THAT(lying.errors, HasSubstr("error: the two evaluators differ on 7 of 7 events"));
    EXPECT_THAT(lying.output,
                HasSubstr(std::string(format) == "text" ? "THE EVALUATORS DIFFER: a scan says match"
                                                        : R"("differences":7)"));
  }
}

}  // namespace
}  // namespace trailsift
