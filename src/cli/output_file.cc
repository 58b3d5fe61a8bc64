#include "cli/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/interrupted_call.h"
#include "cli/stop_signals.h"

namespace trailsift {
namespace {

// Makes a file in the folder under a name that nothing has, with the mode that any new file has:
// mkostemp would need a change of mode, which the sandbox refuses. -1 and errno if it cannot.
int MakeTemporary(const std::string& folder, std::string& name) {
  constexpr int kAttempts = 100;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::uint64_t number = 0;
    if (::getrandom(&number, sizeof number, 0) != sizeof number) continue;
    name = fmt::format("{}/.trailsift-{:016x}", folder, number);
    const int descriptor = RetryInterrupted(
        [&] { return ::open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666); });
    if (descriptor >= 0 || errno != EEXIST) return descriptor;
  }
  return -1;
}

// Why the target cannot be replaced; null: it can.
const char* WhyNotReplaced(const std::string& path, const struct stat& link,
                           const struct stat& target) {
  if (S_ISDIR(target.st_mode)) return "it is a folder";
  if (S_ISLNK(link.st_mode)) return "it is a symbolic link; name the file itself";
  if (::access(path.c_str(), W_OK) != 0) return "it may not be written";
  return nullptr;
}

}  // namespace

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::optional<Identity> IdentityOf(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return IdentityOf(status);
}

std::optional<Identity> IdentityOf(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return std::nullopt;
  return IdentityOf(status);
}

std::optional<Identity> RegularFileOf(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return IdentityOf(status);
}

Result<std::unique_ptr<OutputFile>> OutputFile::Create(const std::string& path, bool overwrite) {
  std::unique_ptr<OutputFile> file(new OutputFile());
  file->path_ = path;
  file->overwrite_ = overwrite;
  struct stat link {};
  struct stat target {};
  const bool exists = ::lstat(path.c_str(), &link) == 0;
  const bool leads_somewhere = exists && ::stat(path.c_str(), &target) == 0;
  std::optional<Diagnostic> problem;
  if (exists && !overwrite) {
    problem = file->Problem("cannot write", EEXIST);
  } else if (leads_somewhere && !S_ISREG(target.st_mode) && !S_ISDIR(target.st_mode)) {
    problem = file->OpenDirectly();
  } else if (const char* const reason = exists ? WhyNotReplaced(path, link, target) : nullptr;
             reason != nullptr) {
    return Fail("output", fmt::format("cannot write {}: {}", path, reason));
  } else {
    problem = file->OpenTemporary();
  }
  if (problem) return tl::make_unexpected(std::move(*problem));
  return file;
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
    ForgetTemporary(temporary_.c_str());
  }
}

std::optional<Diagnostic> OutputFile::OpenDirectly() {
  descriptor_ =
      RetryInterrupted([&] { return ::open(path_.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC); });
  if (descriptor_ < 0) return Problem("cannot write", errno);
  return std::nullopt;
}

std::optional<Diagnostic> OutputFile::OpenTemporary() {
  std::string name;
  descriptor_ = MakeTemporary(FolderOf(path_), name);
  if (descriptor_ < 0) return Problem("cannot write", errno);
  temporary_ = std::move(name);
  RememberTemporary(temporary_.c_str());
  return std::nullopt;
}

std::optional<Diagnostic> OutputFile::Commit() {
  // What is no file has nothing to bring to a disk.
  if (RetryInterrupted([&] { return ::fsync(descriptor_); }) != 0 && !temporary_.empty()) {
    return Problem("cannot save", errno);
  }
  if (::close(std::exchange(descriptor_, -1)) != 0) return Problem("cannot save", errno);
  return temporary_.empty() ? std::nullopt : Rename();
}

std::optional<Diagnostic> OutputFile::Rename() {
  const int result = overwrite_ ? ::rename(temporary_.c_str(), path_.c_str())
                                : ::link(temporary_.c_str(), path_.c_str());
  if (result != 0) return Problem("cannot save", errno);
  if (!overwrite_) ::unlink(temporary_.c_str());
  ForgetTemporary(temporary_.c_str());
  temporary_.clear();
  const int directory = ::open(FolderOf(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory >= 0) {
    // Some file systems cannot sync a directory; the file itself is safe.
    [[maybe_unused]] const int synced = ::fsync(directory);
    ::close(directory);
  }
  return std::nullopt;
}

Diagnostic OutputFile::Problem(const char* what, int error) const {
  return Fail("output", fmt::format("{} {}: {}", what, path_, std::strerror(error))).value();
}

}  // namespace trailsift
