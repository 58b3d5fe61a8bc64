#pragma once

namespace trailsift {

// Gives back to the system what was freed but is kept for later allocations, after work that needed
// much memory for a while. Takes about a millisecond for each 10 MiB. Does nothing where the C
// library has no way to.
void ReturnFreeMemory();

}  // namespace trailsift
