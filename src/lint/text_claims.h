#pragma once

#include <optional>
#include <string_view>

#include "rule/condition.h"

namespace trailsift {

// A part of a text that the positive form of a leaf asks for.
struct TextPart {
  enum class Kind : std::uint8_t { kWhole, kStart, kEnd, kInside };

  Kind kind = Kind::kWhole;
  std::string_view text;  // In the leaf.
  bool ignores_case = false;
};

// Nothing for a leaf that asks for no text, or for one of several.
std::optional<TextPart> TextPartOf(const FieldTest& test);

// True if no text has both parts. False may mean that it is not known.
bool PartsExcludeEachOther(const TextPart& left, const TextPart& right);
// True if each text with the first part has the second.
bool PartImplies(const TextPart& known, const TextPart& implied);
// True if no text that has the part is an address as the operator, which asks for addresses, wants.
bool IsInNoAddress(const TextPart& part, Operator kind);

}  // namespace trailsift
