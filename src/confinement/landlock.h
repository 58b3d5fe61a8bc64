#pragma once

#include <string>

#include "confinement/confine.h"

namespace trailsift {

// Lets this thread, and those it starts, reach files only as `reach` says, and where the kernel can
// do it no network, no abstract Unix sockets and no signals to other processes. The version of the
// interface that is in force; 0 and `problem` if none is.
// https://docs.kernel.org/userspace-api/landlock.html
int RestrictFiles(const Reach& reach, std::string& problem);

}  // namespace trailsift
