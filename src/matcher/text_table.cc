// Texts that may stand anywhere are looked for by an automaton, but only where a filter suspects
// one: of 10,000 texts like "tool-7-" in user agents and ARNs of 70 bytes the filter alone takes
// 32 ns, the automaton 240 ns, and trying text by text would take 100 us. Texts at the start are
// the branches of a tree that is walked as far as the value follows one, those at the end likewise
// of the reversed texts.
#include "matcher/text_table.h"

#include <algorithm>
#include <utility>

namespace trailsift {
namespace {

// Bytes of a text that are looked for. What is found by a part of it is a suspicion as well.
constexpr std::size_t kLongest = 128;
// Shorter texts have a filter of their own: the shortest one sets how well a filter works.
constexpr std::size_t kLong = 6;

// Walks down the tree of texts along the bytes.
template <typename Iterator>
void FollowTexts(const TextAutomaton& automaton, Iterator byte, Iterator end, const auto& take) {
  TextAutomaton::State state = TextAutomaton::kStart;
  for (; byte != end; ++byte) {
    state = automaton.Child(state, *byte);
    if (state == TextAutomaton::kStart) return;
    const std::uint32_t text = automaton.TextAt(state);
    if (text != TextAutomaton::kNone) take(text);
  }
}

}  // namespace

void FoundTexts::Clear() {
  for (const std::uint32_t number : numbers_) has_[number] = false;
  numbers_.clear();
}

bool FoundTexts::Add(std::uint32_t number) {
  if (number >= has_.size()) has_.resize(number + std::size_t{1});
  if (has_[number]) return false;
  has_[number] = true;
  numbers_.push_back(number);
  return true;
}

PlacedText TextTable::Shorten(PlacedText text) {
  if (text.text.size() <= kLongest) return text;
  const bool keeps_end = text.place == TextPlace::kAtEnd;
  text.text = text.text.substr(keeps_end ? text.text.size() - kLongest : 0, kLongest);
  return text;
}

TextTable::TextTable(const std::vector<PlacedText>& texts) {
  for (const TextPlace place : {TextPlace::kAnywhere, TextPlace::kAtStart, TextPlace::kAtEnd}) {
    if (std::ranges::count(texts, place, &PlacedText::place) != 0) {
      sets_.push_back(MakeSet(place, texts));
    }
  }
  MakeFilters(texts);
}

TextTable::Set TextTable::MakeSet(TextPlace place, const std::vector<PlacedText>& texts) {
  std::vector<std::pair<std::string, std::uint32_t>> numbered;
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    if (texts[i].place == place) numbered.emplace_back(texts[i].text, i);
  }
  if (place == TextPlace::kAtEnd) {
    for (auto& [text, number] : numbered) std::ranges::reverse(text);
    std::ranges::sort(numbered);
  }
  std::vector<std::string> sorted;
  std::vector<std::uint32_t> numbers;
  for (auto& [text, number] : numbered) {
    sorted.push_back(std::move(text));
    numbers.push_back(number);
  }
  return {place, TextAutomaton(sorted), std::move(numbers)};
}

void TextTable::MakeFilters(const std::vector<PlacedText>& texts) {
  for (const bool wants_long : {false, true}) {
    std::vector<std::string_view> filtered;
    for (const PlacedText& each : texts) {
      const bool is_long = each.text.size() >= kLong;
      if (each.place == TextPlace::kAnywhere && is_long == wants_long) {
        filtered.emplace_back(each.text);
      }
    }
    if (!filtered.empty()) filters_.emplace_back(filtered);
  }
}

void TextTable::Find(std::string_view value, FoundTexts& found) const {
  for (const Set& set : sets_) {
    const auto take = [&](std::uint32_t text) { found.Add(set.numbers[text]); };
    switch (set.place) {
      case TextPlace::kAnywhere:
        SearchAnywhere(set, value, found);
        break;
      case TextPlace::kAtStart:
        FollowTexts(set.automaton, value.begin(), value.end(), take);
        break;
      case TextPlace::kAtEnd:
        FollowTexts(set.automaton, value.rbegin(), value.rend(), take);
        break;
    }
  }
}

void TextTable::FindAnywhere(std::string_view value, FoundTexts& found) const {
  if (has_anywhere()) SearchAnywhere(sets_.front(), value, found);
}

void TextTable::SearchAnywhere(const Set& set, std::string_view value, FoundTexts& found) const {
  const bool suspects = std::ranges::any_of(
      filters_, [&](const GramFilter& filter) { return filter.MayHoldSome(value); });
  if (!suspects) return;
  TextAutomaton::State state = TextAutomaton::kStart;
  for (const char byte : value) {
    state = set.automaton.Next(state, byte);
    // What lies behind a text that was found before has been found with it.
    for (TextAutomaton::State hit = set.automaton.FirstHit(state);
         hit != TextAutomaton::kNone && found.Add(set.numbers[set.automaton.TextAt(hit)]);
         hit = set.automaton.NextHit(hit)) {
    }
  }
}

}  // namespace trailsift
