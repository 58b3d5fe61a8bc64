#include "event/upstream_cut.h"

namespace trailsift {
namespace {

constexpr std::string_view kMark = "omitted";

bool IsTrue(const JsonValue* value) {
  return value != nullptr && value->kind == ValueKind::kBoolean && value->boolean;
}

}  // namespace

UpstreamCut FindUpstreamCut(const JsonValue& record) {
  UpstreamCut cut;
  cut.record = IsTrue(record.Find(kMark));
  for (const auto& [name, value] : record.members) {
    if (value.members.empty()) continue;
    const auto& [first, mark] = value.members.front();
    if (first == kMark && IsTrue(&mark)) cut.fields.emplace_back(name);
  }
  return cut;
}

}  // namespace trailsift
