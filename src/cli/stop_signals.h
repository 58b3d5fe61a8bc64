#pragma once

#include <atomic>
#include <optional>

#include "cli/exit_code.h"

namespace trailsift {

// From now on SIGPIPE and SIGXFSZ are ignored, and SIGINT, SIGTERM or SIGHUP end the program at
// once, after removing the temporary files registered here. A SIGHUP that was ignored before (as
// nohup has it) stays so.
void CatchStopSignals();
// From now on the first of these signals only asks the program to stop; a second one ends it.
void StopGracefully();

// Set once the program was asked to stop.
const std::atomic<bool>& StopRequested();
// SIGINT, SIGTERM, SIGHUP, or 0: not asked to stop.
int StopSignal();
// The exit status that says so; nothing if the program was not asked to stop.
std::optional<ExitCode> StoppedStatus();

// Has a file removed if a signal ends the program; of more than 64 at a time the further ones stay.
// The path must stay where it is, unchanged, until it is forgotten.
void RememberTemporary(const char* path);
void ForgetTemporary(const char* path);

}  // namespace trailsift
