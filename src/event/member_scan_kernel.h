// The loop of MemberScanner over one kind of processor's blocks; no header of its own. Included in
// a namespace where LoadBlock, InsideStrings and WritePositions are defined, with TRAILSIFT_KERNEL
// as the attributes of that processor.

// The quotes that begin and end strings, and the bytes inside strings with the opening quotes.
TRAILSIFT_KERNEL TRAILSIFT_INLINE Strings FindStrings(const BlockMasks& masks, ScanState& state) {
  std::uint64_t quote = masks.quote;
  if ((masks.backslash | state.escape_carry) != 0) {
    quote &= ~FindEscaped(masks.backslash, state.escape_carry);
    state.backslashes |= masks.backslash;
  }
  const std::uint64_t inside = InsideStrings(quote) ^ state.string_carry;
  state.string_carry = 0 - (inside >> 63);
  return {quote, inside};
}

// Goes from bracket to bracket, up to the one that closes the object. What happens at each is
// computed without branches: nobody could predict them.
TRAILSIFT_KERNEL TRAILSIFT_INLINE Levels WalkBrackets(const char* block, std::uint64_t opening,
                                                      std::uint64_t closing, ScanState& state) {
  std::uint64_t own = 0;
  std::uint64_t left = ~std::uint64_t{0};  // What is behind the last bracket.
  for (std::uint64_t structure = opening | closing; structure != 0; structure &= structure - 1) {
    const std::uint64_t upto = structure ^ (structure - 1);
    const auto index = static_cast<unsigned>(std::countr_zero(structure));
    own |= state.depth == 1 ? left & upto : 0;
    left = ~upto;
    const char* const at = block + index;
    const std::uint64_t square = (~static_cast<std::uint64_t>(*at) >> 5) & 1;
    const std::uint64_t open = opening >> index & 1;
    state.mismatched |= (state.squares ^ square) & ~open;
    // Within an object a value stands behind a colon, and few values begin as events do.
    const bool inner = state.depth != 0;
    const bool placed =
        !inner || (state.squares & 1) != 0 || at[-1] == ':' || (at[-1] == ' ' && at[-2] == ':');
    const bool event = std::memcmp(at + 1, kEventStart.data(), kEventStart.size()) == 0;
    state.refused |= open & (inner && (!placed || event) ? 1 : 0);
    state.squares = open != 0 ? state.squares << 1 | square : state.squares >> 1;
    state.depth += open * 2 - 1;
    if (state.depth == 0) break;
  }
  own |= state.depth == 1 ? left : 0;
  return {own, state.depth == 0 ? ~left : ~std::uint64_t{0}};
}

// Behind a string or a closing bracket stands a separator, another bracket or a blank. `considered`
// are the bytes of the object that are given.
TRAILSIFT_KERNEL TRAILSIFT_INLINE void CheckFollowers(const BlockMasks& masks,
                                                      const Strings& strings,
                                                      std::uint64_t considered, ScanState& state) {
  const std::uint64_t ends = (strings.quote | masks.close) & ~strings.inside;
  state.refused |=
      (ends << 1 | state.end_carry) & ~(masks.separator | masks.close | masks.blank) & considered;
  state.end_carry = ends >> 63;
}

// One block; `given` bytes of the text are left. Returns the bytes that belong to the object, as
// far as it is sure of it.
TRAILSIFT_KERNEL TRAILSIFT_INLINE std::uint64_t ScanBlock(const char* bytes, std::size_t base,
                                                          std::size_t given, ScanState& state) {
  const BlockMasks masks = LoadBlock(bytes + base);
  const Strings strings = FindStrings(masks, state);
  const std::uint64_t known = given < 64 ? (std::uint64_t{1} << given) - 1 : ~std::uint64_t{0};
  const std::uint64_t structural = known & ~strings.inside;
  const std::uint64_t opening = masks.open & structural;
  const std::uint64_t depth_before = state.depth;
  const Levels levels = WalkBrackets(bytes + base, opening, masks.close & structural, state);
  if (levels.own != 0) {
    state.out = WritePositions(masks.separator & ~strings.inside & levels.own, base, state.out);
    state.quotes += static_cast<std::uint64_t>(std::popcount(strings.quote & levels.own));
    state.composites += static_cast<std::uint64_t>(std::popcount(opening & levels.own));
  }
  state.non_ascii |= masks.non_ascii & levels.valid;
  state.greatest_depth =
      std::max(state.greatest_depth,
               depth_before + static_cast<std::uint64_t>(std::popcount(opening & levels.valid)));
  CheckFollowers(masks, strings, levels.valid & known, state);
  state.refused |= (masks.control & strings.inside & levels.valid) | (state.mismatched & 1);
  return levels.valid;
}

TRAILSIFT_KERNEL void ScanSeparators(std::string_view text, SeparatorScan& scan) {
  ScanState state;
  state.out = scan.positions.data();
  for (std::size_t base = 0; base < text.size(); base += 64) {
    const std::uint64_t valid = ScanBlock(text.data(), base, text.size() - base, state);
    if (state.refused != 0 || state.greatest_depth > 64 ||
        state.out > scan.positions.data() + SeparatorScan::kMost - 64) {
      scan.outcome = SeparatorScan::Outcome::kUnsure;
      return;
    }
    if (state.depth == 0) return Finish(state, base, valid, text.size(), scan);
  }
  scan.outcome = SeparatorScan::Outcome::kOpen;
}
