#pragma once

#include <cstdint>
#include <unordered_map>

#include "alert/match.h"

namespace trailsift {

// Knows which events a rule has matched before. Keeps three hashes for each rule and eventID that
// matched, no text, so that memory stays small. A repeat is told by two hashes over different
// texts: an accidental collision of one alone never makes two events the same.
class DuplicateWatch {
 public:
  enum class Verdict : std::uint8_t {
    kFirst,        // Or without an eventID.
    kRepeat,       // Equal in everything compared.
    kVariant,      // The same event by name, source, time and account, but otherwise different.
    kConflicting,  // The eventID of another event.
  };

  Verdict See(const Match& match);

 private:
  struct Seen {
    std::uint64_t identity = 0;
    std::uint64_t content = 0;
  };

  std::unordered_map<std::uint64_t, Seen> seen_;  // By hash of rule and eventID.
};

}  // namespace trailsift
