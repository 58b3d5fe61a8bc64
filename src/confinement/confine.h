#pragma once

#include <string>
#include <vector>

namespace trailsift {

// What a run still has to reach once its command line is known. Paths need not exist; a symbolic
// link stands for what it leads to.
struct Reach {
  std::vector<std::string> read;  // Files, and folders with all below them.
  // Files appear, are renamed, read and removed here and below.
  std::vector<std::string> write_folders;
  // The same; one that is missing is made, so that it stands for the nearest one above it.
  std::vector<std::string> new_folders;
  std::vector<std::string> write_files;  // Written where they stand: devices, FIFOs, logs.
};

// What is in force for this process. Confining is best effort: where the kernel lacks a part, the
// part says why.
struct Confinement {
  int landlock_version = 0;  // Of the kernel's interface; 0: not in force.
  bool system_calls_filtered = false;
  std::string landlock_problem;     // Why it is not in force; empty if it is.
  std::string system_call_problem;  // The same of the filter.

  bool complete() const { return landlock_version > 0 && system_calls_filtered; }
};

// Gives up, for this process and for ever, whatever `reach` does not name: other files (by
// Landlock), and by a filter of system calls starting programs, networking, looking into other
// processes, changing owners, modes and times of files, and making memory executable. Descriptors
// that are open stay usable. To be called before any thread is started. Never fails, never throws
// but bad_alloc.
Confinement Confine(const Reach& reach);

// What is in force, in one line without a line break: "files by Landlock (version 7), system calls
// by seccomp".
std::string DescribeConfinement(const Confinement& confinement);

}  // namespace trailsift
