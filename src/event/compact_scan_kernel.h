// The loops of CompactScan over one kind of processor's blocks; no header of its own. Included in
// a namespace where LoadCompactBlock, LoadRareMasks, InsideStrings, TrailingZeros,
// WritePositions and ExtractBits are defined, with TRAILSIFT_KERNEL as the attributes of that
// processor.

// Goes through the brackets among the places from `walked` on, up to the one that closes the
// object. What happens at each is computed without branches that depend on its kind: nobody could
// predict them. Called outside the loop over blocks, whose state would else not stay in registers.
TRAILSIFT_KERNEL TRAILSIFT_INLINE void WalkGathered(const char* text, std::size_t found,
                                                    CompactBrackets& brackets, CompactScan& scan) {
  const std::uint16_t* const places = scan.places.data();
  const std::uint64_t* const words = scan.bracket.data();
  std::uint16_t* behind = scan.behind.data() + scan.composites;
  std::uint64_t stack = brackets.stack;
  std::uint64_t seen = brackets.seen;
  std::uint64_t refused = 0;
  std::size_t index = brackets.walked;
  std::uint64_t bits = words[index / 64] >> index % 64 << index % 64;
  for (std::size_t word = index / 64; word <= found / 64; bits = words[++word]) {
    for (; bits != 0; bits &= bits - 1) {
      index = word * 64 + TrailingZeros(bits);
      const char* const at = text + places[index];
      // The byte before the bracket, the bracket, and six behind it.
      std::uint64_t around = 0;
      std::memcpy(&around, at - 1, sizeof around);
      const std::uint64_t open = around >> 9 & 1;
      const std::uint64_t square = ~around >> 13 & 1;
      // Within an object a value stands behind a colon, and few values begin as events do.
      std::uint64_t placed = (around & 0xFF) == ':' ? 1 : 0;
      if ((around & 0xFF) == ' ') [[unlikely]] {
        placed = at[-2] == ':' ? 1 : 0;
      }
      if (around >> 16 == kEventWord << 16 >> 16) [[unlikely]] {
        refused |= open & (std::memcmp(at + 1, &kEventWord, sizeof kEventWord) == 0 ? 1 : 0);
      }
      refused |= open & ~(stack | placed);
      refused |= ~open & (stack ^ square) & 1;
      const std::uint64_t outer = stack >> (open ^ 1);
      stack = outer << open | (square & open);
      seen |= stack;
      // Of an opening bracket on the object's own level, overwritten by that of the closing one.
      *behind = static_cast<std::uint16_t>(index + 1);
      behind += (outer == 2 ? 1 : 0) & ~open;
      if (stack == 1) break;
    }
    if (stack == 1) break;
  }
  brackets = {stack, seen, refused, stack == 1 ? index : found};
  scan.composites = static_cast<std::size_t>(behind - scan.behind.data());
}

// The object has been read up to its end: what is `suspect` in the last block, which begins at
// `base`, counts as far as it is of the object.
TRAILSIFT_KERNEL TRAILSIFT_INLINE bool FinishCompact(std::uint64_t suspect, std::size_t base,
                                                     const CompactBrackets& brackets,
                                                     CompactScan& scan) {
  scan.count = brackets.walked;
  const std::size_t end = scan.places[scan.count];
  if ((suspect & (~std::uint64_t{0} >> (63 - (end - base)))) != 0) return false;
  scan.length = end + 1;
  scan.greatest_depth = static_cast<std::uint32_t>(std::bit_width(brackets.seen)) - 1;
  return true;
}

// Writes down what stands in the block at `base`; what is behind `limit` is not of the text.
TRAILSIFT_KERNEL TRAILSIFT_INLINE CompactBlock GatherBlock(const char* bytes, std::size_t base,
                                                           std::size_t limit, CompactState& state,
                                                           CompactScan& scan) {
  const CompactMasks masks = LoadCompactBlock(bytes + base);
  std::uint64_t quote = masks.quote;
  std::uint64_t odd = 0;
  if ((masks.rare | state.escape_carry) != 0) {
    const RareMasks rare = LoadRareMasks(bytes + base);
    quote &= ~FindEscaped(rare.backslash, state.escape_carry);
    odd = rare.odd;
    scan.backslash = scan.backslash || rare.backslash != 0;
  }
  const std::uint64_t inside = InsideStrings(quote) ^ state.string_carry;
  state.string_carry = 0 - (inside >> 63);
  std::uint64_t structural = masks.structural & ~inside;
  if (limit - base < 64) [[unlikely]] {
    structural &= (std::uint64_t{1} << (limit - base)) - 1;
  }
  const std::uint64_t bracket = structural & masks.letter;
  const std::uint64_t opening = bracket & masks.opener;
  // Behind a string or a closing bracket stands a separator or another one.
  const std::uint64_t ends = (quote & ~inside) | (bracket ^ opening);
  const std::uint64_t misplaced = (ends << 1 | state.end_carry) & ~(structural ^ opening);
  state.end_carry = ends >> 63;

  const std::size_t found = state.found;
  WritePositions(structural, base, scan.places.data() + found);
  std::uint64_t* const word = scan.bracket.data() + found / 64;
  const std::uint64_t extracted = ExtractBits(bracket, structural);
  word[0] |= extracted << found % 64;
  word[1] = extracted >> 1 >> (63 - found % 64);
  state.found = found + static_cast<std::size_t>(std::popcount(structural));
  return {opening, bracket ^ opening, misplaced | odd, odd};
}

TRAILSIFT_KERNEL bool ScanCompactly(std::string_view text, CompactScan& scan) {
  CompactBrackets brackets;
  CompactState state;
  const char* const bytes = text.data();
  const std::size_t limit = std::min(text.size(), CompactScan::kMostBytes);
  std::uint64_t suspect = 0;  // Of the blocks before, all of whose bytes are the object's.
  std::int64_t depth = 1;
  scan.composites = 0;
  scan.backslash = false;
  scan.bracket[0] = 0;
  std::size_t base = 1;  // The object's own brace is known.
  while (true) {
    CompactBlock block;
    for (;; base += 64) {
      if (base >= limit) return false;
      block = GatherBlock(bytes, base, limit, state, scan);
      // Text that is full of odd bytes is left soon.
      if (block.odd != 0 && suspect != 0) return false;
      depth -= std::popcount(block.closing);
      if (depth <= 0) break;
      suspect |= block.suspect;
      depth += std::popcount(block.opening);
    }
    WalkGathered(bytes, state.found, brackets, scan);
    if (brackets.refused != 0 || suspect != 0 || brackets.seen >> 60 != 0 ||
        state.found > CompactScan::kMostPlaces) {
      return false;
    }
    if (brackets.stack == 1) return FinishCompact(block.suspect, base, brackets, scan);
    suspect = block.suspect;
    depth += std::popcount(block.opening);
    base += 64;
  }
}
