#pragma once

#include <string_view>

namespace trailsift {

// What every SARIF document begins with.
inline constexpr std::string_view kSarifSchemaUri = "https://json.schemastore.org/sarif-2.1.0.json";
// Where more is to be read about the tool.
inline constexpr std::string_view kSarifInformationUri = "https://example.com/trailsift";

}  // namespace trailsift
