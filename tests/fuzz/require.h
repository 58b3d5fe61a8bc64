#pragma once

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace trailsift {

// Ends the program with a message if a property that a fuzz target checks does not hold.
inline void Require(bool holds, std::string_view property) {
  if (holds) return;
  std::cerr << "does not hold: " << property << '\n';
  std::abort();
}

}  // namespace trailsift
