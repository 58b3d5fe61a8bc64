#pragma once

#include <cstddef>
#include <stdexcept>
#include <vector>

#include "alert/match_sink.h"

namespace trailsift {

// Keeps what it is given. Told so, it takes no more after some matches, or throws at one.
class CollectingSink : public MatchSink {
 public:
  void OnMatch(const Match& match) override {
    if (matches.size() == throws_at) throw std::runtime_error("the disk is full");
    matches.push_back(match);
  }
  void OnEnd(const ScanSummary&) override {}
  bool alive() const override { return matches.size() < dies_after; }

  static constexpr std::size_t kNever = ~std::size_t{0};
  std::size_t dies_after = kNever;
  std::size_t throws_at = kNever;
  std::vector<Match> matches;
};

}  // namespace trailsift
