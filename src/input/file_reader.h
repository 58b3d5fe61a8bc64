#pragma once

#include <sys/stat.h>

#include <cstdint>

#include "base/ledger.h"
#include "input/input_file.h"
#include "input/stored_reader.h"

namespace trailsift {

// Reads one file or stream, read-only and without ever locking or touching it. Failures go to the
// ledger, which must outlive the reader.
class FileReader final : public StoredReader {
 public:
  explicit FileReader(Ledger& ledger) : ledger_(&ledger) {}
  ~FileReader() override;

  // False if there is nothing to read: the ledger says why. What a walk found is opened only if it
  // is a regular file still; what the user named may be any stream.
  bool Open(const InputFile& file);
  std::size_t Read(char* to, std::size_t size) override;
  bool failed() const override { return failed_; }

  // To be called once, when no more will be read: enters what was not read, and whether the file
  // changed in between. Closes it.
  void Finish();

 private:
  bool Check(const InputFile& file);
  void ReportChange();
  bool Refuse(const char* what, int error);

  Ledger* ledger_;
  int descriptor_ = -1;
  bool owned_ = false;  // Not standard input.
  bool failed_ = false;
  bool regular_ = false;
  std::uint64_t begin_ = 0;  // Where reading began.
  struct stat status_ {};    // At open.
};

}  // namespace trailsift
