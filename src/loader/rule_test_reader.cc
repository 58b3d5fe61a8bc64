#include "loader/rule_test_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "event/json_value.h"
#include "loader/node_types.h"
#include "loader/yaml_scalar.h"

namespace trailsift {
namespace {

constexpr std::array<std::string_view, 5> kTestKeys = {"Name", "ExpectedResult", "Log", "LogType",
                                                       "Mocks"};
constexpr std::array<std::string_view, 2> kMockKeys = {"objectName", "returnValue"};

class TestReader {
 public:
  explicit TestReader(ProblemReporter& problems) : problems_(problems) {}

  std::vector<RuleTest> Read(const YamlNode& tests, bool declarative) {
    std::vector<RuleTest> result;
    for (const YamlNode& test : tests.items) {
      if (auto read = ReadTest(test)) result.push_back(std::move(*read));
    }
    if (declarative && first_mocks_ != nullptr) {
      problems_.Warn(*first_mocks_, "mocks-ignored",
                     "Mocks are ignored: a declarative rule has no code to replace");
    }
    return result;
  }

 private:
  std::optional<RuleTest> ReadTest(const YamlNode& node) {
    if (!CheckType("an entry of Tests", node, NodeType::kMapping, problems_)) return std::nullopt;
    CheckKeys(node, kTestKeys, "a test");
    if (const YamlNode* log_type = node.Find("LogType")) {
      CheckType("LogType", *log_type, NodeType::kString, problems_);
    }
    if (const YamlNode* mocks = node.Find("Mocks")) CheckMocks(*mocks);
    const YamlNode* name = Require(node, "Name", NodeType::kString);
    const YamlNode* expected = Require(node, "ExpectedResult", NodeType::kBoolean);
    const YamlNode* log = Require(node, "Log", NodeType::kMapping);
    if (name != nullptr) CheckName(*name);
    std::optional<JsonValue> record = log != nullptr ? ToJson(*log) : std::nullopt;
    if (name == nullptr || expected == nullptr || !record) return std::nullopt;
    RuleTest test;
    test.name = name->text;
    test.expected = expected->boolean();
    test.log_type = LogType(*record);
    test.log = ToCompactJson(*record);
    test.place = {problems_.file(), node.place.line, node.place.column};
    return test;
  }

  const YamlNode* Require(const YamlNode& test, std::string_view key, NodeType type) {
    const YamlNode* value = test.Find(key);
    if (value == nullptr) {
      problems_.Error(test, "missing-key", fmt::format("the test has no {}", key));
      return nullptr;
    }
    return CheckType(key, *value, type, problems_) ? value : nullptr;
  }

  void CheckName(const YamlNode& name) {
    if (name.text.find_first_not_of(' ') == std::string::npos) {
      problems_.Error(name, "invalid-value", "the Name of a test cannot be empty");
      return;
    }
    const auto [first, is_new] = names_.emplace(name.text, &name);
    if (is_new) return;
    problems_.Warn(name, "repeated-name",
                   fmt::format("another test of this rule has the same name, at line {}",
                               first->second->place.line));
  }

  void CheckKeys(const YamlNode& node, std::span<const std::string_view> known,
                 std::string_view where) {
    for (const YamlNode& key : node.keys) {
      if (std::ranges::find(known, key.text) != known.end()) continue;
      problems_.Warn(
          key, "unknown-key",
          fmt::format("unknown key \"{}\" in {}{}", key.text, where, DidYouMean(key.text, known)));
      SuggestNearest(key, known, problems_);
    }
  }

  void CheckMocks(const YamlNode& mocks) {
    if (!CheckType("Mocks", mocks, NodeType::kList, problems_)) return;
    if (!mocks.items.empty() && first_mocks_ == nullptr) first_mocks_ = &mocks;
    for (const YamlNode& mock : mocks.items) {
      if (!CheckType("an entry of Mocks", mock, NodeType::kMapping, problems_)) continue;
      CheckKeys(mock, kMockKeys, "a mock");
      const YamlNode* name = mock.Find("objectName");
      const YamlNode* value = mock.Find("returnValue");
      if (name == nullptr || value == nullptr) {
        problems_.Error(
            mock, "missing-key",
            fmt::format("the mock has no {}", name == nullptr ? "objectName" : "returnValue"));
      }
      if (name != nullptr) CheckType("objectName", *name, NodeType::kString, problems_);
      if (value != nullptr && value->kind != YamlNode::Kind::kString &&
          value->kind != YamlNode::Kind::kBoolean) {
        problems_.Error(
            *value, "wrong-type",
            fmt::format("returnValue must be a string or a boolean, not {}", KindName(*value)));
      }
    }
  }

  // The same value as JSON. Nothing: reported.
  std::optional<JsonValue> ToJson(const YamlNode& node) {
    switch (node.kind) {
      case YamlNode::Kind::kNull:
        return JsonValue::Null();
      case YamlNode::Kind::kBoolean:
        return JsonValue::Boolean(node.boolean());
      case YamlNode::Kind::kString:
        return JsonValue::String(node.text);
      case YamlNode::Kind::kInteger:
      case YamlNode::Kind::kFloat:
        if (IsFinite(node.text)) return JsonValue::Number(JsonNumber(node.text));
        problems_.Error(node, "invalid-value",
                        fmt::format("JSON has no {}; quote it if it is a text", node.text));
        return std::nullopt;
      case YamlNode::Kind::kList:
      case YamlNode::Kind::kMap:
        break;
    }
    bool good = true;
    JsonValue value =
        node.kind == YamlNode::Kind::kList ? JsonValue::List({}) : JsonValue::Object({});
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      std::optional<JsonValue> item = ToJson(node.items[i]);
      good = good && item;
      if (!item) continue;
      if (node.kind == YamlNode::Kind::kList) {
        value.elements.push_back(std::move(*item));
      } else {
        value.members.emplace_back(node.keys[i].text, std::move(*item));
      }
    }
    if (!good) return std::nullopt;
    return value;
  }

  // What the log says of its own type; a value that is no string is shown as JSON.
  static std::string LogType(const JsonValue& record) {
    const JsonValue* type = record.Find("p_log_type");
    if (type == nullptr) return {};
    return type->kind == ValueKind::kString ? type->text : ToCompactJson(*type);
  }

  ProblemReporter& problems_;
  std::unordered_map<std::string_view, const YamlNode*> names_;
  const YamlNode* first_mocks_ = nullptr;
};

}  // namespace

std::vector<RuleTest> ReadRuleTests(const YamlNode& tests, bool declarative,
                                    ProblemReporter& problems) {
  return TestReader(problems).Read(tests, declarative);
}

}  // namespace trailsift
