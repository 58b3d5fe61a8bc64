// The loop of MemberScanner over one kind of processor's blocks; no header of its own. Included in
// a namespace where LoadBlock, InsideStrings and WritePositions are defined, with TRAILSIFT_KERNEL
// as the attributes of that processor.

// What happens at a bracket is computed without branches: nobody could predict them.
TRAILSIFT_KERNEL void ScanSeparators(std::string_view text, SeparatorScan& scan) {
  const char* const bytes = text.data();
  std::uint32_t* out = scan.positions.data();
  std::uint64_t escape_carry = 0;
  std::uint64_t string_carry = 0;
  std::uint64_t squares = 0;  // A bit for each open bracket, the innermost last: it is a '['.
  std::uint64_t depth = 0;
  std::uint64_t greatest_depth = 0;
  std::uint64_t mismatched = 0;
  std::uint64_t suspect = 0;
  std::uint64_t end_carry = 0;  // 1: the last block ends with a string or bracket that closes.
  std::uint64_t quotes = 0;
  std::uint64_t composites = 0;
  std::uint64_t backslashes = 0;
  std::uint64_t non_ascii = 0;
  scan.outcome = SeparatorScan::Outcome::kUnsure;
  for (std::size_t base = 0; base < text.size(); base += 64) {
    const BlockMasks masks = LoadBlock(bytes + base);
    std::uint64_t quote = masks.quote;
    if ((masks.backslash | escape_carry) != 0) {
      quote &= ~FindEscaped(masks.backslash, escape_carry);
      backslashes |= masks.backslash;
    }
    const std::uint64_t inside = InsideStrings(quote) ^ string_carry;
    string_carry = 0 - (inside >> 63);
    const std::uint64_t opening = masks.open & ~inside;
    const std::uint64_t depth_before = depth;
    std::uint64_t own = 0;                   // Where the depth is 1, and brackets that end that.
    std::uint64_t left = ~std::uint64_t{0};  // What is behind the last bracket.
    for (std::uint64_t structure = opening | (masks.close & ~inside); structure != 0;
         structure &= structure - 1) {
      const std::uint64_t upto = structure ^ (structure - 1);
      const auto index = static_cast<unsigned>(std::countr_zero(structure));
      own |= depth == 1 ? left & upto : 0;
      left = ~upto;
      const std::uint64_t square = (~static_cast<std::uint64_t>(bytes[base + index]) >> 5) & 1;
      const std::uint64_t open = opening >> index & 1;
      mismatched |= (squares ^ square) & ~open;
      // Within an object a value stands behind a colon, and few values begin as events do.
      const char* const at = bytes + base + index;
      const bool inner = depth != 0;
      const bool placed =
          !inner || (squares & 1) != 0 || at[-1] == ':' || (at[-1] == ' ' && at[-2] == ':');
      const bool event = std::memcmp(at + 1, kEventStart.data(), kEventStart.size()) == 0;
      suspect |= open & (inner && (!placed || event) ? 1 : 0);
      squares = open != 0 ? squares << 1 | square : squares >> 1;
      depth += open * 2 - 1;
      if (depth == 0) break;
    }
    const std::uint64_t valid = depth == 0 ? ~left : ~std::uint64_t{0};
    own |= depth == 1 ? left : 0;
    if (own != 0) {
      out = WritePositions(masks.separator & ~inside & own, base, out);
      quotes += static_cast<std::uint64_t>(std::popcount(quote & own));
      composites += static_cast<std::uint64_t>(std::popcount(opening & own));
    }
    non_ascii |= masks.non_ascii & valid;
    greatest_depth = std::max(
        greatest_depth, depth_before + static_cast<std::uint64_t>(std::popcount(opening & valid)));
    // Behind a string or a closing bracket stands a separator, another bracket or a blank.
    const std::uint64_t ends = (quote | masks.close) & ~inside;
    const std::size_t given = text.size() - base;
    const std::uint64_t known = given < 64 ? (std::uint64_t{1} << given) - 1 : ~std::uint64_t{0};
    suspect |=
        (ends << 1 | end_carry) & ~(masks.separator | masks.close | masks.blank) & valid & known;
    end_carry = ends >> 63;
    if (suspect != 0) scan.outcome = SeparatorScan::Outcome::kSuspect;
    if (((masks.control & inside & valid) | (mismatched & 1) | suspect) != 0 ||
        greatest_depth > 64 || out > scan.positions.data() + SeparatorScan::kMost - 64) {
      return;
    }
    if (depth != 0) continue;
    scan.length = base + static_cast<std::size_t>(std::bit_width(valid));
    scan.outcome = scan.length <= text.size() ? SeparatorScan::Outcome::kClosed
                                              : SeparatorScan::Outcome::kOpen;
    scan.greatest_depth = static_cast<std::uint32_t>(greatest_depth);
    scan.quotes = quotes;
    scan.composites = composites;
    scan.backslash = backslashes != 0;
    scan.non_ascii = non_ascii != 0;
    scan.count = static_cast<std::size_t>(out - scan.positions.data());
    return;
  }
  scan.outcome = SeparatorScan::Outcome::kOpen;
}
