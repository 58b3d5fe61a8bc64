#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "input/identity_set.h"

namespace trailsift {

// What stands behind a standard stream.
struct StreamTraits {
  bool terminal = false;
  bool waited_for = false;  // A terminal, pipe or socket: somebody reads along.
  bool colour = false;
  std::size_t width = 0;  // Columns of a terminal; 0: no terminal.
};

// What the standard streams were when the program began.
struct StandardStreams {
  bool output_closed = false;  // There was no standard output.
  // The regular files that standard output and standard error go to, by whether they were empty.
  std::vector<Identity> new_files;
  std::vector<Identity> appended_files;
};

// Opens descriptors 0 to 2 that are closed on /dev/null, so that no file opened later becomes a
// standard stream. Reading standard input and writing standard output then fail, as they should.
// Call it before anything is written.
StandardStreams OpenStandardStreams();

// `colour_mode` is "auto", "always" or "never". In auto NO_COLOR and TERM decide for terminals.
StreamTraits TraitsOf(int descriptor, std::string_view colour_mode);

}  // namespace trailsift
