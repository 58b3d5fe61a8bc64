#include "loader/rule_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "base/interrupted_call.h"
#include "loader/yaml_document.h"

namespace trailsift {
namespace {

void Report(const std::string& path, std::string code, std::string message,
            Diagnostics& diagnostics) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.place.file = path;
  diagnostic.message = std::move(message);
  diagnostics.push_back(std::move(diagnostic));
}

void ReportUnreadable(const std::string& path, int error, Diagnostics& diagnostics) {
  Report(path, "unreadable-path",
         fmt::format("cannot be read: {}", std::generic_category().message(error)), diagnostics);
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

bool HasRuleSuffix(std::string_view name) {
  return EndsWithIgnoringCase(name, ".yml") || EndsWithIgnoringCase(name, ".yaml");
}

class Finder {
 public:
  explicit Finder(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void AddNamed(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return ReportUnreadable(path, errno, diagnostics_);
    if (!S_ISDIR(status.st_mode)) return Add(path, status, true);
    found_in_walk_.clear();
    const std::size_t problems = diagnostics_.size();
    Walk(path);
    if (found_in_walk_.empty() && diagnostics_.size() == problems) {
      Report(path, "no-rule-file", "no *.yml or *.yaml file in this folder", diagnostics_);
    }
    std::ranges::sort(found_in_walk_, {}, &Found::first);
    for (const auto& [file, file_status] : found_in_walk_) Add(file, file_status, false);
  }

  std::vector<RuleFile> Take() { return std::move(files_); }

 private:
  using Found = std::pair<std::string, struct stat>;
  using Identity = std::pair<std::uint64_t, std::uint64_t>;  // Device and inode.

  void Walk(const std::string& folder) {
    const std::unique_ptr<DIR, CloseDirectory> directory(
        RetryInterrupted([&] { return opendir(folder.c_str()); }));
    if (directory == nullptr) return ReportUnreadable(folder, errno, diagnostics_);
    std::vector<std::string> folders;
    errno = 0;
    while (const dirent* entry = readdir(directory.get())) {
      const std::string_view name = entry->d_name;
      const std::string path =
          fmt::format("{}{}{}", folder, folder.ends_with('/') ? "" : "/", name);
      if (!name.starts_with('.')) Visit(path, folders);
      errno = 0;
    }
    if (errno != 0) ReportUnreadable(folder, errno, diagnostics_);
    for (const std::string& inner : folders) Walk(inner);
  }

  void Visit(const std::string& path, std::vector<std::string>& folders) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0) return ReportUnreadable(path, errno, diagnostics_);
    if (S_ISDIR(status.st_mode)) {
      folders.push_back(path);
      return;
    }
    if (!HasRuleSuffix(path)) return;
    if (S_ISLNK(status.st_mode)) {
      if (stat(path.c_str(), &status) != 0) return ReportUnreadable(path, errno, diagnostics_);
      if (S_ISDIR(status.st_mode)) return;
    }
    found_in_walk_.emplace_back(path, status);
  }

  void Add(const std::string& path, const struct stat& status, bool named) {
    const Identity identity{static_cast<std::uint64_t>(status.st_dev),
                            static_cast<std::uint64_t>(status.st_ino)};
    const auto [known, is_new] = listed_.emplace(identity, files_.size());
    if (is_new) {
      files_.push_back({path, named});
    } else {
      files_[known->second].named_by_user |= named;
    }
  }

  Diagnostics& diagnostics_;
  std::vector<RuleFile> files_;
  std::map<Identity, std::size_t> listed_;
  std::vector<Found> found_in_walk_;
};

}  // namespace

std::vector<RuleFile> FindRuleFiles(const std::vector<std::string>& paths,
                                    Diagnostics& diagnostics) {
  Finder finder(diagnostics);
  for (const std::string& path : paths) finder.AddNamed(path);
  return finder.Take();
}

std::optional<std::string> ReadRuleFile(const std::string& path, Diagnostics& diagnostics) {
  // Not blocking: opening a FIFO would wait for a writer.
  const Descriptor file(RetryInterrupted(
      [&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }));
  struct stat status {};
  if (file.number() < 0 || fstat(file.number(), &status) != 0) {
    ReportUnreadable(path, errno, diagnostics);
    return std::nullopt;
  }
  if (!S_ISREG(status.st_mode)) {
    Report(path, "not-regular", "not a regular file", diagnostics);
    return std::nullopt;
  }
  std::string content;
  std::array<char, 16'384> buffer;
  while (const ssize_t count = read(file.number(), buffer.data(), buffer.size())) {
    if (count < 0) {
      if (errno == EINTR) continue;
      ReportUnreadable(path, errno, diagnostics);
      return std::nullopt;
    }
    content.append(buffer.data(), static_cast<std::size_t>(count));
    if (content.size() > kMaximumRuleFileBytes) {
      Report(path, "file-too-large",
             fmt::format("a rule file may have at most {} bytes", kMaximumRuleFileBytes),
             diagnostics);
      return std::nullopt;
    }
  }
  return content;
}

}  // namespace trailsift
