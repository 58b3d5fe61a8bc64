// Good members behind a broken one are found wherever its data makes a decoder run to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "both_ways.h"
#include "collect.h"
#include "compress.h"

namespace trailsift {
namespace {

using testing::ElementsAre;

std::string Flip(std::string stored, std::size_t bit) {
  stored[bit / 8] = static_cast<char>(stored[bit / 8] ^ (1 << bit % 8));
  return stored;
}

std::string StoredBlock(std::size_t length) {
  const auto low = static_cast<char>(length & 0xFF);
  const auto high = static_cast<char>(length >> 8);
  return {'\0', low, high, static_cast<char>(~low), static_cast<char>(~high)};
}

// The beginning of a gzip member: some text, and a stored block of so many of the bytes behind it.
std::string MemberThatTakes(std::size_t length) {
  return std::string("\x1f\x8b\x08\0\0\0\0\0\0\3", 10) + StoredBlock(5) + "text\n" +
         StoredBlock(length);
}

bool Verified(const Collected& collected, std::string_view text) {
  const std::size_t at = collected.text.rfind(text);
  return at != std::string::npos && !collected.ledger.unverified.Overlap(at, at + text.size());
}

constexpr std::string_view kSecond = "the second member\n";
constexpr std::string_view kThird = "the third\n";

class Compression : public testing::TestWithParam<std::string (*)(std::string_view)> {
 protected:
  std::string Pack(std::string_view text) const { return GetParam()(text); }
};

INSTANTIATE_TEST_SUITE_P(, Compression,
                         testing::Values(
                             +[](std::string_view text) { return Gzip(text); },
                             +[](std::string_view text) { return Gzip(text, 0); },
                             +[](std::string_view text) { return Zstd(text); }));

TEST_P(Compression, ACutAnywhereHidesNothingBehindIt) {
  const std::string first = Pack(SampleText(400));
  const std::string rest = Pack(kSecond) + Pack(kThird);
  // One that ends before its text begins may be taken for one that holds compressed data.
  const std::size_t head = first.find('{') == 15 ? 16 : 4;
  for (std::size_t cut = head; cut < first.size(); ++cut) {
    SCOPED_TRACE(cut);
    for (const std::string& before : {std::string(), Pack("good\n")}) {
      const Collected collected = DecodeBothWays(before + first.substr(0, cut) + rest);
      EXPECT_TRUE(Verified(collected, kSecond)) << collected.Account();
      EXPECT_TRUE(Verified(collected, kThird));
      EXPECT_FALSE(collected.ledger.complete());
    }
  }
}

TEST_P(Compression, AFlippedBitAnywhereHidesNothingBehindIt) {
  const std::string text = SampleText(400);
  const std::string first = Pack(text);
  const std::string rest = Pack(kSecond) + Pack(kThird);
  for (std::size_t bit = 32; bit < first.size() * 8; ++bit) {
    SCOPED_TRACE(bit);
    const Collected collected = DecodeBothWays(Flip(first, bit) + rest);
    EXPECT_TRUE(Verified(collected, kSecond)) << collected.Account();
    EXPECT_TRUE(Verified(collected, kThird));
    if (collected.text.starts_with(text)) continue;
    // What is not as it was written is marked so, or named as garbage.
    EXPECT_FALSE(collected.ledger.complete());
    const std::size_t size = collected.text.size() - kSecond.size() - kThird.size();
    EXPECT_TRUE(size == 0 || collected.ledger.unverified.Overlap(0, size) ||
                collected.Find(AnomalyKind::kTrailingGarbage)->byte_offset == 0U)
        << collected.Account();
  }
}

TEST(Resynchronisation, FlagsOfAHeaderHideNothing) {
  // An extra field, a name, a comment that are not there.
  for (const char flags : {'\x04', '\x08', '\x10', '\x1e'}) {
    std::string first = Gzip("lost");
    first[3] = flags;
    const Collected collected = DecodeBothWays(first + Gzip(kSecond) + Gzip(kThird));
    EXPECT_TRUE(Verified(collected, kSecond));
    EXPECT_TRUE(Verified(collected, kThird));
  }
}

// gzip(1) writes a name, whose flag may be lost, or damaged into others.
TEST(Resynchronisation, FlagsOfANamedMemberHideNothing) {
  gz_header header{};
  std::string name = "2026-11-03.json";
  header.name = reinterpret_cast<Bytef*>(name.data());
  const std::string named = Gzip(kSecond, 6, &header);
  for (int flags = 0; flags < 256; ++flags) {
    SCOPED_TRACE(flags);
    std::string damaged = named;
    damaged[3] = static_cast<char>(flags);
    // That for text means nothing, and a name may as well be a comment.
    const bool right = (flags | 1) == 0x09 || (flags | 1) == 0x11;
    for (const bool first : {true, false}) {
      const Collected collected =
          DecodeBothWays((first ? damaged : Gzip("first\n") + damaged) + Gzip(kThird));
      EXPECT_EQ(collected.text,
                (first ? "" : "first\n") + std::string(kSecond) + std::string(kThird))
          << collected.Account();
      EXPECT_EQ(collected.ledger.complete(), right) << collected.Account();
    }
  }
}

TEST(Resynchronisation, StoredBlocksThatCoverMembersHideNothing) {
  const std::string rest = Gzip(kSecond) + Gzip(kThird);
  const std::size_t lengths[] = {1, 10, rest.size() - 1, rest.size(), rest.size() + 1, 65'535};
  for (const std::size_t length : lengths) {
    SCOPED_TRACE(length);
    for (const std::size_t piece : {std::size_t{1}, std::string::npos}) {
      const Collected collected = DecodeBothWays(MemberThatTakes(length) + rest, piece);
      EXPECT_TRUE(Verified(collected, kSecond)) << collected.Account();
      EXPECT_TRUE(Verified(collected, kThird));
    }
  }
}

TEST(Resynchronisation, ASkippableFrameWithoutEndHidesNothing) {
  const std::string frame("\x53\x2a\x4d\x18\xff\xff\xff\xff", 8);
  const Collected collected = DecodeBothWays(Zstd("first\n") + frame + "x" + Zstd(kSecond));
  EXPECT_EQ(collected.text, "first\n" + std::string(kSecond));
  EXPECT_THAT(collected.Kinds(), ElementsAre("corrupt_stream"));
}

// As far back as the window is kept, and whatever pieces it was filled with.
TEST(Resynchronisation, ReachesBackAsFarAsPromised) {
  const std::size_t look_back = kStoredWindow / 2;
  std::string blocks = Gzip(NoiseText(8'000'000), 0);
  blocks.resize(6'000'000);
  const std::string fault(20, '\xff');
  for (const std::size_t distance : {std::size_t{100'000}, look_back - 100'000}) {
    const std::string member = Gzip(kSecond);
    std::string stored = blocks;
    stored.replace(stored.size() - distance, member.size(), member);
    for (const std::size_t piece : {std::size_t{4099}, std::string::npos}) {
      const Collected collected = DecodeBothWays(stored, piece);
      EXPECT_TRUE(Verified(collected, kSecond)) << distance;
    }
  }
}

// Compressed data is stored, not compressed again, by a second compressor: members lie open in the
// outer layer. They must not be read twice.
TEST(Resynchronisation, WhatAnOuterLayerStoresIsReadOnce) {
  const std::string text = SampleText(300);
  const std::string stored = Gzip(Gzip(text), 0);
  ASSERT_NE(stored.find(Gzip(text)), std::string::npos);
  for (std::size_t cut = stored.size() - 8; cut < stored.size(); ++cut) {
    const Collected collected = DecodeBothWays(stored.substr(0, cut));
    EXPECT_EQ(collected.text, text);
    EXPECT_THAT(collected.Kinds(), ElementsAre("truncated"));
  }
  for (std::size_t from_end = 1; from_end <= 8; ++from_end) {
    const Collected collected = DecodeBothWays(Flip(stored, (stored.size() - from_end) * 8));
    EXPECT_EQ(collected.text, text);
    EXPECT_THAT(collected.Kinds(), ElementsAre("checksum_mismatch"));
  }
}

TEST(Resynchronisation, WorksInEitherLayer) {
  const std::string broken = MemberThatTakes(5000);
  Collected collected = DecodeBothWays(Gzip(Gzip("first\n") + broken + Gzip(kSecond)));
  EXPECT_TRUE(collected.text.ends_with(kSecond));
  EXPECT_THAT(collected.Kinds(), ElementsAre("corrupt_stream"));
  collected = DecodeBothWays(Gzip(Gzip("first\n")) + broken + Gzip(Gzip(kSecond)));
  EXPECT_TRUE(collected.text.ends_with(kSecond));
  EXPECT_FALSE(collected.ledger.complete());
}

// Each broken member is decoded to the end, since its blocks lead there, and a good one stands
// right behind its head. Read again from each good one, this would be quadratic.
std::string BrokenPairs(std::size_t size) {
  const std::string good = Gzip("g");
  std::string stored;
  while (stored.size() < size) stored += MemberThatTakes(60'000) + good;
  return stored;
}

// Heads of members that all look good until they end in the same fault.
std::string FalseMembers(std::size_t size) {
  std::string stored = MemberThatTakes(65'535);
  while (stored.size() < size) stored += MemberThatTakes(50'000);
  return stored;
}

TEST(Resynchronisation, WorkIsLinear) {
  static DecodeBuffers buffers;
  for (const auto make : {BrokenPairs, FalseMembers}) {
    std::uint64_t before = 0;
    for (const std::size_t size : {1u << 20, 2u << 20, 4u << 20}) {
      const std::string stored = make(size);
      const Collected collected = Collect(stored, buffers);
      const auto work =
          static_cast<double>(collected.repeated_work + stored.size() + collected.text.size());
      EXPECT_TRUE(before == 0 || work <= 2.2 * static_cast<double>(before)) << size;
      before = static_cast<std::uint64_t>(work);
    }
  }
}

TEST(Resynchronisation, TinyMembersCostNothingTwice) {
  static DecodeBuffers buffers;
  std::string stored;
  for (int i = 0; i < 50'000; ++i) stored += Gzip("x");
  EXPECT_EQ(Collect(stored, buffers).repeated_work, 0u);
}

}  // namespace
}  // namespace trailsift
