#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loader/source_text.h"

namespace trailsift {

// A value of a YAML document, aliases expanded, scalars resolved by the core schema of YAML 1.2.
struct YamlNode {
  enum class Kind : std::uint8_t { kNull, kBoolean, kInteger, kFloat, kString, kList, kMap };

  Kind kind = Kind::kNull;
  bool quoted = false;    // A scalar in quotes, or a block scalar (| and >).
  bool verbatim = false;  // The text stands in the file as it is, on one line.
  std::string text;       // Scalars: unquoted and unescaped; a number as it is written.
  TextPlace place;        // Of the value itself, behind a tag and an anchor.
  // kList: its elements. kMap: items[i] is the value of the key keys[i]; keys are scalars.
  std::vector<YamlNode> keys;
  std::vector<YamlNode> items;

  bool is_scalar() const { return kind != Kind::kList && kind != Kind::kMap; }
  bool is_number() const { return kind == Kind::kInteger || kind == Kind::kFloat; }
  bool boolean() const { return text.starts_with('t') || text.starts_with('T'); }

  // The value of a key; a null pointer if there is none or this is no mapping.
  const YamlNode* Find(std::string_view key) const;
  // The place of the byte of `text` at an offset, or that of the node where it cannot be told.
  TextPlace PlaceInside(std::size_t offset) const;
};

// "null", "a boolean", "a number", "a string", "a list" or "a mapping".
std::string_view KindName(const YamlNode& node);

}  // namespace trailsift
