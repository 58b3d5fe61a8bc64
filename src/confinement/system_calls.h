#pragma once

#include <string>

namespace trailsift {

// Refuses, with EPERM, system calls that a scanner never needs: see system_calls.cc for the list.
// True if the filter is in force; otherwise `problem` says why not.
bool FilterSystemCalls(std::string& problem);

}  // namespace trailsift
