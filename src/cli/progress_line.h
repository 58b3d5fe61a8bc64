#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

#include "scan/scan.h"

namespace trailsift {

// One line on standard error that shows how far a scan is: sources, bytes, rate, matches, current
// file. Appears after half a second, is renewed ten times a second by a thread of its own, never
// delays the workers, and is erased by Erase and at the end.
class ProgressLine {
 public:
  // `progress` must outlive the line.
  ProgressLine(const ScanProgress& progress, std::size_t width);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // To be called before anything else is written to the terminal.
  void Erase();

 private:
  void Run();
  void Show();
  std::string Describe() const;
  void EraseShown();

  const ScanProgress& progress_;
  const std::size_t width_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  std::condition_variable ended_;
  bool end_ = false;
  bool shown_ = false;
  std::thread thread_;
};

}  // namespace trailsift
