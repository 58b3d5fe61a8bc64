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

constexpr std::uint64_t kAllowance = std::uint64_t{32} << 20;
constexpr std::uint64_t kFactor = 16;
constexpr std::uint64_t kLineFactor = 8 * kFactor;

}  // namespace

// How far the end of a value is looked for; at least `least` bytes.
std::size_t DocumentReader::Reach(std::size_t least) const {
  const std::uint64_t budget = kAllowance + window_.offset() * kFactor;
  const std::size_t most = options_.limits.record_bytes;
  if (wasted_ <= budget) return most;
  return std::min(most, wasted_ <= 4 * budget ? kLargestRecord : least);
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
// true if it is one that may be judged so.
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
  if (!shape.event && !shape.carrier()) return false;
  if (repaired->invalid_utf8) {
    Report(AnomalyKind::kInvalidUtf8, length,
           "bytes that are not UTF-8 were read as U+FFFD and the record judged so");
  }
  if (repaired->control_character) {
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

// Gives up bytes until reading can be taken up, or before `end`. `given_up`: the first one in any
// case. `balanced`: the brackets of what is damaged do.
bool DocumentReader::FindRestart(std::uint64_t end, bool given_up, bool balanced) {
  const std::uint64_t start = window_.offset();
  std::uint64_t searched = 0;
  char before = '\0';  // What stands before the brace, without blanks.
  const auto give_up = [&](std::size_t count) {
    const std::string_view bytes = window_.rest().substr(0, count);
    const auto last = std::ranges::find_if_not(bytes.rbegin(), bytes.rend(), IsBlank);
    if (last != bytes.rend()) before = *last;
    Advance(count, Class::kDamaged);
  };
  if (given_up) give_up(1);
  while (window_.offset() < end) {
    const std::string_view rest =
        window_.rest().substr(0, static_cast<std::size_t>(end - window_.offset()));
    const std::size_t brace = std::min(rest.find('{'), rest.size());
    // The brace may be the first of a text, whose quotation mark is then needed.
    const bool quoted = brace > 0 && rest[brace - 1] == '"';
    give_up(quoted ? brace - 1 : brace);
    if (brace == rest.size()) {
      const bool more = window_.offset() + (quoted ? 1 : 0) < end && window_.More();
      if (!more && quoted) give_up(1);
      if (!more) return false;
      continue;
    }
    if (quoted && IsTextRestart(window_.offset() - start, searched)) return true;
    if (quoted) give_up(1);
    const bool member = before == ':' && !after_line_break_ && IsMember(balanced);
    if (!member && IsRestart(window_.offset() - start, searched)) return true;
    give_up(1);
  }
  return false;
}

void DocumentReader::Salvage(const Fault& fault) {
  const bool in_line = in_log_line_ && frame().kind == Frame::Kind::kTop;
  if (in_line && !fault.source_ended && SkipLogLine()) return;
  if (!fault.too_large.empty()) ReportTooLarge(fault);
  const TextPosition start = window_.PositionAt(window_.offset());
  const std::uint64_t record = next_record_++;
  // A value whose end is known and is followed by what may follow a value is damaged alone.
  const bool alone = fault.length && FollowsPlausibly(*fault.length);
  const std::uint64_t end = alone ? start.offset + *fault.length : ~std::uint64_t{0};
  // An object where a member belongs was not tried yet: what is damaged may be the end before it.
  const bool untried = frame().kind == Frame::Kind::kCarrier && window_.rest().front() == '{';
  const bool balanced = fault.length && !HeadsList();
  ++account_.ledger().damaged_ranges;
  ++frame().values;
  frame().separated = true;
  frame().comma = false;
  const bool restarted = FindRestart(end, !untried, balanced);
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
}

// At the end of a source whose envelope is open: put where they belong, the missing brackets make
// records of what was taken for parts of one. If the source is cut inside a record that explains
// them too, and nothing is judged on suspicion.
bool DocumentReader::NextSwallowed() {
  while (std::optional<SwallowedRecords::Found> found = swallowed_.Take()) {
    const SwallowedRecords::Holder& holder = *found->holder;
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

// What stands under a name is no record of its own if the brackets of the broken object balance,
// and else if it does not begin like one. But the list of an envelope may have lost its bracket.
bool DocumentReader::IsMember(bool balanced) {
  KeyTraits traits;
  FirstKey(traits);
  return balanced || traits.keys == 0;
}

// True if reading can be taken up at the brace at the window's position, `damaged` bytes behind the
// fault. `searched` is what looking has cost so far.
bool DocumentReader::IsRestart(std::uint64_t damaged, std::uint64_t& searched) {
  const bool at_line_start = after_line_break_;
  const std::optional<std::size_t> key = SkipBlanks(1);
  if (!key || window_.rest()[*key] != '"') return false;
  if (OpensCarrierBeyondDoubt()) return true;
  const auto affordable = [&](std::uint64_t factor) {
    return searched <= kSearchReach + damaged * factor;
  };
  std::size_t reach = std::min<std::size_t>(options_.limits.record_bytes, kSearchReach);
  if (!affordable(kFactor)) {
    constexpr std::string_view kTypical = "\"eventVersion\"";
    window_.Require(*key + kTypical.size());
    const bool promising = at_line_start || window_.rest().substr(*key).starts_with(kTypical);
    if (!promising || !affordable(kLineFactor)) return false;
    reach = std::min(reach, kShortReach);
  }
  const Extent extent = FindObjectEnd(true, reach);
  searched += extent.length;
  if (extent.outcome != Extent::Outcome::kClosed) return false;
  searched += extent.length;
  const std::string_view text = window_.rest().substr(0, extent.length);
  return at_line_start ? ParseJson(text, options_.limits.depth).has_value()
                       : IsKnownBeyondDoubt(text);
}

// The same at the quotation mark of a text.
bool DocumentReader::IsTextRestart(std::uint64_t damaged, std::uint64_t& searched) {
  window_.Require(4);
  if (!window_.rest().starts_with("\"{\\\"") || searched > kSearchReach + damaged * kFactor) {
    return false;
  }
  const auto end =
      FindStringEnd(0, std::min<std::size_t>(options_.limits.record_bytes, kSearchReach));
  searched += end ? 2 * *end : kSearchReach;
  std::string text;
  bool lone_surrogate = false;
  return end && AppendUnescaped(text, window_.rest().substr(1, *end - 2), lone_surrogate) &&
         IsKnownBeyondDoubt(text);
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
