#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "alert/scan_summary.h"
#include "writer/json_builder.h"
#include "writer/sarif_artifacts.h"
#include "writer/sarif_descriptors.h"

namespace trailsift {

// The results a document left out, because it is limited.
struct OmittedResults {
  std::uint64_t omitted = 0;
  std::uint64_t total = 0;
  bool alerts = false;  // They stand for alerts, not matches.
};

// The anomalies of a scan as tool execution notifications.
class SarifNotifications {
 public:
  // Lists at most `maximum` anomalies: the gravest, in input order. The summary must outlive this.
  // `standard_input_name` is the path of the source that is standard input, if there is one.
  SarifNotifications(const ScanSummary& summary, std::size_t maximum,
                     std::string standard_input_name, OmittedResults results);

  // The list `notifications` of the driver: what the notifications refer to.
  void AppendDescriptors(JsonBuilder& json) const;
  // The list `toolExecutionNotifications`. Enters the sources it names among the artifacts.
  void AppendNotifications(JsonBuilder& json, SarifArtifacts& artifacts) const;

 private:
  void AppendReference(JsonBuilder& json, const SarifDescriptor& descriptor) const;
  void AppendAnomaly(JsonBuilder& json, const ScanSummary::PlacedAnomaly& placed,
                     SarifArtifacts& artifacts) const;
  void AppendResultLimit(JsonBuilder& json) const;
  void AppendNotificationLimit(JsonBuilder& json) const;
  std::uint64_t unlisted() const { return total_ - listed_.size(); }

  std::string standard_input_name_;
  OmittedResults results_;
  std::uint64_t total_ = 0;
  bool error_unlisted_ = false;
  std::vector<const ScanSummary::PlacedAnomaly*> listed_;
  std::vector<SarifDescriptor> descriptors_;
};

}  // namespace trailsift
