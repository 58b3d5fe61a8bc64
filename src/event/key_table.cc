#include "event/key_table.h"

#include <bit>

#include "base/ascii.h"

namespace trailsift {
namespace {

// Length, both ends and the middle tell CloudTrail's names apart; equality is checked anyway.
std::size_t HashFolded(std::string_view key) {
  if (key.empty()) return 0;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(FoldAscii(key[i])));
  };
  return (key.size() * 0x9E37U) ^ (byte(0) * 0x85EBU) ^ (byte(key.size() - 1) * 0xC2B2U) ^
         (byte(key.size() / 2) * 0x27D4U);
}

}  // namespace

KeyTable::KeyTable(const Projection& projection, std::uint32_t node) {
  const Projection::Node& parent = projection.node(node);
  buckets_.resize(std::bit_ceil(parent.children.size() * 4 + 1));
  for (const Projection::Child& child : parent.children) {
    const Projection::Node& target = projection.node(child.node);
    const Child added{child.name, child.node, target.slot, !target.children.empty()};
    if (const Entry* known = Find(child.name)) {
      entries_[static_cast<std::size_t>(known - entries_.data())].children.push_back(added);
      continue;
    }
    entries_.push_back({{added}});
    std::size_t bucket = HashFolded(child.name) & (buckets_.size() - 1);
    while (buckets_[bucket] != 0) bucket = (bucket + 1) & (buckets_.size() - 1);
    buckets_[bucket] = static_cast<std::uint32_t>(entries_.size());
  }
}

const KeyTable::Entry* KeyTable::Find(std::string_view key) const {
  std::size_t bucket = HashFolded(key) & (buckets_.size() - 1);
  while (buckets_[bucket] != 0) {
    const Entry& entry = entries_[buckets_[bucket] - 1];
    const std::string_view name = entry.children.front().name;
    if (name == key || EqualsIgnoringCase(name, key)) return &entry;
    bucket = (bucket + 1) & (buckets_.size() - 1);
  }
  return nullptr;
}

KeyTables::KeyTables(const Projection& projection) {
  // Every child is added behind its parent, so the nodes are found by walking until none is new.
  std::uint32_t last = 0;
  for (std::uint32_t node = 0; node <= last; ++node) {
    for (const Projection::Child& child : projection.node(node).children) {
      last = std::max(last, child.node);
    }
    tables_.emplace_back(projection, node);
  }
}

}  // namespace trailsift
