#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "event/event_shape.h"
#include "event/key_table.h"

namespace trailsift {

// What a top-level key of a record means.
struct KeyMeaning {
  const KeyTable::Entry* entry = nullptr;     // In the projection; null: nothing reads it.
  bool exact = false;                         // It has the spelling of the first child there.
  EnvelopeKey envelope = EnvelopeKey::kNone;  // Of an envelope.
  std::uint32_t traits = 0;                   // Bits of KeyTraits.
};

// The meanings of top-level keys. Records repeat some thirty keys without end, so those met last
// are kept, filed under their exact bytes; two lookups for each key of a record took a fifth of the
// time of reading it.
class KeyMeanings {
 public:
  // The table must outlive this.
  explicit KeyMeanings(const KeyTable& table);

  // Lives until the next call.
  const KeyMeaning& Of(std::string_view key);

 private:
  // A key of up to 32 bytes: its first and its last eight, and if it has more than 16, the eight
  // behind and before those.
  struct Line {
    std::array<std::uint64_t, 4> words{};
    std::size_t size = 0;
    KeyMeaning meaning;
  };

  KeyMeaning Find(std::string_view key) const;

  const KeyTable* table_;
  std::vector<Line> lines_;
  KeyMeaning unfiled_;
};

}  // namespace trailsift
