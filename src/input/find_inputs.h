#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/ledger.h"
#include "input/input_file.h"

namespace trailsift {

// What discovery met, in output order: a file to read, or something that is only accounted for: a
// symlink in a walk, a directory that cannot be listed. Small, since there may be a million.
struct FoundInput {
  InputFile file;
  std::unique_ptr<Ledger> settled;  // The account of what is not to be opened, else null.

  bool readable() const { return settled == nullptr; }
};

struct FindOptions {
  std::string standard_input_name = "stdin";
  // Files that must not be read as evidence (device, inode): our own outputs.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> excluded;
};

// Expands the paths in the given order: "-" is standard input; directories are walked recursively,
// entries of each sorted by unsigned byte value. Each file (device, inode) is listed once. Walks do
// not follow symbolic links nor touch FIFOs, sockets and devices. A path that does not exist or
// cannot be listed becomes an entry whose ledger says `unreadable`.
std::vector<FoundInput> FindInputs(const std::vector<std::string>& paths,
                                   const FindOptions& options);

}  // namespace trailsift
