#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trailsift {

// A buffered writer to a file descriptor that checks every write: std::ostream would lose data and
// still end with status 0. Interrupted and short writes are continued, a full non-blocking
// descriptor is waited for. SIGPIPE must be ignored by the program.
class OutputStream {
 public:
  enum class State : std::uint8_t {
    kGood,
    kClosedPipe,  // The reader went away (EPIPE): quiet, nothing more is written.
    kFailed,      // A write failed; `error` says how.
  };

  // Does not own the descriptor. Destruction writes nothing, since nobody could learn of a failure:
  // call Flush and look at state() before.
  explicit OutputStream(int descriptor);
  OutputStream(const OutputStream&) = delete;
  OutputStream& operator=(const OutputStream&) = delete;
  ~OutputStream();

  // Both do nothing once the state is not kGood.
  void Write(std::string_view text);
  void Flush();

  State state() const { return state_; }
  int error() const { return error_; }  // errno of the failure.
  // Bytes that the descriptor took; buffered ones are not among them.
  std::uint64_t bytes_written() const { return bytes_written_; }

 private:
  void WriteAll(std::string_view text);
  void WaitUntilWritable();
  void Fail(int error);

  int descriptor_;
  State state_ = State::kGood;
  int error_ = 0;
  std::uint64_t bytes_written_ = 0;
  std::string buffer_;
};

}  // namespace trailsift
