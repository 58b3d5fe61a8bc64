#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.h"
#include "event/event.h"
#include "scan/scan.h"

namespace trailsift {

// The account a record belongs to: recipientAccountId, or userIdentity.accountId of records too old
// to have it. Empty if that is not known: it is missing, too, or what is there is no string.
std::string_view AccountOf(const Event& event);
// The same of awsRegion.
std::string_view RegionOf(const Event& event);

// --since, --until, --account and --region. A record whose time, account or region is not known
// passes the filter on it: filters must not hide what they cannot judge. Immutable, shared by all
// workers.
class RecordFilter {
 public:
  explicit RecordFilter(const ScanOptions& options);

  bool by_time() const { return since_.has_value() || until_.has_value(); }
  bool by_account() const { return !accounts_.empty(); }
  bool by_region() const { return !regions_.empty(); }
  // `time` is the event's.
  bool Keeps(const Event& event, std::optional<Timestamp> time) const;

 private:
  std::optional<Timestamp> since_;
  std::optional<Timestamp> until_;
  std::vector<std::string> accounts_;
  std::vector<std::string> regions_;
};

}  // namespace trailsift
