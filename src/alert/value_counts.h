#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace trailsift {

// Distinct values with their counts, in the order they were first met. Beyond `kMaximumListed` of
// them, further ones are counted together.
class ValueCounts {
 public:
  static constexpr std::size_t kMaximumListed = 1000;

  struct Entry {
    std::string value;
    std::uint64_t count = 0;
  };

  void Add(const std::string& value);

  const std::vector<Entry>& entries() const { return entries_; }
  // Occurrences of values that are not listed.
  std::uint64_t others() const { return others_; }

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> indexes_;
  std::uint64_t others_ = 0;
};

}  // namespace trailsift
