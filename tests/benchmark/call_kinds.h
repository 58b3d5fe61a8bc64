#pragma once

#include <span>
#include <string_view>

namespace trailsift {

// A call that records are made of. In the texts, which are formats of fmt, `{0}` becomes a random
// name, `{1}` the account, `{2}` the items and `{3}` a random token.
struct CallKind {
  unsigned weight;  // Parts of a hundred.
  std::string_view service;
  std::string_view name;
  bool read_only;
  bool data_event;
  std::string_view parameters;
  std::string_view response = "null";
  std::string_view additional =
      "";                           // Members behind responseElements, each with a comma behind it.
  std::string_view resources = "";  // Members behind readOnly, likewise.
  std::string_view item = "";       // What `{2}` repeats, from one time to `maximum_items` times.
  unsigned maximum_items = 0;
};

// Nine short calls of much the same size.
std::span<const CallKind> PlainCallKinds();

// The calls of a busy account, with the answers and lists that make some records long.
std::span<const CallKind> TrailCallKinds();

}  // namespace trailsift
