#include "event/swallowed_records.h"

#include <algorithm>
#include <utility>

#include "event/object_scanner.h"
#include "event/salvage.h"

namespace trailsift {
namespace {

constexpr std::size_t kMostBytes = std::size_t{4} << 20;

}  // namespace

void SwallowedRecords::Keep(const JsonValue& record, std::string_view text,
                            std::optional<std::size_t> fault, bool list_last, Holder holder,
                            bool placed) {
  std::vector<std::string_view> events;
  if (fault) {
    CollectFrom(text.substr(std::min(*fault, text.size())), events);
  } else {
    Collect(record, list_last, events);
  }
  if (events.empty()) return;
  holder.kept = events.size();
  const auto shared = std::make_shared<const Holder>(std::move(holder));
  TextPosition position = shared->start;
  std::size_t passed = 0;
  for (const std::string_view source : events) {
    const auto at = static_cast<std::size_t>(source.data() - text.data());
    position = TextWindow::Walk(position, text.substr(passed, at - passed));
    passed = at;
    kept_.push_back({shared, placed ? position : shared->start,
                     placed ? TextWindow::Walk(position, source) : shared->end,
                     std::string(source)});
  }
}

bool SwallowedRecords::MayKeep(std::size_t bytes) {
  bytes_ += bytes;
  return bytes_ <= kMostBytes;
}

// The events at the end of a list that is the last member of a record, or else the last one that
// ends with an event, and those in them: one that lost its end can have taken others that did.
void SwallowedRecords::Collect(const JsonValue& record, bool list_last,
                               std::vector<std::string_view>& events) {
  const auto list = std::ranges::find_if(
      record.members.rbegin(), record.members.rend(), [&](const JsonValue::Member& member) {
        const std::vector<JsonValue>& elements = member.second.elements;
        return list_last || (!elements.empty() && IsKnownBeyondDoubt(elements.back().source));
      });
  if (list == record.members.rend()) return;
  const std::vector<JsonValue>& elements = list->second.elements;
  std::size_t first = elements.size();
  // Before them stands what the list held.
  for (; first > 1 && elements[first - 1].kind == ValueKind::kObject; --first) {
    const std::string_view source = elements[first - 1].source;
    if (!MayKeep(source.size())) {
      beyond_ += first - 1;
      break;
    }
    if (!IsKnownBeyondDoubt(source)) break;
  }
  for (; first > 0 && first < elements.size(); ++first) {
    events.push_back(elements[first].source);
    Collect(elements[first], true, events);
  }
}

// The outermost events in text that is no JSON. What stands under a name is a record's own.
void SwallowedRecords::CollectFrom(std::string_view text, std::vector<std::string_view>& events) {
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at)) {
    ObjectScanner scanner;
    const bool closed = scanner.Scan(text.substr(at)) == ObjectScanner::Outcome::kClosed;
    if (!MayKeep(scanner.length())) {
      ++beyond_;
      return;
    }
    const std::string_view object = text.substr(at, closed ? scanner.length() : 0);
    const std::size_t before = text.substr(0, at).find_last_not_of(" \t\r\n");
    const bool own = closed && before != std::string_view::npos && text[before] == ':';
    const bool known = closed && !own && IsKnownBeyondDoubt(object);
    if (known) events.push_back(object);
    at += own || known ? object.size() : 1;
  }
}

std::optional<SwallowedRecords::Found> SwallowedRecords::Take() {
  if (kept_.empty()) return std::nullopt;
  Found found = std::move(kept_.front());
  kept_.pop_front();
  return found;
}

}  // namespace trailsift
