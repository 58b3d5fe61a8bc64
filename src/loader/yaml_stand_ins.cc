#include "loader/yaml_stand_ins.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "loader/yaml_scalar.h"

namespace trailsift {
namespace {

constexpr std::size_t kShortest = 3;  // Of a word; less gains nothing.
constexpr std::size_t kLongestLine = 1000;

bool IsLetterOrDigit(char c) {
  return (FoldAscii(c) >= 'a' && FoldAscii(c) <= 'z') || (c >= '0' && c <= '9');
}

// Within a plain scalar these neither begin nor end anything, in brackets or without.
bool IsWordCharacter(char c) {
  return IsLetterOrDigit(c) ||
         std::string_view("_-./()*+=@%;$^~'").find(c) != std::string_view::npos;
}

}  // namespace

// Goes through the text line by line, as far as it understands what a line holds.
class YamlStandIns::LineReader {
 public:
  LineReader(std::string_view text, YamlStandIns& out) : text_(text), out_(out) {}

  void Read() {
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      line_begin_ = begin;
      line_end_ = end > begin && text_[end - 1] == '\r' ? end - 1 : end;
      begin = end + 1;
      next_line_ = begin;
      at_ = SkipBlanks(line_begin_);
      if (at_ == line_end_ || IsInBlockScalar()) continue;
      block_parent_ = kNone;
      key_column_ = column();
      expects_value_ = false;
      if (line_end_ - line_begin_ <= kLongestLine) ReadLine();
    }
    out_.text_ += text_.substr(copied_);
  }

 private:
  static constexpr std::size_t kNone = std::string_view::npos;

  std::size_t column() const { return at_ - line_begin_; }
  bool ended() const { return at_ >= line_end_; }
  bool IsBlankOrEnd(std::size_t place) const { return place >= line_end_ || text_[place] == ' '; }
  std::size_t SkipBlanks(std::size_t place) const {
    while (place < line_end_ && text_[place] == ' ') ++place;
    return place;
  }
  bool IsInBlockScalar() const { return block_parent_ != kNone && column() > block_parent_; }

  void ReadLine() {
    if (text_[at_] == '#') return;
    while (!ended()) {
      const char c = text_[at_];
      if (c == '-' && IsBlankOrEnd(at_ + 1)) {
        key_column_ = column();
        at_ = SkipBlanks(at_ + 1);
        expects_value_ = true;
        if (IsKeyAhead()) key_column_ = column();
      } else if (c == '{' || c == '[') {
        ++brackets_;
        at_ = SkipBlanks(at_ + 1);
      } else if (expects_value_ && (c == '|' || c == '>')) {
        block_parent_ = key_column_;
        return;
      } else if (!ReadScalar() || !PassSeparators()) {
        brackets_ = 0;
        return;
      }
    }
  }

  bool IsKeyAhead() const {
    return !ended() &&
           (text_.substr(0, line_end_).find(": ", at_) != kNone || text_[line_end_ - 1] == ':');
  }

  // Passes the scalar that begins here, if any, with a stand-in for it where that may be. False:
  // what stands here is not understood.
  bool ReadScalar() {
    const char first = text_[at_];
    if (brackets_ > 0 && (first == '}' || first == ']')) return true;
    const bool quoted = first == '"' || first == '\'';
    const std::size_t scalar = at_;
    const std::size_t begin = quoted ? at_ + 1 : at_;
    const std::size_t end = quoted ? FindQuotedWordEnd(begin, first) : FindPlainWordEnd(begin);
    if (end == kNone) return false;
    at_ = SkipBlanks(quoted ? end + 1 : end);
    if (!MayEndHere()) return false;
    const std::string_view word = text_.substr(begin, end - begin);
    if (word.size() >= kShortest && (quoted || ResolvePlainScalar(word) != ScalarKind::kNull)) {
      out_.text_ += text_.substr(copied_, begin - copied_);
      out_.stand_ins_.push_back({out_.text_.size() - (begin - scalar), scalar, word.size(), quoted,
                                 !quoted && brackets_ == 0});
      out_.text_ += kWord;
      copied_ = end;
    }
    return true;
  }

  // One without escapes.
  std::size_t FindQuotedWordEnd(std::size_t begin, char quote) const {
    for (std::size_t i = begin; i < line_end_; ++i) {
      const char c = text_[i];
      if (c == quote)
        return quote == '\'' && i + 1 < line_end_ && text_[i + 1] == quote ? kNone : i;
      if (c < ' ' || c > '~' || c == '\\') break;
    }
    return kNone;
  }

  // Words with single blanks between them are one. Outside of brackets only a colon or a comment
  // ends them.
  std::size_t FindPlainWordEnd(std::size_t begin) const {
    if (!IsLetterOrDigit(text_[begin])) return kNone;
    std::size_t end = begin + 1;
    while (end < line_end_ &&
           IsWithinWord(text_[end], end + 1 < line_end_ ? text_[end + 1] : ' ')) {
      ++end;
    }
    return end;
  }

  bool IsWithinWord(char c, char next) const {
    if (c == ' ') return std::string_view(" #:").find(next) == kNone && IsWithinWord(next, next);
    if (brackets_ > 0) return IsWordCharacter(c);
    return c > ' ' && c <= '~' && !(c == ':' && next == ' ');
  }

  // True if the next line with anything on it is deeper than the key or dash of this one.
  bool GoesOn() const {
    std::size_t place = next_line_;
    while (place < text_.size()) {
      const std::size_t content = std::min(text_.find_first_not_of(' ', place), text_.size());
      if (content < text_.size() && text_[content] != '\n' && text_[content] != '\r') {
        return content - place > key_column_;
      }
      const std::size_t end = text_.find('\n', content);
      if (end == kNone) return false;
      place = end + 1;
    }
    return false;
  }

  // True if what stands behind a scalar ends it.
  bool MayEndHere() const {
    if (ended() || IsComment()) return brackets_ > 0 || (expects_value_ && !GoesOn());
    return IsColon() || IsFlowSeparator();
  }

  // Up to where the next scalar may begin. False: something else stands behind this one.
  bool PassSeparators() {
    while (!ended()) {
      const char c = text_[at_];
      if (IsComment()) {
        at_ = line_end_;
      } else if (IsColon()) {
        at_ = SkipBlanks(at_ + 1);
        expects_value_ = true;
        return true;
      } else if (IsFlowSeparator()) {
        at_ = SkipBlanks(at_ + 1);
        if (c == ',') return true;
        --brackets_;
      } else {
        return false;
      }
    }
    return true;
  }

  bool IsColon() const { return text_[at_] == ':' && IsBlankOrEnd(at_ + 1); }
  bool IsFlowSeparator() const {
    return brackets_ > 0 && (text_[at_] == ',' || text_[at_] == '}' || text_[at_] == ']');
  }
  bool IsComment() const { return text_[at_] == '#' && text_[at_ - 1] == ' '; }

  const std::string_view text_;
  YamlStandIns& out_;
  std::size_t copied_ = 0;  // Up to here text_ stands in the new one.
  std::size_t line_begin_ = 0;
  std::size_t line_end_ = 0;  // Without its line break.
  std::size_t next_line_ = 0;
  std::size_t at_ = 0;
  bool expects_value_ = false;        // Behind a colon or a dash.
  std::size_t key_column_ = 0;        // Of the key or dash that what is read belongs to.
  std::size_t block_parent_ = kNone;  // Column of the key of the block scalar that is open.
  std::size_t brackets_ = 0;          // Open ones.
};

YamlStandIns::YamlStandIns(std::string_view text) { LineReader(text, *this).Read(); }

const YamlStandIns::StandIn* YamlStandIns::At(std::size_t offset) const {
  const auto found = std::ranges::lower_bound(stand_ins_, offset, {}, &StandIn::offset);
  return found != stand_ins_.end() && found->offset == offset ? &*found : nullptr;
}

std::size_t YamlStandIns::OriginalOffset(std::size_t offset) const {
  const auto next = std::ranges::upper_bound(stand_ins_, offset, {}, &StandIn::offset);
  if (next == stand_ins_.begin()) return offset;
  const StandIn& last = *std::prev(next);
  const std::size_t behind = offset - last.offset;
  // Offsets within its word are not asked for.
  return last.original_offset + behind + (behind > 0 ? last.length - kWord.size() : 0);
}

}  // namespace trailsift
