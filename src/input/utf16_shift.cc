#include "input/utf16_shift.h"

#include <bitset>

namespace trailsift {
namespace {

constexpr std::size_t kLeastUnits = 16;
constexpr std::size_t kLeastKinds = 5;

constexpr bool IsAsciiText(char16_t unit) {
  return (unit >= 0x20 && unit < 0x7F) || unit == '\t' || unit == '\n' || unit == '\r';
}

struct AsciiRun {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t kinds = 0;  // Different characters.

  bool IsWriting() const { return end - begin >= 2 * kLeastUnits && kinds >= kLeastKinds; }
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

}  // namespace

ShiftVerdict JudgeShift(std::string_view bytes, bool little_endian) {
  bytes = bytes.substr(0, kShiftReach);
  const AsciiRun shifted = FindAsciiRun(bytes, 1, little_endian);
  if (!shifted.IsWriting()) {
    // A run that goes on, of blanks that indent a record perhaps, may yet become writing.
    const bool open = shifted.end + 2 > bytes.size();
    return {Utf16Shift::kNone, open ? bytes.size() / 2 : shifted.end - 1};
  }
  for (std::size_t at = shifted.end - 1; at + 2 <= bytes.size();) {
    const AsciiRun run = FindAsciiRun(bytes, at, little_endian);
    if (run.IsWriting()) return {Utf16Shift::kPassing, at};
    at = run.end + (run.end == at ? 2 : 0);
  }
  return {Utf16Shift::kLasting, 0};
}

}  // namespace trailsift
