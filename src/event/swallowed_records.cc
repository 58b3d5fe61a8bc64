#include "event/swallowed_records.h"

#include <utility>

#include "event/salvage.h"

namespace trailsift {
namespace {

constexpr std::size_t kMostBytes = std::size_t{4} << 20;

}  // namespace

void SwallowedRecords::Keep(const JsonValue& record, std::string_view text, Holder holder,
                            bool placed) {
  std::vector<const JsonValue*> events;
  Collect(record, events);
  if (events.empty()) return;
  holder.kept = events.size();
  const auto shared = std::make_shared<const Holder>(std::move(holder));
  TextPosition position = shared->start;
  std::size_t passed = 0;
  for (const JsonValue* const event : events) {
    const std::string_view source = event->source;
    const auto at = static_cast<std::size_t>(source.data() - text.data());
    position = TextWindow::Walk(position, text.substr(passed, at - passed));
    passed = at;
    kept_.push_back({shared, placed ? position : shared->start,
                     placed ? TextWindow::Walk(position, source) : shared->end,
                     std::string(source)});
  }
}

// The events at the end of the list that is the last member of a record, and those in them: one
// that lost its end can have taken others that did.
void SwallowedRecords::Collect(const JsonValue& record, std::vector<const JsonValue*>& events) {
  if (record.members.empty()) return;
  const std::vector<JsonValue>& elements = record.members.back().second.elements;
  std::size_t first = elements.size();
  // Before them stands what the list held.
  for (; first > 1 && elements[first - 1].kind == ValueKind::kObject; --first) {
    const std::string_view source = elements[first - 1].source;
    bytes_ += source.size();
    if (bytes_ > kMostBytes) {
      beyond_ += first - 1;
      break;
    }
    if (!IsKnownBeyondDoubt(source)) break;
  }
  for (; first > 0 && first < elements.size(); ++first) {
    events.push_back(&elements[first]);
    Collect(elements[first], events);
  }
}

std::optional<SwallowedRecords::Found> SwallowedRecords::Take() {
  if (kept_.empty()) return std::nullopt;
  Found found = std::move(kept_.front());
  kept_.pop_front();
  return found;
}

}  // namespace trailsift
