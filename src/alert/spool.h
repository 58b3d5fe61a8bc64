#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/temporary_file.h"

namespace trailsift {

// Bytes that are put aside to be read again later. They stay in memory up to a bound; what exceeds
// it goes to a TemporaryFile, and both calls throw what that does. For one thread.
class Spool {
 public:
  static constexpr std::size_t kDefaultMemory = std::size_t{64} << 20;

  // Where something stands in the spool.
  struct Range {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };

  explicit Spool(std::size_t memory = kDefaultMemory) : memory_(memory) {}
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  Range Append(std::string_view bytes);
  std::string Read(Range range) const;

  // Bytes that went to the file.
  std::uint64_t bytes_on_disk() const { return written_; }

 private:
  void WriteTail();

  std::size_t memory_;
  std::optional<TemporaryFile> file_;
  std::uint64_t written_ = 0;
  std::string tail_;  // What follows the bytes of the file.
};

}  // namespace trailsift
