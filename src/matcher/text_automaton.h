#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace trailsift {

// A fixed set of texts as a tree of their bytes with ways back from where a text breaks off: the
// automaton of Aho and Corasick, "Efficient String Matching" (Communications of the ACM, 1975).
// Following Next, time is linear in the bytes whatever the number of texts; memory is some twenty
// bytes for each byte of the texts. Immutable.
class TextAutomaton {
 public:
  using State = std::uint32_t;
  static constexpr State kStart = 0;
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  // The texts must be sorted, distinct and not empty.
  explicit TextAutomaton(const std::vector<std::string>& texts);

  std::size_t state_count() const { return nodes_.size(); }

  // The state that stands for the text of this one and the byte; kStart if no text begins so.
  State Child(State state, char byte) const;
  // The state after another byte: it stands for the longest end of all bytes so far with which a
  // text begins.
  State Next(State state, char byte) const;

  // The number of the text that the state stands for, or kNone.
  std::uint32_t TextAt(State state) const { return nodes_[state].text; }
  // The states that stand for the texts that end where this one does, itself included: the longest,
  // and the next one behind it; kNone behind the last.
  State FirstHit(State state) const { return nodes_[state].hit; }
  State NextHit(State hit) const { return nodes_[nodes_[hit].failure].hit; }

 private:
  // Children of a node are neighbours, sorted by label.
  struct Node {
    std::uint32_t first_child = 0;
    std::uint32_t children = 0;
    State failure = kStart;  // Where the longest end of this text begins another.
    std::uint32_t text = kNone;
    State hit = kNone;  // The nearest node on the way of failures that ends a text.
  };

  void AddChild(State parent, char label);

  std::vector<Node> nodes_;  // The root first, then by length of text.
  std::vector<unsigned char> labels_;
  std::array<State, 256> root_children_{};  // kStart: none.
};

}  // namespace trailsift
