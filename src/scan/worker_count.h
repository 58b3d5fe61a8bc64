#pragma once

#include <cstddef>

namespace trailsift {

// How many of `wanted` workers have a descriptor each, with some to spare for what a run opens in
// between; at least one. A worker that waits for its turn keeps its file open, so that one more
// might wait for a descriptor for ever.
std::size_t WorkersWithDescriptors(std::size_t wanted);

}  // namespace trailsift
