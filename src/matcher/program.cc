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
      : program_(program), condition_(condition), rare_(rare) {
    for (const Node& node : condition.nodes) {
      std::visit([&](const auto& body) { Prepare(body, projection); }, node.body);
    }
  }

  // The address of code that goes to `if_true` when the node holds, else to `if_false`.
  Entry Emit(NodeId node, Entry if_true, Entry if_false) {
    return std::visit([&](const auto& body) { return EmitBody(body, node, if_true, if_false); },
                      condition_.nodes[node].body);
  }

 private:
  Entry EmitBody(const ElementTest&, NodeId node, Entry if_true, Entry if_false) {
    return Append({Instruction::Kind::kTest, predicates_[node], if_true, if_false});
  }

  Entry EmitBody(const FieldTest& test, NodeId node, Entry if_true, Entry if_false) {
    if (test.negated && !IsJudgedByTree(test)) std::swap(if_true, if_false);
    return Append({Instruction::Kind::kTest, predicates_[node], if_true, if_false});
  }

  Entry EmitBody(const Group& group, NodeId, Entry if_true, Entry if_false) {
    std::vector<NodeId> children = group.children;
    std::ranges::stable_sort(children, {}, [this](NodeId child) { return costs_[child]; });
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

  static bool IsJudgedByTree(const FieldTest& test) {
    return test.ignores_case || test.passes_if_missing || test.other_field ||
           (test.op > Operator::kIsIn && test.op != Operator::kExists &&
            test.op != Operator::kIsNotNull);
  }

  void PrepareTree(Node node) {
    Condition single;
    single.element_conditions = condition_.element_conditions;
    single.root = single.Add(std::move(node));
    predicates_.push_back(program_.predicates_.InternTree(std::move(single)));
    costs_.push_back(program_.predicates_.cost(predicates_.back()));
  }

  void Prepare(const ElementTest& test, Projection&) { PrepareTree({test, {}}); }

  void Prepare(const FieldTest& test, Projection& projection) {
    if (IsJudgedByTree(test)) {
      PrepareTree({test, {}});
      return;
    }
    const Slot slot = rare_ ? projection.AddLazy(test.field) : projection.Add(test.field);
    predicates_.push_back(program_.predicates_.Intern(test, slot, projection.is_lazy(slot)));
    costs_.push_back(program_.predicates_.cost(predicates_.back()));
  }

  void Prepare(const Group& group, Projection&) {
    predicates_.push_back(0);
    std::uint64_t sum = 0;
    for (const NodeId child : group.children) sum += costs_[child];
    costs_.push_back(sum);
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
  const bool rare_;
  std::vector<PredicateNumber> predicates_;  // Per node; of leaves only.
  std::vector<std::uint64_t> costs_;         // Per node.
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
          const bool holds = predicates_.Holds(instruction.operand, event);
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
