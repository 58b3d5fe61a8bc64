// The loops of CompactScan over one kind of processor's blocks; no header of its own. Included in
// a namespace where LoadCompactBlock, LoadRareMasks, InsideStrings, TrailingZeros,
// WritePositions and ExtractBits are defined, with TRAILSIFT_KERNEL as the attributes of that
// processor.

// Goes through the brackets among the places from `walked` on, up to the one that closes the
// object. What happens at each is computed without branches: nobody could predict them.
TRAILSIFT_KERNEL TRAILSIFT_INLINE void WalkGathered(const char* text, std::size_t found,
                                                    CompactBrackets& brackets, CompactScan& scan) {
  std::uint64_t stack = brackets.stack;
  std::uint64_t seen = brackets.seen;
  std::uint64_t refused = 0;
  std::size_t own = scan.own_count;
  std::size_t index = brackets.walked;
  std::uint64_t bits = scan.bracket[index / 64] >> index % 64 << index % 64;
  for (std::size_t word = index / 64; word <= found / 64; bits = scan.bracket[++word]) {
    for (; bits != 0; bits &= bits - 1) {
      index = word * 64 + TrailingZeros(bits);
      const char* const at = text + scan.places[index];
      const std::uint64_t open = (static_cast<std::uint64_t>(*at) >> 1) & 1;
      const std::uint64_t square = (~static_cast<std::uint64_t>(*at) >> 5) & 1;
      // Within an object a value stands behind a colon, and few values begin as events do.
      std::uint64_t placed = at[-1] == ':' ? 1 : 0;
      if (at[-1] == ' ') [[unlikely]] {
        placed = at[-2] == ':' ? 1 : 0;
      }
      std::uint64_t first = 0;
      std::memcpy(&first, at + 1, sizeof first);
      refused |= open & ((~(stack | placed) & 1) | (first == kEventWord ? 1 : 0));
      refused |= ~open & (stack ^ square) & 1;
      const std::uint64_t outer = stack >> (open ^ 1);
      stack = outer << open | (square & open);
      seen |= stack;
      scan.behind[own / 2] = static_cast<std::uint16_t>(index + 1);
      own += outer == 2 ? 1 : 0;
      if (stack == 1) break;
    }
    if (stack == 1) break;
  }
  brackets = {stack, seen, refused, stack == 1 ? index : found};
  scan.own_count = own;
}

// The object has been read up to its end: what is `suspect` in the last block counts as far as it
// is of the object.
TRAILSIFT_KERNEL TRAILSIFT_INLINE bool FinishCompact(std::uint64_t suspect,
                                                     const CompactBrackets& brackets,
                                                     CompactScan& scan) {
  scan.count = brackets.walked;
  const std::size_t end = scan.places[scan.count];
  if ((suspect & (~std::uint64_t{0} >> (63 - end % 64))) != 0) return false;
  scan.length = end + 1;
  scan.greatest_depth = static_cast<std::uint32_t>(std::bit_width(brackets.seen)) - 1;
  return true;
}

TRAILSIFT_KERNEL bool ScanCompactly(std::string_view text, CompactScan& scan) {
  CompactBrackets brackets;
  const char* const bytes = text.data();
  const std::size_t limit = std::min(text.size(), CompactScan::kMostBytes);
  std::uint64_t escape_carry = 0;
  std::uint64_t string_carry = 0;
  std::uint64_t end_carry = 0;
  std::uint64_t suspect = 0;         // Of the last block, what may be wrong if it is of the object,
  std::uint64_t suspect_before = 0;  // and of those before, which are.
  std::uint64_t first = 1;           // The object's own brace is known.
  std::uint64_t depth = 1;
  std::size_t found = 0;
  scan.own_count = 0;
  scan.backslash = false;
  scan.bracket[0] = 0;
  for (std::size_t base = 0; base < limit; base += 64) {
    const CompactMasks masks = LoadCompactBlock(bytes + base);
    std::uint64_t quote = masks.quote;
    std::uint64_t odd = 0;
    if ((masks.rare | escape_carry) != 0) {
      const RareMasks rare = LoadRareMasks(bytes + base);
      quote &= ~FindEscaped(rare.backslash, escape_carry);
      odd = rare.odd;
      scan.backslash = scan.backslash || rare.backslash != 0;
    }
    const std::uint64_t inside = InsideStrings(quote) ^ string_carry;
    string_carry = 0 - (inside >> 63);
    std::uint64_t structural = masks.structural & ~(inside | std::exchange(first, 0));
    if (limit - base < 64) structural &= (std::uint64_t{1} << (limit - base)) - 1;
    const std::uint64_t bracket = structural & masks.letter;
    const std::uint64_t opening = bracket & masks.opener;
    // Behind a string or a closing bracket stands a separator or another one.
    const std::uint64_t ends = (quote & ~inside) | (bracket ^ opening);
    suspect_before |= suspect;
    suspect = ((ends << 1 | end_carry) & ~(structural ^ opening)) | odd;
    end_carry = ends >> 63;

    WritePositions(structural, base, scan.places.data() + found);
    std::uint64_t* const word = scan.bracket.data() + found / 64;
    const std::uint64_t extracted = ExtractBits(bracket, structural);
    word[0] |= extracted << found % 64;
    word[1] = extracted >> 1 >> (63 - found % 64);
    found += static_cast<std::size_t>(std::popcount(structural));
    const auto closes = static_cast<std::uint64_t>(std::popcount(bracket ^ opening));
    if (closes >= depth || found > CompactScan::kMostPlaces || suspect_before != 0) {
      WalkGathered(bytes, found, brackets, scan);
      if (brackets.refused != 0 || suspect_before != 0 || found > CompactScan::kMostPlaces ||
          (brackets.seen >> 60) != 0) {
        return false;
      }
      if (brackets.stack == 1) return FinishCompact(suspect, brackets, scan);
    }
    depth += static_cast<std::uint64_t>(std::popcount(bracket)) - 2 * closes;
  }
  return false;
}
