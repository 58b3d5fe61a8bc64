#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "both_ways.h"
#include "collect.h"
#include "compress.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

std::string SkippableFrame(std::string_view content) {
  std::string frame("\x53\x2a\x4d\x18", 4);
  for (unsigned shift = 0; shift < 32; shift += 8) {
    frame += static_cast<char>(content.size() >> shift & 0xFF);
  }
  return frame.append(content);
}

TEST(Zstd, FramesAreOneText) {
  struct Case {
    const char* what;
    std::string stored;
    std::string text;
  };
  const std::string large = SampleText(20'000'000);
  const std::string noise = NoiseText(2'000'000);
  const ZstdOptions unknown_size{.level = 3, .checksum = false, .content_size = false};
  const Case cases[] = {
      {"one", Zstd("text"), "text"},
      {"two", Zstd("a") + Zstd("b"), "ab"},
      {"empty", Zstd(""), ""},
      {"empty ones around", Zstd("") + Zstd("a") + Zstd(""), "a"},
      {"unknown size", Zstd("text", unknown_size) + Zstd("more", unknown_size), "textmore"},
      {"noise", Zstd(noise), noise},
      {"large", Zstd(large) + Zstd("end"), large + "end"},
      {"large of unknown size", Zstd(large, unknown_size), large},
      {"skippable frames", SkippableFrame("x") + Zstd("a") + SkippableFrame(noise) + Zstd("b"),
       "ab"},
      {"a skippable frame alone", SkippableFrame(""), ""},
      {"a gzip member behind", Zstd("a") + Gzip("b"), "ab"},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.what);
    const Collected collected = DecodeBothWays(test.stored);
    EXPECT_TRUE(collected.text == test.text);
    EXPECT_THAT(collected.Kinds(), IsEmpty());
    EXPECT_EQ(collected.ledger.bytes.payload, test.stored.size());
  }
}

TEST(Zstd, ReadSizesDoNotMatter) {
  const std::string stored = Zstd(SampleText(200'000)) + SkippableFrame("abc") + Zstd("b") + "tail";
  const Collected whole = DecodeBothWays(stored);
  for (const std::size_t piece : {1u, 4095u, 4096u, 4097u}) {
    SCOPED_TRACE(piece);
    const Collected pieces = DecodeBothWays(stored, piece);
    EXPECT_EQ(pieces.text, whole.text);
    EXPECT_EQ(pieces.Account(), whole.Account());
  }
}

TEST(Zstd, CutAtEveryByteKeepsThePrefix) {
  const std::string text = SampleText(3000);
  const std::string first = Zstd(text.substr(0, 1500));
  const std::string second = first + SkippableFrame("abcd");
  const std::string stored = second + Zstd(text.substr(1500));
  for (std::size_t cut = 2; cut < stored.size(); ++cut) {
    SCOPED_TRACE(cut);
    const Collected collected = DecodeBothWays(stored.substr(0, cut));
    if (collected.ledger.bytes.passed_through == 0) {
      EXPECT_THAT(text, StartsWith(collected.text));
    }
    if (cut == first.size() || cut == second.size()) {
      EXPECT_THAT(collected.Kinds(), IsEmpty());
    } else if (cut == first.size() + 1 || cut == first.size() + 2 || cut == first.size() + 3) {
      // Too little to see that a skippable frame was meant.
      EXPECT_THAT(collected.Kinds(), ElementsAre("trailing_garbage"));
    } else {
      EXPECT_THAT(collected.Kinds(), ElementsAre("truncated"));
    }
  }
}

TEST(Zstd, BlocksBeforeTheCutAreKept) {
  const std::string text = SampleText(1'000'000);
  const std::string stored = Zstd(text);
  const Collected collected = DecodeBothWays(stored.substr(0, stored.size() / 2));
  EXPECT_TRUE(text.starts_with(collected.text));
  EXPECT_GT(collected.text.size(), text.size() / 3);
  EXPECT_THAT(collected.Kinds(), ElementsAre("truncated"));
}

TEST(Zstd, EveryFlippedBitIsSeenOrHarmless) {
  const std::string text = SampleText(600);
  const std::string stored = Zstd(text);
  for (std::size_t bit = 32; bit < stored.size() * 8; ++bit) {  // Not in the magic.
    SCOPED_TRACE(bit);
    std::string flipped = stored;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    const Collected collected = DecodeBothWays(flipped);
    if (collected.ledger.complete()) {
      EXPECT_EQ(collected.text, text);
    }
  }
}

TEST(Zstd, FaultsKeepTheBlocksBeforeAndFindTheNextFrame) {
  const std::string text = SampleText(1'000'000);
  const std::string stored = Zstd(text);
  std::mt19937 random(7);
  int kept = 0;
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE(round);
    std::string damaged = stored;
    const std::size_t at = 20 + random() % (stored.size() - 24);
    damaged.replace(at, 8, "\xff\x00\xff\xff\x55\x00\xaa\xff", 8);
    const Collected collected = DecodeBothWays(damaged + Zstd("next frame"));
    EXPECT_FALSE(collected.ledger.complete());
    EXPECT_TRUE(collected.text.ends_with("next frame"));
    // Blocks hold up to 128 KiB of text: all but the one with the fault must be there.
    const std::size_t before = at * text.size() / stored.size();
    EXPECT_GE(collected.text.size() + 200'000, before);
    kept += collected.text.size() > 100'000 ? 1 : 0;
  }
  EXPECT_GT(kept, 20);
}

TEST(Zstd, WrongChecksumKeepsTheText) {
  std::string stored = Zstd("before") + Zstd("text");
  stored.back() ^= 1;
  const Collected collected = DecodeBothWays(stored + Zstd("after"));
  EXPECT_EQ(collected.text, "beforetextafter");
  EXPECT_THAT(collected.Kinds(), ElementsAre("checksum_mismatch"));
  EXPECT_EQ(collected.ledger.anomalies()[0].byte_offset, 6u);
  EXPECT_EQ(collected.ledger.anomalies()[0].length, 4u);
}

TEST(Zstd, UnknownDictionaryIsCorrupt) {
  std::string stored = Zstd("text");
  // Frame header with a dictionary number of one byte; see RFC 8878, section 3.1.1.1.
  stored[4] = static_cast<char>(stored[4] | 1);
  stored.insert(5, 1, '\x07');
  const Collected collected = DecodeBothWays(stored + Zstd("next"));
  EXPECT_EQ(collected.text, "next");
  EXPECT_THAT(collected.Kinds(), ElementsAre("corrupt_stream", "undecodable"));
  EXPECT_THAT(collected.ledger.anomalies()[0].message, testing::HasSubstr("dictionary"));
}

TEST(Zstd, TooLargeWindowsAreRefused) {
  // Magic, no single segment, window of 2^28 bytes, content size absent, an empty last raw block.
  const std::string huge("\x28\xb5\x2f\xfd\x00\x90\x01\x00\x00", 9);
  static DecodeBuffers buffers;
  const Collected collected = Collect(huge + Zstd("next"), buffers);
  EXPECT_THAT(collected.Kinds(), ElementsAre("limit_exceeded", "undecodable"));
  EXPECT_EQ(collected.text, "next");
  std::string allowed = huge;
  allowed[5] = '\x88';  // 2^27
  EXPECT_THAT(DecodeBothWays(allowed).Kinds(), IsEmpty());
}

}  // namespace
}  // namespace trailsift
