#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace trailsift {

// A file without a name in the folder for temporary files, which vanishes with the program. What
// fails throws std::system_error.
class TemporaryFile {
 public:
  // What TMPDIR names, else TMP, TEMP or TEMPDIR, else /tmp.
  static std::string Folder();

  // Makes the file.
  TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();

  void Write(std::string_view bytes, std::uint64_t offset);
  // Bytes that its disk has room for; 0 if that cannot be told.
  std::uint64_t Room() const;
  // Gives what it takes of that back.
  void Clear();
  // Fills all of `to`.
  void Read(std::uint64_t offset, std::span<char> to) const;

 private:
  int descriptor_ = -1;
};

}  // namespace trailsift
