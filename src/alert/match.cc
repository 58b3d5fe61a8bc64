#include "alert/match.h"

namespace trailsift {

std::size_t ApproximateSize(const Match& match) {
  std::size_t size = sizeof(Match) + match.event.size() + match.user_identity.size() +
                     match.title.size() + match.dedup.size();
  for (const auto& [name, value] : match.context) size += name.size() + value.size();
  return size;
}

}  // namespace trailsift
