// The same events in another form give the same verdicts: envelope, storage, read size, blanks, key
// order and escapes mean nothing. From stored bytes to the rules that match, without files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/envelopes.h"
#include "unit/input/compress.h"
#include "unit/scan/judged_bytes.h"

namespace trailsift {
namespace {

using testing::ElementsAreArray;

// The same JSON text with line breaks and indentation.
std::string Pretty(std::string_view json) {
  std::string out;
  std::size_t depth = 0;
  bool inside = false;
  const auto break_line = [&] { out += "\r\n" + std::string(depth * 2, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (inside) {
      out += c;
      if (c == '\\') out += json[++i];
      inside = c != '"';
      continue;
    }
    if (c == '}' || c == ']') {
      --depth;
      break_line();
    }
    out += c;
    inside = c == '"';
    if (c == ':') out += ' ';
    if (c == '{' || c == '[') ++depth;
    if (c == '{' || c == '[' || c == ',') break_line();
  }
  return out;
}

// A gzip member for every few bytes, so that records span members.
std::string GzipInParts(std::string_view text) {
  std::string stored;
  for (std::size_t at = 0; at < text.size(); at += 71) stored += Gzip(text.substr(at, 71));
  return stored;
}

std::vector<std::string> Envelopes(const std::vector<std::string>& events) {
  std::vector<std::string> texts;
  for (const WrappedEvents& wrapped : WrapInEachEnvelope(events)) texts.push_back(wrapped.text);
  const std::string records = texts.front();
  texts.insert(texts.end(), {records + "\n", "\xEF\xBB\xBF" + records, Pretty(records),
                             Pretty("[" + Join(events, ",") + "]"), Join(events, "\r\n") + "\r\n",
                             Pretty(Join(events, "\n\n"))});
  return texts;
}

TEST(ScanInvariance, EnvelopeAndStorageMeanNothing) {
  const std::vector<std::string> events = Events(30);
  const Verdicts expected = Judge(Join(events, "\n"));
  ASSERT_EQ(expected.lines.size(), events.size());
  EXPECT_EQ(expected.lines[0], "0 0 1 2 3 4 5 7 8");
  EXPECT_EQ(expected.lines[3], "3 2 5 6 7 8");
  for (const std::string& text : Envelopes(events)) {
    for (const std::string& stored :
         {text, Gzip(text), Gzip(text, 0), GzipInParts(text), Zstd(text),
          Zstd(text, {.checksum = false, .content_size = false}), Zstd(Gzip(text)),
          Gzip(text) + Zstd("")}) {
      const Verdicts verdicts = Judge(stored);
      ASSERT_THAT(verdicts.lines, ElementsAreArray(expected.lines)) << text.substr(0, 80);
      EXPECT_TRUE(verdicts.ledger.complete());
    }
  }
}

TEST(ScanInvariance, ReadSizesMeanNothing) {
  const std::vector<std::string> events = Events(40);
  for (const std::string& text : Envelopes(events)) {
    for (const std::string& stored : {text, Gzip(text)}) {
      const Verdicts whole = Judge(stored);
      for (const std::size_t piece : {1U, 2U, 63U, 64U, 65U, 4095U, 4096U, 4097U}) {
        const Verdicts pieces = Judge(stored, piece);
        ASSERT_THAT(pieces.lines, ElementsAreArray(whole.lines)) << piece;
        EXPECT_EQ(pieces.ledger.bytes.record, whole.ledger.bytes.record);
        EXPECT_EQ(pieces.ledger.bytes.envelope, whole.ledger.bytes.envelope);
      }
    }
  }
}

// The first whole events of the list, as many as end before a place in the text.
std::size_t CountBefore(const std::vector<std::size_t>& ends, std::size_t place) {
  return static_cast<std::size_t>(std::ranges::upper_bound(ends, place) - ends.begin());
}

TEST(ScanInvariance, ACutOfCompressedDataKeepsWhatWasDecoded) {
  const std::vector<std::string> events = Events(50);
  const std::vector<std::string> expected = Judge(Join(events, "\n")).lines;
  const std::string text = R"({"Records":[)" + Join(events, ",") + "]}\n";
  std::vector<std::size_t> ends;
  for (const std::string& event : events) ends.push_back(text.find(event) + event.size());
  for (const bool zstd : {false, true}) {
    const std::string stored = zstd ? Zstd(text, {.level = 1, .content_size = false}) : Gzip(text);
    std::size_t most = 0;
    for (std::size_t cut = 0; cut < stored.size(); ++cut) {
      const std::string_view prefix = std::string_view(stored).substr(0, cut);
      const Verdicts verdicts = Judge(prefix);
      const std::size_t decoded = verdicts.ledger.bytes.decoded;
      if (!zstd) {
        ASSERT_EQ(decoded, GunzipByZlib(prefix).size());
      }
      const std::size_t whole = CountBefore(ends, decoded);
      ASSERT_GE(verdicts.lines.size(), whole) << "cut at " << cut;
      for (std::size_t i = 0; i < whole; ++i) ASSERT_EQ(verdicts.lines[i], expected[i]);
      ASSERT_EQ(verdicts.ledger.complete(), cut == 0) << "cut at " << cut;
      most = std::max(most, whole);
    }
    // The last bytes of the stream are its checksum.
    EXPECT_EQ(most, events.size());
  }
}

TEST(ScanInvariance, AnyFlippedBitOfCompressedDataIsSeen) {
  const std::vector<std::string> events = Events(12);
  const std::string text = Join(events, "\n");
  const std::vector<std::string> expected = Judge(text).lines;
  for (const bool zstd : {false, true}) {
    const std::string stored = zstd ? Zstd(text) : Gzip(text);
    for (std::size_t bit = 0; bit < stored.size() * 8; ++bit) {
      std::string flipped = stored;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      const Verdicts verdicts = Judge(flipped);
      // Either it does not matter (a time in the header), or something is reported.
      ASSERT_TRUE(!verdicts.ledger.complete() || verdicts.lines == expected) << "bit " << bit;
    }
  }
}

TEST(ScanInvariance, EscapesMeanNothing) {
  const std::string event = Events(1).front();
  const std::vector<std::string> expected = Judge(event).lines;
  bool inside = false;
  int escaped = 0;
  for (std::size_t at = 0; at < event.size(); ++at) {
    if (event[at] == '"') inside = !inside;
    if (event[at] == '\\') ++at;  // Escaped already.
    if (!inside || event[at] == '"' || static_cast<unsigned char>(event[at]) >= 0x80) continue;
    if (event[at - 1] == '\\') continue;
    for (const char* form : {"\\u{:04x}", "\\u{:04X}"}) {
      std::string spelled = event;
      spelled.replace(at, 1, fmt::format(fmt::runtime(form), static_cast<unsigned>(event[at])));
      ASSERT_EQ(Judge(spelled).lines, expected) << spelled;
      ++escaped;
    }
  }
  EXPECT_GT(escaped, 400);
  std::string all;  // Characters beyond ASCII, too, as pairs where need be.
  for (std::size_t at = 0; at < event.size(); ++at) {
    if (event.compare(at, 2, "\u00EB") == 0) {
      all += "\\u00eb";
      at += 1;
    } else if (event.compare(at, 4, "\U0001F600") == 0) {
      all += "\\uD83D\\uDE00";
      at += 3;
    } else {
      all += event[at];
    }
  }
  EXPECT_NE(all, event);
  EXPECT_EQ(Judge(all).lines, expected);
}

void Shuffle(JsonValue& value, std::mt19937& random) {
  std::ranges::shuffle(value.members, random);
  for (JsonValue& element : value.elements) Shuffle(element, random);
  for (JsonValue::Member& member : value.members) Shuffle(member.second, random);
}

TEST(ScanInvariance, KeyOrderBlanksAndOtherKeysMeanNothing) {
  std::mt19937 random(5);
  for (const std::string& event : Events(12)) {
    const std::vector<std::string> expected = Judge(event).lines;
    for (int round = 0; round < 40; ++round) {
      JsonValue tree = *ParseJson(event);
      for (int other = 0; other < round; ++other) {
        tree.members.emplace_back("other" + std::to_string(other),
                                  JsonValue::Object({{"eventName", JsonValue::String("decoy")},
                                                     {"eventSource", JsonValue::Null()}}));
      }
      Shuffle(tree, random);
      const std::string shuffled = ToCompactJson(tree);
      ASSERT_EQ(Judge(shuffled).lines, expected) << shuffled;
      ASSERT_EQ(Judge(Pretty(shuffled)).lines, expected) << shuffled;
    }
  }
}

TEST(ScanInvariance, PartsOfAFileAddUp) {
  const std::vector<std::string> events = Events(20);
  const std::vector<std::string> expected = Judge(Join(events, "\n")).lines;
  for (std::size_t cut = 0; cut <= events.size(); ++cut) {
    const std::vector<std::string> first(events.begin(), events.begin() + std::ptrdiff_t(cut));
    const std::vector<std::string> second(events.begin() + std::ptrdiff_t(cut), events.end());
    std::vector<std::string> sum = Judge("[" + Join(first, ",") + "]").lines;
    for (const std::string& line : Judge(Join(second, "\n")).lines) sum.push_back(line);
    EXPECT_EQ(sum, expected);
    const std::string joined = "[" + Join(first, ",") + "]\n" + Join(second, "\n");
    EXPECT_EQ(Judge(joined).lines, expected);
  }
}

}  // namespace
}  // namespace trailsift
