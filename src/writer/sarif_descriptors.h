#pragma once

#include <string_view>

#include "base/anomaly.h"
#include "writer/json_builder.h"

namespace trailsift {

// What a notification is about. The ids are part of the public interface: TS1xxx for the input,
// TS2xxx for limits; a number is never used again for something else.
struct SarifDescriptor {
  std::string_view id;
  std::string_view name;
  std::string_view summary;      // A sentence.
  std::string_view explanation;  // What it means for the verdict.
  std::string_view help;         // What to do.
  AnomalyLevel level = AnomalyLevel::kNote;
};

SarifDescriptor DescriptorOf(AnomalyKind kind);
// The document holds fewer results than the scan found.
SarifDescriptor ResultLimitDescriptor();
// The document lists fewer notifications than the scan has.
SarifDescriptor NotificationLimitDescriptor();

// Appends the object for the list `notifications` of the driver.
void AppendDescriptor(JsonBuilder& json, const SarifDescriptor& descriptor);

}  // namespace trailsift
