#include "utf16.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>

#include <array>

#include "collect.h"
#include "compress.h"

namespace trailsift {
namespace {

using testing::ElementsAre;

Collected Decode(std::string_view stored, std::size_t piece = std::string_view::npos) {
  static DecodeBuffers buffers;
  CollectOptions options;
  options.piece = piece;
  Collected collected = Collect(stored, buffers, options);
  EXPECT_EQ(collected.ledger.count(AnomalyKind::kInternalImbalance), 0u);
  EXPECT_EQ(collected.ledger.bytes.decoded, collected.text.size());
  return collected;
}

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

TEST(Utf16, UnitsBecomeUtf8) {
  struct Case {
    const char* what;
    std::u16string units;
    std::string text;
    std::vector<std::string> kinds;
  };
  const std::string bom = "\xef\xbb\xbf";
  const std::string bad(kReplacement);
  const std::u16string start = u"\ufeff";
  const std::u16string high(1, char16_t{0xD83D});
  const std::u16string low(1, char16_t{0xDE00});
  const Case cases[] = {
      {"ASCII", start + u"{}\r\n", bom + "{}\r\n", {"transcoded"}},
      {"two, three and four bytes",
       start + u"\u00e9\u20ac\U0001f600",
       bom + "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
       {"transcoded"}},
      {"the ends of the ranges",
       start + u"\u007f\u0080\u07ff\u0800\uffff\U00010000\U0010ffff",
       bom + "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf",
       {"transcoded"}},
      {"NUL",
       start + u"a" + std::u16string(1, u'\0') + u"b",
       bom + std::string("a\0b", 3),
       {"transcoded"}},
      {"a lone high half",
       start + high + u"a",
       bom + bad + "a",
       {"transcoded", "invalid_encoding"}},
      {"a lone low half", start + low + u"a", bom + bad + "a", {"transcoded", "invalid_encoding"}},
      {"halves in the wrong order",
       start + low + high,
       bom + bad + bad,
       {"transcoded", "invalid_encoding", "invalid_encoding"}},
      {"two high halves and a low one",
       start + high + high + low,
       bom + bad + "\xf0\x9f\x98\x80",
       {"transcoded", "invalid_encoding"}},
      {"a high half at the end",
       start + u"a" + high,
       bom + "a" + bad,
       {"transcoded", "invalid_encoding"}},
      {"without a mark", u"{}", "{}", {"transcoded"}},
      {"a mark and nothing", start, bom, {"transcoded"}},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.what);
    for (const bool little : {true, false}) {
      const std::string bytes = Utf16(test.units, little);
      for (const std::string& stored : {bytes, Gzip(bytes), Zstd(Gzip(bytes))}) {
        for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::string::npos}) {
          const Collected collected = Decode(stored, piece);
          EXPECT_EQ(collected.text, test.text);
          EXPECT_EQ(collected.Kinds(), test.kinds);
          EXPECT_EQ(collected.ledger.bytes.stored_read, stored.size());
        }
      }
    }
  }
}

TEST(Utf16, ADamagedMarkHidesNoText) {
  const std::string text = SampleText(300);
  for (const char* const mark : {"\xff\xee", "\xfe\xfd"}) {
    for (const bool little : {true, false}) {
      const Collected collected = Decode(mark + Utf16(text, little));
      EXPECT_TRUE(collected.text.ends_with(text));
      EXPECT_THAT(collected.Kinds(), ElementsAre("transcoded"));
    }
  }
}

TEST(Utf16, PlacesCountInUtf8) {
  std::u16string units = u"\ufeff{}";
  units += char16_t{0xDC00};
  units += u"{}";
  const Collected collected = Decode(Utf16(units, true) + "x");
  EXPECT_THAT(collected.Kinds(), ElementsAre("transcoded", "invalid_encoding", "truncated"));
  EXPECT_EQ(collected.ledger.anomalies()[1].byte_offset, 5u);
  EXPECT_EQ(collected.ledger.anomalies()[1].length, kReplacement.size());
  EXPECT_EQ(collected.ledger.anomalies()[2].byte_offset, 10u);
  EXPECT_FALSE(collected.ledger.complete());
}

TEST(Utf16, ACutAtEveryByteKeepsThePrefix) {
  const std::string text = SampleText(300);
  const std::string stored = Utf16(text, true);
  for (std::size_t cut = 64; cut < stored.size(); ++cut) {
    SCOPED_TRACE(cut);
    const Collected collected = Decode(stored.substr(0, cut));
    EXPECT_EQ(collected.text, text.substr(0, cut / 2));
    EXPECT_EQ(collected.ledger.count(AnomalyKind::kTruncated), cut % 2);
  }
}

// Three records of a JSON Lines file, each with what must be told from a shift.
std::vector<std::u16string> Lines() {
  std::vector<std::u16string> lines;
  for (const char16_t* const id : {u"first", u"second", u"third"}) {
    lines.push_back(
        std::u16string(u"{\"eventVersion\":\"1.08\",\"userName\":\"\u00e9\u4e00\u2500\",") +
        u"\"eventID\":\"" + id + u"\"}");
  }
  return lines;
}

std::string Utf8(const std::u16string& units) {
  std::string mark_and_text = Decode("\xff\xfe" + Utf16(units, true)).text;
  return mark_and_text.substr(3);
}

// All records but the one in which a byte is lost or added are in the text, however it is read.
void ExpectOthersAreFound(const std::string& damaged, std::size_t begin, std::size_t end,
                          std::size_t mark, bool little) {
  std::string account;
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
    const Collected collected = Decode(damaged, piece);
    EXPECT_FALSE(collected.ledger.complete());
    EXPECT_EQ(collected.ledger.bytes.passed_through, damaged.size());
    std::size_t at = mark;
    for (const std::u16string& line : Lines()) {
      const std::size_t line_end = at + Utf16(line, little).size();
      if (end <= at || begin >= line_end) {
        EXPECT_NE(collected.text.find(Utf8(line)), std::string::npos)
            << testing::PrintToString(collected.text);
      }
      at = line_end + 2;
    }
    if (!account.empty()) {
      EXPECT_EQ(collected.text + collected.Account(), account);
    }
    account = collected.text + collected.Account();
  }
}

TEST(Utf16, AByteLostOrAddedAnywhereTouchesOneRecord) {
  std::u16string text;
  for (const std::u16string& line : Lines()) text += line + u"\n";
  for (const bool little : {true, false}) {
    for (const std::size_t mark : {0U, 2U}) {
      const std::string stored = Utf16((mark == 0 ? u"" : u"\ufeff") + text, little);
      // Without a mark and half of the first unit, what is left is text of the other byte order.
      for (std::size_t at = mark == 0 ? 2 : 0; at <= stored.size(); ++at) {
        SCOPED_TRACE(testing::Message() << little << ' ' << mark << ' ' << at);
        if (at < stored.size()) {
          ExpectOthersAreFound(std::string(stored).erase(at, 1), at, at + 1, mark, little);
        }
        for (const char added : {'\0', 'A', '\xee'}) {
          SCOPED_TRACE(testing::Message() << "added " << int{added});
          ExpectOthersAreFound(std::string(stored).insert(at, 1, added), at, at, mark, little);
        }
      }
    }
  }
}

// What a lost or added byte makes of little-endian text and of big-endian text.
TEST(Utf16, WhereAByteIsLostOrAddedOneIsReplaced) {
  const std::string bad(kReplacement);
  const std::string rest = "cdefghijklmnopqrstuvwxyz";
  struct Case {
    const char* what;
    std::size_t at;  // Among the bytes of "abcdef…".
    std::size_t lost;
    std::string added;
    std::string little;
    std::string big;
  };
  const Case cases[] = {
      {"the first byte of b", 2, 1, "", "a" + bad + rest, "a" + bad + rest},
      {"the second byte of b", 3, 1, "", "a" + bad + rest, "a" + bad + rest},
      {"three bytes", 2, 3, "", "a" + bad + rest.substr(1), "a" + bad + rest.substr(1)},
      {"a letter before b", 2, 0, "X", "a" + bad + "b" + rest, "a" + bad + "b" + rest},
      {"a letter in b", 3, 0, "X", "a" + bad + "X" + rest, "aX" + bad + rest},
      {"NUL before b", 2, 0, std::string(1, '\0'), "a" + bad + "b" + rest, "a" + bad + "b" + rest},
      {"a high half and a letter", 2, 0, "\xd8\xd8X", "a" + bad + bad + "b" + rest,
       "a" + bad + bad + "b" + rest},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.what);
    for (const bool little : {true, false}) {
      std::string stored = Utf16("ab" + rest, little);
      stored.replace(test.at, test.lost, test.added);
      const std::string before = Utf16(u"\ufeff" + std::u16string(40, u' '), little);
      for (const std::string& whole : {before + stored, Gzip(before + stored)}) {
        const Collected collected = Decode(whole);
        const std::string expected =
            "\xef\xbb\xbf" + std::string(40, ' ') + (little ? test.little : test.big);
        EXPECT_EQ(collected.text, expected);
        const Anomaly& last = collected.ledger.anomalies().back();
        EXPECT_EQ(last.kind, AnomalyKind::kInvalidEncoding);
        EXPECT_EQ(last.byte_offset, expected.rfind(bad));
        EXPECT_EQ(last.length, bad.size());
      }
    }
  }
}

TEST(Utf16, BytesAreLostAgainAndAgain) {
  for (const bool little : {true, false}) {
    std::string stored = Utf16(u"\ufeff", little);
    std::string expected = "\xef\xbb\xbf";
    for (unsigned i = 0; i < 1000; ++i) {
      // Indented, as jq does, beyond what natural text repeats.
      const std::string record = std::string(i % 200, ' ') + SampleText(400, i + 1);
      stored += Utf16(record, little);
      // The second byte of a unit that is another one's second in turn.
      stored += i % 2 == 0 ? Utf16("~", little).substr(little ? 1 : 0, 1)
                           : Utf16("~", little).substr(little ? 0 : 1, 1);
      expected += record + std::string(kReplacement);
    }
    stored += Utf16(SampleText(400), little);
    expected += SampleText(400);
    const Collected whole = Decode(stored);
    EXPECT_TRUE(whole.text == expected);
    EXPECT_EQ(whole.ledger.count(AnomalyKind::kInvalidEncoding), 1000u);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
      const Collected pieces = Decode(stored, piece);
      EXPECT_TRUE(pieces.text == expected);
      EXPECT_EQ(pieces.Account(), whole.Account());
    }
  }
}

// Units that swapped would be ASCII, but are no sign of damage.
TEST(Utf16, WhatTextRepeatsIsNoShift) {
  const std::u16string texts[] = {
      std::u16string(2000, u'\u2500'),
      std::u16string(2000, u'\u3000') + std::u16string(2000, u'\u4e00'),
      u"\u2000\u3000\u2500\u3000\u2000\u2500\u2000\u3000\u2500\u2000\u2500\u2500\u3000\u2500",
  };
  for (const std::u16string& text : texts) {
    for (const bool little : {true, false}) {
      const std::u16string_view start = u"\ufeff{\"userName\":\"";
      const std::u16string units = std::u16string(start) + text + u"\"}";
      const Collected collected = Decode(Utf16(units, little));
      EXPECT_THAT(collected.Kinds(), ElementsAre("transcoded"));
      EXPECT_TRUE(collected.text.ends_with("\xe2\x94\x80\"}") ||
                  collected.text.ends_with("\xe4\xb8\x80\"}"));
    }
  }
}

// Text that someone made to look shifted changes nothing, since the log goes on behind it.
TEST(Utf16, AStringThatLooksShiftedIsReadAsItStands) {
  for (const bool little : {true, false}) {
    const std::string start = Utf16("{\"userName\":\"", little);
    const std::string swapped = Utf16(SampleText(256), !little);
    const std::string end = Utf16("\",\"eventName\":\"DescribeInstances\"}\n", little);
    const Collected collected = Decode(start + start + start + swapped + end);
    EXPECT_TRUE(collected.text.ends_with("\",\"eventName\":\"DescribeInstances\"}\n"));
    EXPECT_EQ(collected.text.find(kReplacement), std::string::npos);
    EXPECT_THAT(collected.Kinds(), ElementsAre("transcoded", "invalid_encoding"));
  }
}

// Nor do several such strings with little between them.
TEST(Utf16, StringsThatLookShiftedAreReadAsTheyStand) {
  for (const bool little : {true, false}) {
    const std::string swapped = Utf16(SampleText(255), !little);
    const std::string tag = Utf16("{\"key\":\"", little) + swapped.substr(0, 2 * 128) +
                            Utf16("\",\"value\":\"", little) + swapped + Utf16("\"}", little);
    std::string list = Utf16("[\"", little);
    for (int i = 0; i < 9; ++i) list += swapped.substr(0, 2 * 40) + Utf16("\",\"", little);
    for (const std::string& text : {tag, list}) {
      const std::string start = Utf16(SampleText(200) + "{\"a\":", little);
      const std::string end = Utf16(",\"eventName\":\"DescribeInstances\"}\n", little);
      const Collected collected = Decode(start + text + end);
      EXPECT_TRUE(collected.text.ends_with(",\"eventName\":\"DescribeInstances\"}\n"));
      EXPECT_EQ(collected.text.find(kReplacement), std::string::npos);
      EXPECT_FALSE(collected.ledger.complete());
    }
  }
}

// Nothing vouches for a reading that is one byte off, which someone may have wished for.
TEST(Utf16, WhatIsReadOneByteOffIsUnverified) {
  for (const bool little : {true, false}) {
    std::string damaged = Utf16(SampleText(9000), little);
    damaged.erase(12'001, 1);
    damaged.erase(6'000, 1);
    const Collected collected = Decode(damaged);
    const TextRanges& unverified = collected.ledger.unverified;
    EXPECT_FALSE(unverified.Overlap(0, 2'999));
    EXPECT_TRUE(unverified.Overlap(3'100, 3'101));
    EXPECT_TRUE(unverified.Overlap(5'900, 5'901));
    EXPECT_FALSE(unverified.Overlap(6'100, 20'000));
  }
}

// Two bytes that are lost near each other leave an even number, and text that could be anything.
TEST(Utf16, TwoBytesLostNearEachOtherAreReported) {
  for (const bool little : {true, false}) {
    const std::string text = Utf16(SampleText(400) + "{\"userName\":\"somebody-else\"}\n", little);
    for (const std::size_t back : {24U, 25U}) {
      for (const std::size_t apart : {18U, 19U, 20U}) {
        SCOPED_TRACE(back + apart);
        std::string damaged = text;
        damaged.erase(damaged.size() - back, 1);
        damaged.erase(damaged.size() - back - apart, 1);
        EXPECT_FALSE(Decode(damaged).ledger.complete());
      }
    }
  }
}

// What iconv makes of it, the third opinion, in pieces that cut units and pairs.
TEST(Utf16, LongTextIsThatOfIconv) {
  std::mt19937 random(3);
  std::u16string units = u"\ufeff";
  while (units.size() < 700'000) {
    const auto point = static_cast<char32_t>(random() % (random() % 2 == 0 ? 0x80 : 0x110000));
    if (point >= 0xD800 && point < 0xE000) continue;
    if (point < 0x10000) {
      units += static_cast<char16_t>(point);
    } else {
      units += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10));
      units += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  std::string stored = Utf16(units, false);
  std::string expected(units.size() * 3, '\0');
  iconv_t converter = iconv_open("UTF-8", "UTF-16BE");
  char* from = stored.data();
  std::size_t from_left = stored.size();
  char* to = expected.data();
  std::size_t to_left = expected.size();
  ASSERT_EQ(iconv(converter, &from, &from_left, &to, &to_left), 0u);
  iconv_close(converter);
  expected.resize(expected.size() - to_left);
  const Collected whole = Decode(stored);
  EXPECT_TRUE(whole.text == expected);
  const Collected pieces = Decode(stored, 4097);
  EXPECT_TRUE(pieces.text == expected);
  EXPECT_EQ(pieces.pieces, whole.pieces);
  EXPECT_LE(whole.largest_piece, kStreamedText);
}

TEST(Utf16, AFloodOfLoneHalvesIsCounted) {
  const std::string stored = "\xff\xfe" + Utf16(std::u16string(100'000, char16_t{0xDC00}), true);
  const Collected collected = Decode(stored);
  EXPECT_EQ(collected.ledger.count(AnomalyKind::kInvalidEncoding), 100'000u);
  EXPECT_EQ(collected.ledger.anomalies().size(), 1 + Ledger::kMaximumListed);
  EXPECT_EQ(collected.text.size(), 100'001 * kReplacement.size());
}

TEST(Utf16, AnErrorPageIsOneInAnyEncoding) {
  const Collected collected = Decode("\xff\xfe" + Utf16("<html><body>", true));
  EXPECT_EQ(collected.text, "");
  EXPECT_THAT(collected.Kinds(), ElementsAre("transcoded", "unsupported_format"));
}

TEST(Utf16, ALimitOnTextCountsUtf8) {
  static DecodeBuffers buffers;
  CollectOptions options;
  options.limits.decompressed_bytes = 100;
  const std::string wide = Utf16(SampleText(3000), true);
  for (const std::string& stored : {wide, Gzip(wide), SampleText(3000)}) {
    const Collected collected = Collect(stored, buffers, options);
    EXPECT_LE(collected.text.size(), 100u);
    EXPECT_GE(collected.text.size(), 50u);
    EXPECT_EQ(collected.ledger.count(AnomalyKind::kLimitExceeded), 1u);
  }
}

TEST(Utf16, ABrokenChecksumLeavesNothingVerified) {
  std::string stored = Gzip(Utf16(SampleText(3000), true));
  stored[stored.size() - 8] ^= 1;
  const Collected collected = Decode(stored);
  EXPECT_THAT(collected.Kinds(), ElementsAre("transcoded", "checksum_mismatch"));
  EXPECT_FALSE(collected.Find(AnomalyKind::kChecksumMismatch)->byte_offset.has_value());
  EXPECT_TRUE(collected.ledger.unverified.Overlap(0, 1));
  EXPECT_TRUE(collected.ledger.unverified.Overlap(2999, 3000));
}

}  // namespace
}  // namespace trailsift
