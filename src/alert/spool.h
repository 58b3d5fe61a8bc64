#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace trailsift {

// The folder for temporary files: what TMPDIR names, else /tmp.
std::string TemporaryFolder();

// Bytes that are put aside to be read again later. They stay in memory up to a bound; what exceeds
// it goes to a file without a name in the TemporaryFolder, which vanishes with the program. Both
// calls throw std::system_error if that file cannot be made, written or read. For one thread.
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
  ~Spool();

  Range Append(std::string_view bytes);
  std::string Read(Range range) const;

  // Bytes that went to the file.
  std::uint64_t bytes_on_disk() const { return written_; }

 private:
  void MakeFile();
  void WriteTail();

  std::size_t memory_;
  int descriptor_ = -1;
  std::uint64_t written_ = 0;
  std::string tail_;  // What follows the bytes of the file.
};

}  // namespace trailsift
