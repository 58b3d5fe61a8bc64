#pragma once

#include <cstddef>
#include <cstdint>

#include "alert/match.h"
#include "alert/spool.h"

namespace trailsift {

// Matches that are put aside whole, in memory or, beyond a bound, in a temporary file; see Spool
// for what is thrown.
class MatchStore {
 public:
  explicit MatchStore(std::size_t memory = Spool::kDefaultMemory) : spool_(memory) {}

  Spool::Range Add(const Match& match);
  // An equal match; `range` is what Add gave for it.
  Match Get(Spool::Range range) const;
  std::uint64_t bytes_on_disk() const { return spool_.bytes_on_disk(); }

 private:
  Spool spool_;
};

}  // namespace trailsift
