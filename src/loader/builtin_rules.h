#pragma once

#include <span>
#include <string_view>

namespace trailsift {

// The texts of the files in rules/, sorted by name, as they were when the program was built.
std::span<const std::string_view> BuiltinRuleTexts();

}  // namespace trailsift
