#pragma once

#include <cerrno>

namespace trailsift {

// What a system call answers that a signal did not interrupt. `call` returns a negative number or a
// null pointer and sets errno on failure.
template <typename Call>
auto RetryInterrupted(Call call) {
  while (true) {
    const auto result = call();
    bool failed = false;
    if constexpr (requires { result == nullptr; }) {
      failed = result == nullptr;
    } else {
      failed = result < 0;
    }
    if (!failed || errno != EINTR) return result;
  }
}

}  // namespace trailsift
