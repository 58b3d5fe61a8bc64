#include "input/file_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "input/open_descriptor.h"

namespace trailsift {
namespace {

// How long a stop may go unnoticed while nothing comes from a stream.
constexpr int kStopInterval = 100;  // Milliseconds.

std::string DescribeError(int error) { return std::generic_category().message(error); }

}  // namespace

FileReader::~FileReader() {
  if (owned_ && descriptor_ >= 0) close(descriptor_);
}

bool FileReader::Open(const InputFile& file) {
  if (file.standard_input) {
    descriptor_ = STDIN_FILENO;
  } else {
    // Opening must not wait for a FIFO's writer: a walk passes over it, and for one that the user
    // named WaitForStream waits. Nor may a walk follow a link that took the place of what it saw.
    descriptor_ = OpenReadOnly(file.path.c_str(), O_NONBLOCK | (file.named ? 0 : O_NOFOLLOW));
    owned_ = true;
  }
  if (descriptor_ < 0) {
    if (errno == ELOOP && !file.named) {
      ledger_->ReportSkipped("symlink", "a symbolic link in a folder is not followed");
      return false;
    }
    return Refuse("cannot be opened", errno);
  }
  return Check(file);
}

bool FileReader::Check(const InputFile& file) {
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) return Refuse("cannot be opened", errno);
  if (S_ISDIR(status.st_mode)) return Refuse("cannot be read", EISDIR);
  regular_ = S_ISREG(status.st_mode);
  if (!regular_ && !file.named) {
    ledger_->ReportSkipped("not_regular", "in a folder, only regular files are read");
    return false;
  }
  status_ = status;
  if (file.standard_input && regular_) {
    // A process before us may have read a part of it.
    const off_t position = lseek(descriptor_, 0, SEEK_CUR);
    begin_ = position > 0 ? static_cast<std::uint64_t>(position) : 0;
  }
  return true;
}

bool FileReader::Refuse(const char* what, int error) {
  failed_ = true;
  ledger_->Fail(AnomalyKind::kUnreadable, fmt::format("{}: {}", what, DescribeError(error)));
  return false;
}

// Waits until there is something to read, or the end; false once stopped.
bool FileReader::WaitForStream() const {
  pollfd waiting{descriptor_, POLLIN, 0};
  while (stop_ == nullptr || !stop_->load(std::memory_order_relaxed)) {
    const int ready = poll(&waiting, 1, kStopInterval);
    // What cannot be polled is left to read().
    if (ready > 0 || (ready < 0 && errno != EINTR && errno != EAGAIN)) return true;
  }
  return false;
}

std::size_t FileReader::Read(char* to, std::size_t size) {
  while (!failed_) {
    if (!regular_ && !WaitForStream()) {
      failed_ = true;  // What is missing then is not the evidence's fault.
      break;
    }
    const ssize_t got = read(descriptor_, to, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    // A regular file on a special file system may say so; waiting costs it nothing.
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!WaitForStream()) failed_ = true;
    } else if (errno != EINTR) {
      failed_ = true;
      ledger_->Fail(AnomalyKind::kReadError,
                    fmt::format("reading failed: {}", DescribeError(errno)));
    }
  }
  return 0;
}

void FileReader::Finish() {
  if (descriptor_ < 0) return;
  if (regular_) {
    const auto size = static_cast<std::uint64_t>(status_.st_size);
    const std::uint64_t read_up_to = begin_ + ledger_->bytes.stored_read;
    if (size > read_up_to) ledger_->bytes.stored_unread = size - read_up_to;
    ReportChange();
  }
  if (owned_) close(descriptor_);
  descriptor_ = -1;
}

void FileReader::ReportChange() {
  struct stat now {};
  if (fstat(descriptor_, &now) != 0) return;
  const bool same_time = now.st_mtim.tv_sec == status_.st_mtim.tv_sec &&
                         now.st_mtim.tv_nsec == status_.st_mtim.tv_nsec;
  if (now.st_size != status_.st_size) {
    ledger_->Report(AnomalyKind::kChangedDuringScan,
                    fmt::format("the file changed while it was read: it had {} bytes and has {}",
                                status_.st_size, now.st_size));
  } else if (!same_time) {
    ledger_->Report(AnomalyKind::kChangedDuringScan, "the file was written to while it was read");
  } else if (now.st_nlink == 0 && status_.st_nlink > 0) {
    ledger_->Report(AnomalyKind::kChangedDuringScan,
                    "the file was removed or replaced while it was read");
  }
}

}  // namespace trailsift
