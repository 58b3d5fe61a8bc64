#include "event/object_scanner.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "event/brace_masks.h"

namespace trailsift {
namespace {

// The plain reading of the same contract, byte by byte.
struct Plain {
  ObjectScanner::Outcome outcome = ObjectScanner::Outcome::kOpen;
  std::size_t length = 0;
};
Plain ScanPlainly(std::string_view text, bool line_breaks_end_strings) {
  int depth = 0;
  bool inside = false;
  bool escaped = false;  // Matters to quotes and backslashes only, also outside strings.
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool was_escaped = std::exchange(escaped, false);
    if (c == '\\') {
      escaped = !was_escaped;
    } else if (c == '"') {
      if (!was_escaped) inside = !inside;
    } else if (inside) {
      if (c == '\n' && line_breaks_end_strings) return {ObjectScanner::Outcome::kBroken, i};
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return {ObjectScanner::Outcome::kClosed, i + 1};
    }
  }
  return {ObjectScanner::Outcome::kOpen, text.size()};
}

// Feeds the scanner in pieces that grow by `step` bytes.
Plain ScanInPieces(const std::string& text, std::size_t step, bool line_breaks_end_strings) {
  const std::string padded = text + std::string(64, '}');
  ObjectScanner scanner(line_breaks_end_strings);
  for (std::size_t size = std::min(step, text.size());; size = std::min(size + step, text.size())) {
    const auto outcome = scanner.Scan(std::string_view(padded).substr(0, size));
    if (outcome != ObjectScanner::Outcome::kOpen) return {outcome, scanner.length()};
    if (size == text.size()) return {outcome, scanner.length()};
  }
}

TEST(BraceMasks, AreThoseOfThePortableLoop) {
  std::mt19937 random(7);
  constexpr std::string_view kBytes = "\"\\{}\n[]\xFB\xDC\x80 a";
  std::string block(64, ' ');
  for (int round = 0; round < 10'000; ++round) {
    for (char& c : block) {
      c = random() % 4 == 0 ? static_cast<char>(random()) : kBytes[random() % kBytes.size()];
    }
    ASSERT_EQ(LoadBraceMasks(block.data()), LoadBraceMasksPortably(block.data()))
        << testing::PrintToString(block);
  }
}

TEST(ObjectScanner, FindsTheEndOfAnObject) {
  struct Case {
    std::string text;
    std::size_t length;
  };
  const Case cases[] = {
      {"{}", 2},
      {R"({"a":{"b":1}} {)", 13},
      {R"({"a":"}"}})", 9},
      {R"({"a":"\"}"}})", 11},
      {R"({"a":"\\"}")", 10},
      {R"({"a":"\\\"}"}")", 13},
      {"{" + std::string(200, ' ') + "}", 202},
      {R"({"a":")" + std::string(130, '\\') + R"("})", 138},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    const Plain found = ScanInPieces(entry.text, entry.text.size(), true);
    EXPECT_EQ(found.outcome, ObjectScanner::Outcome::kClosed);
    EXPECT_EQ(found.length, entry.length);
  }
}

TEST(ObjectScanner, CountsTheGreatestDepth) {
  const std::string text = R"({"a":{"b":{}},"c":{}})" + std::string(64, ' ');
  ObjectScanner scanner;
  ASSERT_EQ(scanner.Scan(text), ObjectScanner::Outcome::kClosed);
  EXPECT_EQ(scanner.greatest_depth(), 3U);
}

TEST(ObjectScanner, EqualsThePlainReadingOnRandomTextInPiecesOfAnySize) {
  std::mt19937 random(20261124);
  constexpr std::string_view kBytes = R"("\{}x, )"
                                      "\n";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "{";
    const std::size_t size = 1 + random() % 300;
    // Mostly plain bytes, so that objects stay open across blocks.
    while (text.size() < size) text += random() % 3 != 0 ? 'x' : kBytes[random() % kBytes.size()];
    for (const bool breaks : {true, false}) {
      const Plain plain = ScanPlainly(text, breaks);
      for (const std::size_t step :
           {std::size_t{1}, std::size_t{63}, std::size_t{64}, text.size()}) {
        const Plain found = ScanInPieces(text, step, breaks);
        ASSERT_EQ(found.outcome, plain.outcome) << text << " step " << step;
        ASSERT_EQ(found.length, plain.length) << text << " step " << step;
      }
    }
  }
}

}  // namespace
}  // namespace trailsift
