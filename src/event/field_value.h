#pragma once

#include <cstdint>
#include <string_view>

namespace trailsift {

class JsonValue;

enum class ValueKind : std::uint8_t {
  kMissing,
  kNull,
  kBoolean,
  kNumber,
  kString,
  kList,
  kObject,
};

// What a record holds at a path. A view: it lives as long as the event or tree it was read from.
struct FieldValue {
  ValueKind kind = ValueKind::kMissing;
  bool boolean = false;
  // kString: the decoded text (may hold NUL bytes). kNumber: the token as written. kList, kObject:
  // the JSON text, empty if the value was assembled ([*]) rather than written.
  std::string_view text;
  // The value as a tree; set whenever the value came from one, always for Event::Expanded lists
  // and objects.
  const JsonValue* tree = nullptr;
};

}  // namespace trailsift
