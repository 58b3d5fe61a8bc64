#include "base/nearest_name.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace trailsift {
namespace {

constexpr std::size_t kMaximumEdits = 2;
// Longer names are not compared: the cost grows with the square.
constexpr std::size_t kMaximumLength = 256;

bool Same(char left, char right) { return FoldAscii(left) == FoldAscii(right); }

}  // namespace

std::size_t EditDistance(std::string_view left, std::string_view right) {
  // Rows of the usual table: two back, one back, the current one.
  std::vector<std::size_t> before(right.size() + 1);
  std::vector<std::size_t> last(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool swapped =
          i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[right.size()];
}

std::optional<std::string_view> NearestName(std::string_view name,
                                            std::span<const std::string_view> names) {
  std::optional<std::string_view> nearest;
  std::size_t least = kMaximumEdits + 1;
  if (name.size() > kMaximumLength) return nearest;
  for (const std::string_view candidate : names) {
    const auto [shorter, longer] = std::minmax({name.size(), candidate.size()});
    // The difference of the lengths is the least that two names can be apart.
    if (longer > kMaximumLength || longer - shorter >= least) continue;
    const std::size_t distance = EditDistance(name, candidate);
    if (distance < least && distance * 2 < std::max(name.size(), candidate.size())) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace trailsift
