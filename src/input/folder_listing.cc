#include "input/folder_listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>
#include <utility>

#include "input/open_descriptor.h"

namespace trailsift {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

FolderEntry::Type TypeOf(mode_t mode) {
  if (S_ISREG(mode)) return FolderEntry::Type::kFile;
  if (S_ISDIR(mode)) return FolderEntry::Type::kFolder;
  return S_ISLNK(mode) ? FolderEntry::Type::kLink : FolderEntry::Type::kOther;
}

// Keeps the least names that are offered, in a heap with the greatest of them on top.
class LeastNames {
 public:
  explicit LeastNames(std::size_t most) : most_(most) {}

  void Offer(std::string_view name) {
    if (names_.size() < most_) {
      names_.emplace_back(name);
      if (names_.size() == most_) std::ranges::make_heap(names_);
      return;
    }
    left_out_ = true;
    if (name >= names_.front()) return;
    std::ranges::pop_heap(names_);
    names_.back() = name;
    std::ranges::push_heap(names_);
  }
  bool left_out() const { return left_out_; }
  std::vector<std::string> Sorted() {
    // std::string compares as unsigned bytes.
    std::ranges::sort(names_);
    return std::move(names_);
  }

 private:
  const std::size_t most_;
  std::vector<std::string> names_;
  bool left_out_ = false;
};

}  // namespace

FolderListing ListFolder(const std::string& path, bool follow, const std::string& after,
                         std::size_t most) {
  FolderListing listing;
  const int descriptor = OpenReadOnly(path.c_str(), O_DIRECTORY | (follow ? 0 : O_NOFOLLOW));
  const Directory directory(descriptor < 0 ? nullptr : fdopendir(descriptor));
  struct stat status {};
  if (directory == nullptr || fstat(descriptor, &status) != 0) {
    listing.open_error = errno;
    if (directory == nullptr && descriptor >= 0) close(descriptor);
    return listing;
  }
  listing.folder = IdentityOf(status);
  LeastNames names(most);
  errno = 0;
  while (const dirent* item = readdir(directory.get())) {
    const std::string_view name = item->d_name;
    if (name != "." && name != ".." && name > after) names.Offer(name);
    errno = 0;
  }
  listing.read_error = errno;
  listing.more = names.left_out();
  for (std::string& name : names.Sorted()) {
    FolderEntry& entry = listing.entries.emplace_back();
    entry.name = std::move(name);
    if (fstatat(descriptor, entry.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      entry.error = errno;
    } else {
      entry.type = TypeOf(status.st_mode);
      entry.identity = IdentityOf(status);
      entry.size = static_cast<std::uint64_t>(status.st_size);
    }
  }
  if (!listing.entries.empty()) listing.last_name = listing.entries.back().name;
  return listing;
}

}  // namespace trailsift
