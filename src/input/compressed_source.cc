#include "input/compressed_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "input/stored_format.h"

namespace trailsift {
namespace {

constexpr std::size_t kMagicSize = 4;
constexpr std::size_t kSkippableHeader = 8;
constexpr std::uint64_t kRatioFloor = std::uint64_t{64} << 20;

bool StartsMember(std::string_view bytes) {
  return StartsGzipMember(bytes) || StartsZstdFrame(bytes) || StartsSkippableFrame(bytes);
}

// True for what is left of a magic that the end of the source cuts.
bool IsCutMagic(std::string_view bytes) {
  constexpr std::string_view kGzip = "\x1f\x8b\x08";
  constexpr std::string_view kZstd = "\x28\xb5\x2f\xfd";
  return bytes.size() < kMagicSize && (kGzip.starts_with(bytes) || kZstd.starts_with(bytes));
}

// The first place where a member begins, or the first that needs more bytes to decide.
std::size_t FindMember(std::string_view bytes) {
  std::size_t at = 0;
  for (; at + kMagicSize <= bytes.size(); ++at) {
    if (StartsMember(bytes.substr(at, kMagicSize))) return at;
  }
  return at;
}

}  // namespace

CompressedSource::CompressedSource(const Context& context, LayerBuffers& buffers)
    : stored_(context.stored),
      file_(context.file),
      limits_(context.limits),
      ledger_(context.ledger),
      buffers_(buffers),
      decoded_(buffers.decoded) {}

std::string_view CompressedSource::Next() {
  for (;;) {
    handed_out_ += decoded_.size();
    decoded_.Clear();
    EnterPending();
    if (stage_ == Stage::kEnd) return {};
    FillWindow();
    CheckLimits();
    if (decoded_.size() > 0) return decoded_.Sealed();
  }
}

// Until enough can be handed out, or must be because what was found behind it is to be reported.
void CompressedSource::FillWindow() {
  while (stage_ != Stage::kEnd && pending_.empty()) {
    const bool in_member = stage_ == Stage::kGzip || stage_ == Stage::kZstd;
    if (decoded_.size() >= (in_member ? kStreamedText : kSharedText)) return;
    Advance();
  }
}

void CompressedSource::Advance() {
  switch (stage_) {
    case Stage::kBoundary:
      return FindBoundary();
    case Stage::kGzip:
      return EndMember(buffers_.gzip.Decode(stored_, decoded_));
    case Stage::kZstd:
      return EndMember(buffers_.zstd.Decode(stored_, decoded_));
    case Stage::kSkippable:
      return SkipFrame();
    case Stage::kGarbage:
      return PassGarbage();
    case Stage::kGap:
      return PassGap();
    case Stage::kEnd:
      return;
  }
}

void CompressedSource::FindBoundary() {
  stored_.Fill(kMagicSize);
  const std::string_view bytes = stored_.available();
  member_begin_ = stored_.offset();
  member_text_ = TextOffset();
  const bool first = std::exchange(first_member_, false);
  if (bytes.empty()) {
    stage_ = Stage::kEnd;
  } else if (IsCutMagic(bytes)) {
    EndMember({MemberState::kTruncated, "within the first bytes of a member"});
  } else if (StartsGzipMember(bytes) || (first && bytes.starts_with("\x1f\x8b"))) {
    buffers_.gzip.Begin(buffers_.whole_members);
    stage_ = Stage::kGzip;
  } else if (StartsZstdFrame(bytes)) {
    buffers_.zstd.Begin(buffers_.whole_members);
    stage_ = Stage::kZstd;
  } else if (StartsSkippableFrame(bytes)) {
    stage_ = Stage::kSkippable;
  } else if (bytes.front() == '\0') {
    SkipPadding();
  } else {
    Report(AnomalyKind::kTrailingGarbage,
           "other bytes follow the compressed data; they were scanned as text", member_begin_);
    stage_ = Stage::kGarbage;
  }
}

void CompressedSource::EndMember(const MemberOutcome& outcome) {
  const Stage member = std::exchange(stage_, Stage::kBoundary);
  switch (outcome.state) {
    case MemberState::kRunning:
      stage_ = member;
      return;
    case MemberState::kComplete:
      return;
    case MemberState::kChecksumMismatch:
      Report(AnomalyKind::kChecksumMismatch,
             outcome.detail + "; it was scanned, but is not what was written", member_begin_,
             TextOffset() - member_text_);
      pending_.back().byte_offset = member_text_;
      return;
    case MemberState::kTruncated:
      stage_ = Stage::kEnd;
      stored_.Consume(stored_.available().size(), StoredClass::kPayload);
      if (stored_.failed()) return;  // Reported as such.
      Report(AnomalyKind::kTruncated,
             fmt::format("the source ends {}; what comes before was scanned", outcome.detail),
             stored_.offset());
      return;
    case MemberState::kCorrupt:
      stage_ = Stage::kGap;
      gap_begin_ = stored_.offset();
      Report(AnomalyKind::kCorruptStream, outcome.detail + "; what comes before was scanned",
             gap_begin_);
      return;
    case MemberState::kLimitExceeded:
      stage_ = Stage::kEnd;
      Report(AnomalyKind::kLimitExceeded, outcome.detail, member_begin_);
      return;
  }
}

void CompressedSource::SkipFrame() {
  std::uint64_t left = kSkippableHeader;
  if (stored_.Fill(kSkippableHeader)) {
    const std::string_view header = stored_.available();
    for (std::size_t i = 0; i < 4; ++i) {
      left += std::uint64_t{static_cast<unsigned char>(header[4 + i])} << (8 * i);
    }
  }
  while (left > 0 && stored_.Fill(1)) {
    const std::size_t count = std::min<std::uint64_t>(left, stored_.available().size());
    stored_.Consume(count, StoredClass::kPayload);
    left -= count;
  }
  const bool whole = left == 0;
  EndMember({whole ? MemberState::kComplete : MemberState::kTruncated, "within a skippable frame"});
}

void CompressedSource::SkipPadding() {
  do {
    const std::string_view bytes = stored_.available();
    const std::size_t count = std::min(bytes.find_first_not_of('\0'), bytes.size());
    stored_.Consume(count, StoredClass::kPadding);
    if (count < bytes.size()) break;
  } while (stored_.Fill(1));
  const std::uint64_t size = stored_.offset() - member_begin_;
  Report(AnomalyKind::kPadding, fmt::format("{} zero bytes follow the compressed data", size),
         member_begin_, size);
}

void CompressedSource::PassGarbage() {
  stored_.Fill(kSharedText);
  std::string_view text = stored_.available().substr(0, kStreamedText);
  const std::size_t next = FindMember(text);
  const bool found = next + kMagicSize <= text.size();
  const bool last = stored_.ended() && text.size() == stored_.available().size();
  if (found || !last) text = text.substr(0, next);
  decoded_.Append(text);
  stored_.Consume(text.size(), StoredClass::kPassedThrough);
  if (found || last) stage_ = Stage::kBoundary;
}

void CompressedSource::PassGap() {
  stored_.Fill(kSharedText);
  const std::string_view bytes = stored_.available();
  const std::size_t next = FindMember(bytes);
  const bool found = next + kMagicSize <= bytes.size();
  const bool last = stored_.ended();
  stored_.Consume(found || !last ? next : bytes.size(), StoredClass::kUndecodable);
  if (!found && !last) return;
  stage_ = Stage::kBoundary;
  const std::uint64_t size = stored_.offset() - gap_begin_;
  if (size == 0) return;
  Report(AnomalyKind::kUndecodable,
         fmt::format("{} stored bytes behind the fault could not be decoded", size), gap_begin_,
         size);
}

void CompressedSource::CheckLimits() {
  const std::uint64_t size = TextOffset();
  std::string message;
  if (size > limits_.decompressed_bytes) {
    decoded_.CutTo(static_cast<std::size_t>(limits_.decompressed_bytes - handed_out_));
    message = fmt::format("the source decodes to more than {} bytes", limits_.decompressed_bytes);
  } else if (size > kRatioFloor && size / limits_.ratio > file_.offset()) {
    message = fmt::format("the source decodes to more than {} times its size", limits_.ratio);
  } else {
    return;
  }
  pending_.clear();
  stage_ = Stage::kEnd;
  Report(AnomalyKind::kLimitExceeded, message + "; the rest was not scanned", stored_.offset());
}

void CompressedSource::Report(AnomalyKind kind, std::string message, std::uint64_t stored_offset,
                              std::uint64_t length) {
  Anomaly anomaly;
  anomaly.kind = kind;
  anomaly.byte_offset = TextOffset();
  if (length > 0) anomaly.length = length;
  anomaly.stored_offset = stored_offset;
  anomaly.message = std::move(message);
  pending_.push_back(std::move(anomaly));
}

void CompressedSource::EnterPending() {
  for (Anomaly& anomaly : pending_) {
    if (holds_compressed_) anomaly.byte_offset.reset();
    if (&stored_ != &file_) anomaly.stored_offset.reset();
    ledger_.Report(std::move(anomaly));
  }
  pending_.clear();
}

}  // namespace trailsift
