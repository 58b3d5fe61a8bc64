#include "scan/record_filter.h"

#include <algorithm>

namespace trailsift {
namespace {

std::string_view TextAt(const Event& event, Slot slot) {
  const FieldValue& value = event.At(slot);
  return value.kind == ValueKind::kString ? value.text : std::string_view();
}

bool Allows(const std::vector<std::string>& names, std::string_view name) {
  return names.empty() || name.empty() || std::ranges::find(names, name) != names.end();
}

}  // namespace

std::string_view AccountOf(const Event& event) {
  const FieldValue& recipient = event.At(Projection::kRecipientAccountId);
  switch (recipient.kind) {
    case ValueKind::kString:
      if (!recipient.text.empty()) return recipient.text;
      [[fallthrough]];
    case ValueKind::kMissing:
    case ValueKind::kNull:
      return TextAt(event, Projection::kUserIdentityAccountId);
    default:
      return {};
  }
}

std::string_view RegionOf(const Event& event) { return TextAt(event, Projection::kAwsRegion); }

RecordFilter::RecordFilter(const ScanOptions& options)
    : since_(options.since),
      until_(options.until),
      accounts_(options.accounts),
      regions_(options.regions) {}

bool RecordFilter::Keeps(const Event& event, std::optional<Timestamp> time) const {
  if (!by_time() && !by_account() && !by_region()) return true;
  if (time && ((since_ && *time < *since_) || (until_ && *time >= *until_))) return false;
  return Allows(accounts_, AccountOf(event)) && Allows(regions_, RegionOf(event));
}

}  // namespace trailsift
