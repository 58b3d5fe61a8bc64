#pragma once

#include <string>
#include <string_view>

namespace trailsift {

// The JSON library in use, and the kernel it chose for this processor: "simdjson
// 3.0.1 (haswell)".
std::string DescribeJsonLibrary();

// True if the text is one JSON value by RFC 8259, nested at most 4,096 deep.
bool IsJson(std::string_view text);

// True if all bytes belong to well-formed UTF-8 sequences.
bool IsUtf8(std::string_view text);

}  // namespace trailsift
