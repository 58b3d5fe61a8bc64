#pragma once

#include <atomic>

namespace trailsift {

// From now on SIGPIPE and SIGXFSZ are ignored, and SIGINT or SIGTERM end the program at once, after
// removing the temporary files registered here.
void CatchStopSignals();
// From now on the first SIGINT or SIGTERM only asks the program to stop; a second one ends it.
void StopGracefully();

// Set once the program was asked to stop.
const std::atomic<bool>& StopRequested();
// SIGINT, SIGTERM, or 0: not asked to stop.
int StopSignal();

// Has a file removed if a signal ends the program; of more than 64 at a time the further ones stay.
// The path must stay where it is, unchanged, until it is forgotten.
void RememberTemporary(const char* path);
void ForgetTemporary(const char* path);

}  // namespace trailsift
