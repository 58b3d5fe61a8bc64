#include "benchmark/measurement.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace trailsift {
namespace {

// Of ascending values.
double Quantile(const std::vector<double>& values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], place - static_cast<double>(below));
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

Spread SpreadOf(std::vector<double> values) {
  std::ranges::sort(values);
  return {Quantile(values, 0.25), Quantile(values, 0.5), Quantile(values, 0.75)};
}

Spread RatioOf(const std::vector<double>& left, const std::vector<double>& right) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < left.size(); ++i) ratios.push_back(left[i] / right[i]);
  return SpreadOf(std::move(ratios));
}

std::string Show(const Spread& spread, double unit, int digits) {
  return fmt::format("{1:.{0}f} ({2:.{0}f}–{3:.{0}f})", digits, spread.median / unit,
                     spread.lower / unit, spread.upper / unit);
}

std::vector<double> ClockTimes(const std::vector<TimeTaken>& times) {
  std::vector<double> values;
  for (const TimeTaken& time : times) values.push_back(time.clock);
  return values;
}

std::vector<double> ProcessorTimes(const std::vector<TimeTaken>& times) {
  std::vector<double> values;
  for (const TimeTaken& time : times) values.push_back(time.processor);
  return values;
}

TimeTaken Stopwatch::Now() {
  const auto read = [](clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  return {read(CLOCK_MONOTONIC), read(CLOCK_PROCESS_CPUTIME_ID)};
}

// posix_spawn does not copy the page tables of this process, which may hold large buffers.
ProcessRun RunProcess(const std::vector<std::string>& words, const std::filesystem::path& output,
                      const std::filesystem::path& messages) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  constexpr int kWrite = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), kWrite, 0644);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, messages.c_str(), kWrite, 0644);
  pid_t child = 0;
  int status = 0;
  rusage usage{};
  const Stopwatch watch;
  const int error =
      posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  if (error == 0) {
    while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) continue;
  }
  const double clock = watch.Taken().clock;
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw std::runtime_error(fmt::format("cannot run {}: {}", words[0], std::strerror(error)));
  }
  const double processor = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
  return {{clock, processor}, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw std::runtime_error("cannot read " + path.string());
  return std::move(text).str();
}

void WriteFile(const std::filesystem::path& path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace trailsift
