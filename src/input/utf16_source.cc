#include "input/utf16_source.h"

#include <utility>

namespace trailsift {
namespace {

// What one unit can add: a replacement for the half before it, and three bytes of its own.
constexpr std::size_t kMostPerUnit = 6;
// Anomalies that one piece of text may hold back.
constexpr std::size_t kMostPending = 256;

constexpr bool IsHighSurrogate(char16_t unit) { return (unit & 0xFC00) == 0xD800; }
constexpr bool IsLowSurrogate(char16_t unit) { return (unit & 0xFC00) == 0xDC00; }

}  // namespace

Utf16Source::Utf16Source(ByteSource& source, bool little_endian, PaddedBuffer& buffer,
                         Ledger& ledger)
    : source_(source), little_endian_(little_endian), text_(buffer), ledger_(ledger) {}

std::string_view Utf16Source::Next() {
  handed_out_ += text_.size();
  text_.Clear();
  for (Anomaly& anomaly : std::exchange(pending_, {})) ledger_.Report(std::move(anomaly));
  while (!ended_ && text_.room() >= kMostPerUnit && pending_.size() < kMostPending) {
    if (const auto unit = NextUnit()) {
      Take(*unit);
    } else {
      End();
    }
  }
  if (text_.size() == 0) {
    for (Anomaly& anomaly : std::exchange(pending_, {})) ledger_.Report(std::move(anomaly));
    return {};
  }
  return text_.Sealed();
}

// Nothing at the end, where half_unit_ may be left.
std::optional<char16_t> Utf16Source::NextUnit() {
  while (input_.size() < (half_unit_ ? 1U : 2U)) {
    if (!input_.empty()) half_unit_ = static_cast<unsigned char>(input_.front());
    input_ = source_.Next();
    if (input_.empty()) return std::nullopt;
  }
  const auto take = [&] {
    const auto byte = static_cast<unsigned char>(input_.front());
    input_.remove_prefix(1);
    return byte;
  };
  const unsigned first = half_unit_ ? *half_unit_ : take();
  const unsigned second = take();
  half_unit_.reset();
  return static_cast<char16_t>(little_endian_ ? first | second << 8 : first << 8 | second);
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
  Report(AnomalyKind::kInvalidEncoding,
         "half of a surrogate pair stands alone in UTF-16 text; it was read as U+FFFD", 3);
  Append(0xFFFD);
}

void Utf16Source::End() {
  ended_ = true;
  if (high_surrogate_) ReplaceUnpaired();
  if (half_unit_) {
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
