#include "writer/anomaly_json.h"

namespace trailsift {

void AppendAnomaly(JsonBuilder& json, const std::string& path, const Anomaly& anomaly) {
  json.BeginObject();
  json.Key("kind").String(AnomalyName(anomaly.kind));
  json.Key("level").String(AnomalyLevelName(LevelOf(anomaly.kind)));
  json.Key("path").String(path);
  json.Key("member").NullIfEmpty(anomaly.member);
  json.Key("record").NumberOrNull(anomaly.record);
  json.Key("line").NumberOrNull(anomaly.line);
  json.Key("byte_offset").NumberOrNull(anomaly.byte_offset);
  json.Key("length").NumberOrNull(anomaly.length);
  json.Key("stored_offset").NumberOrNull(anomaly.stored_offset);
  json.Key("unjudged").Boolean(IsUnjudged(anomaly.kind));
  json.Key("message").String(anomaly.message);
  json.EndObject();
}

}  // namespace trailsift
