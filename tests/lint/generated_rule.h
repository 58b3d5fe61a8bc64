#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trailsift {

// The lines of a rule file, with what is needed to break it at a known place.
class RuleLines {
 public:
  void Add(std::string line) { lines_.push_back(std::move(line)); }

  // Replace the only line that begins so, put one behind it, or remove it. They return the number
  // of the line that is meant, from 1.
  std::uint32_t Replace(std::string_view beginning, std::string line) {
    const std::size_t index = IndexOf(beginning);
    lines_[index] = std::move(line);
    return static_cast<std::uint32_t>(index + 1);
  }
  std::uint32_t InsertBehind(std::string_view beginning, std::string line) {
    const std::size_t index = IndexOf(beginning) + 1;
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(index), std::move(line));
    return static_cast<std::uint32_t>(index + 1);
  }
  std::uint32_t Remove(std::string_view beginning) {
    const std::size_t index = IndexOf(beginning);
    lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(index));
    return static_cast<std::uint32_t>(index + 1);
  }
  // Removes from that line to the end, and adds a line.
  std::uint32_t CutAt(std::string_view beginning) {
    const std::size_t index = IndexOf(beginning);
    lines_.resize(index);
    return static_cast<std::uint32_t>(index + 1);
  }
  std::uint32_t LineOf(std::string_view beginning) const {
    return static_cast<std::uint32_t>(IndexOf(beginning) + 1);
  }

  std::string Text() const {
    std::string text;
    for (const std::string& line : lines_) text += line + '\n';
    return text;
  }

 private:
  std::size_t IndexOf(std::string_view beginning) const {
    const auto begins = [&](const std::string& line) { return line.starts_with(beginning); };
    const auto found = std::ranges::find_if(lines_, begins);
    if (found == lines_.end() || std::ranges::count_if(lines_, begins) != 1) {
      throw std::logic_error("not one line begins with " + std::string(beginning));
    }
    return static_cast<std::size_t>(found - lines_.begin());
  }

  std::vector<std::string> lines_;
};

// Makes sound rules, all different: they have no finding at all.
class RuleGenerator {
 public:
  explicit RuleGenerator(std::uint64_t seed) : generator_(seed) {}

  RuleLines Make(int number) {
    RuleLines rule;
    rule.Add("AnalysisType: rule");
    rule.Add("RuleID: Generated." + std::to_string(number));
    rule.Add("DisplayName: Generated rule " + std::to_string(number));
    rule.Add(std::string("Enabled: ") + (Below(8) == 0 ? "false" : "true"));
    rule.Add("LogTypes: [AWS.CloudTrail]");
    rule.Add("Severity: " + Pick({"Info", "Low", "Medium", "High", "Critical"}));
    rule.Add("Tags: [AWS, " + Pick({"IAM", "S3", "Bedrock"}) + "]");
    rule.Add("Reports:");
    rule.Add("  MITRE ATT&CK: [" +
             Pick({"TA0112:T1685.002", "TA0040:T1485", "TA0001:T1078.004", "TA0010", "T1530"}) +
             "]");
    rule.Add("AlertTitle: \"" + Pick({"{eventName}", "{p_udm.actor_user}", "{{ {awsRegion} }}"}) +
             " in {recipientAccountId}\"");
    AddDetection(rule);
    rule.Add("Threshold: " + std::to_string(Below(5) + 1));
    rule.Add("DedupPeriodMinutes: " + std::to_string(Below(100) + 5));
    rule.Add("Tests:");
    rule.Add("  - Name: Matches");
    rule.Add("    ExpectedResult: true");
    rule.Add("    Log: {eventSource: s3.amazonaws.com}");
    rule.Add("  - Name: Does not match");
    rule.Add("    ExpectedResult: false");
    rule.Add("    Log: {eventSource: other.amazonaws.com}");
    return rule;
  }

 private:
  void AddDetection(RuleLines& rule) {
    rule.Add("Detection:");
    rule.Add("  - Key: eventSource");
    rule.Add("    Condition: Equals");
    rule.Add("    Value: " + Pick({"s3", "iam", "bedrock", "ec2"}) + ".amazonaws.com");
    rule.Add("  - KeyPath: eventName");
    rule.Add("    Condition: StartsWith");
    rule.Add("    Value: " + Pick({"Delete", "Put", "Create", "\"Get\"", "'List'"}));
    if (Below(2) == 0) rule.Add("  - {Key: errorCode, Condition: IsNull}");
    if (Below(2) == 0) rule.Add("  - {Key: awsRegion, Condition: IsNotIn, Values: [us-east-1]}");
    if (Below(2) == 0) rule.Add("  - {KeyPath: sourceIPAddress, Condition: IsIPAddressPublic}");
    if (Below(3) == 0) {
      rule.Add("  - Any:");
      rule.Add("      - {KeyPath: requestParameters.policy, Condition: Exists}");
      rule.Add(
          "      - {DeepKey: [requestParameters, 'policy.text'], Condition: Contains, Value: x}");
    }
    if (Below(3) == 0) {
      rule.Add("  - None:");
      rule.Add("      - {KeyPath: userIdentity.invokedBy, Condition: EndsWith, Value: .com}");
    }
    if (Below(3) == 0) {
      rule.Add("  - KeyPath: resources");
      rule.Add("    Condition: AnyElement");
      rule.Add("    Expressions: [{Key: ARN, Condition: IStartsWith, Value: 'arn:aws:s3'}]");
    }
  }

  std::uint32_t Below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(generator_() % bound);
  }
  std::string Pick(std::initializer_list<const char*> choices) {
    return choices.begin()[Below(static_cast<std::uint32_t>(choices.size()))];
  }

  std::mt19937_64 generator_;
};

}  // namespace trailsift
