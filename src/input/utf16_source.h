#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "input/padded_buffer.h"

namespace trailsift {

// UTF-16 as UTF-8. A byte order mark stays one. What is no code point becomes U+FFFD, reported as
// `invalid_encoding`, and so does one byte where one was lost or added, so that what follows is not
// read shifted. From one such place to the next nothing vouches for the text, which is entered in
// the ledger as unverified. A lone byte at the end is `truncated`. The pieces depend on the text
// only, not on those of the source.
class Utf16Source final : public ByteSource {
 public:
  // All must outlive the source. The buffer must have been reserved.
  Utf16Source(ByteSource& source, bool little_endian, PaddedBuffer& buffer, Ledger& ledger);

  std::string_view Next() override;

 private:
  void LookAhead();
  bool TakeAscii();
  bool DropByte();
  void Take(char16_t unit);
  void Append(char32_t code_point);
  void ReplaceUnpaired();
  void Replace(std::string message);
  void Consume(std::size_t bytes);
  void MarkUnverified();
  void End();
  void Report(AnomalyKind kind, std::string message, std::optional<std::uint64_t> length);

  ByteSource& source_;
  const bool little_endian_;
  DecodedWindow text_;
  Ledger& ledger_;
  std::string_view input_;                // What is left of a piece of the source.
  std::unique_ptr<char[]> ahead_buffer_;  // Where pieces are joined.
  std::string_view ahead_;                // What comes next, in it.
  bool source_ended_ = false;
  std::optional<std::uint64_t> unverified_;  // From there on text is read one byte off.
  std::size_t settled_ = 0;                  // Bytes of it in which no shift begins.
  std::optional<char16_t> high_surrogate_;   // Which waits for its other half.
  std::uint64_t handed_out_ = 0;
  bool ended_ = false;
  std::vector<Anomaly> pending_;  // Entered once the text before them was handed out.
};

}  // namespace trailsift
