#include "loader/yaml_node.h"

#include <algorithm>

namespace trailsift {

const YamlNode* YamlNode::Find(std::string_view key) const {
  const auto found = std::ranges::find(keys, key, &YamlNode::text);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

TextPlace YamlNode::PlaceInside(std::size_t offset) const {
  if (!verbatim || text.empty()) return place;
  const std::size_t before = std::min(offset, text.size()) + (quoted ? 1 : 0);
  return {place.line, place.column + static_cast<std::uint32_t>(before), 1};
}

std::string_view KindName(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return "null";
    case YamlNode::Kind::kBoolean:
      return "a boolean";
    case YamlNode::Kind::kInteger:
    case YamlNode::Kind::kFloat:
      return "a number";
    case YamlNode::Kind::kString:
      return "a string";
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a mapping";
  }
  return "";
}

}  // namespace trailsift
