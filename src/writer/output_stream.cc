#include "writer/output_stream.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace trailsift {
namespace {

constexpr std::size_t kBufferSize = std::size_t{64} << 10;

}  // namespace

OutputStream::OutputStream(int descriptor) : descriptor_(descriptor) {
  buffer_.reserve(kBufferSize);
}

OutputStream::~OutputStream() = default;

void OutputStream::Write(std::string_view text) {
  if (state_ != State::kGood) return;
  if (buffer_.size() + text.size() <= kBufferSize) {
    buffer_.append(text);
    return;
  }
  Flush();
  if (text.size() < kBufferSize) {
    if (state_ == State::kGood) buffer_.append(text);
  } else {
    WriteAll(text);
  }
}

void OutputStream::Flush() {
  WriteAll(buffer_);
  buffer_.clear();
}

void OutputStream::WriteAll(std::string_view text) {
  while (state_ == State::kGood && !text.empty()) {
    const ssize_t count = ::write(descriptor_, text.data(), text.size());
    if (count > 0) {
      bytes_written_ += static_cast<std::uint64_t>(count);
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (count == 0) {
      Fail(EIO);  // Taking nothing without an error would go on for ever.
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      WaitUntilWritable();
    } else if (errno != EINTR) {
      Fail(errno);
    }
  }
}

void OutputStream::WaitUntilWritable() {
  pollfd request{descriptor_, POLLOUT, 0};
  if (::poll(&request, 1, -1) < 0 && errno != EINTR && errno != EAGAIN) Fail(errno);
}

void OutputStream::Fail(int error) {
  error_ = error;
  state_ = error == EPIPE ? State::kClosedPipe : State::kFailed;
}

}  // namespace trailsift
