#pragma once

#include <cstddef>

namespace trailsift {

// Where stored bytes come from: a file, or the text that an outer compression layer decodes to.
class StoredReader {
 public:
  StoredReader() = default;
  StoredReader(const StoredReader&) = delete;
  StoredReader& operator=(const StoredReader&) = delete;
  virtual ~StoredReader() = default;

  // Writes up to `size` bytes to `to` and returns how many; 0 only at the end or after a failure,
  // which the reader has then entered in the ledger.
  virtual std::size_t Read(char* to, std::size_t size) = 0;
  // True once a read failed: what is missing then is not the evidence's fault.
  virtual bool failed() const { return false; }
};

}  // namespace trailsift
