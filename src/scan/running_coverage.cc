#include "scan/running_coverage.h"

#include <utility>

#include "scan/record_filter.h"

namespace trailsift {

void RunningCoverage::Add(const Event& event, std::optional<Timestamp> time) {
  coverage_.AddTime(time);
  if (const std::string_view account = AccountOf(event); !account.empty()) {
    Count(account_, account, &Coverage::AddAccount);
  }
  if (const std::string_view region = RegionOf(event); !region.empty()) {
    Count(region_, region, &Coverage::AddRegion);
  }
  const FieldValue& category = event.At(Projection::kEventCategory);
  if (category.kind == ValueKind::kString) Count(category_, category.text, &Coverage::AddCategory);
}

void RunningCoverage::Settle() {
  End(account_, &Coverage::AddAccount);
  End(region_, &Coverage::AddRegion);
  End(category_, &Coverage::AddCategory);
}

void RunningCoverage::StartRun(Run& run, std::string_view name, Enter enter) {
  if (name.size() > Coverage::kLongestName) return (coverage_.*enter)(name, 1);
  End(run, enter);
  run.name = name;
  run.count = 1;
}

void RunningCoverage::End(Run& run, Enter enter) {
  if (run.count > 0) (coverage_.*enter)(run.name, std::exchange(run.count, 0));
}

}  // namespace trailsift
