// What happens when a value cannot be read. Records before it stand. A repair that does not guess
// is tried in a copy; otherwise reading is taken up at the next place that is an event beyond
// doubt, or where a line begins a value, and everything between is one damaged range.
#include <fmt/format.h>

#include <algorithm>

#include "event/document_reader.h"

namespace trailsift {
namespace {

// How far an object may reach when its end is looked for without trusting line breaks.
constexpr std::size_t kRepairReach = std::size_t{1} << 20;
// Looking for a place to go on may cost this many times the bytes passed, and this much anyway.
constexpr std::uint64_t kSearchFactor = 32;
constexpr std::uint64_t kSearchAllowance = std::uint64_t{1} << 20;

}  // namespace

bool DocumentReader::RepairOrSalvage(const Extent& extent, Fault fault) {
  if (extent.outcome == Extent::Outcome::kClosed && TryRepair(extent.length)) return true;
  if (extent.outcome == Extent::Outcome::kBroken) {
    const Extent longer =
        FindObjectEnd(false, std::min<std::size_t>(options_.limits.record_bytes, kRepairReach));
    if (longer.outcome == Extent::Outcome::kClosed && TryRepair(longer.length)) return true;
    wasted_ += longer.length;
  }
  Salvage(fault);
  return false;
}

// The object of `length` bytes at the window's position, repaired in a copy and judged if it is an
// event.
bool DocumentReader::TryRepair(std::size_t length) {
  std::optional<RepairedText> repaired = RepairText(window_.rest().substr(0, length));
  if (!repaired) return false;
  const std::size_t size = repaired->text.size();
  repaired_ = std::move(repaired->text);
  repaired_.resize(size + ByteSource::kPadding);
  const std::string_view text = std::string_view(repaired_).substr(0, size);
  if (parser_.ParseCarefully(text, options_.limits.depth, event_, parsed_)) return false;
  if (!parsed_.traits.LooksLikeEvent()) return false;
  const TextPosition at = window_.PositionAt(window_.offset());
  if (repaired->invalid_utf8) {
    Report(AnomalyKind::kInvalidUtf8, at, length,
           "bytes that are not UTF-8 were read as U+FFFD and the record judged so");
  }
  if (repaired->control_character) {
    Report(AnomalyKind::kControlCharacter, at, length,
           "raw control characters in strings were read as escapes and the record judged so");
  }
  facts_ = {};
  facts_.salvaged = true;
  facts_.invalid_utf8 = repaired->invalid_utf8;
  facts_.duplicate_key = parsed_.duplicate_key;
  resumed_ = false;
  Deliver(0, frame().shape);
  source_text_ = window_.rest().substr(0, length);
  Advance(length, Class::kRecord);
  return true;
}

void DocumentReader::Salvage(const Fault& fault) {
  const TextPosition start = window_.PositionAt(window_.offset());
  const std::uint64_t record = next_record_++;
  // A value whose end is known and is followed by what may follow a value is damaged alone.
  const std::optional<std::uint64_t> end =
      fault.length && FollowsPlausibly(*fault.length)
          ? std::optional<std::uint64_t>(start.offset + *fault.length)
          : std::nullopt;
  std::uint64_t searched = 0;
  bool restarted = false;
  account_.ledger().damaged_ranges += 1;
  ++frame().values;
  frame().separated = true;
  Advance(1, Class::kDamaged);
  while (true) {
    const std::string_view rest = window_.rest();
    const std::size_t left =
        end ? static_cast<std::size_t>(*end - window_.offset()) : std::string_view::npos;
    const std::size_t brace = rest.substr(0, left).find('{');
    if (brace == std::string_view::npos) {
      Advance(std::min(rest.size(), left), Class::kDamaged);
      if (end && window_.offset() == *end) break;
      if (!window_.More()) break;
      continue;
    }
    Advance(brace, Class::kDamaged);
    if (IsRestart(after_line_break_, window_.offset() - start.offset, searched)) {
      restarted = true;
      break;
    }
    Advance(1, Class::kDamaged);
  }
  resumed_ = restarted;
  const bool to_the_end = !restarted && !end;
  tail_damaged_ = to_the_end;
  // Members of a carrier cannot be told apart any more; what is found now are values.
  if (restarted && frame().kind == Frame::Kind::kCarrier) frames_.resize(1);
  Anomaly anomaly;
  anomaly.kind =
      to_the_end && fault.source_ended ? AnomalyKind::kTruncatedTail : AnomalyKind::kDamagedRange;
  anomaly.record = record;
  anomaly.line = start.line;
  anomaly.byte_offset = start.offset;
  anomaly.length = window_.offset() - start.offset;
  anomaly.message = fault.reason;
  account_.Report(std::move(anomaly));
}

bool DocumentReader::FollowsPlausibly(std::size_t length) {
  const std::optional<std::size_t> next = SkipBlanks(length);
  if (!next) return true;
  const char c = window_.rest()[*next];
  const bool line_break =
      window_.rest().substr(length, *next - length).find('\n') != std::string_view::npos;
  return c == ',' || c == ']' || c == '{' || line_break;
}

// True if reading can be taken up at the brace at the window's position. `passed` bytes lie between
// it and the fault; `searched` is what looking has cost so far.
bool DocumentReader::IsRestart(bool at_line_start, std::uint64_t passed, std::uint64_t& searched) {
  const std::optional<std::size_t> key = SkipBlanks(1);
  if (!key || window_.rest()[*key] != '"') return false;
  if (!PeekCarrier().empty()) return true;
  const bool affordable = searched <= passed * kSearchFactor + kSearchAllowance;
  window_.Require(*key + 16);
  const bool typical = window_.rest().substr(*key).starts_with("\"eventVersion\"");
  if (!affordable && !at_line_start && !typical) return false;
  const Extent extent = FindObjectEnd(
      true, affordable ? std::min<std::size_t>(options_.limits.record_bytes, kRepairReach)
                       : std::size_t{64} << 10);
  searched += extent.length;
  if (extent.outcome != Extent::Outcome::kClosed) return false;
  const std::string_view text = window_.rest().substr(0, extent.length);
  searched += extent.length;
  return at_line_start ? ParseJson(text, options_.limits.depth).has_value()
                       : IsEventBeyondDoubt(text);
}

}  // namespace trailsift
