#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trailsift {

// What makes two names the same file.
struct Identity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  bool operator==(const Identity&) const = default;
};

// Of what stat() has told about.
inline Identity IdentityOf(const struct stat& status) {
  return {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)};
}

// A set of files in 16 to 43 bytes for each: there may be millions. Inode 0 is no file's.
class IdentitySet {
 public:
  // False if it was there already.
  bool Insert(const Identity& identity) {
    if (4 * (size_ + 1) > 3 * slots_.size()) Grow();
    Identity& slot = Find(identity);
    if (slot == identity) return false;
    slot = identity;
    ++size_;
    return true;
  }
  bool Contains(const Identity& identity) { return size_ > 0 && Find(identity) == identity; }
  std::size_t size() const { return size_; }

 private:
  Identity& Find(const Identity& identity) {
    constexpr std::uint64_t kGoldenRatio = 0x9E3779B97F4A7C15;
    const std::uint64_t hash = (identity.inode ^ identity.device << 32) * kGoldenRatio;
    std::size_t at = hash >> 32 & (slots_.size() - 1);
    while (slots_[at].inode != 0 && slots_[at] != identity) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void Grow() {
    constexpr std::size_t kFirst = 64;
    std::vector<Identity> old(slots_.empty() ? kFirst : 2 * slots_.size());
    old.swap(slots_);
    for (const Identity& identity : old) {
      if (identity.inode != 0) Find(identity) = identity;
    }
  }

  std::vector<Identity> slots_;  // A power of two of them.
  std::size_t size_ = 0;
};

}  // namespace trailsift
