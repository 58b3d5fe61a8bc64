#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "event/projection.h"

namespace trailsift {

// The member names that the projection knows at one node of its trie, for one lookup per key of a
// record. Names that are equal without ASCII case share an entry.
class KeyTable {
 public:
  struct Child {
    std::string name;
    std::uint32_t node = 0;
    Slot slot = Projection::Node::kNoSlot;
    bool has_children = false;
  };
  struct Entry {
    std::string name;
    std::vector<Child> children;
    // Paths of which this is several names in one, joined by dots: a literal key that is never
    // taken for the path.
    std::vector<Slot> dotted;
  };

  KeyTable(const Projection& projection, std::uint32_t node);

  // Adds the names of a path from here on, joined, as a key that may stand for it.
  void AddDotted(const std::string& joined, Slot slot);

  std::span<const Entry> entries() const { return entries_; }
  // The entry whose names equal the key without ASCII case, or null.
  const Entry* Find(std::string_view key) const {
    return (filter_ & FilterBit(key)) == 0 ? nullptr : FindFiled(key);
  }

 private:
  // Most keys are told from all names by their length and their last byte, letter case left out;
  // that other bytes are joined by that does no harm.
  static std::uint64_t FilterBit(std::string_view key) {
    const std::size_t last = key.empty() ? 0 : static_cast<unsigned char>(key.back()) | 0x20U;
    return std::uint64_t{1} << ((key.size() * 5 + last) & 63U);
  }

  const Entry* FindFiled(std::string_view key) const;
  Entry& EntryOf(std::string_view name);
  void Rehash(std::size_t entries);
  void File(std::size_t number);

  std::uint64_t filter_ = 0;  // FilterBit of each entry's name.
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> buckets_;  // Index into entries_ plus one; open addressing.
};

// One table for every node.
class KeyTables {
 public:
  explicit KeyTables(const Projection& projection);

  const KeyTable& at(std::uint32_t node) const { return tables_[node]; }
  std::size_t size() const { return tables_.size(); }
  // Of all paths that lead over the node and further, which may be very long.
  std::vector<Slot> SlotsBelow(std::uint32_t node) const;

 private:
  void AddDotted(const Projection& projection, Slot slot);

  std::vector<KeyTable> tables_;
};

}  // namespace trailsift
