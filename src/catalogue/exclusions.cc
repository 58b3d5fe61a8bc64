#include "catalogue/exclusions.h"

#include "event/field_path.h"

namespace trailsift {
namespace {

std::string_view NameOf(Group::Kind kind) {
  switch (kind) {
    case Group::Kind::kAny:
    case Group::Kind::kNone:
      return "any";
    case Group::Kind::kAll:
      return "all";
    case Group::Kind::kOnlyOne:
      return "one";
  }
  return "";
}

Exclusion MakeExclusion(const Condition& condition, NodeId id) {
  const Node& node = condition.nodes[id];
  if (const auto* test = std::get_if<FieldTest>(&node.body)) {
    return {ToString(test->field), OperatorName(test->op, test->ignores_case), test->operands,
            test->other_field ? "field:" + ToString(*test->other_field) : ""};
  }
  if (const auto* test = std::get_if<ElementTest>(&node.body)) {
    const Condition& element = condition.element_conditions[test->element];
    return {
        ToString(test->field), std::string(NameOf(test->kind)), {}, Print(element, element.root)};
  }
  return {"", "expression", {}, Print(condition, id)};
}

}  // namespace

std::vector<Exclusion> FindExclusions(const Condition& condition) {
  std::vector<Exclusion> exclusions;
  for (const NodeId node : SplitTopLevel(condition).excluded) {
    exclusions.push_back(MakeExclusion(condition, node));
  }
  return exclusions;
}

}  // namespace trailsift
