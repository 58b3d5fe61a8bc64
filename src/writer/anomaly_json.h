#pragma once

#include <string>

#include "base/anomaly.h"
#include "writer/json_builder.h"

namespace trailsift {

// An anomaly as documents list it (docs/schemas/report-1.schema.json), of the source at `path`.
void AppendAnomaly(JsonBuilder& json, const std::string& path, const Anomaly& anomaly);

}  // namespace trailsift
