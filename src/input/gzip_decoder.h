#pragma once

#include <cstdint>
#include <memory>

#include "input/gzip_header.h"
#include "input/member_outcome.h"
#include "input/padded_buffer.h"
#include "input/stored_window.h"

namespace trailsift {

// Decodes gzip members one at a time, by one of two ways with equal results: libdeflate over the
// whole member when it and its text seem to fit into the windows, else, and for every faulty
// member, ISA-L's streaming inflate, which keeps what comes before the fault (libdeflate does not
// say how far its output is good once it failed).
class GzipDecoder {
 public:
  GzipDecoder();
  ~GzipDecoder();
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;

  // How the next member is to be decoded.
  struct Start {
    bool whole = true;                                  // The whole-member way is allowed.
    bool first = true;                                  // None of this source was decoded before.
    GzipHeaderDamage damage = GzipHeaderDamage::kNone;  // Its outcome then says so.
  };
  // The next bytes are a member.
  void Begin(const Start& start);
  // Appends to the decoded window until the member ends or enough is there to be handed out.
  MemberOutcome Decode(StoredWindow& stored, DecodedWindow& decoded);

 private:
  struct Libraries;
  enum class Stage : std::uint8_t { kHeader, kBody, kTrailer };

  MemberOutcome ReadHeader(StoredWindow& stored, DecodedWindow& decoded);
  std::uint64_t ExpectedSize(const StoredWindow& stored) const;
  // True if the member was decoded and consumed.
  bool DecodeWhole(StoredWindow& stored, DecodedWindow& decoded, std::size_t header_size);
  MemberOutcome Inflate(StoredWindow& stored, DecodedWindow& decoded);
  MemberOutcome ReadTrailer(StoredWindow& stored);
  MemberOutcome CheckTrailer(std::string_view trailer) const;

  std::unique_ptr<Libraries> libraries_;
  Stage stage_ = Stage::kHeader;
  Start start_;
  bool header_faulty_ = false;   // Its own checksum does not fit.
  std::uint32_t checksum_ = 0;   // CRC-32 of the text so far,
  std::uint64_t text_size_ = 0;  // and its size; between members, that of the last one.
  std::uint64_t fed_ = 0;        // Bytes of the body given to the streaming inflate.
};

}  // namespace trailsift
