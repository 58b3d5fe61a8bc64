#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/json_value.h"
#include "event/text_window.h"

namespace trailsift {

// The events of a source that may be elements of another record's list only because that has lost
// its end. Without the last "]}" of a record that ends with a list, the records behind it become
// elements of that list and what follows those in their envelope becomes its own, all of it valid
// JSON; only at the end of the source a pair of brackets is missing. So they are kept until then.
// An event elsewhere within a record is what that is about.
class SwallowedRecords {
 public:
  // A record with others in it.
  struct Holder {
    std::uint64_t record = 0;  // Its number,
    TextPosition start;        // place
    TextPosition end;
    std::string pointer;     // and JSON pointer.
    std::uint64_t kept = 0;  // Events in it.
    // They count only if nothing but blanks follows: the reader has taken so many steps then. Such
    // a record took more of its envelope than the end of a list, and then all that was left.
    std::optional<std::uint64_t> only_if_last;
  };
  struct Found {
    std::shared_ptr<const Holder> holder;
    TextPosition start;
    TextPosition end;
    std::string text;
  };

  // Takes copies of such events within a record, a tree with views into `text`, which may be broken
  // from the byte `fault` on. `list_last`: their list is the last member. `placed`: the text is
  // that of the source, so that each has a place of its own.
  void Keep(const JsonValue& record, std::string_view text, std::optional<std::size_t> fault,
            bool list_last, Holder holder, bool placed);
  // The next one, in the order of the source.
  std::optional<Found> Take();
  bool empty() const { return kept_.empty() && beyond_ == 0; }
  // How many more there may be, of which no copies were kept: those are limited to a few MiB.
  std::uint64_t beyond() const { return beyond_; }

 private:
  void Collect(const JsonValue& record, bool list_last, std::vector<std::string_view>& events);
  void CollectFrom(std::string_view text, std::vector<std::string_view>& events);
  bool MayKeep(std::size_t bytes);

  std::deque<Found> kept_;
  std::size_t bytes_ = 0;
  std::uint64_t beyond_ = 0;
};

}  // namespace trailsift
