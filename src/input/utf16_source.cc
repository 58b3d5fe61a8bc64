#include "input/utf16_source.h"

#include <algorithm>
#include <utility>

#include "input/utf16_shift.h"

namespace trailsift {
namespace {

// What one unit can add: a replacement for the half before it, and three bytes of its own.
constexpr std::size_t kMostPerUnit = 6;
// Anomalies that one piece of text may hold back.
constexpr std::size_t kMostPending = 256;
// Bytes of the source that are joined at a time.
constexpr std::size_t kAhead = std::size_t{64} << 10;

constexpr bool IsHighSurrogate(char16_t unit) { return (unit & 0xFC00) == 0xD800; }
constexpr bool IsLowSurrogate(char16_t unit) { return (unit & 0xFC00) == 0xDC00; }

}  // namespace

Utf16Source::Utf16Source(ByteSource& source, bool little_endian, PaddedBuffer& buffer,
                         Ledger& ledger)
    : source_(source),
      little_endian_(little_endian),
      text_(buffer),
      ledger_(ledger),
      ahead_buffer_(std::make_unique_for_overwrite<char[]>(kAhead)) {}

std::string_view Utf16Source::Next() {
  handed_out_ += text_.size();
  text_.Clear();
  for (Anomaly& anomaly : std::exchange(pending_, {})) ledger_.Report(std::move(anomaly));
  while (!ended_ && text_.room() >= kMostPerUnit && pending_.size() < kMostPending) {
    if (ahead_.size() < kShiftReach && !source_ended_) LookAhead();
    if (ahead_.size() < 2) {
      End();
    } else if (!TakeAscii() && !DropByte()) {
      Take(Utf16Unit(ahead_, 0, little_endian_));
      Consume(2);
    }
  }
  MarkUnverified();
  if (text_.size() == 0) {
    for (Anomaly& anomaly : std::exchange(pending_, {})) ledger_.Report(std::move(anomaly));
    return {};
  }
  return text_.Sealed();
}

void Utf16Source::LookAhead() {
  std::size_t size = ahead_.size();
  std::copy(ahead_.begin(), ahead_.end(), ahead_buffer_.get());
  ahead_ = {ahead_buffer_.get(), size};
  while (size < kAhead && !source_ended_) {
    if (input_.empty()) input_ = source_.Next();
    source_ended_ = input_.empty();
    const std::size_t count = std::min(input_.size(), kAhead - size);
    std::copy_n(input_.data(), count, ahead_buffer_.get() + size);
    input_.remove_prefix(count);
    size += count;
    ahead_ = {ahead_buffer_.get(), size};
  }
}

// The most of all text, at once. NUL is none: it may be half of what a lost byte has left.
bool Utf16Source::TakeAscii() {
  if (high_surrogate_) return false;
  const std::size_t most = std::min(ahead_.size() / 2, text_.room() - kMostPerUnit + 1);
  char* const out = text_.end();
  std::size_t count = 0;
  for (; count < most; ++count) {
    const char16_t unit = Utf16Unit(ahead_, 2 * count, little_endian_);
    if (unit == 0 || unit >= 0x80) break;
    out[count] = static_cast<char>(unit);
  }
  text_.Extend(count);
  Consume(2 * count);
  return count > 0;
}

bool Utf16Source::DropByte() {
  if (settled_ > 0 || ahead_.size() < 3 || Utf16Unit(ahead_, 1, little_endian_) >= 0x80) {
    return false;
  }
  const auto [shift, settled] = JudgeShift(ahead_, little_endian_);
  settled_ = settled;
  if (shift == Utf16Shift::kPassing) {
    Report(AnomalyKind::kInvalidEncoding,
           "UTF-16 text looks as if a byte were missing or too many here and again a little "
           "further on; it was read as it stands",
           {});
  }
  if (shift != Utf16Shift::kLasting) return false;
  if (high_surrogate_) ReplaceUnpaired();
  Replace(
      "a byte is missing or too many in UTF-16 text; one was read as U+FFFD, and what follows "
      "from the next one on");
  Consume(1);
  if (!unverified_) {
    unverified_ = handed_out_ + text_.size();
  } else {
    MarkUnverified();
    unverified_.reset();
  }
  return true;
}

void Utf16Source::MarkUnverified() {
  if (!unverified_) return;
  const std::uint64_t end = handed_out_ + text_.size();
  if (end > *unverified_) ledger_.unverified.Add(*unverified_, end);
  unverified_ = end;
}

void Utf16Source::Take(char16_t unit) {
  if (high_surrogate_ && IsLowSurrogate(unit)) {
    const char32_t high = std::exchange(high_surrogate_, {}).value() & 0x3FFU;
    return Append(0x10000 + (high << 10 | (unit & 0x3FFU)));
  }
  if (high_surrogate_) ReplaceUnpaired();
  if (IsHighSurrogate(unit)) {
    high_surrogate_ = unit;
  } else if (IsLowSurrogate(unit)) {
    ReplaceUnpaired();
  } else {
    Append(unit);
  }
}

void Utf16Source::Append(char32_t code_point) {
  char* const out = text_.end();
  const auto continuation = [&](unsigned shift) {
    return static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  };
  if (code_point < 0x80) {
    out[0] = static_cast<char>(code_point);
    text_.Extend(1);
  } else if (code_point < 0x800) {
    out[0] = static_cast<char>(0xC0 | code_point >> 6);
    out[1] = continuation(0);
    text_.Extend(2);
  } else if (code_point < 0x10000) {
    out[0] = static_cast<char>(0xE0 | code_point >> 12);
    out[1] = continuation(6);
    out[2] = continuation(0);
    text_.Extend(3);
  } else {
    out[0] = static_cast<char>(0xF0 | code_point >> 18);
    out[1] = continuation(12);
    out[2] = continuation(6);
    out[3] = continuation(0);
    text_.Extend(4);
  }
}

void Utf16Source::ReplaceUnpaired() {
  high_surrogate_.reset();
  Replace("half of a surrogate pair stands alone in UTF-16 text; it was read as U+FFFD");
}

void Utf16Source::Replace(std::string message) {
  Report(AnomalyKind::kInvalidEncoding, std::move(message), 3);
  Append(0xFFFD);
}

void Utf16Source::Consume(std::size_t bytes) {
  ahead_.remove_prefix(bytes);
  settled_ -= std::min(settled_, bytes);
}

void Utf16Source::End() {
  ended_ = true;
  if (high_surrogate_) ReplaceUnpaired();
  if (!ahead_.empty()) {
    Report(AnomalyKind::kTruncated, "the source ends within a unit of UTF-16 text", {});
  }
}

void Utf16Source::Report(AnomalyKind kind, std::string message,
                         std::optional<std::uint64_t> length) {
  Anomaly anomaly;
  anomaly.kind = kind;
  anomaly.byte_offset = handed_out_ + text_.size();
  anomaly.length = length;
  anomaly.message = std::move(message);
  pending_.push_back(std::move(anomaly));
}

}  // namespace trailsift
