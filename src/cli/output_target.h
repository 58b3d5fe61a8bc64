#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/output_file.h"
#include "cli/terminal.h"
#include "writer/output_stream.h"
#include "writer/writer.h"

namespace trailsift {

// The file that the only -o of a command names; empty: standard output.
std::string OutputPath(const CommandLine& line);

// Where one document goes: standard output, or a file that appears complete or not at all.
class OutputTarget {
 public:
  // `path` empty: standard output. `overwrite`: false refuses any file that exists.
  static Result<std::unique_ptr<OutputTarget>> Open(const std::string& path, bool overwrite = true);

  bool is_file() const { return file_ != nullptr; }
  OutputStream& stream() { return *stream_; }
  // Of the file that is written; nothing for standard output.
  std::optional<Identity> identity() const;
  // True if it is standard output and its reader has gone away: nothing is to be said about that.
  bool abandoned() const;

  // After the last write: brings a file under its name. The problem if not all could be written; a
  // reader of standard output that went away is none.
  std::optional<Diagnostic> Close();

 private:
  OutputTarget() = default;

  std::string path_;
  std::unique_ptr<OutputFile> file_;  // Null: standard output.
  std::unique_ptr<OutputStream> stream_;
};

// What stands behind standard output, for a document that goes to `path`; nothing of it for a file.
StreamTraits TraitsOfTarget(const std::string& path, const CommandLine& line);
WriterOptions WriterOptionsFor(const StreamTraits& traits);

}  // namespace trailsift
