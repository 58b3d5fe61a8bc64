#pragma once

#include <string>

namespace trailsift {

// One source as discovery found it.
struct InputFile {
  std::string path;  // As the user gave it or as the walk built it; raw bytes, no encoding assumed.
  bool standard_input = false;
  bool named = true;  // By the user, not met in a walk.
};

}  // namespace trailsift
