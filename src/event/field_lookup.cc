#include "event/field_lookup.h"

#include <algorithm>
#include <span>

namespace trailsift {
namespace {

// The value below `root`, or null if missing. [*] makes a new list in `assembled`.
const JsonValue* Resolve(const JsonValue* value, std::span<const PathStep> steps,
                         std::deque<JsonValue>& assembled) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const PathStep& step = steps[i];
    switch (step.kind) {
      case PathStep::Kind::kName:
        value = value->Find(step.name);
        if (value == nullptr) return nullptr;
        break;
      case PathStep::Kind::kIndex:
        if (value->kind != ValueKind::kList || step.index >= value->elements.size()) return nullptr;
        value = &value->elements[step.index];
        break;
      case PathStep::Kind::kWildcard: {
        if (value->kind != ValueKind::kList) return nullptr;
        const std::span<const PathStep> rest = steps.subspan(i + 1);
        const bool flattens = std::ranges::any_of(
            rest, [](const PathStep& later) { return later.kind == PathStep::Kind::kWildcard; });
        JsonValue list = JsonValue::List({});
        for (const JsonValue& element : value->elements) {
          const JsonValue* found = Resolve(&element, rest, assembled);
          if (found == nullptr) continue;
          if (flattens) {
            list.elements.insert(list.elements.end(), found->elements.begin(),
                                 found->elements.end());
          } else {
            list.elements.push_back(*found);
          }
        }
        return &assembled.emplace_back(std::move(list));
      }
    }
  }
  return value;
}

}  // namespace

FieldValue Lookup(const JsonValue& root, const FieldPath& path, std::deque<JsonValue>& assembled) {
  const JsonValue* value = Resolve(&root, path.steps, assembled);
  return value == nullptr ? FieldValue{} : value->View();
}

}  // namespace trailsift
