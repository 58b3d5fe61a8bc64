#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/ledger.h"
#include "base/limits.h"
#include "input/decode_buffers.h"
#include "input/decoded_source.h"
#include "input/stored_reader.h"

namespace trailsift {

// Stored bytes out of a string, in reads of a chosen size.
class StringReader : public StoredReader {
 public:
  explicit StringReader(std::string_view bytes, std::size_t piece = std::string_view::npos)
      : bytes_(bytes), piece_(piece) {}
  std::size_t Read(char* to, std::size_t size) override {
    const std::size_t count = std::min({size, piece_, bytes_.size()});
    std::copy_n(bytes_.data(), count, to);
    bytes_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view bytes_;
  std::size_t piece_;
};

// Touches the padding of a piece as a SIMD reader may; AddressSanitizer sees what is not ours.
inline unsigned TouchPadding(std::string_view piece) {
  unsigned sum = 0;
  for (std::size_t i = 1; i <= ByteSource::kPadding; ++i) {
    sum += static_cast<unsigned char>(*(piece.data() - i));
    sum += static_cast<unsigned char>(*(piece.data() + piece.size() + i - 1));
  }
  return sum;
}

// All that a source gave, and its account.
struct Collected {
  std::string text;
  std::size_t pieces = 0;
  std::size_t largest_piece = 0;
  std::uint64_t repeated_work = 0;
  Ledger ledger{"test"};

  std::vector<std::string> Kinds() const {
    std::vector<std::string> kinds;
    for (const Anomaly& anomaly : ledger.anomalies()) kinds.emplace_back(AnomalyName(anomaly.kind));
    return kinds;
  }
  const Anomaly* Find(AnomalyKind kind) const {
    for (const Anomaly& anomaly : ledger.anomalies()) {
      if (anomaly.kind == kind) return &anomaly;
    }
    return nullptr;
  }
  // All that must not depend on the way of decoding.
  std::string Account() const {
    std::string account;
    for (const Anomaly& anomaly : ledger.anomalies()) {
      account += std::string(AnomalyName(anomaly.kind)) + ' ' +
                 std::to_string(anomaly.byte_offset.value_or(0)) + ' ' +
                 std::to_string(anomaly.stored_offset.value_or(0)) + ' ' +
                 std::to_string(anomaly.length.value_or(0)) + ' ' + anomaly.message + '\n';
    }
    const ByteCounts& bytes = ledger.bytes;
    for (const std::uint64_t figure : {bytes.stored_read, bytes.payload, bytes.padding,
                                       bytes.passed_through, bytes.undecodable, bytes.decoded}) {
      account += std::to_string(figure) + ' ';
    }
    for (std::size_t at = 0; at < text.size(); at += 1 + text.size() / 64) {
      account += ledger.unverified.Overlap(at, at + 1) ? 'u' : 'v';
    }
    return account;
  }
};

inline void Drain(ByteSource& source, Collected& collected) {
  for (std::string_view piece = source.Next(); !piece.empty(); piece = source.Next()) {
    TouchPadding(piece);
    collected.text += piece;
    ++collected.pieces;
    collected.largest_piece = std::max(collected.largest_piece, piece.size());
  }
  // The record reader is what puts decoded bytes into classes.
  collected.ledger.bytes.record = collected.ledger.bytes.decoded;
  collected.ledger.Close();
}

struct CollectOptions {
  bool whole_members = true;
  std::size_t piece = std::string_view::npos;
  Limits limits;
};

inline Collected Collect(std::string_view stored, DecodeBuffers& buffers,
                         const CollectOptions& options = {}) {
  Collected collected;
  buffers.state().layers[0].whole_members = options.whole_members;
  StringReader reader(stored, options.piece);
  DecodedSource source(reader, options.limits, buffers.state(), collected.ledger);
  source.Detect();
  Drain(source, collected);
  collected.repeated_work = source.repeated_work();
  return collected;
}

}  // namespace trailsift
