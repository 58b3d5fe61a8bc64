#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/ascii.h"
#include "event/compact_scan.h"
#include "event/json_scalar.h"

namespace trailsift {

// Where the separators of an object's own members stand, and what else one pass over it has seen.
struct SeparatorScan {
  enum class Outcome : std::uint8_t {
    kClosed,  // `length` is the length of the object.
    kOpen,    // It is not closed in the text given.
    // Something that this scanner leaves to the exact reader. That may be wrong, or rare, or a sign
    // that the object has lost its end or holds another record: what stands behind a string or a
    // bracket does not belong there, or an event stands in it.
    kUnsure,
  };
  static constexpr std::size_t kMost = 640;

  Outcome outcome = Outcome::kUnsure;
  std::size_t length = 0;
  // Of braces and brackets; up to 32 more than there are.
  std::uint32_t greatest_depth = 0;
  std::uint64_t quotes = 0;      // That begin and end the object's own names and strings.
  std::uint64_t composites = 0;  // Objects and lists directly in it.
  bool backslash = false;        // One stands in the object or shortly behind.
  bool non_ascii = false;
  std::size_t count = 0;
  // Of its own colons and commas; one more for the end, and room for what kernels write ahead.
  std::array<std::uint32_t, kMost + 64> positions;
};

// Finds the end of a JSON object and its members in one pass over its bytes. It looks at blocks of
// 64 bytes: masks of quotes, backslashes, brackets and separators; the inside of strings by prefix
// XOR (block_masks.h); and of what stands deeper than the object itself only the brackets.
//
// There are two gears, each with a kernel for every processor. The general one goes from bracket to
// bracket in each block, which no processor can predict, and collects the object's own separators.
// The compact one (compact_scan.h) writes down where all brackets and separators are, and leaves
// aside those within values when the members are visited, which makes it 1.2 times as fast. What it
// is not sure about, the general gear decides; where it is sure, both agree.
// docs/decisions/0023-own-scanner.md has the figures.
//
// What it accepts has closed strings, no control characters in strings, valid UTF-8, brackets that
// pair, and at its own level the exact grammar of members and scalars. Not checked are separators
// and scalars within its values, and escapes. Of whatever else it meets, right or wrong, it is
// unsure.
class MemberScanner {
 public:
  using Outcome = SeparatorScan::Outcome;
  struct Kernel {
    std::string_view name;  // "avx512", "avx2" or "portable".
    void (*scan)(std::string_view text, SeparatorScan& scan);
    CompactScanFunction scan_compactly;
  };

  // What this processor is able to run, the fastest first; the last one is portable.
  static std::span<const Kernel> Kernels();

  explicit MemberScanner(Kernel kernel = Kernels().front()) : kernel_(kernel) {}

  // `text` begins with "{"; what follows the object is not looked at, but 64 bytes behind the text
  // must be readable.
  Outcome Scan(std::string_view text);
  // The same by the general gear alone.
  Outcome ScanGenerally(std::string_view text);

  // Valid after kClosed, and until the next Scan.
  std::size_t length() const { return is_compact_ ? compact_.length : scan_.length; }
  std::uint32_t greatest_depth() const {
    return is_compact_ ? compact_.greatest_depth : scan_.greatest_depth;
  }
  // If false, no name and no value holds a backslash.
  bool has_backslash() const { return is_compact_ ? compact_.backslash : scan_.backslash; }
  bool has_non_ascii() const { return !is_compact_ && scan_.non_ascii; }

  // Whether the compact gear was sure of it.
  bool is_compact() const { return is_compact_; }

  // The members of the object that was scanned, one by one: visit(name, value, place), the name
  // without its quotes and the value without blanks around. False as soon as visit() says so, or if
  // the scanner is unsure of the grammar: then what was visited before means nothing. `is_scalar`
  // decides what else may be a value than strings, lists and objects; nothing with a quote or an
  // opening bracket.
  template <typename Visit, typename IsScalar = decltype(IsJsonScalar)>
  bool VisitMembers(const Visit& visit, const IsScalar& is_scalar = IsJsonScalar) const {
    if (!is_compact_) return VisitGeneral(visit, is_scalar);
    const std::uint16_t* behind = compact_.behind.data();
    return VisitCompact(
        0, text_ + 1, [&](std::size_t /*place*/) { return *behind++; }, visit, is_scalar);
  }

  // Those of an object in it whose `place` visit() was given, if is_compact(): at any depth,
  // without another pass over its bytes.
  template <typename Visit>
  bool VisitMembersOf(std::size_t place, const Visit& visit) const {
    return VisitCompact(
        place + 1, text_ + compact_.places[place] + 1,
        [&](std::size_t opening) { return compact_.PlaceBehind(opening, text_); }, visit,
        IsJsonScalar);
  }

 private:
  template <typename Visit, typename IsScalar>
  bool VisitGeneral(const Visit& visit, const IsScalar& is_scalar) const {
    const char* begin = text_ + 1;
    if (scan_.count == 0) return Trimmed(begin, text_ + scan_.length - 1).empty();
    if (scan_.count % 2 == 0) return false;
    std::uint64_t quotes = 0;
    std::uint64_t composites = 0;
    for (std::size_t i = 0; i < scan_.count; i += 2) {
      const char* const colon = text_ + scan_.positions[i];
      const char* const end = text_ + scan_.positions[i + 1];
      const std::string_view name = Trimmed(begin, colon);
      const std::string_view value = Trimmed(colon + 1, end);
      if (*colon != ':' || name.size() < 2 || name.front() != '"' || name.back() != '"' ||
          value.empty()) {
        return false;
      }
      const char first = value.front();
      if (first == '"') {
        if (value.size() < 2 || value.back() != '"') return false;
        quotes += 2;
      } else if (first == '{' || first == '[') {
        // The bracket that pairs with it is the last byte, since no other opens behind.
        if (value.back() != first + 2) return false;
        ++composites;
      } else if (!is_scalar(value)) {
        return false;
      }
      quotes += 2;
      if (!visit(name.substr(1, name.size() - 2), value, std::size_t{0})) return false;
      if (*end != ',' && i + 1 < scan_.count) return false;
      begin = end + 1;
    }
    // Each name and each string has at least its own two quotes, and each list and object its own
    // opening bracket; so if there are no more of them in all, each has exactly those.
    return quotes == scan_.quotes && composites == scan_.composites;
  }

  // Of the object whose first member begins at `begin`, before the place `i`. step_over(place) is
  // the place behind the list or object that opens there. Behind the string of a name stands no
  // blank but its colon, and behind a list or an object its separator: the scan has made sure of
  // that. So what begins with a quote or a bracket is one.
  template <typename StepOver, typename Visit, typename IsScalar>
  [[gnu::always_inline]] inline bool VisitCompact(std::size_t i, const char* begin,
                                                  const StepOver& step_over, const Visit& visit,
                                                  const IsScalar& is_scalar) const {
    const char* const text = text_;
    const std::uint16_t* const places = compact_.places.data();
    if (text[places[i]] == '}') return Trimmed(begin, text + places[i]).empty();
    for (;;) {
      while (*begin == ' ') ++begin;
      const char* const colon = text + places[i];
      if (*begin != '"' || *colon != ':') return false;
      const std::string_view name(begin + 1, static_cast<std::size_t>(colon - begin) - 2);
      const char* value = colon + 1;
      while (*value == ' ') ++value;
      const std::size_t place = i + 1;
      // A branch, since the keys foretell it: otherwise each member would wait for the one before.
      if (*value == '{' || *value == '[') [[unlikely]] {
        i = step_over(place);
      } else {
        i = place;
      }
      if (i > compact_.count) return false;
      const char* const end = text + places[i];
      if (value == end) return false;
      std::string_view token(value, static_cast<std::size_t>(end - value));
      if (const char first = *value; first != '"' && first != '{' && first != '[') [[unlikely]] {
        token = Trimmed(value, end);
        if (!is_scalar(token)) return false;
      }
      if (!visit(name, token, place)) return false;
      // Brackets pair, and those of values are stepped over: it is the object's own.
      if (*end == '}') return true;
      if (*end != ',') return false;
      begin = end + 1;
      ++i;
    }
  }

  bool TryCompactly(std::string_view text);

  // The text between two positions without the blanks at its ends.
  static std::string_view Trimmed(const char* begin, const char* end) {
    while (begin < end && IsBlank(*begin)) ++begin;
    while (begin < end && IsBlank(end[-1])) --end;
    return {begin, static_cast<std::size_t>(end - begin)};
  }

  Kernel kernel_;
  const char* text_ = nullptr;
  bool is_compact_ = false;
  std::uint32_t pass_ = 0;    // Objects that the compact gear is not tried with,
  std::uint32_t passed_ = 0;  // and how many those were the last time.
  SeparatorScan scan_;
  CompactScan compact_;
};

}  // namespace trailsift
