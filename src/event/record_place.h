#pragma once

#include <cstdint>
#include <string>

namespace trailsift {

// Where a record stands in the decoded text of its source. Lines and columns count from 1, the
// others from 0; ends are exclusive.
struct RecordPlace {
  std::uint64_t record = 0;  // Number of the event in its source.
  std::uint64_t byte_offset = 0;
  std::uint64_t byte_length = 0;
  std::uint64_t line = 1;
  std::uint64_t column = 1;  // In bytes.
  std::uint64_t end_line = 1;
  // In UTF-16 code units, as SARIF counts them.
  std::uint64_t utf16_column = 1;
  std::uint64_t utf16_end_column = 1;
  std::string pointer;  // JSON pointer from the document: "/Records/17", "/16" for values in a row.
};

}  // namespace trailsift
