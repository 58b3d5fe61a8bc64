#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trailsift {

// Finds a fixed set of texts in a stream of bytes, in any ASCII letter case and behind any JSON
// escapes that can be made out: the automaton of Aho and Corasick, "Efficient String Matching"
// (Communications of the ACM, 1975). Time is linear in the stream whatever the number of texts,
// memory some twenty bytes for each byte of the texts. Immutable; every reader has a Stream.
class LiteralSearch {
 public:
  // Of a longer text only so many bytes are looked for.
  static constexpr std::size_t kLongest = 64;
  // What of a text is looked for: its first bytes, in lower case.
  static std::string Normalise(std::string_view text);

  LiteralSearch() : LiteralSearch(std::vector<std::string>()) {}
  // The texts must be normalised, sorted, distinct and not empty.
  explicit LiteralSearch(const std::vector<std::string>& texts);

  // A place in a stream, and the texts found on the way.
  class Stream {
   public:
    // The search must outlive it.
    explicit Stream(const LiteralSearch& search);

    void Feed(std::string_view bytes);
    // The numbers of the texts found since the last call, ascending. Starts a new stream.
    std::vector<std::uint32_t> Finish();

   private:
    void Decode();
    void Step(char c);

    const LiteralSearch& search_;
    std::uint32_t node_ = 0;
    std::string escape_;  // The beginning of one, cut by the end of a piece.
    std::vector<bool> is_found_;
    std::vector<std::uint32_t> found_;
  };

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  // Children of a node are neighbours, sorted by label.
  struct Node {
    std::uint32_t first_child = 0;
    std::uint32_t children = 0;
    std::uint32_t failure = 0;  // Where the longest end of this text begins another.
    std::uint32_t text = kNone;
    std::uint32_t hit = kNone;  // The nearest node on the way of failures that ends a text.
  };

  std::uint32_t ChildOf(std::uint32_t node, char label) const;
  std::uint32_t Next(std::uint32_t node, char label) const;
  void AddChild(std::uint32_t parent, char label);

  std::vector<Node> nodes_;  // The root first, then by length of text.
  std::vector<unsigned char> labels_;
  std::array<std::uint32_t, 256> root_children_{};  // 0: none.
};

}  // namespace trailsift
