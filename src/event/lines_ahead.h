#pragma once

#include <cstdint>
#include <optional>

namespace trailsift {

// Whole lines that another reader has read and that hold nothing but sound values.
struct LinesRead {
  std::uint64_t bytes = 0;
  std::uint64_t lines = 0;
  std::uint64_t records = 0;
  std::uint64_t values = 0;      // Not within others;
  std::uint64_t top_events = 0;  // of these, events that stand in no envelope.
  std::uint64_t wasted = 0;      // What looking for ends in vain has cost, in bytes.
};

// Where such lines begin in their source.
struct LinesStart {
  std::uint64_t byte_offset = 0;
  std::uint64_t line = 1;
  std::uint64_t record = 0;
  std::uint64_t value = 0;
};

// A reader's source of bytes, part of which others may have read already.
class LinesAhead {
 public:
  virtual ~LinesAhead() = default;

  // Called where a line begins, all bytes before have been passed and nothing of them is open, so
  // that what follows is read as it would be from here on by any reader. If the next bytes were
  // read they are passed over: Next() goes on behind them, and all that was read of them is in the
  // ledger of the source. Ends the life of what Next() gave, also if nothing is returned.
  virtual std::optional<LinesRead> Take(const LinesStart& start) = 0;
};

}  // namespace trailsift
