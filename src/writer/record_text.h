#pragma once

#include <string>
#include <string_view>

namespace trailsift {

// JSON text of a log, ready to stand inside a document of ours.
struct CopiedJson {
  std::string text;            // Valid UTF-8 JSON on one line.
  bool repaired_utf8 = false;  // Bytes that were not UTF-8 became U+FFFD.
  bool quoted = false;         // Not JSON at all: `text` is a string that holds it.
};

// Copies JSON byte for byte but for what a line of JSON cannot hold: each line break between tokens
// becomes one space, raw control characters in strings become \uXXXX, bytes that are not UTF-8
// become U+FFFD. With `escape_hostile` the hostile characters in strings (IsHostile) become \uXXXX
// too: other bytes, the same value.
CopiedJson CopyJson(std::string_view json, bool escape_hostile);

}  // namespace trailsift
