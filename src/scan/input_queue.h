#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "input/find_inputs.h"

namespace trailsift {

// What a scan reads: a batch of inputs that is found already, and what finds the next one.
struct ScanInputs {
  // All there are.
  ScanInputs(std::vector<FoundInput> all) : first(std::move(all)) {}  // NOLINT: a mere list.
  // The first batch of a finder, which must outlive them, and all others.
  ScanInputs(std::vector<FoundInput> batch, InputFinder& finder)
      : first(std::move(batch)), next([&finder] { return finder.NextBatch(); }) {
    if (finder.ended()) next = nullptr;
  }

  std::vector<FoundInput> first;
  std::function<std::vector<FoundInput>()> next;  // Gives nothing at the end.
};

// Hands out the inputs of a scan one by one, in order, to any number of workers.
class InputQueue {
 public:
  explicit InputQueue(ScanInputs inputs);

  struct Taken {
    std::size_t number = 0;  // From 0, in input order.
    FoundInput input;
  };
  // The next input; nothing at the end. May have to find a batch first, while others wait.
  std::optional<Taken> Take();

  // So far.
  std::size_t found() const;
  std::size_t taken() const;
  // False if there may be more than were found.
  bool all_found() const;
  // Of those found: whether any is to be read, or could not be.
  bool has_source() const;

 private:
  void Accept(std::vector<FoundInput> batch);

  mutable std::mutex mutex_;
  std::vector<FoundInput> batch_;
  std::size_t batch_begin_ = 0;  // Number of its first input.
  std::size_t next_ = 0;
  std::function<std::vector<FoundInput>()> find_;
  bool has_source_ = false;
};

}  // namespace trailsift
