#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/generated_rule.h"

namespace trailsift {

// A way to break a sound rule: does it, and returns the line that must be named.
struct Defect {
  std::string_view code;  // That the finding must have.
  std::uint32_t (*apply)(RuleLines& rule);
};

inline std::uint32_t AddExpression(RuleLines& rule, const std::string& content) {
  return rule.InsertBehind("Detection:", "  - {" + content + "}");
}
// A second expression behind one on the same field; the second is what is named.
inline std::uint32_t AddPair(RuleLines& rule, const std::string& field, const std::string& one,
                             const std::string& other) {
  AddExpression(rule, "KeyPath: " + field + ", " + other);
  return AddExpression(rule, "KeyPath: " + field + ", " + one) + 1;
}

inline const std::vector<Defect>& Defects() {
  using R = RuleLines;
  static const std::vector<Defect> kDefects = {
      // Keys and types.
      {"unknown-key", [](R& r) { return r.InsertBehind("Severity:", "Serverity: High"); }},
      {"unknown-key", [](R& r) { return r.InsertBehind("    Condition: Equals", "    Vaule: x"); }},
      {"unknown-key", [](R& r) { return r.InsertBehind("  - Name: Matches", "    Nmae: x"); }},
      {"unknown-key",
       [](R& r) { return r.InsertBehind("Threshold:", "GroupBy: [{Key: awsRegion, As: x}]"); }},
      {"missing-key", [](R& r) { return r.Remove("Severity:"), 1U; }},
      {"missing-key", [](R& r) { return AddExpression(r, "Key: awsRegion"); }},
      {"missing-key",
       [](R& r) { return AddExpression(r, "Key: awsRegion, Condition: StartsWith"); }},
      {"missing-key", [](R& r) { return AddExpression(r, "Condition: Equals, Value: us-east-1"); }},
      {"missing-key", [](R& r) { return r.InsertBehind("Tests:", "  - {Name: a, Log: {}}"); }},
      {"wrong-type", [](R& r) { return r.Replace("Enabled:", "Enabled: 'yes'"); }},
      {"wrong-type", [](R& r) { return r.Replace("LogTypes:", "LogTypes: AWS.CloudTrail"); }},
      {"wrong-type", [](R& r) { return r.Replace("Tags:", "Tags: [1.5]"); }},
      {"wrong-type",
       [](R& r) { return AddExpression(r, "Key: eventName, Condition: EndsWith, Value: 1"); }},
      {"wrong-type",
       [](R& r) {
         return AddExpression(r, "KeyPath: tlsDetails, Condition: IsGreaterThan, Value: x");
       }},
      {"unexpected-key",
       [](R& r) { return AddExpression(r, "Key: awsRegion, Condition: Exists, Value: true"); }},
      {"unexpected-key",
       [](R& r) { return AddExpression(r, "Key: awsRegion, Condition: Equals, Values: [a]"); }},
      {"mixed-keys",
       [](R& r) { return AddExpression(r, "Key: a, KeyPath: b, Condition: Exists"); }},
      {"mixed-keys", [](R& r) { return AddExpression(r, "Any: [], Condition: Exists"); }},
      {"mixed-keys", [](R& r) { return r.InsertBehind("Severity:", "Filename: rule.py"); }},
      {"repeated-entry", [](R& r) { return r.Replace("Tags:", "Tags: [AWS, S3, AWS]"); }},
      {"duplicate-key", [](R& r) { return r.InsertBehind("Threshold:", "Enabled: true"); }},
      {"unknown-analysis-type",
       [](R& r) { return r.Replace("AnalysisType:", "AnalysisType: rules"); }},
      {"log-type", [](R& r) { return r.Replace("LogTypes:", "LogTypes: [AWS.Cloudtrial]"); }},
      // Values.
      {"invalid-value", [](R& r) { return r.Replace("Severity:", "Severity: Hgh"); }},
      {"invalid-value", [](R& r) { return r.Replace("Threshold:", "Threshold: 0"); }},
      {"invalid-value", [](R& r) { return r.Replace("RuleID:", "RuleID: A&B"); }},
      {"invalid-value",
       [](R& r) {
         return r.InsertBehind("Threshold:",
                               "DynamicSeverities: [{ChangeTo: Worse, Conditions: "
                               "[{Key: errorCode, Condition: Exists}]}]");
       }},
      {"severity-case", [](R& r) { return r.Replace("Severity:", "Severity: HIGH"); }},
      {"dedup-period",
       [](R& r) { return r.Replace("DedupPeriodMinutes:", "DedupPeriodMinutes: 2"); }},
      {"invalid-title", [](R& r) { return r.Replace("AlertTitle:", "AlertTitle: '{eventName'"); }},
      {"invalid-path",
       [](R& r) {
         return AddExpression(r, "KeyPath: 'requestParameters.items[0', Condition: Exists");
       }},
      {"null-value",
       [](R& r) { return AddExpression(r, "Key: errorCode, Condition: Equals, Value: null"); }},
      {"mixed-values",
       [](R& r) { return AddExpression(r, "Key: apiVersion, Condition: IsIn, Values: [a, 1]"); }},
      {"empty-list",
       [](R& r) { return AddExpression(r, "Key: apiVersion, Condition: IsIn, Values: []"); }},
      {"invalid-cidr",
       [](R& r) {
         return AddExpression(r, "Key: vpcEndpointId, Condition: IsIPAddressInCIDR, Value: 10.0.0");
       }},
      {"cidr-host-bits",
       [](R& r) {
         return AddExpression(
             r, "Key: sourceIPAddress, Condition: IsIPAddressInCIDR, Value: 9.1.2.3/8");
       }},
      {"cidr-as-text",
       [](R& r) {
         return AddExpression(r, "Key: sourceIPAddress, Condition: IsNotIn, Values: [10.0.0.0/8]");
       }},
      {"account-as-number",
       [](R& r) {
         return AddExpression(r, "Key: recipientAccountId, Condition: Equals, Value: 111122223333");
       }},
      {"unknown-condition",
       [](R& r) { return r.Replace("    Condition: Equals", "    Condition: Equal"); }},
      {"empty-detection",
       [](R& r) { return r.CutAt("Detection:"), r.Add("Detection: []"), r.LineOf("Detection:"); }},
      {"filter-shape",
       [](R& r) {
         return r.InsertBehind("Severity:", "InlineFilters: [{Key: awsRegion, Condition: Exists}]");
       }},
      {"undocumented-filter",
       [](R& r) {
         return r.InsertBehind("Severity:",
                               "InlineFilters: [{KeyPath: awsRegion, Condition: Exists}]");
       }},
      // What only an author of rules wants to know.
      {"wildcard-list",
       [](R& r) {
         return AddExpression(r, "KeyPath: 'resources[*].ARN', Condition: Equals, Value: x");
       }},
      {"unknown-field", [](R& r) { return AddExpression(r, "Key: eventNam, Condition: Exists"); }},
      {"unknown-field",
       [](R& r) { return AddExpression(r, "KeyPath: resources.ARN, Condition: Exists"); }},
      {"unknown-field",
       [](R& r) { return r.Replace("AlertTitle:", "AlertTitle: '{userIdentity.usrName}'"); }},
      {"field-case", [](R& r) { return AddExpression(r, "Key: useragent, Condition: Exists"); }},
      {"contradictory-condition",
       [](R& r) {
         return AddPair(r, "awsRegion", "Condition: Equals, Value: a",
                        "Condition: Equals, Value: b");
       }},
      {"contradictory-condition",
       [](R& r) {
         return AddPair(r, "apiVersion", "Condition: Exists", "Condition: DoesNotExist");
       }},
      {"contradictory-condition",
       [](R& r) {
         return AddPair(r, "requestParameters.n", "Condition: IsGreaterThan, Value: 9",
                        "Condition: IsLessThan, Value: 3");
       }},
      {"contradictory-condition",
       [](R& r) {
         return AddPair(r, "apiVersion", "Condition: StartsWith, Value: '2'",
                        "Condition: IsIn, Values: ['10', '11']");
       }},
      {"contradictory-condition",
       [](R& r) {
         return AddPair(r, "userAgent", "Condition: StartsWith, Value: aws-cli",
                        "Condition: IDoesNotContain, Value: AWS");
       }},
      {"contradictory-condition",
       [](R& r) {
         return AddPair(r, "userAgent", "Condition: IEquals, Value: aws-cli",
                        "Condition: EndsWith, Value: boto");
       }},
      {"contradictory-condition",
       [](R& r) {
         return AddPair(r, "vpcEndpointId", "Condition: IsIPAddress",
                        "Condition: StartsWith, Value: vpce-");
       }},
      {"contradictory-condition",
       [](R& r) {
         return AddPair(r, "requestParameters.ip", "Condition: IsIPAddressPublic",
                        "Condition: IsIPAddressInCIDR, Value: 10.2.0.0/16");
       }},
      {"contradictory-condition",
       [](R& r) {
         return AddPair(r, "requestParameters.ip",
                        "Condition: IsIPAddressInCIDR, Value: 10.2.0.0/16",
                        "Condition: IsIPAddressNotInCIDR, Value: 10.0.0.0/8");
       }},
      {"contradictory-condition",
       [](R& r) {
         AddExpression(r, "KeyPath: requestParameters.x, Condition: Equals, Value: y");
         return AddExpression(r, "Key: requestParameters, Condition: IsNull") + 1;
       }},
      {"always-false", [](R& r) { return AddExpression(r, "Condition: AlwaysFalse"); }},
      {"always-true",
       [](R& r) {
         return AddExpression(r,
                              "Any: [{Key: awsRegion, Condition: DoesNotEqual, Value: a}, "
                              "{Key: awsRegion, Condition: DoesNotEqual, Value: b}]");
       }},
      {"repeated-condition",
       [](R& r) { return AddPair(r, "apiVersion", "Condition: Exists", "Condition: Exists"); }},
      {"unknown-attack-id",
       [](R& r) { return r.Replace("  MITRE", "  MITRE ATT&CK: [TA0040:T9485]"); }},
      {"attack-tactic",
       [](R& r) { return r.Replace("  MITRE", "  MITRE ATT&CK: [TA0001:T1562.003]"); }},
      {"attack-reference", [](R& r) { return r.Replace("  MITRE", "  MITRE ATT&CK: [T1.1]"); }},
      {"python-rule",
       [](R& r) {
         return r.CutAt("Detection:"), r.Add("Filename: rule.py"), r.LineOf("Filename:");
       }},
      // Tests.
      {"no-tests", [](R& r) { return r.CutAt("Tests:"), r.LineOf("RuleID:"); }},
      {"no-negative-test",
       [](R& r) { return r.CutAt("  - Name: Does not match"), r.LineOf("Tests:"); }},
      {"no-positive-test",
       [](R& r) {
         r.Replace("    ExpectedResult: true", "    ExpectedResult: false  # too");
         return r.LineOf("Tests:");
       }},
      {"repeated-name", [](R& r) { return r.Replace("  - Name: Does not", "  - Name: Matches"); }},
      {"mocks-ignored",
       [](R& r) {
         return r.InsertBehind("  - Name: Matches",
                               "    Mocks: [{objectName: f, returnValue: 'x'}]");
       }},
      // YAML.
      {"invalid-yaml", [](R& r) { return r.Replace("DisplayName:", "DisplayName: a: b"); }},
      {"invalid-yaml", [](R& r) { return r.Replace("Threshold:", "   Threshold: 3"); }},
      {"invalid-utf8", [](R& r) { return r.Replace("DisplayName:", "DisplayName: caf\xE9"); }},
      {"invalid-character",
       [](R& r) { return r.Replace("DisplayName:", "DisplayName: \x1b[31m"); }},
      {"merge-key", [](R& r) { return r.InsertBehind("Threshold:", "<<: {Status: x}"); }},
      {"unknown-tag", [](R& r) { return r.Replace("DisplayName:", "DisplayName: !secret x"); }},
      {"integer-too-large",
       [](R& r) { return r.Replace("Threshold:", "Threshold: 99999999999999999999"); }},
      {"leading-zeros", [](R& r) { return r.Replace("Threshold:", "Threshold: 03"); }},
      {"nesting-too-deep",
       [](R& r) {
         return r.Replace("    Log: {eventSource: other",
                          "    Log: {a: " + std::string(100, '[') + std::string(100, ']') + "}");
       }},
  };
  return kDefects;
}

}  // namespace trailsift
