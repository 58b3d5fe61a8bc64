#include "scan/input_queue.h"

#include <utility>

#include "scan/run_anomalies.h"

namespace trailsift {

InputQueue::InputQueue(ScanInputs inputs) : find_(std::move(inputs.next)) {
  Accept(std::move(inputs.first));
}

std::optional<InputQueue::Taken> InputQueue::Take() {
  const std::lock_guard lock(mutex_);
  if (next_ == batch_begin_ + batch_.size()) {
    if (find_ == nullptr) return std::nullopt;
    Accept(find_());
    if (batch_.empty()) {
      find_ = nullptr;
      return std::nullopt;
    }
  }
  const std::size_t number = next_++;
  return Taken{number, std::move(batch_[number - batch_begin_])};
}

void InputQueue::Accept(std::vector<FoundInput> batch) {
  batch_begin_ = next_;
  batch_ = std::move(batch);
  has_source_ = has_source_ || HasSource(batch_);
}

std::size_t InputQueue::found() const {
  const std::lock_guard lock(mutex_);
  return batch_begin_ + batch_.size();
}

std::size_t InputQueue::taken() const {
  const std::lock_guard lock(mutex_);
  return next_;
}

bool InputQueue::all_found() const {
  const std::lock_guard lock(mutex_);
  return find_ == nullptr;
}

bool InputQueue::has_source() const {
  const std::lock_guard lock(mutex_);
  return has_source_;
}

}  // namespace trailsift
