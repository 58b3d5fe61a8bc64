#pragma once

#include <cstddef>

namespace trailsift {

// Sizes of the windows, in bytes. One worker holds the outer layer's 6 MiB at most, plus little for
// an inner layer, whatever the size of its input. docs/decisions/0008-two-inflaters.md says why not
// more.
inline constexpr std::size_t kStoredWindow = std::size_t{4} << 20;
inline constexpr std::size_t kDecodedWindow = std::size_t{2} << 20;
// Text that is decoded as a stream is handed out in pieces of this size.
inline constexpr std::size_t kStreamedText = std::size_t{1} << 20;
// Room behind it that a streaming decoder always finds. ISA-L keeps up to 64 KiB of its output back
// if there is less, and drops them when it then meets a fault.
inline constexpr std::size_t kStreamReserve = std::size_t{128} << 10;
// Several members or frames share one piece until it has this size.
inline constexpr std::size_t kSharedText = std::size_t{256} << 10;
// An inner layer only streams.
inline constexpr std::size_t kInnerStoredWindow = std::size_t{1} << 20;
inline constexpr std::size_t kInnerDecodedWindow = kStreamedText + kStreamReserve;

}  // namespace trailsift
