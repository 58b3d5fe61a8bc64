#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trailsift {

// Tells in a fraction of a nanosecond a byte that a value holds none of many texts; that it may
// hold one is no more than a suspicion. Immutable.
class GramFilter {
 public:
  // The texts must not be empty.
  explicit GramFilter(const std::vector<std::string_view>& texts);

  // False: no text stands in the value.
  bool MayHoldSome(std::string_view value) const;

 private:
  std::uint64_t GramAt(const char* bytes, std::size_t available) const;
  void Insert(std::uint64_t gram);
  bool MayBeGram(std::uint64_t gram) const;

  std::size_t shortest_ = 0;  // Length of a text.
  std::size_t stride_ = 1;
  std::size_t gram_size_ = 1;
  unsigned unused_bits_ = 0;  // Of a word that holds a gram.
  std::uint64_t mask_ = 0;    // Of the number of a bit.
  std::vector<std::uint64_t> bits_;
};

}  // namespace trailsift
