#pragma once

#include <atomic>
#include <cstddef>
#include <iterator>
#include <string>
#include <thread>
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

// Calls visit(item) for each, for as many at a time as there are processors. Expectations may be
// made in it, assertions only end the one call.
template <typename Items, typename Visit>
void VisitSideBySide(const Items& items, const Visit& visit) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < std::size(items); i = next++) visit(std::data(items)[i]);
  };
  std::vector<std::jthread> workers;
  for (unsigned i = std::thread::hardware_concurrency(); i > 1; --i) workers.emplace_back(work);
  work();
}

std::string ReadFile(const std::string& path);

}  // namespace trailsift
