#pragma once

#include <atomic>
#include <cstddef>

namespace trailsift {

// Counts the threads that a scan may use but that have no source to read, and may help another.
class IdleThreads {
 public:
  bool any() const { return count_.load(std::memory_order_relaxed) > 0; }
  // False if there is none.
  bool Take() {
    for (std::size_t count = count_; count > 0;) {
      if (count_.compare_exchange_weak(count, count - 1)) return true;
    }
    return false;
  }
  void Give(std::size_t count) { count_ += count; }

 private:
  std::atomic<std::size_t> count_ = 0;
};

}  // namespace trailsift
