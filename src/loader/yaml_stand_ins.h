#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace trailsift {

// A YAML text with "x" in place of most of its words, plain ones and quoted ones: yaml-cpp takes
// some 3,000 instructions for each byte of a plain text, to ask whether the text ends there.
//
// Where words are is guessed, and the guess is checked by what the parser says of the new text:
// each stand-in must come out as a scalar of its own, quoted or not as the word is, with the text
// "x", at its place, and outside of brackets if it must be. Then the parser, standing before the
// word, would have read to its end as it has read "x", and all else is the same in both texts:
// - a word has no byte that could end it where it stands, and is no word for null;
// - what stands behind a word moves to another column, but no indentation is taken from there,
//   since neither a list nor a key outside of brackets may begin behind a scalar on its line;
// - keys are refused beyond 1,024 bytes, so that longer lines are left as they are.
// Else the text is to be read as it is written.
class YamlStandIns {
 public:
  struct StandIn {
    std::size_t offset = 0;           // Of the scalar in text(), its quotation mark included.
    std::size_t original_offset = 0;  // The same in the original text.
    std::size_t length = 0;           // Of the word that "x" stands for, without quotation marks.
    bool quoted = false;
    bool only_outside_brackets = false;  // In them a part of the word might end it.
  };

  static constexpr std::string_view kWord = "x";

  // None, for a text that is read as it is written: each offset is that of the original.
  YamlStandIns() = default;
  // Nothing is borrowed. `text` has no control characters but blanks and line breaks.
  explicit YamlStandIns(std::string_view text);

  const std::string& text() const { return text_; }
  std::size_t size() const { return stand_ins_.size(); }
  // `original`: the text that this was made of.
  static std::string_view WordOf(const StandIn& stand_in, std::string_view original) {
    return original.substr(stand_in.original_offset + (stand_in.quoted ? 1 : 0), stand_in.length);
  }
  // Where a byte of text() stands in the original.
  std::size_t OriginalOffset(std::size_t offset) const;
  // The one whose scalar begins at an offset of text(); null: none does.
  const StandIn* At(std::size_t offset) const;

 private:
  class LineReader;

  std::string text_;
  std::vector<StandIn> stand_ins_;  // In the order of their places.
};

}  // namespace trailsift
