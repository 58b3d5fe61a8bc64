#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace trailsift {

// Rules of which none matches a generated record.
enum class RuleFamily : std::uint8_t {
  // For one event name each. One rule in twenty names a call that the corpus holds.
  kManyNames,
  // All for the most frequent call of the corpus, each with another value of one of four fields.
  kOneName,
  // The same, each with another text that is looked for in one of two fields.
  kOneNameTexts,
};
inline constexpr std::array<std::string_view, 3> kRuleFamilyNames = {
    "many names", "one name, other values", "one name, other texts"};

// Writes so many rules in Panther's YAML to a new folder, a hundred a file. Throws if it cannot.
void WriteRules(const std::filesystem::path& folder, RuleFamily family, std::size_t count);

}  // namespace trailsift
