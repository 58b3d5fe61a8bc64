#include "input/find_inputs.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>
#include <system_error>
#include <utility>

namespace trailsift {
namespace {

using Identity = std::pair<std::uint64_t, std::uint64_t>;  // Device and inode.

Identity IdentityOf(const struct stat& status) {
  return {static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)};
}

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

struct Entry {
  std::string name;
  struct stat status {};
  int error = 0;  // Of asking for the status.
};

std::string Join(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

class Finder {
 public:
  explicit Finder(const FindOptions& options)
      : options_(options), excluded_(options.excluded.begin(), options.excluded.end()) {}

  void AddNamed(const std::string& path);
  std::vector<FoundInput> Take() { return std::move(found_); }

 private:
  void AddStandardInput();
  void Add(const std::string& path, const struct stat& status, bool named);
  void Walk(const std::string& folder, bool named);
  std::vector<Entry> List(const std::string& folder, bool named);
  void Visit(const std::string& path, const Entry& entry);

  FoundInput& Append(const std::string& path, bool named);
  Ledger& AppendSettled(const std::string& path, bool named);
  void AppendSkipped(const std::string& path, bool named, std::string reason, std::string message);
  void AppendUnreadable(const std::string& path, bool named, int error);

  const FindOptions& options_;
  std::set<Identity> excluded_;
  std::set<Identity> seen_;  // Files and folders.
  bool standard_input_seen_ = false;
  std::vector<FoundInput> found_;
};

FoundInput& Finder::Append(const std::string& path, bool named) {
  return found_.emplace_back(FoundInput{{path, false, named}, nullptr});
}

Ledger& Finder::AppendSettled(const std::string& path, bool named) {
  FoundInput& input = Append(path, named);
  input.settled = std::make_unique<Ledger>(path);
  return *input.settled;
}

void Finder::AppendSkipped(const std::string& path, bool named, std::string reason,
                           std::string message) {
  AppendSettled(path, named).ReportSkipped(std::move(reason), std::move(message));
}

void Finder::AppendUnreadable(const std::string& path, bool named, int error) {
  AppendSettled(path, named)
      .Fail(AnomalyKind::kUnreadable,
            fmt::format("cannot be read: {}", std::generic_category().message(error)));
}

void Finder::AddNamed(const std::string& path) {
  if (path == "-") return AddStandardInput();
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return AppendUnreadable(path, true, errno);
  if (S_ISDIR(status.st_mode)) return Walk(path, true);
  Add(path, status, true);
}

void Finder::AddStandardInput() {
  const std::string& name = options_.standard_input_name;
  struct stat status {};
  const bool regular = fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode);
  const bool seen_as_file = regular && !seen_.insert(IdentityOf(status)).second;
  if (std::exchange(standard_input_seen_, true) || seen_as_file) {
    return AppendSkipped(name, true, "already_scanned", "standard input was read before");
  }
  Append(name, true).file.standard_input = true;
}

void Finder::Add(const std::string& path, const struct stat& status, bool named) {
  const Identity identity = IdentityOf(status);
  if (excluded_.contains(identity)) return;
  if (!seen_.insert(identity).second) {
    return AppendSkipped(path, named, "already_scanned",
                         "the same file was met before under another name");
  }
  Append(path, named);
}

// Holds no descriptor while it descends: the depth of a tree is not bounded by their number.
void Finder::Walk(const std::string& folder, bool named) {
  for (const Entry& entry : List(folder, named)) Visit(Join(folder, entry.name), entry);
}

std::vector<Entry> Finder::List(const std::string& folder, bool named) {
  std::vector<Entry> entries;
  const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (named ? 0 : O_NOFOLLOW);
  const int descriptor = open(folder.c_str(), flags);
  const Directory directory(descriptor < 0 ? nullptr : fdopendir(descriptor));
  struct stat status {};
  if (directory == nullptr || fstat(descriptor, &status) != 0) {
    const int error = errno;
    if (directory == nullptr && descriptor >= 0) close(descriptor);
    AppendUnreadable(folder, named, error);
    return entries;
  }
  if (!seen_.insert(IdentityOf(status)).second) {
    AppendSkipped(folder, named, "already_scanned", "the same folder was met before");
    return entries;
  }
  errno = 0;
  while (const dirent* item = readdir(directory.get())) {
    Entry entry{item->d_name, {}, 0};
    if (entry.name != "." && entry.name != "..") {
      if (fstatat(descriptor, item->d_name, &entry.status, AT_SYMLINK_NOFOLLOW) != 0) {
        entry.error = errno;
      }
      entries.push_back(std::move(entry));
    }
    errno = 0;
  }
  if (errno != 0) AppendUnreadable(folder, named, errno);
  // std::string compares as unsigned bytes.
  std::ranges::sort(entries, {}, &Entry::name);
  return entries;
}

void Finder::Visit(const std::string& path, const Entry& entry) {
  if (entry.error != 0) return AppendUnreadable(path, false, entry.error);
  if (S_ISDIR(entry.status.st_mode)) return Walk(path, false);
  if (S_ISREG(entry.status.st_mode)) return Add(path, entry.status, false);
  if (S_ISLNK(entry.status.st_mode)) {
    return AppendSkipped(path, false, "symlink", "a symbolic link in a folder is not followed");
  }
  AppendSkipped(path, false, "not_regular", "in a folder, only regular files are read");
}

}  // namespace

std::vector<FoundInput> FindInputs(const std::vector<std::string>& paths,
                                   const FindOptions& options) {
  Finder finder(options);
  for (const std::string& path : paths) finder.AddNamed(path);
  return finder.Take();
}

}  // namespace trailsift
