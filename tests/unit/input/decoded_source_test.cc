#include "input/decoded_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collect.h"
#include "compress.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Collected Decode(std::string_view stored, std::size_t piece = std::string_view::npos) {
  static DecodeBuffers buffers;
  CollectOptions options;
  options.piece = piece;
  Collected collected = Collect(stored, buffers, options);
  EXPECT_EQ(collected.ledger.count(AnomalyKind::kInternalImbalance), 0u);
  return collected;
}

TEST(DecodedSource, PlainTextPassesUnchanged) {
  const std::string texts[] = {"", "a", "{}", SampleText(1 << 20), NoiseText(5'000'001)};
  for (const std::string& text : texts) {
    for (const std::size_t piece : {4095u, 1u << 30}) {
      SCOPED_TRACE(text.size());
      const Collected collected = Decode(text, piece);
      EXPECT_TRUE(collected.text == text);
      EXPECT_THAT(collected.Kinds(), IsEmpty());
      EXPECT_EQ(collected.ledger.bytes.stored_read, text.size());
      EXPECT_EQ(collected.ledger.bytes.passed_through, text.size());
      EXPECT_EQ(collected.ledger.bytes.decoded, text.size());
      EXPECT_LE(collected.largest_piece, kStoredWindow);
    }
  }
}

// Who watches a stream grow sees each line when it comes.
TEST(DecodedSource, PlainTextIsHandedOutAsItIsRead) {
  const Collected collected = Decode(SampleText(100'000), 1'000);
  EXPECT_EQ(collected.pieces, 100U);
  EXPECT_EQ(collected.largest_piece, 1'000U);
}

TEST(DecodedSource, TwoLayersAreDecoded) {
  const std::string text = SampleText(5'000'000);
  const std::string cases[] = {Gzip(Gzip(text)), Gzip(Zstd(text)), Zstd(Gzip(text)),
                               Zstd(Zstd(text)), Gzip(Gzip(text.substr(0, 7)))};
  for (const std::string& stored : cases) {
    const Collected collected = Decode(stored);
    EXPECT_TRUE(text.starts_with(collected.text));
    EXPECT_TRUE(collected.text.size() == text.size() || collected.text.size() == 7);
    EXPECT_THAT(collected.Kinds(), IsEmpty());
    EXPECT_EQ(collected.ledger.bytes.payload, stored.size());
    EXPECT_EQ(collected.ledger.bytes.decoded, collected.text.size());
  }
}

TEST(DecodedSource, DamageInEitherLayerIsReported) {
  const std::string text = SampleText(100'000);
  std::string inner = Gzip(text);
  Collected collected = Decode(Gzip(inner.substr(0, inner.size() - 100)));
  EXPECT_THAT(collected.Kinds(), ElementsAre("truncated"));
  // Offsets in what the outer layer decodes to are not offsets in the file.
  EXPECT_FALSE(collected.ledger.anomalies()[0].stored_offset.has_value());
  EXPECT_EQ(collected.ledger.anomalies()[0].byte_offset, collected.text.size());
  EXPECT_TRUE(text.starts_with(collected.text));
  EXPECT_GT(collected.text.size(), text.size() / 2);

  const std::string outer = Gzip(inner);
  collected = Decode(outer.substr(0, outer.size() - 4));
  EXPECT_THAT(collected.Kinds(), ElementsAre("truncated"));
  EXPECT_EQ(collected.ledger.anomalies()[0].stored_offset, outer.size() - 4);
  EXPECT_FALSE(collected.ledger.anomalies()[0].byte_offset.has_value());
  EXPECT_EQ(collected.text, text);
}

TEST(DecodedSource, WhatFollowsAMemberOfTheInnerLayerIsRead) {
  const std::string large = SampleText(3'000'000);
  const std::string noise = NoiseText(600'000);
  struct Case {
    const char* what;
    std::string stored;
    std::string text;
    std::vector<std::string> kinds;
  };
  const std::string a = Gzip("a\n");
  const std::string b = Gzip("b\n");
  const Case cases[] = {
      {"a member", Gzip(a + b), "a\nb\n", {}},
      {"a large member", Gzip(a + Gzip(large) + b), "a\n" + large + "b\n", {}},
      {"zeros and a member", Gzip(a + std::string(100, '\0') + b), "a\nb\n", {"padding"}},
      {"text", Gzip(a + "{}"), "a\n{}", {"trailing_garbage"}},
      {"garbage and a member", Gzip(a + "?" + b), "a\n?b\n", {"trailing_garbage"}},
      {"much garbage and a member",
       Gzip(a + "?" + noise + b),
       "a\n?" + noise + "b\n",
       {"trailing_garbage"}},
      {"text of a second outer member", Gzip(a) + Gzip("{}"), "a\n{}", {"trailing_garbage"}},
      {"a member of a second outer member", Gzip(a) + Gzip(b), "a\nb\n", {}},
      {"text behind the outer layer",
       Gzip(a) + "{}",
       "a\n{}",
       {"trailing_garbage", "trailing_garbage"}},
      {"a member cut by outer ones", Gzip(a.substr(0, 1)) + Gzip(a.substr(1) + b), "a\nb\n", {}},
      {"a frame cut by outer ones",
       Zstd(Zstd("c").substr(0, 1)) + Gzip(Zstd("c").substr(1)),
       "c",
       {}},
      {"an empty outer member first", Gzip("") + Gzip(a), "a\n", {}},
      {"zeros behind a byte of it",
       Gzip(a.substr(0, 3)) + std::string(9, '\0') + Gzip(a.substr(3)),
       "a\n",
       {"padding"}},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.what);
    for (const std::size_t piece : {std::size_t{1000}, std::string::npos}) {
      const Collected collected = Decode(test.stored, piece);
      EXPECT_TRUE(collected.text == test.text) << collected.text.substr(0, 100);
      EXPECT_EQ(collected.Kinds(), test.kinds);
      EXPECT_EQ(collected.ledger.bytes.stored_read, test.stored.size());
    }
  }
}

// Garbage that leaves pieces of every size, close to those of the windows, too.
TEST(DecodedSource, GarbageInTheInnerLayerFitsTheWindows) {
  const std::string noise = NoiseText(kSharedText);
  for (const std::size_t size : {kSharedText - 4, kSharedText - 1, kSharedText}) {
    std::string outer = Gzip(Gzip("a") + "?");
    for (int i = 0; i < 8; ++i) outer += Gzip(noise.substr(0, size), 1);
    const Collected collected = Decode(outer);
    EXPECT_EQ(collected.text.size(), 2 + 8 * size);
    EXPECT_LE(collected.largest_piece, kInnerDecodedWindow);
  }
}

// Flips of each bit of the three bytes that tell gzip.
TEST(DecodedSource, DamageToTheFirstMagicLosesNothing) {
  const std::string text = SampleText(300'000);
  for (std::size_t bit = 0; bit < 24; ++bit) {
    SCOPED_TRACE(bit);
    std::string stored = Gzip(text) + Gzip("{}");
    stored[bit / 8] = static_cast<char>(stored[bit / 8] ^ (1 << bit % 8));
    const Collected collected = Decode(stored);
    EXPECT_TRUE(collected.text == text + "{}");
    EXPECT_THAT(collected.Kinds(), ElementsAre("checksum_mismatch"));
    EXPECT_TRUE(collected.ledger.unverified.empty());  // The checksum vouches for it.
  }
}

TEST(DecodedSource, MembersBehindForeignBytesAreRead) {
  const std::string text = SampleText(300'000);
  for (const std::string& member : {Gzip(text), Zstd(text)}) {
    for (const std::string& foreign : {std::string(7, '\1'), NoiseText(5'000)}) {
      SCOPED_TRACE(foreign.size());
      // A pipe gives little at a time.
      for (const std::size_t piece : {std::string_view::npos, std::size_t{512}}) {
        const Collected collected = Decode(foreign + member, piece);
        EXPECT_TRUE(collected.text == foreign + text);
        EXPECT_THAT(collected.Kinds(), ElementsAre("trailing_garbage"));
      }
    }
  }
}

// A log may show what a member begins with, or have NUL in front of it.
TEST(DecodedSource, TextIsNoMember) {
  for (const std::string& text :
       {std::string("{\"a\":\"\x1f\x8b\x08\"}"), std::string(600, '\0') + "{\"a\":1}\n",
        std::string("\0\x1f\x8b\x08\0\0\0\0\0\0\x03{\"a\":1}\n", 20)}) {
    const Collected collected = Decode(text);
    EXPECT_TRUE(collected.text == text);
    EXPECT_THAT(collected.Kinds(), IsEmpty());
  }
}

TEST(DecodedSource, AThirdLayerIsRefused) {
  const Collected collected = Decode(Gzip(Zstd(Gzip("text"))));
  EXPECT_THAT(collected.Kinds(), ElementsAre("limit_exceeded"));
  EXPECT_EQ(collected.text, "");
  EXPECT_EQ(collected.ledger.state, SourceState::kFailed);
}

TEST(DecodedSource, NestedExpansionIsMeasuredAgainstTheFile) {
  const std::string bomb = Gzip(Gzip(std::string(300 << 20, 'x'), 9), 9);
  const Collected collected = Decode(bomb);
  EXPECT_THAT(collected.Kinds(), ElementsAre("limit_exceeded"));
  EXPECT_LT(collected.text.size(), std::size_t{70} << 20);
}

// Views are followed by blanks that no other text can be mistaken for.
TEST(DecodedSource, PaddingBehindAPieceIsBlank) {
  static DecodeBuffers buffers;
  for (const std::string& stored : {std::string("{}"), Gzip("{}"), Zstd("{}"), Gzip(Gzip("{}"))}) {
    Ledger ledger("test");
    const Limits limits;
    StringReader reader(stored);
    DecodedSource source(reader, limits, buffers.state(), ledger);
    source.Detect();
    const std::string_view piece = source.Next();
    ASSERT_EQ(piece, "{}");
    const std::string blanks(ByteSource::kPadding, ' ');
    EXPECT_EQ(std::string_view(piece.data() + piece.size(), ByteSource::kPadding), blanks);
    EXPECT_EQ(std::string_view(piece.data() - ByteSource::kPadding, ByteSource::kPadding), blanks);
  }
}

}  // namespace
}  // namespace trailsift
