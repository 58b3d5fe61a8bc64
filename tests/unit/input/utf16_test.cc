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
