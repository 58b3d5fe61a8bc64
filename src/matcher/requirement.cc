#include "matcher/requirement.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>
#include <variant>

#include "event/case_fold.h"

namespace trailsift {
namespace {

template <typename Element>
void SortDistinct(std::vector<Element>& elements) {
  std::ranges::sort(elements);
  elements.erase(std::unique(elements.begin(), elements.end()), elements.end());
}

// Puts what all the alternatives ask something of, with all they ask, into `result`.
template <typename Key, typename Element>
void Unite(std::vector<Requirement>& alternatives,
           std::map<Key, std::vector<Element>> Requirement::*part, Requirement& result) {
  for (const auto& entry : alternatives.front().*part) {
    const Key& key = entry.first;
    const bool in_all = std::ranges::all_of(
        alternatives, [&](const Requirement& each) { return (each.*part).contains(key); });
    if (!in_all) continue;
    std::vector<Element>& all = (result.*part)[key];
    for (Requirement& each : alternatives) {
      std::vector<Element>& elements = (each.*part)[key];
      all.insert(all.end(), elements.begin(), elements.end());
    }
    SortDistinct(all);
  }
}

// Of requirements one of which must be met.
Requirement Either(std::vector<Requirement> alternatives) {
  std::erase_if(alternatives, [](const Requirement& each) { return each.never; });
  Requirement result;
  result.never = alternatives.empty();
  if (result.never) return result;
  Unite(alternatives, &Requirement::values, result);
  Unite(alternatives, &Requirement::texts, result);
  return result;
}

// Whether fewer values hold one of the texts, as far as lengths tell.
bool AreRarer(const std::vector<PlacedText>& texts, const std::vector<PlacedText>& others) {
  const auto shortest = [](const std::vector<PlacedText>& all) {
    std::size_t length = std::numeric_limits<std::size_t>::max();
    for (const PlacedText& each : all) length = std::min(length, each.text.size());
    return length;
  };
  return std::pair(shortest(others), texts.size()) < std::pair(shortest(texts), others.size());
}

// Walks down with the verdict that is asked for, so that two negations are none. Recurses as deep
// as the condition nests, which loaders limit.
class RequirementDeriver {
 public:
  RequirementDeriver(const Condition& condition, Projection& projection)
      : condition_(condition), projection_(projection) {}

  Requirement Derive(NodeId node, bool verdict) {
    return std::visit([&](const auto& body) { return Derive(body, verdict); },
                      condition_.nodes[node].body);
  }

 private:
  Requirement Derive(const FieldTest& test, bool verdict) {
    if (test.negated == verdict || test.other_field || test.passes_if_missing) return {};
    switch (test.op) {
      case Operator::kEquals:
      case Operator::kIsIn:
        return test.ignores_case ? Holding(test, TextPlace::kAtStart) : OneOf(test);
      case Operator::kContains:
        return Holding(test, TextPlace::kAnywhere);
      case Operator::kStartsWith:
        return Holding(test, TextPlace::kAtStart);
      case Operator::kEndsWith:
        return Holding(test, TextPlace::kAtEnd);
      default:
        return {};
    }
  }

  static Requirement Derive(const ElementTest&, bool) { return {}; }

  Requirement OneOf(const FieldTest& test) {
    const Slot slot = projection_.Add(test.field);
    if (projection_.is_lazy(slot)) return {};
    Requirement result;
    result.never = test.operands.empty();
    std::vector<std::string>& values = result.values[slot];
    for (const Literal& literal : test.operands) {
      if (literal.kind != Literal::Kind::kString) return {};
      values.push_back(literal.text);
    }
    SortDistinct(values);
    return result;
  }

  // One of the operands at the place. Every value holds an empty text, and other operands have
  // other ways to be met: they require nothing.
  Requirement Holding(const FieldTest& test, TextPlace place) {
    const Slot slot = projection_.Add(test.field);
    if (projection_.is_lazy(slot)) return {};
    Requirement result;
    result.never = test.operands.empty();
    std::vector<PlacedText>& texts = result.texts[{slot, test.ignores_case}];
    for (const Literal& literal : test.operands) {
      if (literal.kind != Literal::Kind::kString || literal.text.empty()) return {};
      std::string text = test.ignores_case ? FoldCase(literal.text) : literal.text;
      texts.push_back(TextTable::Shorten({place, std::move(text)}));
    }
    SortDistinct(texts);
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
    std::vector<std::string> common;
    std::ranges::set_intersection(place->second, values, std::back_inserter(common));
    left.never = left.never || common.empty();
    place->second = std::move(common);
  }
  for (auto& [field, texts] : right.texts) {
    const auto [place, added] = left.texts.try_emplace(field, std::move(texts));
    if (!added && AreRarer(texts, place->second)) place->second = std::move(texts);
  }
  return left;
}

Requirement DeriveRequirement(const Condition& condition, Projection& projection) {
  Requirement result;
  if (condition.nodes.empty()) {
    result.never = true;
  } else {
    result = RequirementDeriver(condition, projection).Derive(condition.root, true);
  }
  if (result.never) {
    result.values.clear();
    result.texts.clear();
  }
  return result;
}

}  // namespace trailsift
