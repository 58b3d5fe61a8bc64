#include "matcher/deciding_leaves.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace trailsift {
namespace {

// Which of the parts of a group, or elements of a list, decided: their numbers in order.
struct Deciding {
  std::vector<std::size_t> parts;
  bool all = false;  // All count together.
};

// `verdict` is what the kind makes of the parts.
Deciding ChooseDeciding(Group::Kind kind, const std::vector<bool>& parts, bool verdict) {
  std::vector<std::size_t> holding;
  std::vector<std::size_t> failing;
  for (std::size_t i = 0; i < parts.size(); ++i) (parts[i] ? holding : failing).push_back(i);
  switch (kind) {
    case Group::Kind::kAll:
      if (!verdict) return {{failing.front()}};
      break;
    case Group::Kind::kAny:
      if (verdict) return {{holding.front()}};
      break;
    case Group::Kind::kOnlyOne:
      if (!holding.empty()) return {std::move(holding)};
      break;
    case Group::Kind::kNone:
      if (!verdict) return {{holding.front()}};
      break;
  }
  Deciding all{{}, true};
  for (std::size_t i = 0; i < parts.size(); ++i) all.parts.push_back(i);
  return all;
}

class DecidingLeafFinder {
 public:
  DecidingLeafFinder(const Condition& condition, const std::vector<NodeVerdict>& verdicts)
      : condition_(condition), verdicts_(verdicts) {}

  std::vector<DecidingLeaf> Find() {
    if (!condition_.nodes.empty()) Visit(condition_.root);
    return std::move(leaves_);
  }

 private:
  // As deep as the loader lets groups be nested.
  void Visit(NodeId id) {
    const Group* group = std::get_if<Group>(&condition_.nodes[id].body);
    if (group == nullptr || group->children.empty()) {
      leaves_.push_back(MakeLeaf(id));
      return;
    }
    std::vector<bool> children;
    for (const NodeId child : group->children) children.push_back(verdicts_[child].value);
    for (const std::size_t part :
         ChooseDeciding(group->kind, children, verdicts_[id].value).parts) {
      Visit(group->children[part]);
    }
  }

  DecidingLeaf MakeLeaf(NodeId id) const {
    const NodeVerdict& verdict = verdicts_[id];
    DecidingLeaf leaf;
    leaf.condition = Print(condition_, id);
    leaf.position = condition_.nodes[id].position;
    leaf.seen = verdict.seen;
    leaf.other_seen = verdict.other_seen;
    if (const auto* test = std::get_if<ElementTest>(&condition_.nodes[id].body)) {
      AddElements(*test, verdict, leaf);
    }
    return leaf;
  }

  void AddElements(const ElementTest& test, const NodeVerdict& verdict, DecidingLeaf& leaf) const {
    const Condition& element = condition_.element_conditions[test.element];
    std::vector<bool> satisfying;
    for (const std::vector<NodeVerdict>& each : verdict.elements) {
      satisfying.push_back(each[element.root].value);
      leaf.satisfying_count += satisfying.back() ? 1U : 0U;
    }
    leaf.element_count = satisfying.size();
    if (satisfying.empty()) return;
    Deciding deciding = ChooseDeciding(test.kind, satisfying, verdict.value);
    if (deciding.all) return;
    deciding.parts.resize(std::min<std::size_t>(deciding.parts.size(), 2));
    for (const std::size_t index : deciding.parts) {
      leaf.elements.push_back({index, FindDecidingLeaves(element, verdict.elements[index])});
    }
  }

  const Condition& condition_;
  const std::vector<NodeVerdict>& verdicts_;
  std::vector<DecidingLeaf> leaves_;
};

}  // namespace

std::vector<DecidingLeaf> FindDecidingLeaves(const Condition& condition,
                                             const std::vector<NodeVerdict>& verdicts) {
  return DecidingLeafFinder(condition, verdicts).Find();
}

}  // namespace trailsift
