#include "harmless/materials.h"

#include <fmt/format.h>

#include "harmless/characters.h"

namespace trailsift {
namespace {

constexpr std::string_view kForbiddenInNames = "<>&\"%";

// An event with the text, as it stands in JSON, in every field that outputs show.
std::string Event(const std::string& string, const std::string& type, const std::string& time,
                  std::size_t number) {
  return fmt::format(
      R"({{"eventVersion":"1.11","eventTime":{2},"requestID":"id-{3}","eventID":{0},"eventSource":{0},)"
      R"("eventName":{0},"awsRegion":{0},"sourceIPAddress":{0},"userAgent":{0},"errorCode":{0},)"
      R"("recipientAccountId":{0},"userIdentity":{{"type":{1},"userName":{0},"arn":{0},)"
      R"("accessKeyId":{0},"principalId":{0},"sessionContext":{{"sessionIssuer":{{"userName":{0}}}}}}},)"
      R"("requestParameters":{{{0}:{0}}},"additionalEventData":[{0},{{"a":{0}}}]}})",
      string, type, time, number);
}

// In braces of a title template, doubled they stand for themselves.
std::string TitleText(const std::string& text) {
  std::string title;
  for (const char c : text) title.append(c == '{' || c == '}' ? 2 : 1, c);
  return title;
}

// Entries of the list of alternatives. In rules of scans they would be slow: a reader of records
// knows all fields of all rules.
std::string ConditionsOnFields(const std::string& text) {
  return fmt::format(
      "    - DeepKey: [requestParameters, {0}]\n      Condition: Equals\n      Value: {0}\n"
      "    - KeyPath: {1}\n      Condition: Contains\n      Value: {0}\n",
      YamlString(text), YamlString(fmt::format("requestParameters[{}]", RawString(text))));
}

// At most `length` bytes, cut between characters.
std::string Beginning(const std::string& text, std::size_t length) {
  std::string beginning = text.substr(0, length);
  while (!IsWellFormed(beginning)) beginning.pop_back();
  return beginning;
}

std::string WorkingRule(const std::string& text, const std::string& id, std::size_t number,
                        const std::string& more_conditions = "") {
  // A key of YAML, written on one line, is a thousand characters long at most.
  std::string key = text;
  while (YamlString(key).size() > 1000) key = Beginning(key, key.size() / 2);
  return fmt::format(
      "AnalysisType: rule\nRuleID: {0}\nDisplayName: {1}\nEnabled: true\nLogTypes: "
      "[AWS.CloudTrail]\n"
      "Severity: Info\nDescription: {2}\nRunbook: {3}\nReference: {2}\nTags: [{2}]\n"
      "Reports:\n  MITRE ATT&CK: [{2}]\n  {7}: [{2}]\n"
      "SummaryAttributes: [userAgent]\n"
      "Detection:\n  - Key: requestID\n    Condition: Equals\n    Value: id-{4}\n"
      "  - Any:\n    - Key: userAgent\n      Condition: IsIn\n      Values: [{2}, {3}]\n"
      "    - Key: requestID\n      Condition: Exists\n{5}"
      "AlertTitle: {6}\nGroupBy: [{{Key: eventName}}, {{Key: userAgent}}]\n"
      "AlertContext:\n  - {{KeyName: {3}, KeyValue: {{Key: userAgent}}}}\n"
      "  - {{KeyName: parameters, KeyValue: {{Key: requestParameters}}}}\n"
      "Tests:\n"
      "  - Name: {8}\n    ExpectedResult: true\n    Log: {{requestID: id-{4}, userAgent: {2}, "
      "eventName: {2}}}\n"
      "  - Name: {9}\n    ExpectedResult: true\n    Log: {{requestID: {3}, {7}: {2}}}\n",
      YamlString(id), YamlString("n" + Without(kForbiddenInNames, text)), YamlString(text),
      YamlString(text + "\n" + text + " passes\n\n" + text), number, more_conditions,
      YamlString(TitleText(text) + "{eventName}{userAgent} " + TitleText(text)), YamlString(key),
      YamlString(text + " passes"), YamlString(text + " fails"));
}

// Keys and values are foreign where the dialect has words of its own.
std::string BrokenRule(const std::string& yaml) {
  return fmt::format(
      "AnalysisType: rule\nRuleID: {0}\nDisplayName: {0}\nEnabled: {0}\nLogTypes: [{0}]\nSeverity: "
      "{0}\n"
      "{0}: {0}\nTags: {0}\nReports: {{{0}: {0}}}\nDedupPeriodMinutes: {0}\nThreshold: {0}\n"
      "Detection:\n  - Key: {0}\n    Condition: {0}\n    Value: {0}\n"
      "  - KeyPath: {0}\n    Condition: Equals\n    Value: {0}\n    {0}: {0}\n"
      "  - KeyPath: eventName\n    Condition: IPAddressInCIDR\n    Values: [{0}]\n"
      "  - Enrichment: {{Table: {0}, Selector: {0}}}\n    Condition: Equals\n    Value: {0}\n"
      "AlertTitle: {0}\nGroupBy: [{{KeyPath: {0}}}]\nAlertContext: [{{KeyName: {0}, {0}: {0}}}]\n"
      "DynamicSeverities: [{{ChangeTo: {0}, Conditions: [{{Key: {0}, Condition: {0}}}]}}]\n"
      "Tests: [{{Name: {0}, ExpectedResult: {0}, Log: {0}, {0}: {0}}}]\n",
      yaml);
}

}  // namespace

std::string RuleId(const std::string& text, std::size_t number) {
  return Without(kForbiddenInNames, text) + fmt::format(" {}", number);
}

const Materials& Materials::Shared() {
  static const Materials materials;
  return materials;
}

Materials::Materials() {
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    WriteLog(i);
    WriteDamage(i);
    if (IsWellFormed(texts_[i])) WriteRule(i);
    WriteBroken(i);
  }
  std::vector<std::string> readable;
  for (const std::string& text : texts_) {
    if (IsWellFormed(text)) readable.push_back(text);
  }
  for (const std::string& chunk : Chunks(readable, 12, "\n")) {
    const std::size_t number = card_ids_.size();
    card_ids_.push_back(fmt::format("Card.{}", number));
    Write("cards", fmt::format("{}.yml", number),
          WorkingRule(chunk, card_ids_.back(), number, ConditionsOnFields(chunk)));
  }
}

void Materials::Write(const std::string& folder, const std::string& name, std::string_view text) {
  folder_.Write(folder + '/' + name, text);
  files_[folder].push_back(name);
}

// Three spellings of the events: in ASCII, with raw characters, and with the text for the time.
void Materials::WriteLog(std::size_t number) {
  const std::string& text = texts_[number];
  const std::string raw = RawString(text);
  const std::string ours = R"("IAMUser")";
  const std::string time = R"("2026-11-03T00:00:00Z")";
  std::string log;
  if (IsWellFormed(text)) {
    log += Event(EscapedString(text), EscapedString(text), time, number) + "\n";
    log += Event(EscapedString(text), ours, EscapedString(text), number) + "\n";
  }
  log += Event(raw, ours, time, number) + "\n";
  const std::string name = FileName(text, number, ".json");
  Write("logs", name, log);
  if (number >= HostileStrings().size()) return;
  const std::string nested = FileName(text, number, "/") + name;
  Write("logs", nested, Event(raw, raw, raw, number));
}

// Cut in the middle, text around records, and keys that repeat.
void Materials::WriteDamage(std::size_t number) {
  const std::string& text = texts_[number];
  const std::string raw = RawString(text);
  const std::string event = Event(raw, raw, raw, number);
  Write("damaged", FileName(text, number, ".cut"), event.substr(0, event.size() / 2));
  Write("damaged", FileName(text, number, ".txt"),
        text + "\n" + text + event + text + "\n{" + raw + ":" + text + "}\n" + event);
  Write(
      "damaged", FileName(text, number, ".keys"),
      fmt::format(R"({{"Records":[{{"eventName":{0},"eventName":"x",{0}:{0},{0}:1,)"
                  R"("eventVersion":{0},"eventTime":"2026-11-03T00:00:00Z","eventSource":{0}}}]}})",
                  raw));
  Write("damaged", FileName(text, number, ".gz"), "\x1f\x8b\x08" + text);
}

void Materials::WriteRule(std::size_t number) {
  const std::string& text = texts_[number];
  Write("rules", FileName(text, number, ".yml"), WorkingRule(text, RuleId(text, number), number));
}

void Materials::WriteBroken(std::size_t number) {
  const std::string& text = texts_[number];
  if (IsWellFormed(text))
    Write("broken", FileName(text, number, ".yml"), BrokenRule(YamlString(text)));
  Write("broken", FileName(text, number, ".raw.yml"), BrokenRule(RawString(text)));
  Write("broken", FileName(text, number, ".plain.yml"),
        text + "\n# " + text + "\na: [" + text + "\n");
}

}  // namespace trailsift
