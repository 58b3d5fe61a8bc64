#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "event/text_window.h"

namespace trailsift {

// The events that stand within other records of a source. Mostly they are what those records are
// about. But if a record has lost its last brackets, those behind it become elements of its last
// list, all of it valid JSON; only at the end of the source one pair of brackets is missing. So
// they are kept until then.
class SwallowedRecords {
 public:
  // A record with others in it.
  struct Holder {
    std::uint64_t record = 0;  // Its number,
    TextPosition start;
    std::uint64_t length = 0;  // in bytes,
    std::string pointer;       // and JSON pointer.
    std::uint64_t kept = 0;    // Events in it.
  };
  struct Found {
    std::shared_ptr<const Holder> holder;
    TextPosition start;
    TextPosition end;
    std::string text;
  };

  // Takes copies of the events within the text of a record, which is valid JSON. They begin as
  // CloudTrail writes them, with eventVersion.
  void Keep(std::string_view text, Holder holder);
  // The next one, in the order of the source.
  std::optional<Found> Take();
  // How many more there may be, of which no copies were kept: those are limited to a few MiB.
  std::uint64_t beyond() const { return beyond_; }

 private:
  std::deque<Found> kept_;
  std::size_t bytes_ = 0;
  std::uint64_t beyond_ = 0;
};

}  // namespace trailsift
