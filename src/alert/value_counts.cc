#include "alert/value_counts.h"

namespace trailsift {

void ValueCounts::Add(const std::string& value) {
  const auto found = indexes_.find(value);
  if (found != indexes_.end()) {
    ++entries_[found->second].count;
  } else if (entries_.size() == kMaximumListed) {
    ++others_;
  } else {
    indexes_.emplace(value, entries_.size());
    entries_.push_back({value, 1});
  }
}

}  // namespace trailsift
