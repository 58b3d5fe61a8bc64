#pragma once

#include <string>
#include <vector>

namespace trailsift {

// One run of the program.
struct Call {
  std::vector<std::string> arguments;
  std::string folder;                         // Where it runs.
  std::vector<std::string> environment = {};  // "NAME=value", all there is.
  unsigned terminal = 0;  // Columns of the terminal that both streams are; 0: they are files.
};

struct Outcome {
  int status = -1;  // Exit status; -1 if a signal ended it.
  std::string standard_output;
  std::string standard_error;
};

Outcome RunProgram(const Call& call);

std::string ReadFile(const std::string& path);

}  // namespace trailsift
