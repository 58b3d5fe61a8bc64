#include "base/temporary_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace trailsift {
namespace {

[[noreturn]] void Throw(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

}  // namespace

std::string TemporaryFile::Folder() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  return error ? "/tmp" : folder.string();
}

TemporaryFile::TemporaryFile() {
  const std::string folder = Folder();
  // One that never had a name leaves the folder's times alone, too; not all file systems have them.
  descriptor_ = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor_ >= 0) return;
  std::string name = folder + "/trailsift-XXXXXX";
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) Throw(errno, "no temporary file can be made in " + folder);
  ::unlink(name.c_str());
}

TemporaryFile::~TemporaryFile() { ::close(descriptor_); }

void TemporaryFile::Write(std::string_view bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const ssize_t count =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
      offset += static_cast<std::uint64_t>(count);
    } else if (count == 0 || errno != EINTR) {
      Throw(count == 0 ? EIO : errno, "a temporary file cannot be written in " + Folder());
    }
  }
}

std::uint64_t TemporaryFile::Room() const {
  struct statvfs disk {};
  if (::fstatvfs(descriptor_, &disk) != 0) return 0;
  return std::uint64_t{disk.f_bavail} * disk.f_frsize;
}

void TemporaryFile::Clear() {
  if (::ftruncate(descriptor_, 0) != 0) Throw(errno, "a temporary file cannot be emptied");
}

void TemporaryFile::Read(std::uint64_t offset, std::span<char> to) const {
  while (!to.empty()) {
    const ssize_t count = ::pread(descriptor_, to.data(), to.size(), static_cast<off_t>(offset));
    if (count > 0) {
      to = to.subspan(static_cast<std::size_t>(count));
      offset += static_cast<std::uint64_t>(count);
    } else if (count == 0 || errno != EINTR) {
      Throw(count == 0 ? EIO : errno, "a temporary file cannot be read");
    }
  }
}

}  // namespace trailsift
