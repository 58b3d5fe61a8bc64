#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
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
  void OnAlert(const Alert& alert) override {
    if (alerts.size() == throws_at) throw std::runtime_error("the disk is full");
    Collected collected{alert, {}};
    for (std::size_t i = 0; i < alert.matches.size(); ++i) {
      collected.matches.push_back(alert.matches.At(i));
    }
    alerts.push_back(std::move(collected));
  }
  void OnSource(const Ledger& ledger) override {
    conflicts.push_back(ledger.count(AnomalyKind::kConflictingDuplicate));
  }
  void OnEnd(const ScanSummary&) override {}
  bool alive() const override { return matches.size() + alerts.size() < dies_after; }

  struct Collected {
    Alert alert;  // Its matches are to be read from below: the alert's own are gone by then.
    std::vector<Match> matches;
  };

  static constexpr std::size_t kNever = ~std::size_t{0};
  std::size_t dies_after = kNever;
  std::size_t throws_at = kNever;
  std::vector<Match> matches;
  std::vector<Collected> alerts;
  std::vector<std::uint64_t> conflicts;  // Conflicting duplicates of each source.
};

}  // namespace trailsift
