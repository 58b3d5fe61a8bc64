#pragma once

#include <cstdint>
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
    std::vector<Child> children;
  };

  KeyTable(const Projection& projection, std::uint32_t node);

  // The entry whose names equal the key without ASCII case, or null.
  const Entry* Find(std::string_view key) const;

 private:
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> buckets_;  // Index into entries_ plus one; open addressing.
};

// One table for every node.
class KeyTables {
 public:
  explicit KeyTables(const Projection& projection);

  const KeyTable& at(std::uint32_t node) const { return tables_[node]; }

 private:
  std::vector<KeyTable> tables_;
};

}  // namespace trailsift
