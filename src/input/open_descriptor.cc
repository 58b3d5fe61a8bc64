#include "input/open_descriptor.h"

#include <fcntl.h>

#include <cerrno>
#include <chrono>
#include <thread>

namespace trailsift {
namespace {

constexpr int kTries = 200;
constexpr std::chrono::milliseconds kWait{10};

}  // namespace

int OpenReadOnly(const char* path, int flags) {
  for (int tries = 0;; ++tries) {
    const int descriptor = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC | flags);
    if (descriptor >= 0) return descriptor;
    const bool exhausted = errno == EMFILE || errno == ENFILE;
    if (errno != EINTR && !(exhausted && tries < kTries)) return -1;
    if (exhausted) std::this_thread::sleep_for(kWait);
  }
}

}  // namespace trailsift
