// Each row of the table of first bytes, plain and once compressed.
#include "input/stored_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collect.h"
#include "compress.h"
#include "utf16.h"

namespace trailsift {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Collected Decode(std::string_view stored) {
  static DecodeBuffers buffers;
  Collected collected = Collect(stored, buffers);
  EXPECT_EQ(collected.ledger.count(AnomalyKind::kInternalImbalance), 0u);
  return collected;
}

std::string Zlib(std::string_view text, int level) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string stored(size, '\0');
  compress2(reinterpret_cast<Bytef*>(stored.data()), &size,
            reinterpret_cast<const Bytef*>(text.data()), static_cast<uLong>(text.size()), level);
  stored.resize(size);
  return stored;
}

TEST(StoredFormat, OtherFormatsAreNamedWithACommand) {
  struct Case {
    std::string stored;
    const char* in_message;
  };
  std::vector<Case> cases = {
      {"BZh91AY&SY", "bzip2 -dc"},
      {"\xfd\x37zXZ\0\0"s, "xz -dc"},
      {"PK\x03\x04\x14", "unzip"},
      {"7z\xbc\xaf\x27\x1c", "7z x"},
      {"\x04\x22\x4d\x18\x64", "lz4 -dc"},
      {"\x1f\x9d\x90", "gzip -dc"},
      {"PAR1\x15", "Parquet"},
      {"ElfFile\0"s, "Windows event log"},
      {std::string(257, 'x') + "ustar\00000"s, "tar -xf"},
      {"\xff\xfe\0\0{\0\0\0"s, "UTF-32LE"},
      {"\0\0\xfe\xff\0\0\0{"s, "UTF-32BE"},
      {"<?xml version='1.0'?><Error/>", "error page"},
      {"\xef\xbb\xbf\n <html>", "error page"},
      {"<!DOCTYPE html>", "error page"},
  };
  // Levels 0, 1, 5 and 9 have the four usual headers.
  for (const int level : {0, 1, 5, 9}) {
    for (const std::size_t size : {20u, 400u, 100'000u}) {
      cases.push_back({Zlib(SampleText(size), level), "zlib"});
    }
  }
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

TEST(StoredFormat, WhatLooksAlmostLikeAFormatIsText) {
  const std::string json = R"( {"eventName":"x"})";
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
                               "\xffz",
                               "x^2",
                               "x^2 + y^2" + json,
                               "x^\n" + json,
                               "x\x01" + json,
                               "x\x9c" + json,
                               "x\xda" + json,
                               "x\xda" + json + "\n" + NoiseText(2000),
                               "x\x9c",
                               "x^" + SampleText(3000)};
  for (const std::string& text : texts) {
    SCOPED_TRACE(text);
    const Collected collected = Decode(text);
    EXPECT_EQ(collected.text, text);
    EXPECT_THAT(collected.Kinds(), IsEmpty());
  }
}

// Damage to the first bytes of a log makes them any others.
TEST(StoredFormat, AMagicBeforeTextIsText) {
  for (const std::string& magic :
       {"BZh"s, "PK\x03\x04"s, "\xfd\x37zXZ\0"s, "7z\xbc\xaf"s, "\x04\x22\x4d\x18"s, "\x1f\x9d"s,
        "PAR1"s, "ElfFile"s, "\x1f\x8b"s, "\x28\xb5\x2f\xfd"s, "\xff\xfe"s, "\xfe\xff"s}) {
    SCOPED_TRACE(magic);
    const std::string text = magic + "\n{\"eventName\":\"x\"}\n";
    const Collected collected = Decode(text);
    EXPECT_EQ(collected.text, text);
    EXPECT_THAT(collected.Kinds(), IsEmpty());
  }
}

// A byte lost from UTF-16 is told by 32 bytes at least, and only one.
TEST(StoredFormat, NulsAreUtf16OnlyWhereTheyAlternate) {
  const std::string even("{\0\"\0a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0"s);
  const auto without = [](std::string text, std::initializer_list<std::size_t> places) {
    for (const std::size_t place : places) text.erase(place, 1);
    return text;
  };
  struct Case {
    std::string bytes;
    StoredFormat format;
  };
  const Case cases[] = {
      {even, StoredFormat::kUtf16LittleEndian},
      {without(even, {8}), StoredFormat::kUtf16LittleEndian},
      {without(even, {8}).substr(0, 32), StoredFormat::kUtf16LittleEndian},
      {without(even, {8}).substr(0, 31), StoredFormat::kPlain},
      {without(even, {20, 8}), StoredFormat::kPlain},
      {std::string(64, '\0'), StoredFormat::kPlain},
      {"{\0\0\0\"\0\0\0a\0\0\0b\0\0\0"s + even, StoredFormat::kPlain},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.bytes);
    EXPECT_EQ(DetectFormat(test.bytes), test.format);
  }
}

TEST(StoredFormat, EveryFormatHasAName) {
  for (int format = 0; format <= static_cast<int>(StoredFormat::kMarkup); ++format) {
    EXPECT_FALSE(FormatName(static_cast<StoredFormat>(format)).empty());
  }
}

}  // namespace
}  // namespace trailsift
