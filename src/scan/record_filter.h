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
// to have it. Empty if neither is a string.
std::string_view AccountOf(const Event& event);

// --since, --until, --account and --region. Immutable, shared by all workers.
class RecordFilter {
 public:
  explicit RecordFilter(const ScanOptions& options);

  bool by_time() const { return since_.has_value() || until_.has_value(); }
  // `time` is the event's. A record of unknown time passes the time filters: they must not hide
  // what they cannot judge.
  bool Keeps(const Event& event, std::optional<Timestamp> time) const;

 private:
  std::optional<Timestamp> since_;
  std::optional<Timestamp> until_;
  std::vector<std::string> accounts_;
  std::vector<std::string> regions_;
};

}  // namespace trailsift
