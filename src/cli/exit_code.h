#pragma once

namespace trailsift {

// The exit statuses of the program; public. An interruption beats all, then 2 > 3 > 1.
enum class ExitCode : int {
  kSuccess = 0,        // Completed, with or without matches.
  kFindings = 1,       // scan: a match at or above --fail-on; test: a failed case.
  kError = 2,          // Usage, a rule that does not load, an output that cannot be written, or a
                       // defect of ours, such as evaluators that differ.
  kIncomplete = 3,     // Something was left unjudged.
  kHungUp = 129,       // SIGHUP.
  kInterrupted = 130,  // SIGINT.
  kTerminated = 143,   // SIGTERM.
};

}  // namespace trailsift
