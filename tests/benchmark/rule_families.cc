#include "benchmark/rule_families.h"

#include <fmt/format.h>

#include <span>
#include <string>

#include "benchmark/call_kinds.h"
#include "benchmark/measurement.h"

namespace trailsift {
namespace {

std::string Test(std::string_view path, std::string_view condition, std::string_view value) {
  return fmt::format("  - {{KeyPath: {}, Condition: {}, Value: \"{}\"}}\n", path, condition, value);
}

std::string CallTests(std::string_view service, std::string_view name) {
  return Test("eventSource", "Equals", fmt::format("{}.amazonaws.com", service)) +
         Test("eventName", "Equals", name);
}

std::string ManyNamesTests(std::size_t number) {
  const std::span<const CallKind> kinds = TrailCallKinds();
  const CallKind& kind = kinds[number / 20 % kinds.size()];
  return (number % 20 == 0 ? CallTests(kind.service, kind.name)
                           : CallTests("iam", fmt::format("Action{}", number))) +
         Test("awsRegion", "Equals", fmt::format("nowhere-{}", number));
}

std::string OneNameTests(std::size_t number) {
  constexpr std::array<std::string_view, 4> kPaths = {"awsRegion", "requestParameters.bucketName",
                                                      "userIdentity.arn", "userAgent"};
  const CallKind& kind = TrailCallKinds().front();
  return CallTests(kind.service, kind.name) +
         Test(kPaths[number % kPaths.size()], "Equals", fmt::format("nowhere-{}", number));
}

std::string OneNameTextsTests(std::size_t number) {
  constexpr std::array<std::string_view, 2> kPaths = {"userAgent", "userIdentity.arn"};
  const CallKind& kind = TrailCallKinds().front();
  return CallTests(kind.service, kind.name) +
         Test(kPaths[number % kPaths.size()], "Contains", fmt::format("tool-{}-", number));
}

std::string Tests(RuleFamily family, std::size_t number) {
  switch (family) {
    case RuleFamily::kManyNames:
      return ManyNamesTests(number);
    case RuleFamily::kOneName:
      return OneNameTests(number);
    case RuleFamily::kOneNameTexts:
      return OneNameTextsTests(number);
  }
  return "";
}

std::string RuleDocument(RuleFamily family, std::size_t number) {
  return fmt::format(
      "---\nAnalysisType: rule\nRuleID: Benchmark.{}\nEnabled: true\nSeverity: Info\n"
      "LogTypes: [AWS.CloudTrail]\nDetection:\n{}  - {{Key: errorCode, Condition: IsNull}}\n",
      number, Tests(family, number));
}

}  // namespace

void WriteRules(const std::filesystem::path& folder, RuleFamily family, std::size_t count) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::string text;
  for (std::size_t number = 0; number < count; ++number) {
    text += RuleDocument(family, number);
    if (number % 100 != 99 && number + 1 != count) continue;
    WriteFile(folder / fmt::format("{}.yml", number / 100), text);
    text.clear();
  }
}

}  // namespace trailsift
