#include "matcher/text_automaton.h"

#include <algorithm>
#include <cstddef>

namespace trailsift {

TextAutomaton::TextAutomaton(const std::vector<std::string>& texts) : nodes_(1), labels_(1) {
  // The texts that begin with that of a node stand together.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::vector<Range> ranges = {{0, texts.size()}};
  std::size_t level_end = 1;  // Of the nodes whose texts are `length` long.
  std::size_t length = 0;
  for (State node = 0; node < nodes_.size(); ++node) {
    if (node == level_end) {
      ++length;
      level_end = nodes_.size();
    }
    auto [begin, end] = ranges[node];
    if (begin < end && texts[begin].size() == length) {
      nodes_[node].text = static_cast<std::uint32_t>(begin++);
    }
    const State failure_hit = node == kStart ? kNone : NextHit(node);
    nodes_[node].hit = nodes_[node].text != kNone ? node : failure_hit;
    nodes_[node].first_child = static_cast<std::uint32_t>(nodes_.size());
    while (begin < end) {
      const char label = texts[begin][length];
      const std::size_t first = begin;
      while (begin < end && texts[begin][length] == label) ++begin;
      AddChild(node, label);
      ranges.push_back({first, begin});
    }
  }
  nodes_.shrink_to_fit();
  labels_.shrink_to_fit();
}

void TextAutomaton::AddChild(State parent, char label) {
  Node child;
  if (parent != kStart) child.failure = Next(nodes_[parent].failure, label);
  const auto number = static_cast<State>(nodes_.size());
  if (parent == kStart) root_children_[static_cast<unsigned char>(label)] = number;
  ++nodes_[parent].children;
  nodes_.push_back(child);
  labels_.push_back(static_cast<unsigned char>(label));
}

TextAutomaton::State TextAutomaton::Child(State state, char byte) const {
  const auto label = static_cast<unsigned char>(byte);
  if (state == kStart) return root_children_[label];
  const auto begin = labels_.begin() + nodes_[state].first_child;
  const auto end = begin + nodes_[state].children;
  const auto found = std::lower_bound(begin, end, label);
  const bool exists = found != end && *found == label;
  return exists ? static_cast<State>(found - labels_.begin()) : kStart;
}

TextAutomaton::State TextAutomaton::Next(State state, char byte) const {
  while (true) {
    const State child = Child(state, byte);
    if (child != kStart || state == kStart) return child;
    state = nodes_[state].failure;
  }
}

}  // namespace trailsift
