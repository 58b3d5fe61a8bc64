#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>

#include "event/member_scanner.h"
#include "event/object_walk.h"

namespace trailsift {

// Walks records by MemberScanner.
class ScannedWalk {
 public:
  ScannedWalk(const KeyTables& tables, MemberScanner::Kernel kernel);
  ~ScannedWalk();

  // `text` begins with an object; 64 bytes behind it must be readable. The length of the object;
  // nothing if it is not for this walk, does not end in the text, or is nested deeper than
  // `maximum_depth`.
  std::optional<std::size_t> Walk(std::string_view text, std::uint32_t maximum_depth,
                                  WalkOutput& output);
  // True if what was walked last, in vain, is an object whose own members can be told apart: what
  // is wrong is a word among their values, or stands within one.
  bool SplitsMembers() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace trailsift
