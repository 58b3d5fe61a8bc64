#include "event/key_table.h"

#include <algorithm>
#include <bit>

#include "base/ascii.h"
#include "event/derived_fields.h"

namespace trailsift {
namespace {

constexpr std::size_t kLoad = 4;  // Buckets for each entry, at least.

// Length, both ends and the middle tell CloudTrail's names apart; equality is checked anyway.
[[gnu::always_inline]] inline std::size_t HashFolded(std::string_view key) {
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
  Rehash(parent.children.size());
  for (const Projection::Child& child : parent.children) {
    const Projection::Node& target = projection.node(child.node);
    EntryOf(child.name)
        .children.push_back({child.name, child.node, target.slot, !target.children.empty()});
  }
}

void KeyTable::AddDotted(const std::string& joined, Slot slot) {
  EntryOf(joined).dotted.push_back(slot);
}

// The entry of a name; a new one if there is none.
KeyTable::Entry& KeyTable::EntryOf(std::string_view name) {
  if (const Entry* known = Find(name)) {
    return entries_[static_cast<std::size_t>(known - entries_.data())];
  }
  if ((entries_.size() + 1) * kLoad > buckets_.size()) Rehash(entries_.size() * 2 + 1);
  entries_.push_back({std::string(name), {}, {}});
  filter_ |= FilterBit(name);
  File(entries_.size());
  return entries_.back();
}

// Makes room for so many entries.
void KeyTable::Rehash(std::size_t entries) {
  buckets_.assign(std::bit_ceil(entries * kLoad + 1), 0);
  for (std::size_t i = 1; i <= entries_.size(); ++i) File(i);
}

void KeyTable::File(std::size_t number) {
  std::size_t bucket = HashFolded(entries_[number - 1].name) & (buckets_.size() - 1);
  while (buckets_[bucket] != 0) bucket = (bucket + 1) & (buckets_.size() - 1);
  buckets_[bucket] = static_cast<std::uint32_t>(number);
}

const KeyTable::Entry* KeyTable::FindFiled(std::string_view key) const {
  std::size_t bucket = HashFolded(key) & (buckets_.size() - 1);
  while (buckets_[bucket] != 0) {
    const Entry& entry = entries_[buckets_[bucket] - 1];
    if (entry.name == key || EqualsIgnoringCase(entry.name, key)) return &entry;
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
  for (Slot slot = 0; slot < projection.slot_count(); ++slot) AddDotted(projection, slot);
}

// At each object that a path passes and the walk enters, every run of two or more of its next names
// may have been written as one key.
void KeyTables::AddDotted(const Projection& projection, Slot slot) {
  constexpr std::size_t kMostNames = 16;  // Joined names take quadratic room.
  const std::vector<PathStep>& steps = projection.path(slot).steps;
  std::size_t count = 0;
  while (count < std::min(steps.size(), kMostNames) && steps[count].kind == PathStep::Kind::kName) {
    ++count;
  }
  if (count < 2 || IsDerivedField(steps.front().name)) return;
  std::uint32_t node = 0;
  for (std::size_t first = 0; first + 1 < count; ++first) {
    std::string joined = steps[first].name;
    for (std::size_t last = first + 1; last < count; ++last) {
      joined += '.' + steps[last].name;
      tables_[node].AddDotted(joined, slot);
    }
    const std::vector<Projection::Child>& children = projection.node(node).children;
    const auto child = std::ranges::find(children, steps[first].name, &Projection::Child::name);
    if (child == children.end()) return;
    node = child->node;
  }
}

std::vector<Slot> KeyTables::SlotsBelow(std::uint32_t node) const {
  std::vector<Slot> slots;
  std::vector<std::uint32_t> nodes = {node};
  while (!nodes.empty()) {
    const KeyTable& table = tables_[nodes.back()];
    nodes.pop_back();
    for (const KeyTable::Entry& entry : table.entries()) {
      for (const KeyTable::Child& child : entry.children) {
        if (child.slot != Projection::Node::kNoSlot) slots.push_back(child.slot);
        if (child.has_children) nodes.push_back(child.node);
      }
    }
  }
  return slots;
}

}  // namespace trailsift
