#include "input/compressed_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "input/stored_format.h"

namespace trailsift {
namespace {

constexpr std::size_t kMagicSize = 4;
constexpr std::size_t kGzipHeader = 10;
constexpr std::size_t kSkippableHeader = 8;
constexpr std::uint64_t kRatioFloor = std::uint64_t{64} << 20;

// Work on members inside broken data: this much for each stored byte, and once this much.
constexpr std::uint64_t kWorkFactor = 16;
constexpr std::uint64_t kWorkFloor = std::uint64_t{1} << 20;

// True for what is left of a magic that the end of the source cuts.
bool IsCutMagic(std::string_view bytes) {
  constexpr std::string_view kGzip = "\x1f\x8b\x08";
  constexpr std::string_view kZstd = "\x28\xb5\x2f\xfd";
  return bytes.size() < kMagicSize && (kGzip.starts_with(bytes) || kZstd.starts_with(bytes));
}

// What was decoded is what was compressed.
bool IsRight(MemberState state) {
  return state == MemberState::kComplete || state == MemberState::kFaultyHeader;
}

// The first place where a member begins, or the first that needs more bytes to decide.
std::size_t FindMember(std::string_view bytes) {
  std::size_t at = 0;
  for (; at + kMagicSize <= bytes.size(); ++at) {
    const std::string_view magic = bytes.substr(at, kMagicSize);
    if (StartsMember(magic) || StartsSkippableFrame(magic)) return at;
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
      decoded_(buffers.decoded),
      earlier_probes_(buffers.probe.work()) {}

std::string_view CompressedSource::Next() {
  for (;;) {
    handed_out_ += decoded_.size();
    decoded_.Clear();
    EnterPending();
    if (stage_ == Stage::kEnd) return {};
    FillWindow();
    CheckLimits();
    if (decoded_.size() == 0) continue;
    holds_compressed_ = HoldsCompressed();
    return decoded_.Sealed();
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
  const bool first = !met_member_;
  stored_.Fill(first ? kDetectionBytes : kGzipHeader);
  member_begin_ = stored_.offset();
  member_text_ = TextOffset();
  const GzipHeaderDamage damage =
      first ? FindGzipHeaderDamage(stored_.available()) : FindDamageBehindMember();
  const std::string_view bytes = stored_.available();
  if (bytes.empty()) {
    stage_ = Stage::kEnd;
  } else if (IsCutMagic(bytes)) {
    EndMember({MemberState::kTruncated, "within the first bytes of a member"});
  } else if (StartsGzipMember(bytes) || damage != GzipHeaderDamage::kNone ||
             (first && bytes.starts_with("\x1f\x8b"))) {
    buffers_.gzip.Begin({buffers_.whole_members, first, damage});
    BeginMember(Stage::kGzip);
  } else if (StartsZstdFrame(bytes)) {
    buffers_.zstd.Begin(buffers_.whole_members);
    BeginMember(Stage::kZstd);
  } else if (StartsSkippableFrame(bytes)) {
    BeginMember(Stage::kSkippable);
  } else if (bytes.front() == '\0') {
    SkipPadding();
  } else {
    Report(AnomalyKind::kTrailingGarbage,
           fmt::format("other bytes {} the compressed data; they were scanned as text",
                       first ? "stand before" : "follow"),
           member_begin_);
    stage_ = Stage::kGarbage;
  }
}

void CompressedSource::BeginMember(Stage stage) {
  met_member_ = true;
  stored_.Keep();
  stage_ = stage;
}

void CompressedSource::EndMember(const MemberOutcome& outcome) {
  if (outcome.state == MemberState::kRunning || BeginAgainWithOtherFlags(outcome)) return;
  stage_ = Stage::kBoundary;
  if (IsRight(outcome.state) || outcome.state == MemberState::kChecksumMismatch) {
    member_end_ = stored_.offset();
  }
  if (outcome.state == MemberState::kLimitExceeded) {
    Report(AnomalyKind::kLimitExceeded, outcome.detail, member_begin_);
    stage_ = Stage::kGap;
    gap_begin_ = stored_.offset();
  } else if (outcome.state == MemberState::kFaultyHeader) {
    ReportMismatch(outcome);
  } else if (outcome.state != MemberState::kComplete) {
    MarkUnverified();
    EndBroken(outcome);
  }
  stored_.KeepNoMore();
}

void CompressedSource::ReportMismatch(const MemberOutcome& outcome) {
  Report(AnomalyKind::kChecksumMismatch, outcome.detail, member_begin_,
         TextOffset() - member_text_);
  pending_.back().byte_offset = member_text_;
}

void CompressedSource::EndBroken(const MemberOutcome& outcome) {
  if (outcome.state == MemberState::kTruncated) return EndTruncated(outcome);
  if (outcome.state == MemberState::kChecksumMismatch) {
    ReportMismatch(outcome);
    Resynchronise();
    return;
  }
  Report(AnomalyKind::kCorruptStream, outcome.detail + "; what comes before was scanned",
         stored_.offset());
  if (Resynchronise()) return;
  stage_ = Stage::kGap;
  gap_begin_ = stored_.offset();
}

void CompressedSource::EndTruncated(const MemberOutcome& outcome) {
  stored_.Consume(stored_.available().size(), StoredClass::kPayload);
  const std::uint64_t end = stored_.offset();
  if (Resynchronise()) {
    Report(AnomalyKind::kCorruptStream,
           "the compressed data runs into a member behind it, which is whole; what it decodes to "
           "was scanned",
           stored_.offset());
    return;
  }
  stage_ = Stage::kEnd;
  if (stored_.failed()) return;  // Reported as such.
  Report(AnomalyKind::kTruncated,
         fmt::format("the source ends {}; what comes before was scanned", outcome.detail), end);
}

// What follows a member may only look like one with a damaged header: it must prove whole.
GzipHeaderDamage CompressedSource::FindDamageBehindMember() {
  if (stored_.offset() != member_end_) return GzipHeaderDamage::kNone;
  const GzipHeaderDamage damage = FindGzipHeaderDamage(stored_.available());
  if (damage == GzipHeaderDamage::kNone || IsWholeDespite(damage)) return damage;
  const bool named = damage == GzipHeaderDamage::kFlags &&
                     MayBe(GzipHeaderDamage::kFlagsOfNamed, stored_.available()) &&
                     IsWholeDespite(GzipHeaderDamage::kFlagsOfNamed);
  return named ? GzipHeaderDamage::kFlagsOfNamed : GzipHeaderDamage::kNone;
}

// The flags of a member that broke may be damaged. True if it is whole with others; it is then
// decoded once more. Not if text of it was handed out already.
bool CompressedSource::BeginAgainWithOtherFlags(const MemberOutcome& outcome) {
  const std::size_t kept = stored_.kept().size();
  if (stage_ != Stage::kGzip || IsRight(outcome.state) || handed_out_ > member_text_ ||
      stored_.offset() - member_begin_ != kept) {
    return false;
  }
  for (const auto damage : {GzipHeaderDamage::kFlags, GzipHeaderDamage::kFlagsOfNamed}) {
    if (!MayBe(damage, stored_.kept_and_available()) || !IsWholeDespite(damage)) continue;
    stored_.Return(kept);
    decoded_.CutTo(static_cast<std::size_t>(member_text_ - handed_out_));
    buffers_.gzip.Begin({buffers_.whole_members, false, damage});
    return true;
  }
  return false;
}

// Of the member that begins where what is kept does.
bool CompressedSource::IsWholeDespite(GzipHeaderDamage damage) {
  const std::size_t kept = stored_.kept().size();
  const std::size_t ahead = stored_.capacity() / 2;
  stored_.Fill(ahead);
  const std::string_view bytes = stored_.kept_and_available().substr(0, kept + ahead);
  repeated_ += kept;
  if (repeated_work() > WorkBudget()) return false;
  // What the source holds is known by the text of members before; of this one there is none.
  std::optional<bool> holds_compressed;
  if (member_text_ > 0) holds_compressed = HoldsCompressed();
  return buffers_.probe.IsWholeDespite(damage, bytes, holds_compressed);
}

// Looks for a whole good member among the bytes that a broken one was decoded past. If there is
// one, the window stands at it. What an outer layer stores without compressing it may look like
// such a member, but then holds text where the layer holds compressed data.
bool CompressedSource::Resynchronise() {
  const std::size_t ahead = stored_.capacity() / 4;
  stored_.Fill(ahead);
  const std::size_t kept = stored_.kept().size();
  const std::string_view bytes = stored_.kept_and_available().substr(0, kept + ahead);
  repeated_ += kept;
  const std::uint64_t budget = WorkBudget();
  if (repeated_work() > budget) return false;
  const std::optional<std::size_t> found =
      buffers_.probe.FindWhole(bytes, {.begin = stored_.offset() - member_begin_ == kept ? 1u : 0u,
                                       .end = kept,
                                       .holds_compressed = HoldsCompressed(),
                                       .most_work = earlier_probes_ + budget - repeated_});
  if (!found) return false;
  repeated_ += kept - *found;
  stored_.Return(kept - *found);
  return true;
}

bool CompressedSource::HoldsCompressed() {
  return handed_out_ > 0 ? holds_compressed_ : StartsMember(decoded_.Sealed());
}

// Of repeated work, so far in the source.
std::uint64_t CompressedSource::WorkBudget() const {
  return kWorkFloor + kWorkFactor * stored_.offset();
}

void CompressedSource::MarkUnverified() { unverified_.Add(member_text_, TextOffset()); }

std::uint64_t CompressedSource::repeated_work() const {
  return repeated_ + buffers_.probe.work() - earlier_probes_;
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
  if (member_end_ == member_begin_) member_end_ = stored_.offset();
  const std::uint64_t size = stored_.offset() - member_begin_;
  Report(AnomalyKind::kPadding,
         fmt::format("{} zero bytes {} the compressed data", size,
                     met_member_ ? "follow" : "stand before"),
         member_begin_, size);
}

void CompressedSource::PassGarbage() {
  stored_.Fill(kSharedText);
  std::string_view text = stored_.available().substr(0, kSharedText);
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

// Of what is to be reported, what is said of text behind an offset.
void CompressedSource::LeaveOutBehind(std::uint64_t end) {
  std::erase_if(pending_, [&](const Anomaly& anomaly) {
    const bool has_text = anomaly.length && !HasStoredLength(anomaly.kind);
    return anomaly.byte_offset > end || (anomaly.byte_offset == end && has_text);
  });
  for (Anomaly& anomaly : pending_) {
    if (!anomaly.length || HasStoredLength(anomaly.kind)) continue;
    anomaly.length = std::min(*anomaly.length, end - *anomaly.byte_offset);
  }
}

void CompressedSource::CheckLimits() {
  const std::uint64_t size = TextOffset();
  std::string message;
  if (size > limits_.decompressed_bytes) {
    decoded_.CutTo(static_cast<std::size_t>(limits_.decompressed_bytes - handed_out_));
    LeaveOutBehind(limits_.decompressed_bytes);
    message = fmt::format("the source decodes to more than {} bytes (--max-decompressed)",
                          limits_.decompressed_bytes);
  } else if (size > kRatioFloor && size / limits_.ratio > file_.offset()) {
    message = fmt::format("the source decodes to more than {} times its size (--max-ratio)",
                          limits_.ratio);
  } else {
    return;
  }
  if (stage_ == Stage::kGzip || stage_ == Stage::kZstd) MarkUnverified();
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

void CompressedSource::Settle(bool decoded_again) {
  settled_ = true;
  decoded_again_ = decoded_again;
  unsettled_.Release([this](Anomaly anomaly) { Enter(std::move(anomaly)); });
  EnterUnverified();
}

void CompressedSource::EnterPending() {
  for (Anomaly& anomaly : std::exchange(pending_, {})) {
    if (settled_) {
      Enter(std::move(anomaly));
    } else {
      unsettled_.Hold(std::move(anomaly));
    }
  }
  if (settled_) EnterUnverified();
}

void CompressedSource::Enter(Anomaly anomaly) {
  if (decoded_again_) anomaly.byte_offset.reset();
  if (&stored_ != &file_) anomaly.stored_offset.reset();
  ledger_.Report(std::move(anomaly));
}

void CompressedSource::EnterUnverified() {
  const TextRanges unverified = std::exchange(unverified_, {});
  if (decoded_again_ && !unverified.empty()) {
    ledger_.unverified.AddAll();
  } else {
    ledger_.unverified.Add(unverified);
  }
}

}  // namespace trailsift
