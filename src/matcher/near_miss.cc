#include "matcher/near_miss.h"

#include <cstddef>
#include <utility>
#include <variant>

namespace trailsift {
namespace {

class PivotalLeafFinder {
 public:
  PivotalLeafFinder(const Condition& condition, const std::vector<NodeVerdict>& verdicts)
      : condition_(condition), verdicts_(verdicts) {}

  std::vector<NodeId> Find(bool others_speak) {
    if (!condition_.nodes.empty()) Visit(condition_.root, others_speak);
    return std::move(leaves_);
  }

 private:
  // The verdict of `id` is to become the opposite. As deep as the loader lets groups be nested.
  void Visit(NodeId id, bool others_speak) {
    const Group* group = std::get_if<Group>(&condition_.nodes[id].body);
    if (group == nullptr) {
      if (others_speak) leaves_.push_back(id);
      return;
    }
    std::size_t holding = 0;
    for (const NodeId child : group->children) holding += verdicts_[child].value ? 1U : 0U;
    for (const NodeId child : group->children) {
      const std::size_t after = verdicts_[child].value ? holding - 1 : holding + 1;
      if (Holds(group->kind, after, group->children.size()) == verdicts_[id].value) continue;
      Visit(child, others_speak || OthersDecide(*group, after, verdicts_[child].value));
    }
  }

  // With `holding` children after one has changed, would others than that one be among those that
  // decide, by the table that FindDecidingLeaves follows?
  static bool OthersDecide(const Group& group, std::size_t holding, bool held_before) {
    const bool verdict = Holds(group.kind, holding, group.children.size());
    const bool several = group.children.size() > 1;
    switch (group.kind) {
      case Group::Kind::kAll:
        return verdict && several;
      case Group::Kind::kAny:
      case Group::Kind::kNone:
        return verdict == (group.kind == Group::Kind::kNone) && several;
      case Group::Kind::kOnlyOne:
        return several && (holding != 1 || held_before);
    }
    return false;
  }

  const Condition& condition_;
  const std::vector<NodeVerdict>& verdicts_;
  std::vector<NodeId> leaves_;
};

}  // namespace

std::vector<NodeId> FindPivotalLeaves(const Condition& condition,
                                      const std::vector<NodeVerdict>& verdicts, bool others_speak) {
  return PivotalLeafFinder(condition, verdicts).Find(others_speak);
}

}  // namespace trailsift
