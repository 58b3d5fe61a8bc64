#include "benchmark/ceiling.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <future>
#include <memory>
#include <stdexcept>
#include <utility>

namespace trailsift {
namespace {

using Decompressor =
    std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;

class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY)) {
    if (descriptor_ < 0) throw std::runtime_error("cannot open " + path);
  }
  ~OpenFile() { close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  std::size_t Read(char* to, std::size_t size) {
    const ssize_t count = read(descriptor_, to, size);
    if (count < 0) throw std::runtime_error("cannot read");
    return static_cast<std::size_t>(count);
  }

 private:
  int descriptor_;
};

// Stays in the second-level cache.
constexpr std::size_t kWindow = std::size_t{256} << 10;

std::uint64_t ReadPlain(const std::string& path, std::string& buffer) {
  buffer.resize(std::max(buffer.size(), kWindow));
  OpenFile file(path);
  std::uint64_t total = 0;
  while (const std::size_t count = file.Read(buffer.data(), kWindow)) total += count;
  return total;
}

// The whole file; returns its size. The buffer never shrinks, so that its pages stay.
std::size_t ReadWhole(const std::string& path, std::string& buffer) {
  OpenFile file(path);
  std::size_t size = 0;
  for (;;) {
    if (size == buffer.size()) buffer.resize(std::max(2 * size, kWindow));
    const std::size_t count = file.Read(buffer.data() + size, buffer.size() - size);
    if (count == 0) return size;
    size += count;
  }
}

std::uint64_t Inflate(libdeflate_decompressor* decompressor, const std::string& path,
                      std::string& stored, std::string& text) {
  const std::size_t size = ReadWhole(path, stored);
  std::uint32_t text_size = 0;  // What the end of a gzip member says.
  if (size < sizeof text_size) throw std::runtime_error("not gzip: " + path);
  std::memcpy(&text_size, stored.data() + size - sizeof text_size, sizeof text_size);
  if (text.size() < text_size) text.resize(text_size);
  std::size_t inflated = 0;
  if (libdeflate_gzip_decompress(decompressor, stored.data(), size, text.data(), text.size(),
                                 &inflated) != LIBDEFLATE_SUCCESS) {
    throw std::runtime_error("cannot inflate " + path);
  }
  return inflated;
}

}  // namespace

Ceiling::Ceiling(const std::filesystem::path& folder, bool gzip) : gzip_(gzip) {
  std::vector<std::pair<std::uintmax_t, std::string>> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.emplace_back(entry.file_size(), entry.path().string());
  }
  std::ranges::sort(files, std::greater());
  for (auto& [size, path] : files) paths_.push_back(std::move(path));
}

std::uint64_t Ceiling::Run(unsigned threads) {
  if (buffers_.size() < threads) buffers_.resize(threads);
  std::atomic<std::size_t> next = 0;
  std::vector<std::future<std::uint64_t>> others;
  for (unsigned thread = 1; thread < threads; ++thread) {
    others.push_back(std::async(
        std::launch::async, [this, &next, thread] { return RunWorker(next, buffers_[thread]); }));
  }
  std::uint64_t bytes = RunWorker(next, buffers_[0]);
  for (std::future<std::uint64_t>& other : others) bytes += other.get();
  return bytes;
}

std::uint64_t Ceiling::RunWorker(std::atomic<std::size_t>& next, Buffers& buffers) const {
  const Decompressor decompressor(libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  std::uint64_t bytes = 0;
  for (std::size_t i = next++; i < paths_.size(); i = next++) {
    bytes += gzip_ ? Inflate(decompressor.get(), paths_[i], buffers.stored, buffers.text)
                   : ReadPlain(paths_[i], buffers.text);
  }
  return bytes;
}

}  // namespace trailsift
