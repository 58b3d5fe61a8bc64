#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/ledger.h"
#include "input/identity_set.h"
#include "input/input_file.h"

namespace trailsift {

// What discovery met, in output order: a file to read, or something that is only accounted for: a
// symlink in a walk, a directory that cannot be listed. Small, since there may be many.
struct FoundInput {
  InputFile file;
  std::unique_ptr<Ledger> settled;  // The account of what is not to be opened, else null.

  bool readable() const { return settled == nullptr; }
};

struct FindOptions {
  std::string standard_input_name = "stdin";
  // Files that must not be read as evidence, and held none before the run: our own outputs.
  std::vector<Identity> excluded;
  // Outputs that held something before. To read them would be to read what is written meanwhile;
  // that they are not read is an error of the input.
  std::vector<Identity> appended;
  // Files that outputs are to replace: none may be an input.
  std::vector<Identity> targets;
};

// Expands paths in the given order: "-" is standard input; directories are walked recursively,
// entries of each sorted by unsigned byte value. Each file (device, inode) is listed once. Walks do
// not follow symbolic links nor touch FIFOs, sockets and devices. A path that does not exist or
// cannot be listed becomes an entry whose ledger says `unreadable`. Holds the paths, 16 to 43 bytes
// for each file met, and of each directory on the way at most one batch of names: a larger one is
// listed several times.
class InputFinder {
 public:
  static constexpr std::size_t kBatch = 65'536;

  InputFinder(std::vector<std::string> paths, FindOptions options, std::size_t batch = kBatch);
  ~InputFinder();
  InputFinder(const InputFinder&) = delete;
  InputFinder& operator=(const InputFinder&) = delete;

  // The next inputs, about a batch of them; none only at the end.
  std::vector<FoundInput> NextBatch();
  bool ended() const;
  // The input that is a target, if one was met; nothing is found behind it.
  const std::optional<InputFile>& met_target() const;
  // Leaves out one more file from now on.
  void Exclude(const Identity& identity);

 private:
  class Walk;
  std::unique_ptr<Walk> walk_;
};

// All of them at once.
std::vector<FoundInput> FindInputs(const std::vector<std::string>& paths,
                                   const FindOptions& options);

}  // namespace trailsift
