#pragma once

#include <string>

namespace trailsift {

// The JSON library that the fast walk uses, and the kernel it chose for this processor: "simdjson
// 3.0.1 (haswell)".
std::string DescribeJsonLibrary();

}  // namespace trailsift
