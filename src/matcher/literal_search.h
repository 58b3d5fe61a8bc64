#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/text_automaton.h"

namespace trailsift {

// Finds a fixed set of texts in a stream of bytes, in any ASCII letter case and behind any JSON
// escapes that can be made out. Time is linear in the stream whatever the number of texts.
// Immutable; every reader has a Stream.
class LiteralSearch {
 public:
  // Of a longer text only so many bytes are looked for.
  static constexpr std::size_t kLongest = 64;
  // What of a text is looked for: its first bytes, in lower case.
  static std::string Normalise(std::string_view text);

  LiteralSearch() : LiteralSearch(std::vector<std::string>()) {}
  // The texts must be normalised, sorted, distinct and not empty.
  explicit LiteralSearch(const std::vector<std::string>& texts) : automaton_(texts) {}

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
    TextAutomaton::State state_ = TextAutomaton::kStart;
    std::string escape_;          // The beginning of one, cut by the end of a piece.
    std::vector<bool> is_found_;  // Per state of the automaton.
    std::vector<TextAutomaton::State> found_;
  };

 private:
  TextAutomaton automaton_;
};

}  // namespace trailsift
