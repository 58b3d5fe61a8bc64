#include "matcher/literal_search.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

bool IsHexadecimal(char c) {
  return (c >= '0' && c <= '9') || (FoldAscii(c) >= 'a' && FoldAscii(c) <= 'f');
}

// True if `text` may be the beginning of an escape that needs more bytes: a backslash, four digits,
// or the second half of a surrogate pair.
bool IsUnfinished(std::string_view text) {
  constexpr std::string_view kForm = "\\uXXXX\\uXXXX";
  constexpr std::size_t kHalf = kForm.size() / 2;
  if (text.size() >= kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kForm[i] == 'X' ? !IsHexadecimal(text[i]) : text[i] != kForm[i]) return false;
  }
  constexpr std::string_view kHighHalf = "89ab";
  return text.size() < kHalf || (FoldAscii(text[2]) == 'd' &&
                                 kHighHalf.find(FoldAscii(text[3])) != std::string_view::npos);
}

}  // namespace

std::string LiteralSearch::Normalise(std::string_view text) {
  std::string normal(text.substr(0, kLongest));
  std::ranges::transform(normal, normal.begin(), FoldAscii);
  return normal;
}

LiteralSearch::Stream::Stream(const LiteralSearch& search) : search_(search) {}

void LiteralSearch::Stream::Feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (escape_.empty() && c != '\\') {
      Step(c);
    } else {
      escape_ += c;
      if (!IsUnfinished(escape_)) Decode();
    }
  }
}

// Takes the escape that is complete now, or the backslash that begins none as it stands.
void LiteralSearch::Stream::Decode() {
  const std::string text = std::exchange(escape_, {});
  const Unescaped unescaped = DecodeEscape(text);
  std::string decoded = "\\";
  if (unescaped.length > 0) {
    decoded.clear();
    AppendUtf8(decoded, unescaped.code_point);
  }
  for (const char c : decoded) Step(c);
  Feed(std::string_view(text).substr(std::max<std::size_t>(unescaped.length, 1)));
}

void LiteralSearch::Stream::Step(char c) {
  const TextAutomaton& automaton = search_.automaton_;
  state_ = automaton.Next(state_, FoldAscii(c));
  TextAutomaton::State hit = automaton.FirstHit(state_);
  if (hit != TextAutomaton::kNone && is_found_.empty()) is_found_.resize(automaton.state_count());
  // What lies behind a text that was found before has been found with it.
  while (hit != TextAutomaton::kNone && !is_found_[hit]) {
    is_found_[hit] = true;
    found_.push_back(hit);
    hit = automaton.NextHit(hit);
  }
}

std::vector<std::uint32_t> LiteralSearch::Stream::Finish() {
  state_ = TextAutomaton::kStart;
  escape_.clear();
  std::vector<std::uint32_t> texts;
  for (const TextAutomaton::State hit : std::exchange(found_, {})) {
    is_found_[hit] = false;
    texts.push_back(search_.automaton_.TextAt(hit));
  }
  std::ranges::sort(texts);
  return texts;
}

}  // namespace trailsift
