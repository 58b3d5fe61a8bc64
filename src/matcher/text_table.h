#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/gram_filter.h"
#include "matcher/text_automaton.h"

namespace trailsift {

// Where a value must hold a text.
enum class TextPlace : std::uint8_t { kAnywhere, kAtStart, kAtEnd };

// A text that a value must hold.
struct PlacedText {
  TextPlace place = TextPlace::kAnywhere;
  std::string text;
  auto operator<=>(const PlacedText&) const = default;
};

// The texts that a search has found, each once, and memory for the next search.
class FoundTexts {
 public:
  // Their numbers, in no order.
  const std::vector<std::uint32_t>& numbers() const { return numbers_; }
  void Clear();

 private:
  friend class TextTable;
  // False if it was there.
  bool Add(std::uint32_t number);

  std::vector<std::uint32_t> numbers_;
  std::vector<bool> has_;  // Per text.
};

// A fixed set of texts, all looked for in a value at once, in time that is linear in the value and
// in what is found, whatever the number of texts. Memory is linear in the texts. Immutable.
class TextTable {
 public:
  // What is looked for, of a long text only the end that its place holds on to.
  static PlacedText Shorten(PlacedText text);

  // The texts must be shortened, sorted, distinct and not empty.
  explicit TextTable(const std::vector<PlacedText>& texts);

  // Adds the numbers of the texts that the value holds at their places.
  void Find(std::string_view value, FoundTexts& found) const;
  // The same without those that must stand at the start or at the end.
  void FindAnywhere(std::string_view value, FoundTexts& found) const;
  // Whether FindAnywhere can find any.
  bool has_anywhere() const { return !filters_.empty(); }

 private:
  // All texts of one place.
  struct Set {
    TextPlace place = TextPlace::kAnywhere;
    TextAutomaton automaton;  // Of kAtEnd: of the reversed texts.
    std::vector<std::uint32_t> numbers;
  };

  static Set MakeSet(TextPlace place, const std::vector<PlacedText>& texts);
  void MakeFilters(const std::vector<PlacedText>& texts);
  void SearchAnywhere(const Set& set, std::string_view value, FoundTexts& found) const;

  std::vector<Set> sets_;
  std::vector<GramFilter>
      filters_;  // One of them suspects any value that holds a text of kAnywhere.
};

}  // namespace trailsift
