#include "matcher/requirement.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

namespace trailsift {
namespace {

using Values = std::vector<std::string>;

void SortDistinct(Values& values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// Of requirements one of which must be met.
Requirement Either(std::vector<Requirement> alternatives) {
  std::erase_if(alternatives, [](const Requirement& each) { return each.never; });
  Requirement result;
  result.never = alternatives.empty();
  if (result.never) return result;
  for (auto& [slot, values] : alternatives.front().values) {
    const bool in_all = std::ranges::all_of(alternatives, [slot = slot](const Requirement& each) {
      return each.values.contains(slot);
    });
    if (!in_all) continue;
    Values& all = result.values[slot];
    for (Requirement& each : alternatives) {
      std::ranges::move(each.values[slot], std::back_inserter(all));
    }
    SortDistinct(all);
  }
  return result;
}

// Walks down with the verdict that is asked for, so that two negations are none. Recurses as deep
// as the condition nests, which loaders limit.
class Deriver {
 public:
  Deriver(const Condition& condition, Projection& projection)
      : condition_(condition), projection_(projection) {}

  Requirement Derive(NodeId node, bool verdict) {
    return std::visit([&](const auto& body) { return Derive(body, verdict); },
                      condition_.nodes[node].body);
  }

 private:
  Requirement Derive(const FieldTest& test, bool verdict) {
    if (test.negated == verdict || test.ignores_case || test.other_field ||
        test.passes_if_missing) {
      return {};
    }
    const bool compares = test.op == Operator::kEquals || test.op == Operator::kIsIn;
    return compares ? OneOf(test) : Requirement{};
  }

  static Requirement Derive(const ElementTest&, bool) { return {}; }

  Requirement OneOf(const FieldTest& test) {
    const Slot slot = projection_.Add(test.field);
    if (projection_.is_lazy(slot)) return {};
    Requirement result;
    result.never = test.operands.empty();
    Values& values = result.values[slot];
    for (const Literal& literal : test.operands) {
      if (literal.kind != Literal::Kind::kString) return {};
      values.push_back(literal.text);
    }
    SortDistinct(values);
    return result;
  }

  Requirement Derive(const Group& group, bool verdict) {
    switch (group.kind) {
      case Group::Kind::kAll:
        return verdict ? AllChildren(group, true) : SomeChild(group, false);
      case Group::Kind::kAny:
        return verdict ? SomeChild(group, true) : AllChildren(group, false);
      case Group::Kind::kOnlyOne:
        return verdict ? SomeChild(group, true) : Requirement{};
      case Group::Kind::kNone:
        return verdict ? AllChildren(group, false) : SomeChild(group, true);
    }
    return {};
  }

  Requirement AllChildren(const Group& group, bool verdict) {
    Requirement result;
    for (const NodeId child : group.children) {
      result = Both(std::move(result), Derive(child, verdict));
    }
    return result;
  }

  Requirement SomeChild(const Group& group, bool verdict) {
    std::vector<Requirement> alternatives;
    alternatives.reserve(group.children.size());
    for (const NodeId child : group.children) alternatives.push_back(Derive(child, verdict));
    return Either(std::move(alternatives));
  }

  const Condition& condition_;
  Projection& projection_;
};

}  // namespace

Requirement Both(Requirement left, Requirement&& right) {
  left.never = left.never || right.never;
  for (auto& [slot, values] : right.values) {
    const auto [place, added] = left.values.try_emplace(slot, std::move(values));
    if (added) continue;
    Values common;
    std::ranges::set_intersection(place->second, values, std::back_inserter(common));
    left.never = left.never || common.empty();
    place->second = std::move(common);
  }
  return left;
}

Requirement DeriveRequirement(const Condition& condition, Projection& projection) {
  Requirement result;
  if (condition.nodes.empty()) {
    result.never = true;
  } else {
    result = Deriver(condition, projection).Derive(condition.root, true);
  }
  if (result.never) result.values.clear();
  return result;
}

}  // namespace trailsift
