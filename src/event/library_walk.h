#pragma once

#include <memory>
#include <string_view>

#include "event/object_walk.h"

namespace trailsift {

// Walks records by simdjson's On-Demand interface, as a twin of ScannedWalk to compare it with. It
// checks UTF-8, control characters, closed strings, balance of brackets, and the grammar of the
// objects it walks.
class LibraryWalk {
 public:
  explicit LibraryWalk(const KeyTables& tables);
  ~LibraryWalk();

  // `text` is one object; 64 bytes behind it must be readable. False: not for this walk.
  bool Walk(std::string_view text, WalkOutput& output);

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace trailsift
