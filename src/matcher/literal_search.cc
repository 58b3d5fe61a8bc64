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

LiteralSearch::LiteralSearch(const std::vector<std::string>& texts) : nodes_(1), labels_(1) {
  // The texts that begin with that of a node stand together.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::vector<Range> ranges = {{0, texts.size()}};
  std::size_t level_end = 1;  // Of the nodes whose texts are `length` long.
  std::size_t length = 0;
  for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
    if (node == level_end) {
      ++length;
      level_end = nodes_.size();
    }
    auto [begin, end] = ranges[node];
    if (begin < end && texts[begin].size() == length) {
      nodes_[node].text = static_cast<std::uint32_t>(begin++);
    }
    const std::uint32_t failure_hit = node == 0 ? kNone : nodes_[nodes_[node].failure].hit;
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
}

void LiteralSearch::AddChild(std::uint32_t parent, char label) {
  Node child;
  if (parent != 0) child.failure = Next(nodes_[parent].failure, label);
  const auto number = static_cast<std::uint32_t>(nodes_.size());
  if (parent == 0) root_children_[static_cast<unsigned char>(label)] = number;
  ++nodes_[parent].children;
  nodes_.push_back(child);
  labels_.push_back(static_cast<unsigned char>(label));
}

// 0 if there is none.
std::uint32_t LiteralSearch::ChildOf(std::uint32_t node, char label) const {
  if (node == 0) return root_children_[static_cast<unsigned char>(label)];
  const auto begin = labels_.begin() + nodes_[node].first_child;
  const auto end = begin + nodes_[node].children;
  const auto byte = static_cast<unsigned char>(label);
  const auto found = std::lower_bound(begin, end, byte);
  const bool exists = found != end && *found == byte;
  return exists ? static_cast<std::uint32_t>(found - labels_.begin()) : 0;
}

std::uint32_t LiteralSearch::Next(std::uint32_t node, char label) const {
  while (true) {
    const std::uint32_t child = ChildOf(node, label);
    if (child != 0 || node == 0) return child;
    node = nodes_[node].failure;
  }
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
  node_ = search_.Next(node_, FoldAscii(c));
  std::uint32_t hit = search_.nodes_[node_].hit;
  if (hit != kNone && is_found_.empty()) is_found_.resize(search_.nodes_.size());
  // What lies behind a text that was found before has been found with it.
  while (hit != kNone && !is_found_[hit]) {
    is_found_[hit] = true;
    found_.push_back(hit);
    hit = search_.nodes_[search_.nodes_[hit].failure].hit;
  }
}

std::vector<std::uint32_t> LiteralSearch::Stream::Finish() {
  node_ = 0;
  escape_.clear();
  std::vector<std::uint32_t> texts;
  for (const std::uint32_t node : std::exchange(found_, {})) {
    is_found_[node] = false;
    texts.push_back(search_.nodes_[node].text);
  }
  std::ranges::sort(texts);
  return texts;
}

}  // namespace trailsift
