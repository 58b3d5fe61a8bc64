// What happens when a value cannot be read. Records before it stand. A repair that does not guess
// is tried in a copy; otherwise reading is taken up at the next place that is an event beyond
// doubt, or where a line begins a value, and everything between is one damaged range.
//
// Looking for ends that are not there must not cost more than linear time. So it has budgets, each
// a multiple of the bytes passed, and looks less far once they are spent. A damaged file never
// spends them; one made for the purpose may.
#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "event/document_reader.h"
#include "event/salvage.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

// An object that does not end where it should, and one that is tried as a place to go on, is
// followed so far.
constexpr std::size_t kSearchReach = std::size_t{1} << 20;
constexpr std::size_t kShortReach = std::size_t{64} << 10;
// The largest record that CloudTrail writes.
constexpr std::size_t kLargestRecord = std::size_t{256} << 10;

constexpr std::uint64_t kAllowance = std::uint64_t{8} << 20;
constexpr std::uint64_t kFactor = 16;
constexpr std::uint64_t kLineFactor = 8 * kFactor;

// The end of a text, in which the name of a member stands before a value if there is one.
std::string_view NameEnd(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  return text.substr(text.size() - std::min(text.size(), kLongest));
}

// True if the text ends with the name of a member that holds one event, and a colon.
bool EndsWithPayloadName(std::string_view text) {
  text = NameEnd(text);
  const std::size_t closing = text.rfind('"');
  if (closing == std::string_view::npos || closing == 0) return false;
  const std::size_t opening = text.rfind('"', closing - 1);
  if (opening == std::string_view::npos) return false;
  std::string_view name = text.substr(opening + 1, closing - opening - 1);
  while (name.ends_with('\\')) name.remove_suffix(1);  // Of a name in a text in a string.
  KeyTraits traits;
  const Payload* const payload = FindPayload(traits.Add(name));
  return payload != nullptr && !payload->list;
}

}  // namespace

// How far the end of a value is looked for: as far as a record may be large, then as the largest of
// CloudTrail is, then `usual` bytes. A fault in every record, each of which hides its end, does not
// spend more; where they are denser, what can be left of a record between two is short.
std::size_t DocumentReader::Reach(std::size_t usual) const {
  const std::uint64_t budget = kAllowance + window_.offset() * kFactor;
  const std::size_t most = options_.limits.record_bytes;
  if (wasted_ <= budget) return most;
  if (wasted_ <= 2 * budget) return std::min(most, kLargestRecord);
  return std::min(most, wasted_ <= 3 * budget ? usual : usual / 16);
}

bool DocumentReader::RepairOrSalvage(const Extent& extent, const Fault& fault) {
  repaired_lines_ = extent.outcome == Extent::Outcome::kBroken;
  if (extent.outcome == Extent::Outcome::kClosed && TryRepair(extent.length)) {
    return Classify(extent.length);
  }
  if (extent.outcome == Extent::Outcome::kBroken &&
      repair_cost_ <= kAllowance + window_.offset() * kFactor) {
    const Extent longer =
        FindObjectEnd(false, std::min<std::size_t>(options_.limits.record_bytes, kSearchReach));
    if (longer.outcome == Extent::Outcome::kClosed && TryRepair(longer.length)) {
      return Classify(longer.length);
    }
    repair_cost_ += longer.length;
  }
  if (EnterBrokenCarrier()) return false;
  Salvage(fault);
  return false;
}

// Reads the object of `length` bytes at the window's position, repaired in a copy, into the event;
// true if what it is may be told so.
bool DocumentReader::TryRepair(std::size_t length) {
  std::optional<RepairedText> repaired = RepairText(window_.rest().substr(0, length));
  if (!repaired) return false;
  const std::size_t size = repaired->text.size();
  repaired_ = std::move(repaired->text);
  repaired_.resize(size + ByteSource::kPadding);
  const std::string_view text = std::string_view(repaired_).substr(0, size);
  if (tools_.parser.ParseCarefully(text, options_.limits.depth, tools_.event, tools_.parsed)) {
    return false;
  }
  const ObjectShape shape = ShapeOfObject();
  const bool known = shape.event || shape.carrier();
  if (!known && (shape.unread != nullptr || !shape.skipped.empty() || shape.cell)) return false;
  if (known && repaired->invalid_utf8) {
    Report(AnomalyKind::kInvalidUtf8, length,
           "bytes that are not UTF-8 were read as U+FFFD and the record judged so");
  }
  if (known && repaired->control_character) {
    Report(AnomalyKind::kControlCharacter, length,
           "raw control characters in strings were read as escapes and the record judged so");
  }
  facts_ = {};
  facts_.salvaged = true;
  facts_.invalid_utf8 = repaired->invalid_utf8;
  resumed_ = false;
  return true;
}

void DocumentReader::ReportTooLarge(const Fault& fault) {
  Report(
      AnomalyKind::kLimitExceeded, fault.reach + 1,
      fmt::format("{} is larger than {} bytes{}", fault.too_large, fault.reach,
                  fault.reach == options_.limits.record_bytes ? " (--max-record)"
                                                              : ", the most among so much damage"));
}

// Gives up bytes until reading can be taken up, or before `end`. What stands under a name is no
// record of its own if brackets balance, and else if it does not begin like one: the list of an
// envelope may have lost its bracket.
bool DocumentReader::FindRestart(std::uint64_t end, const Restart& how) {
  std::string cut;       // The last bytes of pieces that ended before the brace.
  char before = '\0';    // What stands before the brace, without blanks.
  bool payload = false;  // That is the name of one that holds an event.
  const auto give_up = [&](std::size_t count) {
    const std::string_view bytes = window_.rest().substr(0, count);
    const auto last = std::ranges::find_if_not(bytes.rbegin(), bytes.rend(), IsBlank);
    if (last != bytes.rend()) before = *last;
    payload = before == ':' && (cut.empty() ? EndsWithPayloadName(bytes)
                                            : EndsWithPayloadName(cut + std::string(bytes)));
    if (how.bytes == Class::kSkipped && options_.damage_observer != nullptr) {
      options_.damage_observer->OnBytes(bytes);
    }
    given_up_ += count;
    Advance(count, how.bytes);
  };
  if (how.given_up) give_up(1);
  while (window_.offset() < end) {
    const std::string_view rest =
        window_.rest().substr(0, static_cast<std::size_t>(end - window_.offset()));
    const std::size_t brace = std::min(rest.find('{'), rest.size());
    give_up(brace);
    if (brace == rest.size()) {
      cut = NameEnd(cut + std::string(NameEnd(rest)));
      if (window_.offset() >= end || !window_.More()) return false;
      continue;
    }
    cut.clear();
    const bool unknown = how.bytes == Class::kSkipped;  // And sound, so that no line begins anew.
    const bool at_line_start = after_line_break_ && !unknown;
    const bool value = before == ':' && !at_line_start;
    if (value && unknown) {
      // The outermost event; what an event holds under a name is its own.
      if (KnownExtent() > 0) return true;
      give_up(1);
      continue;
    }
    if (value && payload && how.balanced && KnownExtent() > 0) return true;
    if (!(value && how.balanced && !payload) && IsTextRestart(value)) return true;
    if (!(value && (how.balanced || !BeginsAsEvent())) && IsRestart(at_line_start)) return true;
    give_up(1);
  }
  return false;
}

void DocumentReader::Salvage(const Fault& fault) {
  if (in_message_ && !fault.source_ended && SkipLogLine()) return;
  if (!fault.too_large.empty()) ReportTooLarge(fault);
  const TextPosition start = window_.PositionAt(window_.offset());
  const std::uint64_t record = next_record_++;
  // A value whose end is known and is followed by what may follow a value is damaged alone.
  const bool alone = fault.length && FollowsPlausibly(*fault.length);
  const std::uint64_t end = alone ? start.offset + *fault.length : ~std::uint64_t{0};
  // What is damaged may be the end before an object where a member belongs, or the beginning of the
  // string in which one stands.
  window_.Require(2);
  const std::string_view rest = window_.rest();
  const bool untried =
      (frame().kind == Frame::Kind::kCarrier && rest.starts_with('{')) || rest.starts_with("{\\");
  const bool balanced = alone && !HeadsList();
  ++account_.ledger().damaged_ranges;
  ++frame().values;
  frame().separated = true;
  frame().comma = false;
  const bool restarted = FindRestart(end, {.given_up = !untried, .balanced = balanced});
  if (alone && !restarted) frame().separated = false;
  resumed_ = restarted;
  tail_damaged_ = !restarted && !alone;
  if (restarted) ReturnToElements();
  const std::uint64_t length = window_.offset() - start.offset;
  if (length == 0) next_record_ = record;
  ReportAt(start,
           tail_damaged_ && fault.source_ended ? AnomalyKind::kTruncatedTail
                                               : AnomalyKind::kDamagedRange,
           record, length, fault.reason);
  ReportPossibleMatches(start, record, length);
}

// Members of a carrier cannot be told apart any more; what is found now are values, of the list
// that the carrier stands in if there is one.
void DocumentReader::ReturnToElements() {
  while (frame().kind == Frame::Kind::kCarrier || frame().kind == Frame::Kind::kMember) {
    frames_.pop_back();
    frame().separated = true;
  }
  if (frames_.size() == 1) swallowed_ = {};
}

// At the end of a source whose envelope is open: put where they belong, the missing brackets make
// records of what was taken for parts of one. If the source is cut inside a record that explains
// them too, and nothing is judged on suspicion.
bool DocumentReader::NextSwallowed() {
  while (std::optional<SwallowedRecords::Found> found = swallowed_.Take()) {
    const SwallowedRecords::Holder& holder = *found->holder;
    if (holder.only_if_last && *holder.only_if_last != steps_) continue;
    if (found->holder != last_holder_) ReportSwallowed(holder);
    last_holder_ = found->holder;
    const std::size_t length = found->text.size();
    if (tail_damaged_) {
      if (options_.damage_observer != nullptr) options_.damage_observer->OnBytes(found->text);
      ReportPossibleMatches(found->start, holder.record, length);
      continue;
    }
    repaired_ = std::move(found->text);
    repaired_.resize(length + ByteSource::kPadding);
    const std::string_view text = std::string_view(repaired_).substr(0, length);
    if (tools_.parser.Parse(text, options_.limits.depth, tools_.event, tools_.parsed)) continue;
    DeliverPassed({found->start, found->end, holder.pointer}, true);
    return true;
  }
  if (swallowed_.beyond() > 0) {
    Report(
        AnomalyKind::kLimitExceeded, 0,
        fmt::format("{} more {} within records, beyond what is kept of them, and {} not judged",
                    swallowed_.beyond(), swallowed_.beyond() == 1 ? "event stands" : "events stand",
                    swallowed_.beyond() == 1 ? "was" : "were"));
  }
  return false;
}

void DocumentReader::ReportSwallowed(const SwallowedRecords::Holder& holder) {
  constexpr std::string_view kLost =
      "this record holds {} and its envelope is not closed, so it has lost its end; they were "
      "judged as records of their own";
  constexpr std::string_view kCut =
      "this record holds {}; since the source is cut it cannot be said whether it has lost its "
      "end, and they were not judged";
  const std::string events = holder.kept == 1 ? "an event" : fmt::format("{} events", holder.kept);
  ReportAt(holder.start, AnomalyKind::kMalformedRecord, holder.record,
           holder.end.offset - holder.start.offset,
           fmt::format(fmt::runtime(tail_damaged_ ? kCut : kLost), events));
}

bool DocumentReader::FollowsPlausibly(std::size_t length) {
  const std::optional<std::size_t> next = SkipBlanks(length);
  if (!next) return true;
  const char c = window_.rest()[*next];
  const bool line_break =
      window_.rest().substr(length, *next - length).find('\n') != std::string_view::npos;
  return c == ',' || c == ']' || c == '{' || line_break;
}

// What the first name in the object at the window's position is among those of events and
// envelopes.
EnvelopeKey DocumentReader::FirstKey(KeyTraits& traits) {
  constexpr std::size_t kLongestKey = 64;
  const std::optional<std::size_t> key = SkipBlanks(1);
  if (!key || window_.rest()[*key] != '"') return EnvelopeKey::kNone;
  window_.Require(*key + kLongestKey);
  const std::string_view name = window_.rest().substr(*key + 1, kLongestKey);
  return traits.Add(name.substr(0, name.find('"')));
}

// True if an object with a list of events stands at the window's position.
bool DocumentReader::HeadsList() {
  if (window_.rest().front() != '{') return false;
  KeyTraits traits;
  const Payload* const payload = FindPayload(FirstKey(traits));
  return payload != nullptr && payload->list;
}

bool DocumentReader::BeginsAsEvent() {
  KeyTraits traits;
  FirstKey(traits);
  return traits.keys != 0;
}

// How far the end of what may be a place to go on is looked for, at most `most` bytes; 0: looking
// is too dear. `promising`: such a place is rarely none.
std::size_t DocumentReader::RestartReach(std::size_t most, bool promising) const {
  const std::uint64_t budget = kLargestRecord + given_up_ * kFactor;
  most = std::min<std::size_t>(most, options_.limits.record_bytes);
  if (searched_ <= budget / 2) return most;
  if (searched_ <= budget) return std::min(most, kUsualRecord);
  return promising && searched_ <= budget + given_up_ * kLineFactor ? std::min(most, kShortReach)
                                                                    : 0;
}

// True if reading can be taken up at the brace at the window's position.
bool DocumentReader::IsRestart(bool at_line_start) {
  constexpr std::string_view kTypical = "\"eventVersion\"";
  const std::optional<std::size_t> key = SkipBlanks(1);
  if (!key || window_.rest()[*key] != '"') return false;
  if (OpensCarrierBeyondDoubt()) return true;
  window_.Require(*key + kTypical.size());
  const bool promising = at_line_start || window_.rest().substr(*key).starts_with(kTypical);
  const std::size_t reach = RestartReach(kSearchReach, promising);
  if (reach == 0) return false;
  const Extent extent = FindObjectEnd(true, reach);
  searched_ += extent.length;
  if (extent.outcome != Extent::Outcome::kClosed) return false;
  searched_ += extent.length;
  const std::string_view text = window_.rest().substr(0, extent.length);
  return at_line_start ? ParseJson(text, options_.limits.depth).has_value()
                       : IsKnownBeyondDoubt(text);
}

// The same at a brace within a string, which is then read as text up to the string's end. `value`:
// the object is the value of a member.
bool DocumentReader::IsTextRestart(bool value) {
  constexpr std::size_t kHead = 64;
  window_.Require(kHead);
  if (EscapedLevels(window_.rest().substr(0, kHead)) == 0) return false;
  const std::size_t reach = RestartReach(options_.limits.record_bytes, false);
  if (reach == 0) return false;
  static_cast<void>(FindStringEnd(0, reach));  // What is needed is in the window then.
  EscapedText escaped = ReadEscapedText(window_.rest().substr(0, reach), value);
  searched_ += 4 * escaped.length;
  if (escaped.text.empty()) return false;
  broken_text_ = std::move(escaped);
  return true;
}

// The length of the event beyond doubt at the window's position; 0: there is none, or looking is
// too dear.
std::size_t DocumentReader::KnownExtent() {
  const Extent extent = FindObjectEnd(true, Reach(kShortReach));
  wasted_ += extent.length;
  const bool known = extent.outcome == Extent::Outcome::kClosed &&
                     IsKnownBeyondDoubt(window_.rest().substr(0, extent.length));
  return known ? extent.length : 0;
}

// A sentence may hold {"Records":[...]}; a log goes on with an object or ends.
bool DocumentReader::OpensCarrierBeyondDoubt() {
  const std::optional<OpenPayload> list = PeekPayload(2, true);  // Its first member.
  if (!list || !list->payload->distinctive) return false;
  const std::optional<std::size_t> element = SkipBlanks(list->content);
  if (!element || window_.rest()[*element] == ']') return true;
  if (window_.rest()[*element] != '{') return false;
  const std::optional<std::size_t> key = SkipBlanks(*element + 1);
  return !key || window_.rest()[*key] == '"';
}

}  // namespace trailsift
