#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace trailsift {

// What no scan of these files can undercut: with gzip files libdeflate_gzip_decompress of each into
// a buffer that is reused, with plain ones read() of all their bytes into a small buffer.
class Ceiling {
 public:
  // All files directly in the folder, largest first. They hold one gzip member each, or none.
  // Throws if the folder cannot be read.
  Ceiling(const std::filesystem::path& folder, bool gzip);

  // Does it once with so many threads; returns the bytes of text. Throws if a file is not as said.
  std::uint64_t Run(unsigned threads);

 private:
  struct Buffers {
    std::string stored;
    std::string text;
  };

  std::uint64_t RunWorker(std::atomic<std::size_t>& next, Buffers& buffers) const;

  std::vector<std::string> paths_;
  bool gzip_;
  std::vector<Buffers> buffers_;  // One for each thread; kept from run to run.
};

}  // namespace trailsift
