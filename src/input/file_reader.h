#pragma once

#include <sys/stat.h>

#include <atomic>
#include <cstdint>

#include "base/ledger.h"
#include "input/input_file.h"
#include "input/stored_reader.h"

namespace trailsift {

// Reads one file or stream, read-only and without ever locking or touching it. Failures go to the
// ledger, which must outlive the reader.
class FileReader final : public StoredReader {
 public:
  // `stop`, if given, must outlive the reader: once set, waiting for a stream ends.
  explicit FileReader(Ledger& ledger, const std::atomic<bool>* stop = nullptr)
      : ledger_(&ledger), stop_(stop) {}
  ~FileReader() override;

  // False if there is nothing to read: the ledger says why. What a walk found is opened only if it
  // is a regular file still; what the user named may be any stream.
  bool Open(const InputFile& file);
  std::size_t Read(char* to, std::size_t size) override;
  bool failed() const override { return failed_; }
  // No stream. Valid once it is open.
  bool regular() const { return regular_; }

  // To be called once, when no more will be read: enters what was not read, and whether the file
  // changed in between. Closes it.
  void Finish();

 private:
  bool Check(const InputFile& file);
  bool WaitForStream() const;
  void ReportChange();
  bool Refuse(const char* what, int error);

  Ledger* ledger_;
  const std::atomic<bool>* stop_;
  int descriptor_ = -1;
  bool owned_ = false;  // Not standard input.
  bool failed_ = false;
  bool regular_ = false;
  std::uint64_t begin_ = 0;  // Where reading began.
  struct stat status_ {};    // At open.
};

}  // namespace trailsift
