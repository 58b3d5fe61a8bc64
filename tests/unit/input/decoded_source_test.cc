#include "input/decoded_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collect.h"
#include "compress.h"

namespace trailsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
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

std::string Utf16(std::string_view text, bool little) {
  std::string wide;
  for (const char c : text) wide += little ? std::string{c, '\0'} : std::string{'\0', c};
  return wide;
}

TEST(DecodedSource, OtherFormatsAreNamedWithACommand) {
  using namespace std::string_literals;
  struct Case {
    std::string stored;
    const char* in_message;
  };
  const Case cases[] = {
      {"BZh91AY&SY", "bzip2 -dc"},
      {"\xfd\x37zXZ\0\0"s, "xz -dc"},
      {"PK\x03\x04\x14", "unzip"},
      {"7z\xbc\xaf\x27\x1c", "7z x"},
      {"\x04\x22\x4d\x18\x64", "lz4 -dc"},
      {"\x1f\x9d\x90", "gzip -dc"},
      {"\x78\x9c\xab", "zlib"},
      {"PAR1\x15", "Parquet"},
      {"ElfFile\0"s, "Windows event log"},
      {std::string(257, 'x') + "ustar\00000"s, "tar -xf"},
      {"\xff\xfe\0\0{\0\0\0"s, "UTF-32LE"},
      {"\0\0\xfe\xff\0\0\0{"s, "UTF-32BE"},
      {"\xff\xfe" + Utf16("{}", true), "UTF-16LE"},
      {"\xfe\xff" + Utf16("{}", false), "UTF-16BE"},
      {Utf16("{}", true), "UTF-16LE"},
      {Utf16(SampleText(200), false), "UTF-16BE"},
      {"<?xml version='1.0'?><Error/>", "error page"},
      {"\xef\xbb\xbf\n <html>", "error page"},
      {"<!DOCTYPE html>", "error page"},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.in_message);
    for (const std::string& stored : {test.stored, Gzip(test.stored)}) {
      const Collected collected = Decode(stored);
      EXPECT_EQ(collected.text, "");
      ASSERT_THAT(collected.Kinds(), ElementsAre("unsupported_format"));
      EXPECT_THAT(collected.ledger.anomalies()[0].message, HasSubstr(test.in_message));
      EXPECT_EQ(collected.ledger.state, SourceState::kFailed);
    }
  }
}

TEST(DecodedSource, WhatLooksAlmostLikeAFormatIsText) {
  using namespace std::string_literals;
  const std::string texts[] = {"BZ",
                               "P",
                               "PK\x05",
                               "< 3",
                               "<",
                               "{\"a\":1}\0\0\0\0"s,
                               "\0\0\0\0\0\0"s,
                               "a\0b"s,
                               "\xef\xbb\xbf{}",
                               "\x1e{}",
                               "ustar",
                               "(1)",
                               "PARTY",
                               "\xffz"};
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    const Collected collected = Decode(text);
    EXPECT_EQ(collected.text, text);
    EXPECT_THAT(collected.Kinds(), IsEmpty());
  }
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
