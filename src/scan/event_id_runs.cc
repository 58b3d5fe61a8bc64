#include "scan/event_id_runs.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace trailsift {

void SortSpreadOut(std::vector<std::uint64_t>& numbers, std::vector<std::uint64_t>& room) {
  constexpr unsigned kBits = 11;
  constexpr std::size_t kValues = std::size_t{1} << kBits;
  room.resize(numbers.size());
  for (unsigned shift = 64 - 3 * kBits; shift < 64; shift += kBits) {
    std::array<std::uint32_t, kValues + 1> places{};
    for (const std::uint64_t number : numbers) ++places[(number >> shift) % kValues + 1];
    for (std::size_t value = 0; value < kValues; ++value) places[value + 1] += places[value];
    for (const std::uint64_t number : numbers) room[places[(number >> shift) % kValues]++] = number;
    numbers.swap(room);
  }
  if (!std::ranges::is_sorted(numbers)) std::ranges::sort(numbers);
}

bool EventIdRuns::Add(const std::vector<std::uint64_t>& sorted) {
  Run run;
  for (const std::uint64_t number : sorted) ++run.starts[(number >> 56U) + 1];
  for (std::size_t group = 0; group < kGroups; ++group) run.starts[group + 1] += run.starts[group];
  if (!Write(sorted, run) && !(MoveToMemory() && Keep(sorted, run))) return false;
  runs_.push_back(std::move(run));
  return true;
}

// False if it is full, or nearly so.
bool EventIdRuns::Write(const std::vector<std::uint64_t>& sorted, Run& run) {
  constexpr std::uint64_t kForOthers = std::uint64_t{64} << 20;
  if (file_ == nullptr || file_->Room() < kForOthers) return false;
  const std::string_view bytes(reinterpret_cast<const char*>(sorted.data()),
                               sorted.size() * sizeof(std::uint64_t));
  try {
    file_->Write(bytes, written_);
  } catch (const std::system_error&) {
    return false;
  }
  run.in_file = true;
  run.offset = written_;
  written_ += bytes.size();
  return true;
}

// False if there is no room for all.
bool EventIdRuns::MoveToMemory() {
  if (file_ == nullptr) return true;
  bool fits = true;
  for (Run& run : runs_) {
    std::vector<std::uint64_t> numbers;
    if (fits) Read(run, 0, kGroups, numbers);
    fits = fits && Keep(std::move(numbers), run);
    run.in_file = false;
  }
  std::exchange(file_, nullptr)->Clear();
  return fits;
}

bool EventIdRuns::Keep(std::vector<std::uint64_t> numbers, Run& run) {
  if (in_memory_ + numbers.size() > most_in_memory_) return false;
  in_memory_ += numbers.size();
  run.numbers = std::move(numbers);
  return true;
}

void EventIdRuns::Read(const Run& run, std::size_t group, std::size_t next,
                       std::vector<std::uint64_t>& numbers) const {
  const std::size_t begin = run.starts[group];
  const std::size_t end = run.starts[next];
  if (!run.in_file) {
    numbers.insert(numbers.end(), run.numbers.data() + begin, run.numbers.data() + end);
    return;
  }
  const std::size_t had = numbers.size();
  numbers.resize(had + end - begin);
  file_->Read(
      run.offset + begin * sizeof(std::uint64_t),
      {reinterpret_cast<char*>(numbers.data() + had), (end - begin) * sizeof(std::uint64_t)});
}

std::uint64_t EventIdRuns::CountRepeats() const {
  const std::size_t step = kGroups / std::clamp<std::size_t>(runs_.size(), 1, kGroups);
  std::vector<std::uint64_t> numbers;
  std::vector<std::uint64_t> room;
  std::uint64_t repeats = 0;
  for (std::size_t group = 0; group < kGroups; group += step) {
    numbers.clear();
    for (const Run& run : runs_) Read(run, group, std::min(group + step, kGroups), numbers);
    SortSpreadOut(numbers, room);
    repeats += std::ranges::unique(numbers).size();
  }
  return repeats;
}

}  // namespace trailsift
