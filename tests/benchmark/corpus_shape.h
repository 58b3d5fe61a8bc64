#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace trailsift {

// The forms in which logs are met.
enum class CorpusShape : std::uint8_t {
  kDeliveries,   // Gzip files of the sizes that CloudTrail delivers: 0.4 to 6 MB, half below 2 MB.
  kTiny,         // Gzip files of five records, about 7 KB.
  kHugeGzip,     // One gzip file of JSON Lines.
  kRecords,      // As kDeliveries, plain.
  kHugeRecords,  // One plain file {"Records":[…]}.
  kJsonLines,    // One plain file of JSON Lines.
};

inline constexpr std::array<std::string_view, 6> kCorpusShapeNames = {
    "deliveries", "tiny", "huge-gzip", "records", "huge-records", "json-lines"};

constexpr std::string_view CorpusShapeName(CorpusShape shape) {
  return kCorpusShapeNames[static_cast<std::size_t>(shape)];
}

constexpr std::optional<CorpusShape> CorpusShapeOf(std::string_view name) {
  const auto found = std::ranges::find(kCorpusShapeNames, name);
  if (found == kCorpusShapeNames.end()) return std::nullopt;
  return static_cast<CorpusShape>(found - kCorpusShapeNames.begin());
}

// Else plain.
constexpr bool IsGzip(CorpusShape shape) {
  return shape == CorpusShape::kDeliveries || shape == CorpusShape::kTiny ||
         shape == CorpusShape::kHugeGzip;
}

// One record a line; else {"Records":[…]}.
constexpr bool IsLines(CorpusShape shape) {
  return shape == CorpusShape::kHugeGzip || shape == CorpusShape::kJsonLines;
}

constexpr bool IsOneFile(CorpusShape shape) {
  return shape == CorpusShape::kHugeGzip || shape == CorpusShape::kHugeRecords ||
         shape == CorpusShape::kJsonLines;
}

}  // namespace trailsift
