// ParseJson: a strict recursive-descent reader of RFC 8259. Its depth is bounded by the caller's
// limit; every error has the offset of the byte that broke the grammar.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "base/ascii.h"
#include "event/json_value.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

constexpr std::string_view kDelimiters = ",:]}[{\" \t\r\n";
constexpr std::string_view kBehindValue = ",]}";

class JsonParser {
 public:
  JsonParser(std::string_view text, std::uint32_t maximum_depth, JsonOddities* oddities,
             bool lenient = false)
      : text_(text), maximum_depth_(maximum_depth), oddities_(oddities), lenient_(lenient) {}

  tl::expected<JsonValue, JsonError> Parse() {
    JsonValue value;
    SkipBlanks();
    if (!Value(value, 0)) return tl::make_unexpected(std::move(error_));
    SkipBlanks();
    if (position_ != text_.size()) {
      Fail("text after the value");
      return tl::make_unexpected(std::move(error_));
    }
    return value;
  }

  // Whatever can be read up to the first fault that has no obvious meaning.
  JsonValue ParsePart() {
    JsonValue value;
    SkipBlanks();
    Value(value, 0);
    return value;
  }

 private:
  bool Fail(std::string message) {
    error_.offset = position_;
    error_.message = std::move(message);
    return false;
  }

  bool FailHere(std::string_view wanted) {
    if (position_ >= text_.size())
      return Fail(fmt::format("the text ends where {} belongs", wanted));
    return Fail(fmt::format("expected {}", wanted));
  }

  void SkipBlanks() {
    while (position_ < text_.size() && IsBlank(text_[position_])) ++position_;
  }

  bool Accept(char c) {
    if (position_ >= text_.size() || text_[position_] != c) return false;
    ++position_;
    return true;
  }

  bool Value(JsonValue& value, std::uint32_t depth) {
    if (position_ >= text_.size()) return FailHere("a value");
    if (++values_ > kMostJsonValues) {
      error_.too_many = true;
      return Fail(fmt::format("more than {} values", kMostJsonValues));
    }
    const std::size_t start = position_;
    bool good = false;
    switch (text_[position_]) {
      case '{':
        good = Object(value, depth);
        break;
      case '[':
        good = List(value, depth);
        break;
      case '"':
        value.kind = ValueKind::kString;
        good = String(value.text);
        break;
      case 't':
        value.kind = ValueKind::kBoolean;
        value.boolean = true;
        good = Word("true");
        break;
      case 'f':
        value.kind = ValueKind::kBoolean;
        value.boolean = false;
        good = Word("false");
        break;
      case 'n':
        value.kind = ValueKind::kNull;
        good = Word("null");
        break;
      default:
        value.kind = ValueKind::kNumber;
        good = Number(value.text);
    }
    if (lenient_ && !good && SkipWord(start)) {
      value = JsonValue::String(std::string(text_.substr(start, position_ - start)));
      good = true;
    }
    if (good) value.source = text_.substr(start, position_ - start);
    return good;
  }

  // Passes a misspelt scalar, which counts as text: null would be a meaning of its own. False if
  // none stands at `start`.
  bool SkipWord(std::size_t start) {
    const std::size_t end = std::min(text_.find_first_of(kDelimiters, start), text_.size());
    position_ = end;
    return end > start;
  }

  // Leniently, goes on behind a value that has a fault in it if its brackets and quotation marks
  // balance and a separator or bracket follows. What was read of a list or an object stays.
  bool PassBroken(JsonValue& value, std::size_t start) {
    constexpr std::size_t kPasses = 8;  // Else nested faults could cost more than linear time.
    if (!lenient_ || values_ > kMostJsonValues || passed_ > kPasses * text_.size()) return false;
    const std::size_t fault = position_;
    position_ = start;
    const bool missing =
        start < text_.size() && kBehindValue.find(text_[start]) != std::string_view::npos;
    const bool closed = missing || SkipBalanced();
    passed_ += position_ - start;
    const std::size_t end = position_;
    SkipBlanks();
    if (!closed || position_ >= text_.size() ||
        kBehindValue.find(text_[position_]) == std::string_view::npos) {
      position_ = fault;
      return false;
    }
    position_ = end;
    if (missing) value = JsonValue::Null();
    value.source = text_.substr(start, end - start);
    return true;
  }

  // Passes a string, or brackets with all between; false if it does not end.
  bool SkipBalanced() {
    std::size_t depth = 0;
    bool inside = false;
    for (; position_ < text_.size(); ++position_) {
      const char c = text_[position_];
      if (c == '\\') {  // The scanner takes it so outside strings, too.
        ++position_;
        continue;
      }
      if (c == '"') inside = !inside;
      depth += !inside && (c == '{' || c == '[') ? 1 : 0;
      depth -= !inside && depth > 0 && (c == '}' || c == ']') ? 1 : 0;
      if (!inside && depth == 0) {
        ++position_;
        return true;
      }
    }
    position_ = text_.size();
    return false;
  }

  bool Word(std::string_view word) {
    if (!text_.substr(position_).starts_with(word)) return FailHere("a value");
    position_ += word.size();
    return true;
  }

  bool Digits() {
    const std::size_t start = position_;
    while (position_ < text_.size() && text_[position_] >= '0' && text_[position_] <= '9') {
      ++position_;
    }
    return position_ > start;
  }

  bool Number(std::string& token) {
    const std::size_t start = position_;
    Accept('-');
    if (!Accept('0') && !Digits()) {
      position_ = start;
      return FailHere("a value");
    }
    if (Accept('.') && !Digits()) return FailHere("a digit");
    if (Accept('e') || Accept('E')) {
      if (!Accept('+')) Accept('-');
      if (!Digits()) return FailHere("a digit");
    }
    token = text_.substr(start, position_ - start);
    // "01" and "1x": strictly, the caller meets the rest where a separator belongs.
    return !lenient_ || position_ >= text_.size() || IsDelimiter(text_[position_]);
  }

  static bool IsDelimiter(char c) { return kDelimiters.find(c) != std::string_view::npos; }

  bool List(JsonValue& value, std::uint32_t depth) {
    value.kind = ValueKind::kList;
    if (!Enter(depth)) return false;
    SkipBlanks();
    if (Accept(']')) return true;
    while (true) {
      SkipBlanks();
      JsonValue& element = value.elements.emplace_back();
      const std::size_t start = position_;
      if (!Value(element, depth + 1) && !PassBroken(element, start)) return false;
      SkipBlanks();
      if (Accept(']')) return true;
      if (!Accept(',')) return FailHere("',' or ']'");
    }
  }

  bool Object(JsonValue& value, std::uint32_t depth) {
    value.kind = ValueKind::kObject;
    if (!Enter(depth)) return false;
    SkipBlanks();
    if (Accept('}')) return true;
    while (true) {
      SkipBlanks();
      auto& [name, member] = value.members.emplace_back();
      if (position_ >= text_.size() || text_[position_] != '"') return FailHere("a member name");
      if (!String(name)) return false;
      SkipBlanks();
      if (!Accept(':')) return FailHere("':'");
      SkipBlanks();
      const std::size_t start = position_;
      if (!Value(member, depth + 1) && !PassBroken(member, start)) return false;
      SkipBlanks();
      if (Accept('}')) break;
      if (!Accept(',')) return FailHere("',' or '}'");
    }
    NoteDuplicates(value);
    return true;
  }

  bool Enter(std::uint32_t depth) {
    if (depth >= maximum_depth_) {
      error_.too_deep = true;
      return Fail(fmt::format("nested more than {} deep", maximum_depth_));
    }
    ++position_;
    return true;
  }

  void NoteDuplicates(const JsonValue& object) {
    if (oddities_ == nullptr) return;
    std::unordered_map<std::string_view, std::size_t> occurrences;
    for (const JsonValue::Member& member : object.members) {
      oddities_->occurrences = std::max(oddities_->occurrences, ++occurrences[member.first]);
    }
  }

  bool String(std::string& out) {
    ++position_;
    while (true) {
      const std::size_t start = position_;
      while (position_ < text_.size() && text_[position_] != '"' && text_[position_] != '\\' &&
             static_cast<unsigned char>(text_[position_]) >= 0x20) {
        const std::size_t length = Utf8Length(text_.substr(position_));
        if (length == 0) return Fail("bytes that are not UTF-8");
        position_ += length;
      }
      out.append(text_, start, position_ - start);
      if (position_ >= text_.size()) return Fail("the string is not closed");
      if (Accept('"')) return true;
      if (text_[position_] != '\\') return Fail("a control character in a string");
      if (!Escape(out)) return false;
    }
  }

  bool Escape(std::string& out) {
    const Unescaped unescaped = DecodeEscape(text_.substr(position_));
    if (unescaped.length == 0) {
      if (!lenient_) return Fail("an escape that JSON does not know");
      out += text_[position_++];
      return true;
    }
    if (unescaped.lone_surrogate && oddities_ != nullptr) oddities_->lone_surrogate = true;
    AppendUtf8(out, unescaped.code_point);
    position_ += unescaped.length;
    return true;
  }

  std::string_view text_;
  std::uint32_t maximum_depth_;
  JsonOddities* oddities_;
  bool lenient_;
  std::size_t position_ = 0;
  std::size_t values_ = 0;
  std::size_t passed_ = 0;  // Bytes that looking for the ends of broken values has cost.
  JsonError error_;
};

}  // namespace

tl::expected<JsonValue, JsonError> ParseJson(std::string_view text, std::uint32_t maximum_depth,
                                             JsonOddities* oddities) {
  return JsonParser(text, maximum_depth, oddities).Parse();
}

JsonValue ParseJsonPart(std::string_view text, std::uint32_t maximum_depth,
                        JsonOddities* oddities) {
  return JsonParser(text, maximum_depth, oddities, true).ParsePart();
}

}  // namespace trailsift
