#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "both_ways.h"
#include "collect.h"
#include "compress.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

std::string TwoMembers() { return Gzip("first\n") + Gzip("second\n"); }

TEST(Gzip, MembersAreOneText) {
  struct Case {
    const char* what;
    std::string stored;
    std::string text;
  };
  const std::string large = SampleText(3'000'000);
  const Case cases[] = {
      {"one", Gzip("text"), "text"},
      {"two", TwoMembers(), "first\nsecond\n"},
      {"an empty one", Gzip(""), ""},
      {"empty ones around", Gzip("") + Gzip("a") + Gzip("") + Gzip("b") + Gzip(""), "ab"},
      {"stored blocks", Gzip(NoiseText(200'000), 0), NoiseText(200'000)},
      {"noise", Gzip(NoiseText(2'500'000)), NoiseText(2'500'000)},
      {"large", Gzip(large), large},
      {"a small one, then a large one", Gzip("a") + Gzip(large) + Gzip("b"), "a" + large + "b"},
      {"fixed codes", Gzip("aaaaaaaaaaaaaaaaaaaaab", 9), "aaaaaaaaaaaaaaaaaaaaab"},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.what);
    const Collected collected = DecodeBothWays(test.stored);
    EXPECT_EQ(collected.text, test.text);
    EXPECT_THAT(collected.Kinds(), IsEmpty());
    EXPECT_EQ(collected.ledger.bytes.payload, test.stored.size());
    EXPECT_EQ(collected.ledger.bytes.decoded, test.text.size());
  }
}

TEST(Gzip, ReadSizesDoNotMatter) {
  const std::string text = SampleText(300'000);
  const std::string stored =
      Gzip(text.substr(0, 100'000)) + Gzip(text.substr(100'000)) + "\0\0tail";
  const Collected whole = DecodeBothWays(stored);
  for (const std::size_t piece : {1u, 7u, 4095u, 4096u, 4097u}) {
    SCOPED_TRACE(piece);
    const Collected pieces = DecodeBothWays(stored, piece);
    EXPECT_EQ(pieces.text, whole.text);
    EXPECT_EQ(pieces.Account(), whole.Account());
  }
}

TEST(Gzip, ManyTinyMembersShareAPiece) {
  std::string stored;
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    const std::string line = std::to_string(i) + '\n';
    stored += Gzip(line);
    text += line;
  }
  const Collected collected = DecodeBothWays(stored);
  EXPECT_EQ(collected.text, text);
  EXPECT_EQ(collected.pieces, 1u);
}

// More stored bytes and more text than the windows hold.
TEST(Gzip, LargeSourcesPassThroughTheWindows) {
  const std::string text = SampleText(40'000'000);
  const std::string noise = NoiseText(9'000'000);
  const std::string stored = Gzip(text, 1) + Gzip(noise, 1) + Gzip(text.substr(0, 1'000'000), 1) +
                             Gzip(noise.substr(0, 3'900'000), 1) + Gzip("end");
  const Collected collected = DecodeBothWays(stored);
  EXPECT_TRUE(collected.text ==
              text + noise + text.substr(0, 1'000'000) + noise.substr(0, 3'900'000) + "end");
  EXPECT_THAT(collected.Kinds(), IsEmpty());
  EXPECT_LE(collected.largest_piece, kDecodedWindow);
}

// What is guessed of a member's size may be wrong either way.
TEST(Gzip, MembersOfAnySizesFollowEachOther) {
  const std::string little = "little";
  const std::string much = SampleText(kDecodedWindow + 1);
  const std::string fits = SampleText(kDecodedWindow);
  const std::string noise = NoiseText(kStoredWindow - 100'000);
  for (const auto& texts : std::vector<std::vector<std::string>>{
           {much, little},
           {little, much},
           {fits, little, much},
           {much, fits},
           {much, much, noise, little, much, little, noise},
           {little, little, little, much},
       }) {
    std::string stored;
    std::string expected;
    for (const std::string& text : texts) {
      stored += Gzip(text, 1);
      expected += text;
    }
    const Collected collected = DecodeBothWays(stored);
    EXPECT_TRUE(collected.text == expected);
    EXPECT_THAT(collected.Kinds(), IsEmpty());
  }
}

TEST(Gzip, HeaderFieldsAreSkipped) {
  Bytef extra[300];
  std::memset(extra, 'x', sizeof extra);
  Bytef name[] = "\x1f\x8b\x08.json";
  std::string long_comment(10'000, 'c');
  gz_header header{};
  header.extra = extra;
  header.extra_len = sizeof extra;
  header.name = name;
  header.comment = reinterpret_cast<Bytef*>(long_comment.data());
  header.hcrc = 1;
  std::string stored = Gzip("text", 6, &header);
  ASSERT_GT(stored.size(), 10'000u);
  Collected collected = DecodeBothWays(stored, 1000);
  EXPECT_EQ(collected.text, "text");
  EXPECT_THAT(collected.Kinds(), IsEmpty());

  stored[20] = 'y';  // In the extra field: only the header's own checksum tells.
  collected = DecodeBothWays(stored);
  EXPECT_EQ(collected.text, "text");
  EXPECT_THAT(collected.Kinds(), ElementsAre("checksum_mismatch"));
}

TEST(Gzip, HeaderWithoutEndIsCorrupt) {
  std::string stored = Gzip("");
  stored[3] = 0x08;  // A name follows,
  stored = stored.substr(0, 10) + std::string(2'000'000, 'n');
  const Collected collected = DecodeBothWays(stored);
  EXPECT_THAT(collected.Kinds(), ElementsAre("corrupt_stream", "undecodable"));
}

// In quadratic time this would take minutes.
TEST(Gzip, GarbageFullOfMagicBytesIsPassedInOneGo) {
  std::string stored;
  while (stored.size() < 1'000'000) stored += "\x1f\x8b\x08\x08";
  const Collected collected = DecodeBothWays(stored);
  EXPECT_EQ(collected.text, "");
  EXPECT_GT(collected.ledger.count(AnomalyKind::kCorruptStream), 0U);
  EXPECT_TRUE(collected.ledger.bytes.Balanced());
}

TEST(Gzip, ZerosBehindAreNoted) {
  const std::string zeros(700'000, '\0');
  const std::string member = Gzip("a");
  Collected collected = DecodeBothWays(member + zeros);
  EXPECT_EQ(collected.text, "a");
  EXPECT_THAT(collected.Kinds(), ElementsAre("padding"));
  EXPECT_EQ(collected.ledger.bytes.padding, zeros.size());
  EXPECT_EQ(collected.ledger.anomalies()[0].stored_offset, member.size());
  EXPECT_EQ(collected.ledger.anomalies()[0].length, zeros.size());
  EXPECT_TRUE(collected.ledger.complete());

  collected = DecodeBothWays(member + zeros + member);
  EXPECT_EQ(collected.text, "aa");
  EXPECT_THAT(collected.Kinds(), ElementsAre("padding"));
}

TEST(Gzip, OtherBytesBehindAreScannedAsText) {
  const std::string member = Gzip("a\n");
  Collected collected = DecodeBothWays(member + R"({"Records":[]})");
  EXPECT_EQ(collected.text, "a\n{\"Records\":[]}");
  EXPECT_THAT(collected.Kinds(), ElementsAre("trailing_garbage"));
  EXPECT_EQ(collected.ledger.anomalies()[0].stored_offset, member.size());
  EXPECT_EQ(collected.ledger.anomalies()[0].byte_offset, 2u);
  EXPECT_EQ(collected.ledger.bytes.passed_through, 14u);
  EXPECT_FALSE(collected.ledger.complete());

  collected = DecodeBothWays(member + "\n");
  EXPECT_THAT(collected.Kinds(), ElementsAre("trailing_garbage"));
}

TEST(Gzip, MembersBehindGarbageAreDecoded) {
  const std::string garbage = NoiseText(1'500'001);
  ASSERT_EQ(garbage.find("\x1f\x8b\x08"), std::string::npos);
  for (const std::size_t size : {1u, 2u, 3u, 4u, 5u, 262'143u, 262'144u, 1'500'001u}) {
    SCOPED_TRACE(size);
    const std::string between = "g" + garbage.substr(0, size - 1);
    const Collected collected = DecodeBothWays(Gzip("a") + between + Gzip("b") + Zstd("c"));
    EXPECT_EQ(collected.text, "a" + between + "bc");
    EXPECT_THAT(collected.Kinds(), ElementsAre("trailing_garbage"));
  }
}

TEST(Gzip, WrongChecksumOrLengthKeepsTheText) {
  for (const std::size_t from_end : {1u, 4u, 5u, 8u}) {
    SCOPED_TRACE(from_end);
    std::string stored = Gzip("before") + Gzip("text");
    stored[stored.size() - from_end] ^= 1;
    const Collected collected = DecodeBothWays(stored + Gzip("after"));
    EXPECT_EQ(collected.text, "beforetextafter");
    EXPECT_THAT(collected.Kinds(), ElementsAre("checksum_mismatch"));
    // The range that is not to be trusted.
    EXPECT_EQ(collected.ledger.anomalies()[0].byte_offset, 6u);
    EXPECT_EQ(collected.ledger.anomalies()[0].length, 4u);
    EXPECT_EQ(collected.ledger.anomalies()[0].stored_offset, Gzip("before").size());
  }
}

TEST(Gzip, CutAtEveryByteKeepsThePrefix) {
  const std::string text = SampleText(4000);
  const std::string first = Gzip(text.substr(0, 2500));
  const std::string stored = first + Gzip(text.substr(2500));
  for (std::size_t cut = 1; cut < stored.size(); ++cut) {
    SCOPED_TRACE(cut);
    const Collected collected = DecodeBothWays(stored.substr(0, cut));
    EXPECT_THAT(text, StartsWith(collected.text));
    if (cut < first.size()) {
      // As far as zlib comes.
      EXPECT_EQ(collected.text, GunzipByZlib(stored.substr(0, cut)));
    }
    if (cut == first.size()) {
      EXPECT_THAT(collected.Kinds(), IsEmpty());
    } else {
      EXPECT_THAT(collected.Kinds(), ElementsAre("truncated"));
    }
  }
}

TEST(Gzip, CutOfLargeMembersKeepsThePrefix) {
  const std::string text = SampleText(20'000'000);
  const std::string stored = Gzip(text, 1);
  for (std::size_t cut = 1000; cut < stored.size(); cut += stored.size() / 7) {
    SCOPED_TRACE(cut);
    const Collected collected = DecodeBothWays(stored.substr(0, cut));
    EXPECT_TRUE(collected.text == GunzipByZlib(stored.substr(0, cut)));
    EXPECT_THAT(collected.Kinds(), ElementsAre("truncated"));
  }
}

TEST(Gzip, EveryFlippedBitIsSeenOrHarmless) {
  const std::string text = SampleText(600);
  const std::string stored = Gzip(text);
  for (std::size_t bit = 16; bit < stored.size() * 8; ++bit) {  // Not in the magic.
    SCOPED_TRACE(bit);
    std::string flipped = stored;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    const Collected collected = DecodeBothWays(flipped);
    if (collected.ledger.complete()) {
      EXPECT_EQ(collected.text, text);
    }
  }
}

// What comes before a fault is delivered, as far as zlib comes, and the next member is found.
TEST(Gzip, FaultsInTheDataKeepWhatComesBefore) {
  const std::string text = SampleText(2'000'000);
  const std::string stored = Gzip(text);
  std::mt19937 random(7);
  int corrupt = 0;
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE(round);
    std::string damaged = stored;
    const std::size_t at = 10 + random() % (stored.size() - 18);
    damaged.replace(at, 8, "\xff\x00\xff\xff\x55\x00\xaa\xff", 8);
    const Collected collected = DecodeBothWays(damaged + Gzip("next member"));
    const std::string by_zlib = GunzipByZlib(damaged);
    EXPECT_TRUE(collected.text.starts_with(by_zlib))
        << collected.text.size() << " of " << by_zlib.size();
    EXPECT_FALSE(collected.ledger.complete());
    if (collected.Find(AnomalyKind::kCorruptStream) == nullptr) continue;
    ++corrupt;
    EXPECT_TRUE(collected.text.ends_with("next member"));
  }
  EXPECT_GT(corrupt, 10);
}

TEST(Gzip, InvalidHeadersAreCorrupt) {
  std::string stored = Gzip("lost");
  stored[3] = '\xE0';  // Flags that are reserved.
  stored[9] = '\x77';  // No operating system.
  const Collected collected = DecodeBothWays(stored + Gzip("found"));
  EXPECT_EQ(collected.text, "found");
  EXPECT_THAT(collected.Kinds(), ElementsAre("corrupt_stream", "undecodable"));
  EXPECT_EQ(collected.ledger.bytes.undecodable, stored.size() - 2);
}

// In the first member and behind others.
TEST(Gzip, ADamagedMagicOrFlagsHideNothing) {
  const std::string large = SampleText(2'500'000);
  for (std::size_t bit = 0; bit < 32; ++bit) {
    SCOPED_TRACE(bit);
    // Beyond what whole members may have, only with a bit of each kind.
    const bool with_large = bit % 9 == 0 || bit == 26 || bit == 28;
    for (const std::string& text : {std::string("{\"a\":1}\n"), with_large ? large : "c\n"}) {
      std::string flipped = Gzip(text);
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      for (const std::string& before :
           {std::string(), Gzip("good\n"), Zstd("good\n"), Gzip("good\n") + std::string(8, '\0')}) {
        const Collected collected = DecodeBothWays(before + flipped + Gzip("behind\n"));
        EXPECT_TRUE(collected.text == (before.empty() ? "" : "good\n") + text + "behind\n")
            << collected.Account();
        const bool means_nothing = bit == 24;  // FTEXT.
        EXPECT_EQ(collected.ledger.complete(), means_nothing);
        EXPECT_FALSE(
            collected.ledger.unverified.Overlap(collected.text.size() - 7, collected.text.size()));
      }
    }
  }
}

// What stands behind a member and only looks like the header of another is text, as is what
// follows.
TEST(Gzip, WhatLooksLikeADamagedHeaderBehindAMemberIsScanned) {
  for (const std::string& header : {std::string("\x1f\x8b\x99\0\0\0\0\0\0\3", 10),
                                    std::string("\x1f\x8b\x08\xff\0\0\0\0\0\3", 10)}) {
    const std::string text = "{\"eventName\":\"behind\"}\n";
    const Collected collected = DecodeBothWays(Gzip("good\n") + header + text);
    EXPECT_EQ(collected.text, "good\n" + header + text);
    EXPECT_THAT(collected.Kinds(), ElementsAre("trailing_garbage"));
  }
}

// What is stored as it is takes more than the window that is kept.
TEST(Gzip, DamagedFlagsOfALargeMemberAreReadAlikeBothWays) {
  for (const std::size_t size : {1'900'000U, 3'000'000U}) {
    std::string stored = Gzip(NoiseText(size), 0);
    stored[3] = '\x08';  // A name that is not there.
    for (const std::size_t piece : {std::size_t{4096}, std::string_view::npos}) {
      const Collected collected = DecodeBothWays(stored, piece);
      EXPECT_FALSE(collected.ledger.complete());
      EXPECT_TRUE(size > 2'000'000 || collected.text == NoiseText(size));
    }
  }
}

// The outer layer of data that is compressed twice holds no text.
TEST(Gzip, DamagedFlagsOfTheOuterLayerHideNothing) {
  std::string inner;
  for (int i = 0; i < 40; ++i) inner += Gzip("the same again\n");
  for (const char flags : {'\x02', '\x04', '\x08', '\x10'}) {
    std::string stored = Gzip(inner);
    stored[3] = flags;
    const Collected collected = DecodeBothWays(stored);
    EXPECT_EQ(collected.text.size(), 40U * 15) << collected.Account();
    EXPECT_FALSE(collected.ledger.complete());
  }
}

Collected DecodeLimited(std::string_view stored, bool whole, const Limits& limits) {
  static DecodeBuffers buffers;
  CollectOptions options;
  options.whole_members = whole;
  options.limits = limits;
  return Collect(stored, buffers, options);
}

TEST(Gzip, LimitOfDecodedBytesIsExact) {
  const std::string text = SampleText(1'900'000);
  const std::string stored = Gzip(text);
  Limits limits;
  for (const bool whole : {true, false}) {
    for (const std::size_t limit : {std::size_t{1}, std::size_t{1} << 20, text.size() - 1}) {
      SCOPED_TRACE(limit);
      limits.decompressed_bytes = limit;
      const Collected collected = DecodeLimited(stored, whole, limits);
      EXPECT_EQ(collected.text.size(), limit);
      EXPECT_THAT(collected.Kinds(), ElementsAre("limit_exceeded"));
    }
    limits.decompressed_bytes = text.size();
    EXPECT_THAT(DecodeLimited(stored, whole, limits).Kinds(), IsEmpty());
  }
}

TEST(Gzip, ExpansionBeyondTheRatioStops) {
  const std::string zeros(100 << 20, '0');
  const std::string stored = Gzip(zeros, 9);
  for (const bool whole : {true, false}) {
    Limits limits;
    Collected collected = DecodeLimited(stored, whole, limits);
    EXPECT_THAT(collected.Kinds(), ElementsAre("limit_exceeded"));
    EXPECT_GE(collected.text.size(), std::size_t{64} << 20);
    EXPECT_LT(collected.text.size(), std::size_t{84} << 20);
    limits.ratio = 2000;
    collected = DecodeLimited(stored, whole, limits);
    EXPECT_THAT(collected.Kinds(), IsEmpty());
    EXPECT_EQ(collected.text.size(), zeros.size());
  }
}

// What lies behind the cut is not spoken of, and a range that it goes through ends there.
TEST(Gzip, ALimitOfBytesCutsWhatIsReported) {
  const std::string text = SampleText(3'000);
  std::string broken = Gzip(text);
  broken[broken.size() - 8] = static_cast<char>(broken[broken.size() - 8] ^ 1);  // The checksum.
  Limits limits;
  for (const bool whole : {true, false}) {
    limits.decompressed_bytes = text.size();
    EXPECT_THAT(DecodeLimited(Gzip(text) + broken, whole, limits).Kinds(),
                ElementsAre("limit_exceeded"));
    limits.decompressed_bytes = text.size() + 100;
    const Collected collected = DecodeLimited(broken + broken, whole, limits);
    EXPECT_THAT(collected.Kinds(),
                ElementsAre("checksum_mismatch", "checksum_mismatch", "limit_exceeded"));
    EXPECT_EQ(collected.ledger.anomalies()[0].length, text.size());
    EXPECT_EQ(collected.ledger.anomalies()[1].byte_offset, text.size());
    EXPECT_EQ(collected.ledger.anomalies()[1].length, 100U);
  }
}

// A limit does not hide what was wrong with the text before it.
TEST(Gzip, AFaultBeforeTheLimitOfTheRatioStands) {
  std::string stored = Gzip(std::string((64 << 20) + 1000, '0'), 9);
  stored[stored.size() - 8] = static_cast<char>(stored[stored.size() - 8] ^ 1);  // The checksum.
  Limits limits;
  limits.ratio = 100;
  for (const bool whole : {true, false}) {
    const Collected collected = DecodeLimited(stored, whole, limits);
    EXPECT_THAT(collected.Kinds(), ElementsAre("checksum_mismatch", "limit_exceeded"));
  }
}

TEST(Gzip, BrokenMembersInARowStayLinear) {
  std::string stored;
  for (int i = 0; i < 100'000; ++i) stored += std::string("\x1f\x8b\x08\0\0\0\0\0\0\3\7\7", 12);
  const Collected collected = DecodeBothWays(stored);
  EXPECT_EQ(collected.ledger.count(AnomalyKind::kCorruptStream), 100'000u);
}

}  // namespace
}  // namespace trailsift
