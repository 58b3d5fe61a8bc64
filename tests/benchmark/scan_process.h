#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "benchmark/measurement.h"
#include "benchmark/stored_corpus.h"

namespace trailsift {

// The program under test, run as its users run it. Every scan of a corpus is held to its truth: a
// match or a record too many or too few is an error, which is thrown, as is a failing run.
class ScanProcess {
 public:
  // `programs` holds trailsift and peak_memory; outputs go to `scratch`.
  ScanProcess(std::filesystem::path programs, std::filesystem::path scratch)
      : programs_(std::move(programs)), scratch_(std::move(scratch)) {}

  // One scan, from the start of the process to its end, with the matches written to a file as JSON.
  TimeTaken Time(const StoredCorpus& corpus, unsigned jobs,
                 const std::vector<std::string>& options = {});
  // A scan of a log without records.
  TimeTaken TimeEmpty(const std::vector<std::string>& options = {});
  // The most memory that a scan held at once, in KiB.
  std::uint64_t PeakMemory(const StoredCorpus& corpus, unsigned jobs,
                           const std::vector<std::string>& options = {});

  // How many scans found what is true.
  std::uint64_t checked() const { return checked_; }

 private:
  std::vector<std::string> Command(const std::filesystem::path& path, unsigned jobs,
                                   const std::vector<std::string>& options) const;
  ProcessRun Run(const std::vector<std::string>& words) const;
  void Check(const StoredCorpus& corpus, unsigned jobs);

  std::filesystem::path programs_;
  std::filesystem::path scratch_;
  std::uint64_t checked_ = 0;
};

}  // namespace trailsift
