#include "scan/worker_count.h"

#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>

namespace trailsift {

std::size_t WorkersWithDescriptors(std::size_t wanted) {
  // A folder that is listed, a temporary file and its folder, and some that libraries may need.
  constexpr std::size_t kSpare = 6;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::max<std::size_t>(wanted, 1);
  const auto end = static_cast<int>(std::min<rlim_t>(limit.rlim_cur, wanted + 1024));
  std::size_t free = 0;
  for (int descriptor = 0; descriptor < end && free < wanted + kSpare; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) < 0) ++free;
  }
  return std::clamp<std::size_t>(free - std::min(free, kSpare), 1,
                                 std::max<std::size_t>(wanted, 1));
}

}  // namespace trailsift
