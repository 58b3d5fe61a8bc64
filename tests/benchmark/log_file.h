#pragma once

#include <zlib.h>

#include <filesystem>
#include <string_view>

namespace trailsift {

// A file that is written in pieces, plain or as one gzip member. Errors are thrown.
class LogFile {
 public:
  enum class Storage { kPlain, kGzip };

  LogFile(const std::filesystem::path& path, Storage storage);
  // Without Close the file may be incomplete.
  ~LogFile();
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;

  void Append(std::string_view text);
  void Close();

 private:
  [[noreturn]] void Fail() const;

  std::filesystem::path path_;
  gzFile file_;
};

}  // namespace trailsift
