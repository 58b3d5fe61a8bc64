#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace trailsift {

// One record of a hostile input, known by its eventID.
struct ExpectedRecord {
  std::string id;
  bool planted = false;  // The bundled rule matches it.
  // The eventID of an event in its requestParameters, which is none of the log. Empty: no such
  // event.
  std::string nested;
  // It and its neighbours stand in the input as they were written, so it must be judged.
  bool intact = true;
};

// A made file of evidence and what a careful person would find in it.
struct HostileInput {
  std::string description;  // "records, gzip of 2 members, 40 bytes overwritten at 1200".
  std::string stored;
  std::vector<ExpectedRecord> records;
  bool damaged = false;
};

// The same for the same seed: random events in a random envelope, stored in a random way, in half
// of the inputs damaged before or after that.
HostileInput MakeHostileInput(std::uint64_t seed);

}  // namespace trailsift
