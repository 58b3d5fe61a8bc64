#include "matcher/value_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace trailsift {
namespace {

template <typename Word>
std::uint64_t Load(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

std::uint64_t Mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 32U);
}

std::uint32_t Tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

}  // namespace

// One multiplication for eight bytes; the last words overlap, so that nothing behind the text is
// read.
std::uint64_t ValueTable::Hash(std::string_view text) {
  const char* bytes = text.data();
  const std::size_t size = text.size();
  std::uint64_t hash = size;
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) hash = Mix(hash, Load<std::uint64_t>(bytes + i));
    hash = Mix(hash, Load<std::uint64_t>(bytes + size - 8));
  } else if (size >= 4) {
    hash = Mix(hash, Load<std::uint32_t>(bytes) << 32U | Load<std::uint32_t>(bytes + size - 4));
  } else if (size > 0) {
    hash = Mix(hash, Load<std::uint8_t>(bytes) << 16U | Load<std::uint8_t>(bytes + size / 2) << 8U |
                         Load<std::uint8_t>(bytes + size - 1));
  }
  return Mix(hash, 0x2545F4914F6CDD1DU);
}

ValueTable::ValueTable(const std::vector<std::string>& values)
    : cells_(std::bit_ceil(values.size() * 4 + 4)) {
  const std::size_t mask = cells_.size() - 1;
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    const std::uint64_t hash = Hash(values[i]);
    std::size_t at = hash & mask;
    while (cells_[at].value != kNotFound) at = (at + 1) & mask;
    cells_[at] = {Tag(hash), i, static_cast<std::uint32_t>(texts_.size()),
                  static_cast<std::uint32_t>(values[i].size())};
    texts_ += values[i];
  }
}

std::uint32_t ValueTable::Find(std::string_view value) const {
  const std::size_t mask = cells_.size() - 1;
  const std::uint64_t hash = Hash(value);
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const Cell& cell = cells_[at];
    if (cell.value == kNotFound) return kNotFound;
    // Equal hashes are not equal values.
    if (cell.tag == Tag(hash) &&
        std::string_view(texts_).substr(cell.offset, cell.length) == value) {
      return cell.value;
    }
  }
}

std::uint32_t ValueTable::longest_probe() const {
  std::uint32_t longest = 0;
  std::uint32_t run = 0;
  // Twice around, for the run that crosses the end.
  for (std::size_t i = 0; i < cells_.size() * 2; ++i) {
    run = cells_[i & (cells_.size() - 1)].value == kNotFound ? 0 : run + 1;
    longest = std::max(longest, run);
  }
  return longest + 1;
}

}  // namespace trailsift
