// Elements are looked at in the tree of the record, which a list has to be read into anyway. So
// there are no slots here, and the condition is followed as a tree, up to the child or element that
// decides.
#include "matcher/element_predicate.h"

#include <algorithm>
#include <utility>

#include "event/field_lookup.h"

namespace trailsift {
namespace {

template <typename Range, typename Holds>
bool Decide(Group::Kind kind, const Range& range, const Holds& holds) {
  switch (kind) {
    case Group::Kind::kAll:
      return std::ranges::all_of(range, holds);
    case Group::Kind::kAny:
      return std::ranges::any_of(range, holds);
    case Group::Kind::kNone:
      return std::ranges::none_of(range, holds);
    case Group::Kind::kOnlyOne: {
      const auto first = std::ranges::find_if(range, holds);
      return first != range.end() && std::none_of(std::next(first), range.end(), holds);
    }
  }
  return false;
}

// Drops what was assembled while it was alive.
class AssembledLists {
 public:
  explicit AssembledLists(std::deque<JsonValue>& lists) : lists_(lists), before_(lists.size()) {}
  ~AssembledLists() {
    while (lists_.size() > before_) lists_.pop_back();
  }
  AssembledLists(const AssembledLists&) = delete;
  AssembledLists& operator=(const AssembledLists&) = delete;

 private:
  std::deque<JsonValue>& lists_;
  std::size_t before_;
};

}  // namespace

ElementPredicate::ElementPredicate(Group::Kind kind, const Condition& element) : kind_(kind) {
  if (!element.nodes.empty()) root_ = element.root;
  nodes_.reserve(element.nodes.size());
  for (const Node& node : element.nodes) {
    if (const auto* test = std::get_if<ElementTest>(&node.body)) {
      nodes_.emplace_back(ElementLeaf{test->field, static_cast<std::uint32_t>(nested_.size())});
      nested_.emplace_back(test->kind, element.element_conditions[test->element]);
    } else if (const auto* leaf = std::get_if<FieldTest>(&node.body)) {
      AddLeaf(*leaf);
    } else {
      nodes_.emplace_back(std::get<Group>(node.body));
    }
  }
}

void ElementPredicate::AddLeaf(const FieldTest& test) {
  if (test.other_field && !IsUnary(test.op)) {
    nodes_.emplace_back(PairLeaf{{test.field, test.negated, test.passes_if_missing},
                                 *test.other_field,
                                 PairPredicate(test.op, test.ignores_case)});
  } else {
    nodes_.emplace_back(
        ValueLeaf{{test.field, test.negated, test.passes_if_missing}, ValuePredicate(test)});
  }
}

bool ElementPredicate::Holds(const JsonValue* list, PredicateMemory& memory) const {
  if (list == nullptr || list->kind != ValueKind::kList) return kind_ == Group::Kind::kNone;
  return Decide(kind_, list->elements, [&](const JsonValue& element) {
    return root_ && HoldsAt(*root_, element, memory);
  });
}

bool ElementPredicate::HoldsAt(NodeId node, const JsonValue& element,
                               PredicateMemory& memory) const {
  return std::visit([&](const auto& body) { return Holds(body, element, memory); }, nodes_[node]);
}

bool ElementPredicate::Holds(const Group& group, const JsonValue& element,
                             PredicateMemory& memory) const {
  return Decide(group.kind, group.children,
                [&](NodeId child) { return HoldsAt(child, element, memory); });
}

bool ElementPredicate::Holds(const ValueLeaf& leaf, const JsonValue& element,
                             PredicateMemory& memory) const {
  const AssembledLists scope(memory.assembled);
  const FieldValue value = Lookup(element, leaf.field, memory.assembled);
  if (leaf.passes_if_missing && value.kind == ValueKind::kMissing) return true;
  return leaf.predicate.Holds(value, memory.folded.left) != leaf.negated;
}

bool ElementPredicate::Holds(const PairLeaf& leaf, const JsonValue& element,
                             PredicateMemory& memory) const {
  const AssembledLists scope(memory.assembled);
  const FieldValue value = Lookup(element, leaf.field, memory.assembled);
  if (leaf.passes_if_missing && value.kind == ValueKind::kMissing) return true;
  const FieldValue other = Lookup(element, leaf.other, memory.assembled);
  return leaf.predicate.Holds(value, other, memory.folded) != leaf.negated;
}

bool ElementPredicate::Holds(const ElementLeaf& leaf, const JsonValue& element,
                             PredicateMemory& memory) const {
  const AssembledLists scope(memory.assembled);
  const FieldValue list = Lookup(element, leaf.field, memory.assembled);
  return nested_[leaf.nested].Holds(list.tree, memory);
}

}  // namespace trailsift
