#include "input/utf16_shift.h"

#include <bitset>

namespace trailsift {
namespace {

// Different characters among so many in a row.
struct Least {
  std::size_t units;
  std::size_t kinds;
};
constexpr Least kWriting{16, 5};    // ASCII, and no other text read one byte off.
constexpr Least kSuspicious{6, 4};  // The same, or words in another script, by a rare chance.
constexpr Least kAsBefore{3, 2};    // In ASCII that is read one byte off there is none of this.

constexpr bool IsAsciiText(char16_t unit) {
  return (unit >= 0x20 && unit < 0x7F) || unit == '\t' || unit == '\n' || unit == '\r';
}

struct AsciiRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t kinds = 0;  // Different characters.

  bool Has(const Least& least) const {
    return end - begin >= 2 * least.units && kinds >= least.kinds;
  }
};

AsciiRun FindAsciiRun(std::string_view bytes, std::size_t begin, bool little_endian) {
  std::bitset<0x80> seen;
  std::size_t end = begin;
  for (; end + 2 <= bytes.size(); end += 2) {
    const char16_t unit = Utf16Unit(bytes, end, little_endian);
    if (!IsAsciiText(unit)) break;
    seen.set(unit);
  }
  return {begin, end, seen.count()};
}

// Whether a unit that is not shifted stands where a shifted run has ended, or right behind what a
// byte that is lost there leaves.
bool AsciiIsNear(std::string_view bytes, std::size_t end, bool little_endian) {
  for (const std::size_t at : {end - 1, end + 1}) {
    if (at + 2 <= bytes.size() && IsAsciiText(Utf16Unit(bytes, at, little_endian))) return true;
  }
  return false;
}

}  // namespace

ShiftVerdict JudgeShift(std::string_view bytes, bool little_endian) {
  bytes = bytes.substr(0, kShiftReach);
  const AsciiRun shifted = FindAsciiRun(bytes, 1, little_endian);
  if (!shifted.Has(kWriting)) {
    // A run that goes on, of blanks that indent a record perhaps, may yet become writing.
    if (shifted.end + 2 > bytes.size()) return {Utf16Shift::kNone, bytes.size() / 2};
    const bool passing = shifted.Has(kSuspicious) && AsciiIsNear(bytes, shifted.end, little_endian);
    return {passing ? Utf16Shift::kPassing : Utf16Shift::kNone, shifted.end - 1};
  }
  for (std::size_t at = shifted.end - 1; at + 2 <= bytes.size();) {
    const AsciiRun run = FindAsciiRun(bytes, at, little_endian);
    if (run.Has(kAsBefore)) return {Utf16Shift::kPassing, at};
    at = run.end + (run.end == at ? 2 : 0);
  }
  return {Utf16Shift::kLasting, 0};
}

}  // namespace trailsift
