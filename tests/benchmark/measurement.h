#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace trailsift {

// Quartiles of figures that were measured several times.
struct Spread {
  double lower = 0;
  double median = 0;
  double upper = 0;
};

// Of at least one value; between two values the quartile is interpolated.
Spread SpreadOf(std::vector<double> values);

// The ratios of values of the same round: left[i] / right[i].
Spread RatioOf(const std::vector<double>& left, const std::vector<double>& right);

// "0.86 (0.85–0.88)": the median and the quartiles, in this unit.
std::string Show(const Spread& spread, double unit = 1, int digits = 2);

// What something took, in seconds. Other processes stretch the time of the clock most.
struct TimeTaken {
  double clock = 0;
  double processor = 0;  // Of all threads and, of a process, of those it waited for.
};

std::vector<double> ClockTimes(const std::vector<TimeTaken>& times);
std::vector<double> ProcessorTimes(const std::vector<TimeTaken>& times);

// Of this process.
class Stopwatch {
 public:
  Stopwatch() : start_(Now()) {}

  TimeTaken Taken() const {
    const TimeTaken now = Now();
    return {now.clock - start_.clock, now.processor - start_.processor};
  }

 private:
  static TimeTaken Now();

  TimeTaken start_;
};

struct ProcessRun {
  TimeTaken time;  // From before its start until it has ended.
  int status = 0;  // 128 and the number of the signal that ended it.
};

// Runs a program found on the PATH with its outputs in these files and nothing to read. Throws if
// it cannot be started.
ProcessRun RunProcess(const std::vector<std::string>& words, const std::filesystem::path& output,
                      const std::filesystem::path& messages);

// Throws if the file cannot be read.
std::string ReadFile(const std::filesystem::path& path);
// Throws if the file cannot be written.
void WriteFile(const std::filesystem::path& path, const std::string& text);

}  // namespace trailsift
