#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "input/identity_set.h"

namespace trailsift {

// What one name in a directory is.
struct FolderEntry {
  enum class Type : std::uint8_t { kFile, kFolder, kLink, kOther };
  std::string name;
  Type type = Type::kOther;
  int error = 0;           // Of asking what it is.
  std::uint64_t size = 0;  // In bytes, of a file.
  Identity identity;
};

struct FolderListing {
  std::vector<FolderEntry> entries;  // Sorted by unsigned byte value.
  Identity folder;
  int open_error = 0;     // It could not be opened: nothing else is known.
  int read_error = 0;     // The list breaks off.
  bool more = false;      // There are names behind the last one,
  std::string last_name;  // which is this.
};

// Lists of a directory the first `most` names behind `after` (empty: all), which reads it to its
// end each time. `follow`: the last part of the path may be a symbolic link. Holds one descriptor,
// and none when it returns.
FolderListing ListFolder(const std::string& path, bool follow, const std::string& after,
                         std::size_t most);

}  // namespace trailsift
