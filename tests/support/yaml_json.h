#pragma once

#include <cstddef>

#include "event/json_value.h"
#include "loader/yaml_node.h"
#include "loader/yaml_scalar.h"

namespace trailsift {

// A YAML value without .inf and .nan as JSON, for comparisons.
inline JsonValue YamlToJson(const YamlNode& node) {
  JsonValue value;
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return JsonValue::Null();
    case YamlNode::Kind::kBoolean:
      return JsonValue::Boolean(node.boolean());
    case YamlNode::Kind::kInteger:
    case YamlNode::Kind::kFloat:
      return JsonValue::Number(JsonNumber(node.text));
    case YamlNode::Kind::kString:
      return JsonValue::String(node.text);
    case YamlNode::Kind::kList:
      value = JsonValue::List({});
      for (const YamlNode& item : node.items) value.elements.push_back(YamlToJson(item));
      return value;
    case YamlNode::Kind::kMap:
      value = JsonValue::Object({});
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        value.members.emplace_back(node.keys[i].text, YamlToJson(node.items[i]));
      }
      return value;
  }
  return value;
}

}  // namespace trailsift
