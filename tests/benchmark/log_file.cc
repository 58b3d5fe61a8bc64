#include "benchmark/log_file.h"

#include <stdexcept>

namespace trailsift {

LogFile::LogFile(const std::filesystem::path& path, Storage storage)
    : path_(path), file_(gzopen(path.c_str(), storage == Storage::kGzip ? "wb6" : "wbT")) {
  if (file_ == nullptr) Fail();
}

LogFile::~LogFile() {
  if (file_ != nullptr) gzclose(file_);
}

void LogFile::Append(std::string_view text) {
  if (gzfwrite(text.data(), 1, text.size(), file_) != text.size()) Fail();
}

void LogFile::Close() {
  gzFile file = file_;
  file_ = nullptr;
  if (gzclose(file) != Z_OK) Fail();
}

void LogFile::Fail() const { throw std::runtime_error("cannot write " + path_.string()); }

}  // namespace trailsift
