#include "event/object_scanner.h"

#include <algorithm>
#include <bit>

#include "event/block_masks.h"
#include "event/brace_masks.h"

namespace trailsift {
namespace {

constexpr std::size_t kBlock = 64;

}  // namespace

ObjectScanner::Outcome ObjectScanner::Scan(std::string_view text) {
  while (length_ < text.size()) {
    const std::size_t count = std::min(kBlock, text.size() - length_);
    const std::uint64_t valid =
        count == kBlock ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    const BraceMasks masks = LoadBraceMasks(text.data() + length_);
    std::uint64_t escape_carry = escape_carry_;
    const std::uint64_t escaped = FindEscaped(masks.backslash & valid, escape_carry);
    const std::uint64_t inside = PrefixXor(masks.quote & valid & ~escaped) ^ string_carry_;
    std::uint64_t open = masks.open & valid & ~inside;
    std::uint64_t close = masks.close & valid & ~inside;
    const std::uint64_t broken = line_breaks_end_strings_ ? masks.line_break & valid & inside : 0;
    if (broken != 0) {
      const std::uint64_t before = (broken & (~broken + 1)) - 1;
      open &= before;
      close &= before;
    }
    // There are few braces in a block, mostly none.
    for (std::uint64_t braces = open | close; braces != 0; braces &= braces - 1) {
      const std::uint64_t bit = braces & (~braces + 1);
      if ((open & bit) != 0) {
        greatest_depth_ = std::max(greatest_depth_, ++depth_);
      } else if (--depth_ == 0) {
        length_ += static_cast<std::size_t>(std::countr_zero(bit)) + 1;
        return Outcome::kClosed;
      }
    }
    if (broken != 0) {
      length_ += static_cast<std::size_t>(std::countr_zero(broken));
      return Outcome::kBroken;
    }
    length_ += count;
    string_carry_ = (inside >> (count - 1) & 1) != 0 ? ~std::uint64_t{0} : 0;
    escape_carry_ = count == kBlock ? escape_carry : escaped >> count & 1;
  }
  return Outcome::kOpen;
}

}  // namespace trailsift
