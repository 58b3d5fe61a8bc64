// Holds the YAML reader against the cases of the yaml-test-suite, where its data stands beside the
// checkout.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "event/json_value.h"
#include "loader/yaml_document.h"
#include "loader/yaml_scalar.h"

namespace trailsift {
namespace {

JsonValue ToJson(const YamlNode& node) {
  using Kind = YamlNode::Kind;
  switch (node.kind) {
    case Kind::kNull:
      return JsonValue::Null();
    case Kind::kBoolean:
      return JsonValue::Boolean(node.boolean());
    case Kind::kInteger:
    case Kind::kFloat:
      return JsonValue::Number(JsonNumber(node.text));
    case Kind::kString:
      return JsonValue::String(node.text);
    case Kind::kList:
    case Kind::kMap:
      break;
  }
  JsonValue value = node.kind == Kind::kList ? JsonValue::List({}) : JsonValue::Object({});
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (node.kind == Kind::kList) {
      value.elements.push_back(ToJson(node.items[i]));
    } else {
      value.members.emplace_back(node.keys[i].text, ToJson(node.items[i]));
    }
  }
  return value;
}

std::vector<JsonValue> SplitJson(std::string_view text) {
  std::vector<JsonValue> values;
  while (text.find_first_not_of(" \n") != std::string_view::npos) {
    auto value = ParseJson(text);
    std::size_t end = text.size();
    if (!value) {
      end = value.error().offset;
      value = ParseJson(text.substr(0, end));
      if (!value) { ADD_FAILURE() << "bad " << text; break;}
    }
    values.push_back(*value);
    text.remove_prefix(end);
  }
  return values;
}

bool Same(const JsonValue& a, const JsonValue& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == ValueKind::kNumber) return CompareNumbers(a.text, b.text) == 0;
  if (a.boolean != b.boolean || a.text != b.text) return false;
  if (a.elements.size() != b.elements.size() || a.members.size() != b.members.size()) return false;
  for (std::size_t i = 0; i < a.elements.size(); ++i)
    if (!Same(a.elements[i], b.elements[i])) return false;
  for (std::size_t i = 0; i < a.members.size(); ++i) {
    if (a.members[i].first != b.members[i].first) return false;
    if (!Same(a.members[i].second, b.members[i].second)) return false;
  }
  return true;
}

TEST(X, Y) {
  std::ifstream stream(TRAILSIFT_SHARED_DATA "/yaml-test-suite/cases.jsonl");
  std::string line;
  while (std::getline(stream, line)) {
    const JsonValue item = *ParseJson(line);
    const std::string id = item.Find("id")->text;
    std::string text = item.Find("yaml")->text;
    bool fail = item.Find("fail") && item.Find("fail")->boolean;
    bool skip = item.Find("skip") && item.Find("skip")->boolean;
    std::string_view view = text;
    if (view.starts_with("\xEF\xBB\xBF")) view.remove_prefix(3);
    SourceText source("f", view);
    Diagnostics d;
    auto docs = ReadYaml(source, d);
    std::string got, want;
    bool same = true;
    if (HasErrors(d)) {
      got = "ERR " + d.front().code + ": " + d.front().message;
    } else {
      for (auto& doc : docs) got += ToCompactJson(ToJson(doc.root)) + " ";
    }
    if (fail) {
      same = HasErrors(d);
      want = "FAIL";
    } else if (const JsonValue* json = item.Find("json")) {
      auto values = SplitJson(json->text);
      std::vector<JsonValue> nonnull;
      for (auto& v : values)
        if (v.kind != ValueKind::kNull) nonnull.push_back(v);
      for (auto& v : nonnull) want += ToCompactJson(v) + " ";
      same = !HasErrors(d) && nonnull.size() == docs.size();
      for (std::size_t i = 0; same && i < docs.size(); ++i) same = Same(nonnull[i], ToJson(docs[i].root));
    } else {
      same = true;
      want = "nojson";
    }
    if (!same)
      std::cout << id << (skip ? " SKIP" : "") << " [" << item.Find("name")->text << "]\n"
                << JsonValue::String(text).text << "\n  want " << want << "\n  got  " << got << "\n=====\n";
  }
}

}  // namespace
}  // namespace trailsift
