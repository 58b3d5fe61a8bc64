#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace trailsift {

// One member of a JSON object: its name without the quotes and its value, without blanks around.
struct ScannedMember {
  std::string_view name;
  std::string_view value;
};

// Where the separators of an object's own members stand, and what else one pass over it has seen.
struct SeparatorScan {
  enum class Outcome : std::uint8_t {
    kClosed,  // `length` is the length of the object.
    kOpen,    // It is not closed in the text given.
    kUnsure,  // Something that this scanner leaves to others.
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
  std::array<std::uint32_t, kMost + 64> positions;  // Of its own colons and commas.
};

// Splits a JSON object into its members in one pass over its bytes, and tells where it ends. It
// looks at blocks of 64 bytes: masks of quotes, backslashes, brackets and separators; the inside of
// strings by prefix XOR (block_masks.h); and of what stands deeper than the object itself only the
// brackets. docs/decisions/0023-own-scanner.md has the figures.
//
// What it accepts has closed strings, no control characters in strings, valid UTF-8, brackets that
// pair, and at its own level the exact grammar of members and scalars. Not checked are separators
// and scalars within its values, and escapes. Whatever else it meets, right or wrong, is kUnsure.
class MemberScanner {
 public:
  using Outcome = SeparatorScan::Outcome;
  using Kernel = void (*)(std::string_view text, SeparatorScan& scan);

  // What this processor is able to run, the fastest first; the last one is portable.
  static std::span<const Kernel> Kernels();

  explicit MemberScanner(Kernel kernel = Kernels().front()) : kernel_(kernel) {}

  // `text` begins with "{"; what follows the object is not looked at, but 64 bytes behind the text
  // must be readable.
  Outcome Scan(std::string_view text);

  // Valid after kClosed, and until the next Scan.
  std::size_t length() const { return scan_.length; }
  std::uint32_t greatest_depth() const { return scan_.greatest_depth; }
  // If false, no name and no value holds a backslash.
  bool has_backslash() const { return scan_.backslash; }
  const std::vector<ScannedMember>& members() const { return members_; }

 private:
  bool Split(std::string_view object);

  Kernel kernel_;
  SeparatorScan scan_;
  std::vector<ScannedMember> members_;
};

}  // namespace trailsift
