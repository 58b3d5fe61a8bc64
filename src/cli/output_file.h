#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "input/identity_set.h"

namespace trailsift {

// Of the file that a path leads to, or that a descriptor has open; nothing if there is none.
std::optional<Identity> IdentityOf(const std::string& path);
std::optional<Identity> IdentityOf(int descriptor);
// The same, but nothing for a pipe, a terminal and the like.
std::optional<Identity> RegularFileOf(int descriptor);

// The folder that holds the file: "." for a bare name.
std::string FolderOf(const std::string& path);

// A file to write that appears under its name complete or not at all: it grows as a temporary file
// in the same directory and is renamed at the end. What stood there before stays until then. A
// target that is no regular file (a FIFO, /dev/stdout) is written directly.
class OutputFile {
 public:
  // Refuses a directory, a symbolic link to a file, and a file without permission to write.
  // `overwrite`: false refuses any file that exists.
  static Result<std::unique_ptr<OutputFile>> Create(const std::string& path, bool overwrite = true);
  ~OutputFile();  // Removes the temporary file unless it was committed.
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  const std::string& path() const { return path_; }
  int descriptor() const { return descriptor_; }

  // Brings everything written to the disk and under its name; the problem if that failed.
  std::optional<Diagnostic> Commit();

 private:
  OutputFile() = default;
  std::optional<Diagnostic> OpenDirectly();
  std::optional<Diagnostic> OpenTemporary();
  std::optional<Diagnostic> Rename();
  Diagnostic Problem(const char* what, int error) const;

  std::string path_;
  std::string temporary_;  // Empty: written directly, or committed.
  bool overwrite_ = true;
  int descriptor_ = -1;
};

}  // namespace trailsift
