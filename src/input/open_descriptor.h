#pragma once

namespace trailsift {

// open() for reading, with further `flags`: never makes a terminal ours, nor survives exec. Waits a
// while if the process is out of descriptors, since another worker will soon close one. -1 and
// errno if it fails.
int OpenReadOnly(const char* path, int flags);

}  // namespace trailsift
