// Holds the YAML reader against the cases of the yaml-test-suite. Its data is not part of the
// project; it is used where it is among the public data.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "event/json_value.h"
#include "loader/yaml_document.h"
#include "support/yaml_json.h"

namespace trailsift {
namespace {

constexpr const char* kCases = TRAILSIFT_PUBLIC_DATA "/yaml-test-suite/cases.jsonl";

// Why a case has another outcome here than in the suite.
enum class Reason {
  // Refused here, although it is YAML.
  kOtherTag,      // Only the core tags are accepted.
  kNotRead,       // yaml-cpp does not read it; an error says so.
  kLostBreaks,    // yaml-cpp would lose line breaks, so it is refused.
  kNullKey,       // A key must have a text.
  kSplitFlowKey,  // yaml-cpp does not read a key and its ":" on two lines inside brackets.
  // Accepted here, although it is not quite YAML; the meaning is the only possible one.
  kLooseFlow,         // Indentation, blanks before a comment and "-" inside brackets.
  kLooseIndentation,  // Of quoted texts, anchors and empty block scalars.
  kLooseComment,      // No blank before "#".
  kLooseEscape,       // \' in double quotes.
  kNoDocument,        // A directive without a document, behind which nothing stands.
  // Read differently.
  kEmptyString,  // "!" makes an empty scalar a string, by section 10.1.1.3; the suite says null.
};

const std::map<std::string, Reason, std::less<>>& KnownDifferences() {
  static const std::map<std::string, Reason, std::less<>> kDifferences = {
      {"2XXW", Reason::kOtherTag},         {"4MUZ-00", Reason::kSplitFlowKey},
      {"4MUZ-01", Reason::kSplitFlowKey},  {"4MUZ-02", Reason::kSplitFlowKey},
      {"565N", Reason::kOtherTag},         {"5MUD", Reason::kSplitFlowKey},
      {"5TYM", Reason::kOtherTag},         {"652Z", Reason::kNotRead},
      {"6CK3", Reason::kOtherTag},         {"6WLZ", Reason::kOtherTag},
      {"7FWL", Reason::kOtherTag},         {"8KB6", Reason::kSplitFlowKey},
      {"9BXH", Reason::kSplitFlowKey},     {"9C9N", Reason::kLooseFlow},
      {"9JBA", Reason::kLooseComment},     {"9SA2", Reason::kSplitFlowKey},
      {"9WXW", Reason::kOtherTag},         {"B63P", Reason::kNoDocument},
      {"C4HZ", Reason::kOtherTag},         {"CC74", Reason::kOtherTag},
      {"CUP7", Reason::kOtherTag},         {"CVW2", Reason::kLooseComment},
      {"DK3J", Reason::kNotRead},          {"DK95-01", Reason::kLooseIndentation},
      {"DK95-04", Reason::kNotRead},       {"FP8R", Reason::kNotRead},
      {"G5U8", Reason::kLooseFlow},        {"G9HC", Reason::kLooseIndentation},
      {"H7J7", Reason::kLooseIndentation}, {"HM87-01", Reason::kNotRead},
      {"HRE5", Reason::kLooseEscape},      {"J7PZ", Reason::kOtherTag},
      {"JR7V", Reason::kNotRead},          {"K3WX", Reason::kSplitFlowKey},
      {"M5C3", Reason::kOtherTag},         {"M7A3", Reason::kNotRead},
      {"NAT4", Reason::kLostBreaks},       {"NJ66", Reason::kSplitFlowKey},
      {"P76L", Reason::kOtherTag},         {"QB6E", Reason::kLooseIndentation},
      {"S98Z", Reason::kLooseIndentation}, {"SM9W-01", Reason::kNullKey},
      {"SU5Z", Reason::kLooseComment},     {"UGM3", Reason::kOtherTag},
      {"UKK6-02", Reason::kEmptyString},   {"UT92", Reason::kSplitFlowKey},
      {"VJP3-01", Reason::kSplitFlowKey},  {"W4TN", Reason::kNotRead},
      {"X4QW", Reason::kLooseComment},     {"XLQ9", Reason::kNotRead},
      {"Y79Y-03", Reason::kLooseFlow},     {"YJV2", Reason::kLooseFlow},
      {"Z67P", Reason::kOtherTag},         {"Z9M4", Reason::kOtherTag},
  };
  return kDifferences;
}

// The values of a text that holds several, one after the other.
std::vector<JsonValue> SplitJson(std::string_view text) {
  std::vector<JsonValue> values;
  while (text.find_first_not_of(" \n") != std::string_view::npos) {
    auto value = ParseJson(text);
    std::size_t end = text.size();
    if (!value) {
      end = value.error().offset;
      value = ParseJson(text.substr(0, end));
    }
    if (!value) {
      ADD_FAILURE() << "the case has no JSON: " << text;
      break;
    }
    values.push_back(*value);
    text.remove_prefix(end);
  }
  return values;
}

bool IsSame(const JsonValue& left, const JsonValue& right) {
  if (left.kind != right.kind) return false;
  if (left.kind == ValueKind::kNumber) return CompareNumbers(left.text, right.text) == 0;
  if (left.boolean != right.boolean || left.text != right.text) return false;
  if (left.members.size() != right.members.size()) return false;
  return std::ranges::equal(left.elements, right.elements, IsSame) &&
         std::ranges::all_of(left.members, [&](const JsonValue::Member& member) {
           const JsonValue* other = right.Find(member.first);
           return other != nullptr && IsSame(member.second, *other);
         });
}

struct Case {
  std::string id;
  std::string yaml;
  bool refused = false;
  bool skipped = false;  // By the suite itself.
  bool has_json = false;
  std::vector<JsonValue> expected;  // Without the empty documents, which are not kept.
};

Case ReadCase(const std::string& line) {
  const JsonValue value = *ParseJson(line);
  const auto flag = [&](const char* name) {
    const JsonValue* found = value.Find(name);
    return found != nullptr && found->boolean;
  };
  Case result;
  result.id = value.Find("id")->text;
  result.yaml = value.Find("yaml")->text;
  result.refused = flag("fail");
  result.skipped = flag("skip");
  if (const JsonValue* json = value.Find("json")) {
    result.has_json = true;
    result.expected = SplitJson(json->text);
    std::erase_if(result.expected,
                  [](const JsonValue& item) { return item.kind == ValueKind::kNull; });
  }
  return result;
}

// Empty: as the suite says.
std::string Difference(const Case& item) {
  std::string_view text = item.yaml;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const SourceText source("case.yml", text);
  ProblemReporter problems(source);
  const std::vector<YamlDocument> documents = ReadYaml(source, problems);
  Diagnostics diagnostics;
  problems.MoveTo(diagnostics);
  const auto error = std::ranges::find(diagnostics, Diagnostic::Level::kError, &Diagnostic::level);
  if (item.refused) return error == diagnostics.end() ? "accepted" : "";
  if (error != diagnostics.end()) {
    const bool key_refused = error->code == "key-not-scalar" || error->code == "empty-key";
    // Where the suite has no JSON either, the keys are the reason.
    return key_refused && !item.has_json ? "" : "refused: " + error->message;
  }
  if (!item.has_json) return "";
  std::vector<JsonValue> values;
  for (const YamlDocument& document : documents) values.push_back(YamlToJson(document.root));
  if (std::ranges::equal(values, item.expected, IsSame)) return "";
  std::string read = "read as";
  for (const JsonValue& value : values) read += ' ' + ToCompactJson(value);
  return read;
}

TEST(YamlSuite, CasesAreReadOrRefusedAsTheSuiteSays) {
  std::ifstream stream(kCases);
  if (!stream) GTEST_SKIP() << "no yaml-test-suite at " << kCases;
  std::size_t cases = 0;
  std::size_t with_json = 0;
  std::size_t refused = 0;
  for (std::string line; std::getline(stream, line);) {
    const Case item = ReadCase(line);
    if (item.skipped) continue;
    ++cases;
    with_json += item.has_json && !item.refused ? 1 : 0;
    refused += item.refused ? 1 : 0;
    const std::string difference = Difference(item);
    EXPECT_EQ(!difference.empty(), KnownDifferences().contains(item.id))
        << item.id << ": " << difference << "\n"
        << item.yaml;
  }
  // That the data is what it is taken for.
  EXPECT_GT(cases, 400U);
  EXPECT_GT(with_json, 250U);
  EXPECT_GT(refused, 90U);
}

}  // namespace
}  // namespace trailsift
