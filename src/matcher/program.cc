#include "matcher/program.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace trailsift {

// Emits code backwards: what follows a node is emitted before it, so its address is known. Recurses
// as deep as the condition nests, which loaders limit.
class Program::Compiler {
 public:
  Compiler(Program& program, const Condition& condition, Projection& projection, bool rare)
      : program_(program), condition_(condition), projection_(projection), rare_(rare) {
    for (const Node& node : condition.nodes) {
      prepared_.push_back(
          std::visit([this](const auto& body) { return Prepare(body); }, node.body));
    }
  }

  // The address of code that goes to `if_true` when the node holds, else to `if_false`.
  Entry Emit(NodeId node, Entry if_true, Entry if_false) {
    return std::visit([&](const auto& body) { return EmitBody(body, node, if_true, if_false); },
                      condition_.nodes[node].body);
  }

 private:
  struct Prepared {
    PredicateNumber predicate = 0;  // Of leaves.
    PredicateNumber existence = 0;  // Of leaves that pass if missing.
    std::uint64_t cost = 0;
  };

  Entry EmitBody(const ElementTest& test, NodeId node, Entry if_true, Entry if_false) {
    if (test.kind == Group::Kind::kNone) std::swap(if_true, if_false);
    return Append({Instruction::Kind::kTest, prepared_[node].predicate, if_true, if_false});
  }

  Entry EmitBody(const FieldTest& test, NodeId node, Entry if_true, Entry if_false) {
    const Prepared& prepared = prepared_[node];
    const Entry if_missing = if_true;
    if (test.negated) std::swap(if_true, if_false);
    const Entry entry = Append({Instruction::Kind::kTest, prepared.predicate, if_true, if_false});
    if (!test.passes_if_missing) return entry;
    return Append({Instruction::Kind::kTest, prepared.existence, entry, if_missing});
  }

  Entry EmitBody(const Group& group, NodeId, Entry if_true, Entry if_false) {
    std::vector<NodeId> children = group.children;
    std::ranges::stable_sort(children, {}, [this](NodeId child) { return prepared_[child].cost; });
    std::ranges::reverse(children);
    switch (group.kind) {
      case Group::Kind::kAll:
        return EmitChain(children, if_true, if_false);
      case Group::Kind::kAny:
        return EmitAlternatives(children, if_true, if_false);
      case Group::Kind::kOnlyOne:
        return EmitCount(children, if_true, if_false);
      case Group::Kind::kNone:
        return EmitAlternatives(children, if_false, if_true);
    }
    return if_false;
  }

  Slot SlotOf(const FieldPath& path) {
    return rare_ ? projection_.AddLazy(path) : projection_.Add(path);
  }

  Prepared Prepare(const ElementTest& test) {
    const Group::Kind kind = test.kind == Group::Kind::kNone ? Group::Kind::kAny : test.kind;
    const PredicateNumber predicate = program_.predicates_.Intern(
        kind, condition_.element_conditions[test.element], SlotOf(test.field));
    return {predicate, predicate, program_.predicates_.cost(predicate)};
  }

  Prepared Prepare(const FieldTest& test) {
    const Slot slot = SlotOf(test.field);
    const Slot other = test.other_field && !IsUnary(test.op) ? SlotOf(*test.other_field) : slot;
    const bool lazy = projection_.is_lazy(slot) || projection_.is_lazy(other);
    Prepared prepared;
    prepared.predicate = program_.predicates_.Intern(test, slot, other, lazy);
    prepared.cost = program_.predicates_.cost(prepared.predicate);
    if (test.passes_if_missing) {
      prepared.existence = program_.predicates_.Intern(FieldTest{test.field, Operator::kExists, {}},
                                                       slot, slot, lazy);
    }
    return prepared;
  }

  Prepared Prepare(const Group& group) {
    Prepared prepared;
    for (const NodeId child : group.children) prepared.cost += prepared_[child].cost;
    return prepared;
  }

  Entry Append(const Instruction& instruction) {
    program_.code_.push_back(instruction);
    return static_cast<Entry>(program_.code_.size() - 1);
  }

  // The functions below take the children last one first.
  Entry EmitChain(const std::vector<NodeId>& children, Entry if_true, Entry if_false) {
    Entry next = if_true;
    for (const NodeId child : children) next = Emit(child, next, if_false);
    return next;
  }

  Entry EmitAlternatives(const std::vector<NodeId>& children, Entry if_true, Entry if_false) {
    Entry next = if_false;
    for (const NodeId child : children) next = Emit(child, if_true, next);
    return next;
  }

  Entry EmitCount(const std::vector<NodeId>& children, Entry if_true, Entry if_false) {
    const std::uint32_t counter = open_counters_++;
    program_.counters_ = std::max(program_.counters_, open_counters_);
    Entry next = Append({Instruction::Kind::kIsOne, counter, if_true, if_false});
    for (const NodeId child : children) {
      const Entry held = Append({Instruction::Kind::kCountOne, counter, next, if_false});
      next = Emit(child, held, next);
    }
    --open_counters_;
    return Append({Instruction::Kind::kReset, counter, next, next});
  }

  Program& program_;
  const Condition& condition_;
  Projection& projection_;
  const bool rare_;
  std::vector<Prepared> prepared_;  // Per node.
  std::uint32_t open_counters_ = 0;
};

Program::Entry Program::Add(const Condition& condition, Projection& projection, Entry next) {
  if (condition.nodes.empty()) return kFails;
  return Compiler(*this, condition, projection, false).Emit(condition.root, next, kFails);
}

Program::Entry Program::AddRare(const Condition& condition, Projection& projection) {
  if (condition.nodes.empty()) return kFails;
  return Compiler(*this, condition, projection, true).Emit(condition.root, kHolds, kFails);
}

ProgramMemory Program::MakeMemory() const {
  ProgramMemory memory;
  memory.verdicts_.resize(predicates_.size());
  memory.counters_.resize(counters_);
  return memory;
}

bool Program::Holds(Entry entry, const Event& event, ProgramMemory& memory) const {
  Entry at = entry;
  while (at < kFails) {
    const Instruction& instruction = code_[at];
    bool verdict = true;
    switch (instruction.kind) {
      case Instruction::Kind::kTest: {
        std::uint64_t& known = memory.verdicts_[instruction.operand];
        if (known >> 1U != memory.event_) {
          ++memory.predicates_evaluated;
          const bool holds = predicates_.Holds(instruction.operand, event, memory.predicates_);
          known = memory.event_ << 1U | static_cast<std::uint64_t>(holds);
        }
        verdict = (known & 1U) != 0;
        break;
      }
      case Instruction::Kind::kReset:
        memory.counters_[instruction.operand] = 0;
        break;
      case Instruction::Kind::kCountOne:
        verdict = memory.counters_[instruction.operand]++ == 0;
        break;
      case Instruction::Kind::kIsOne:
        verdict = memory.counters_[instruction.operand] == 1;
        break;
    }
    at = verdict ? instruction.if_true : instruction.if_false;
  }
  return at == kHolds;
}

}  // namespace trailsift
