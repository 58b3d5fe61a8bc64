#include "scan/piece_maker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace trailsift {
namespace {

using testing::ElementsAre;

struct Chunk {
  std::string bytes;
  bool remark = false;  // Something is entered before them.
};

class Chunks final : public ByteSource {
 public:
  Chunks(std::vector<Chunk> chunks, bool fails, Ledger& ledger)
      : chunks_(std::move(chunks)), fails_(fails), ledger_(ledger) {}

  std::string_view Next() override {
    if (next_ == chunks_.size()) {
      if (fails_) throw std::runtime_error("no more");
      return {};
    }
    const Chunk& chunk = chunks_[next_++];
    if (chunk.remark) ledger_.Report(AnomalyKind::kPadding, "before " + chunk.bytes.substr(0, 1));
    padded_ = chunk.bytes + std::string(kPadding, ' ');
    return std::string_view(padded_).substr(0, chunk.bytes.size());
  }

 private:
  std::vector<Chunk> chunks_;
  bool fails_;
  Ledger& ledger_;
  std::size_t next_ = 0;
  std::string padded_;
};

struct Pieces {
  std::vector<std::string> texts;
  std::vector<bool> whole_lines;
  std::vector<std::size_t> remarks;  // That are entered before each.
  bool failed = false;

  std::vector<std::size_t> Sizes() const {
    std::vector<std::size_t> sizes;
    for (const std::string& text : texts) sizes.push_back(text.size());
    return sizes;
  }
  std::string Text() const {
    std::string text;
    for (const std::string& each : texts) text += each;
    return text;
  }
};

// The first chunk is handed on as it is.
Pieces Cut(std::vector<Chunk> chunks, bool fails = false) {
  Pieces pieces;
  Ledger decoding("path");
  Ledger ledger("path");
  PieceMaker maker(std::make_unique<Chunks>(std::move(chunks), fails, decoding), decoding);
  pieces.texts.emplace_back(maker.NextDirectly(ledger));
  pieces.whole_lines.push_back(false);
  pieces.remarks.push_back(ledger.anomalies().size());
  try {
    for (SourcePiece piece;;) {
      PieceMaker::Reserve(piece);
      maker.Fill(piece);
      if (piece.size == 0) break;
      EXPECT_EQ(piece.bytes().data()[piece.size], ' ');
      pieces.texts.emplace_back(piece.bytes());
      pieces.whole_lines.push_back(piece.whole_lines);
      pieces.remarks.push_back(piece.entries ? piece.entries->listed.size() : 0);
    }
  } catch (const std::runtime_error&) {
    pieces.failed = true;
  }
  return pieces;
}

std::string Lines(std::size_t count, std::size_t length) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += std::string(length - 1, 'x') + '\n';
  return text;
}

TEST(PieceMaker, CutsBehindLines) {
  const std::string start = "1\n";
  const Pieces pieces =
      Cut({{start}, {Lines(20, 1000) + "begin"}, {"end\n" + Lines(1, 10)}, {"x"}});
  EXPECT_THAT(pieces.Sizes(), ElementsAre(2, 20'000, 19, 1));
  EXPECT_THAT(pieces.whole_lines, ElementsAre(false, true, true, false));
  EXPECT_EQ(pieces.texts[2].substr(0, 9), "beginend\n");
  EXPECT_FALSE(pieces.failed);
}

// The first piece goes on with a line of which a part was handed on.
TEST(PieceMaker, KnowsWhereALineHasBegunBefore) {
  const Pieces pieces = Cut({{"1\n2"}, {"3\n"}, {"4\n"}});
  EXPECT_THAT(pieces.texts, ElementsAre("1\n2", "3\n", "4\n"));
  EXPECT_THAT(pieces.whole_lines, ElementsAre(false, false, true));
}

TEST(PieceMaker, CutsWithinLinesThatAreTooLong) {
  const std::string kept = Lines(1, 100) + std::string(64 << 10, 'k');
  const std::string cut = kept + "k";
  EXPECT_THAT(Cut({{"\n"}, {kept}, {"\n"}}).Sizes(), ElementsAre(1, 100, (64 << 10) + 1));
  const Pieces pieces = Cut({{"\n"}, {cut}, {"\n" + Lines(1, 10)}, {Lines(1, 10)}});
  EXPECT_THAT(pieces.Sizes(), ElementsAre(1, cut.size(), 11, 10));
  EXPECT_THAT(pieces.whole_lines, ElementsAre(false, false, false, true));
}

TEST(PieceMaker, CutsLargeChunks) {
  const std::string text = Lines(40'000, 100);
  const Pieces pieces = Cut({{"\n"}, {text}});
  EXPECT_EQ(pieces.Text(), "\n" + text);
  EXPECT_GE(pieces.texts.size(), 4U);
  EXPECT_LE(std::ranges::max(pieces.Sizes()), std::size_t{(1 << 20) + (64 << 10)});
  EXPECT_EQ(std::ranges::count(pieces.whole_lines, true), std::ssize(pieces.texts) - 1);
}

// The line that is left stands before the remark, which stands before what comes behind it.
TEST(PieceMaker, KeepsRemarksInTheirPlace) {
  const Pieces pieces = Cut({{"a\n"}, {"b\nc", true}, {"d\ne\n", true}, {"f\n"}});
  EXPECT_THAT(pieces.texts, ElementsAre("a\n", "b\n", "c", "d\ne\n", "f\n"));
  EXPECT_THAT(pieces.remarks, ElementsAre(0, 1, 0, 1, 0));
  EXPECT_THAT(pieces.whole_lines, ElementsAre(false, true, false, false, true));
}

TEST(PieceMaker, FailsBehindAllThatTheSourceGave) {
  for (const std::string_view last : {"b\n", "b\nc", "b"}) {
    const Pieces pieces = Cut({{"a\n"}, {std::string(last)}}, true);
    EXPECT_TRUE(pieces.failed);
    EXPECT_EQ(pieces.Text(), "a\n" + std::string(last));
  }
}

}  // namespace
}  // namespace trailsift
