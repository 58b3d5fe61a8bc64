#include "alert/match.h"

#include <algorithm>

#include "event/utf8.h"

namespace trailsift {

void AddFlag(Match& match, std::string_view flag) {
  match.flags.emplace_back(flag);
  std::ranges::sort(match.flags);
}

std::string ShownDedup(const Match& match) {
  constexpr std::size_t kMaximumShown = 1000;
  return ShortenText(match.dedup, kMaximumShown);
}

std::size_t ApproximateSize(const Match& match) {
  std::size_t size = sizeof(Match) + match.event.size() + match.user_identity.size() +
                     match.title.size() + match.dedup.size();
  for (const auto& [name, value] : match.context) size += name.size() + value.size();
  for (const auto& [attribute, values] : match.summary) {
    for (const std::string& value : values) size += value.size();
  }
  return size;
}

}  // namespace trailsift
