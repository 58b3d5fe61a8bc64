#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace trailsift {

// What every SARIF document begins with.
inline constexpr std::string_view kSarifSchemaUri = "https://json.schemastore.org/sarif-2.1.0.json";
// Where more is to be read about the tool.
inline constexpr std::string_view kSarifInformationUri = "https://example.com/trailsift";
// UTF-16 units of a message's text.
inline constexpr std::size_t kMaximumSarifMessage = 4096;
// Consumers read integers of 32 bits (docs/decisions/0012-sarif-limits.md).
inline constexpr std::uint64_t kMaximumSarifInteger = std::numeric_limits<std::int32_t>::max();

}  // namespace trailsift
