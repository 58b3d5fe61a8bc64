#pragma once

#include <string>
#include <vector>

#include "base/ledger.h"
#include "input/input_file.h"

namespace trailsift {

// What discovery met, in output order: a file to read, or (when `ledger` says skipped or failed)
// something that is only accounted for: a symlink in a walk, a directory that cannot be listed.
struct FoundInput {
  InputFile file;
  Ledger ledger;
  bool readable = true;  // False: `ledger` is final, there is nothing to open.
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
