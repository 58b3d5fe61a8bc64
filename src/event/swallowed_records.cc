#include "event/swallowed_records.h"

#include <utility>
#include <vector>

#include "event/object_scanner.h"
#include "event/salvage.h"

namespace trailsift {
namespace {

constexpr std::string_view kStart = R"({"eventVersion")";
constexpr std::size_t kMostBytes = std::size_t{4} << 20;

}  // namespace

void SwallowedRecords::Keep(std::string_view text, Holder holder) {
  std::vector<Found> found;
  TextPosition position = holder.start;
  std::size_t passed = 0;
  // In valid JSON this cannot stand in a string.
  for (std::size_t at = text.find(kStart, 1); at != std::string_view::npos;
       at = text.find(kStart, at + 1)) {
    ObjectScanner scanner;
    if (bytes_ >= kMostBytes || scanner.Scan(text.substr(at)) != ObjectScanner::Outcome::kClosed) {
      ++beyond_;
      continue;
    }
    const std::string_view event = text.substr(at, scanner.length());
    bytes_ += event.size();
    if (!IsKnownBeyondDoubt(event)) continue;
    position = TextWindow::Walk(position, text.substr(passed, at - passed));
    passed = at;
    found.push_back({nullptr, position, TextWindow::Walk(position, event), std::string(event)});
  }
  if (found.empty()) return;
  holder.kept = found.size();
  const auto shared = std::make_shared<const Holder>(std::move(holder));
  for (Found& one : found) {
    one.holder = shared;
    kept_.push_back(std::move(one));
  }
}

std::optional<SwallowedRecords::Found> SwallowedRecords::Take() {
  if (kept_.empty()) return std::nullopt;
  Found found = std::move(kept_.front());
  kept_.pop_front();
  return found;
}

}  // namespace trailsift
