#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "event/event_shape.h"
#include "event/key_table.h"

namespace trailsift {

// What a top-level key of a record means.
struct KeyMeaning {
  // What becomes of its value.
  enum class Use : std::uint8_t {
    kPass,   // Nothing reads it.
    kTake,   // It is the value of `slot`, and of nothing else.
    kOther,  // To be found out by what is below.
  };

  Use use = Use::kPass;
  bool escaped = false;                       // It has escapes, and is none of what is below.
  bool exact = false;                         // It has the spelling of the first child there.
  EnvelopeKey envelope = EnvelopeKey::kNone;  // Of an envelope.
  std::uint32_t traits = 0;                   // Bits of KeyTraits.
  Slot slot = Projection::Node::kNoSlot;
  std::uint32_t node = 0;                  // Of the slot.
  const KeyTable::Entry* entry = nullptr;  // In the projection; null: nothing reads it.
};

// The meanings of top-level keys. Records repeat some thirty keys without end, so those met last
// are kept, filed under their exact bytes; two lookups for each key of a record took a fifth of the
// time of reading it.
class KeyMeanings {
 public:
  // The table must outlive this.
  explicit KeyMeanings(const KeyTable& table);

  // Lives until the next call.
  const KeyMeaning& Of(std::string_view key) {
    if (key.size() - 1 >= kLongest) [[unlikely]] {  // Or empty.
      return unfiled_ = Find(key);
    }
    const Words words(key);
    const std::uint64_t mixed = (words.first ^ (words.last << 1) ^ key.size()) * kMultiplier;
    Line& line = lines_.data()[mixed >> (64 - kLineBits)];
    if (line.Is(words, key)) [[likely]] {
      return line.meaning;
    }
    return File(key, line);
  }

 private:
  static constexpr unsigned kLineBits = 7;
  static constexpr std::size_t kLongest = 32;
  static constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15U;

  template <typename Word>
  static std::uint64_t Load(const char* bytes) {
    Word word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
  }

  // The first and the last eight bytes of a key; both are the same for one that has fewer.
  struct Words {
    explicit Words(std::string_view key) {
      const char* const begin = key.data();
      const char* const end = begin + key.size();
      if (key.size() >= 8) [[likely]] {
        first = Load<std::uint64_t>(begin);
        last = Load<std::uint64_t>(end - 8);
      } else if (key.size() >= 4) {
        first = last = Load<std::uint32_t>(begin) | Load<std::uint32_t>(end - 4) << 32;
      } else {
        first = last = Load<std::uint8_t>(begin) | Load<std::uint8_t>(begin + key.size() / 2) << 8 |
                       Load<std::uint8_t>(end - 1) << 16;
      }
    }

    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };

  // A key of up to 32 bytes: its first and its last eight, and if it has more than 16, the eight
  // behind and before those.
  struct Line {
    bool Is(const Words& words, std::string_view key) const {
      if (((first ^ words.first) | (last ^ words.last) | (size ^ key.size())) != 0) return false;
      return key.size() <= 16 || ((second ^ Load<std::uint64_t>(key.data() + 8)) |
                                  (third ^ Load<std::uint64_t>(key.data() + key.size() - 16))) == 0;
    }

    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::size_t size = 0;
    std::uint64_t second = 0;
    std::uint64_t third = 0;
    KeyMeaning meaning;
  };

  KeyMeaning Find(std::string_view key) const;
  const KeyMeaning& File(std::string_view key, Line& line) const;

  const KeyTable* table_;
  std::vector<Line> lines_;
  KeyMeaning unfiled_;
};

}  // namespace trailsift
