#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "base/temporary_file.h"

namespace trailsift {

// Sorts numbers, by their first 33 bits, eleven at a time, which is enough for tens of thousands
// that are spread evenly, and takes a sixth of the time of comparing them; others are compared.
// `room` is overwritten.
void SortSpreadOut(std::vector<std::uint64_t>& numbers, std::vector<std::uint64_t>& room);

// Sorted runs of numbers, each of which may stand in several runs, but only once in each: in a
// temporary file, with 1 KiB for each run in memory, or if there is none, in memory up to a bound.
// Once the file takes no more, or its disk has less than 64 MiB left, all that is in it moves to
// memory: who fills a disk leaves no room for the outputs.
class EventIdRuns {
 public:
  // The file must outlive this, and belongs to it alone; null: there is none.
  EventIdRuns(TemporaryFile* file, std::size_t most_in_memory)
      : file_(file), most_in_memory_(most_in_memory) {}

  // Adds a run; false if there is no room for it. Throws std::system_error if the file is full and
  // cannot be read.
  bool Add(const std::vector<std::uint64_t>& sorted);
  bool empty() const { return runs_.empty(); }

  // How many numbers stand in an earlier run as well. Needs memory for as many as one run has, or
  // for a 256th of all. Throws std::system_error if the file cannot be read.
  std::uint64_t CountRepeats() const;

 private:
  // Numbers with the same first eight bits are read together.
  static constexpr std::size_t kGroups = 256;
  struct Run {
    std::array<std::uint32_t, kGroups + 1> starts{};  // Of each group, in numbers.
    bool in_file = false;
    std::uint64_t offset = 0;            // There, in bytes;
    std::vector<std::uint64_t> numbers;  // else they are here.
  };

  bool Write(const std::vector<std::uint64_t>& sorted, Run& run);
  bool MoveToMemory();
  bool Keep(std::vector<std::uint64_t> numbers, Run& run);
  // Appends those of the groups [group, next).
  void Read(const Run& run, std::size_t group, std::size_t next,
            std::vector<std::uint64_t>& numbers) const;

  TemporaryFile* file_;        // Null as well once it is full.
  std::uint64_t written_ = 0;  // Bytes.
  const std::size_t most_in_memory_;
  std::size_t in_memory_ = 0;  // Numbers.
  std::deque<Run> runs_;
};

}  // namespace trailsift
