#include "alert/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace trailsift {
namespace {

[[noreturn]] void Throw(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

}  // namespace

std::string TemporaryFolder() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  return error ? "/tmp" : folder.string();
}

Spool::~Spool() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Spool::Range Spool::Append(std::string_view bytes) {
  if (!tail_.empty() && tail_.size() + bytes.size() > memory_) WriteTail();
  const Range range{written_ + tail_.size(), bytes.size()};
  tail_ += bytes;
  return range;
}

std::string Spool::Read(Range range) const {
  if (range.offset >= written_) return tail_.substr(range.offset - written_, range.size);
  std::string bytes(range.size, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::pread(descriptor_, bytes.data() + done, bytes.size() - done,
                                  static_cast<off_t>(range.offset + done));
    if (count > 0) {
      done += static_cast<std::size_t>(count);
    } else if (count == 0 || errno != EINTR) {
      Throw(count == 0 ? EIO : errno, "a temporary file cannot be read");
    }
  }
  return bytes;
}

void Spool::MakeFile() {
  std::string name = TemporaryFolder() + "/trailsift-XXXXXX";
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) Throw(errno, "no temporary file can be made in " + TemporaryFolder());
  ::unlink(name.c_str());
}

void Spool::WriteTail() {
  if (descriptor_ < 0) MakeFile();
  std::size_t done = 0;
  while (done < tail_.size()) {
    const ssize_t count = ::pwrite(descriptor_, tail_.data() + done, tail_.size() - done,
                                   static_cast<off_t>(written_ + done));
    if (count > 0) {
      done += static_cast<std::size_t>(count);
    } else if (count == 0 || errno != EINTR) {
      Throw(count == 0 ? EIO : errno, "a temporary file cannot be written in " + TemporaryFolder());
    }
  }
  written_ += tail_.size();
  tail_.clear();
}

}  // namespace trailsift
