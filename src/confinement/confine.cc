#include "confinement/confine.h"

#include <fmt/format.h>

#include "confinement/landlock.h"
#include "confinement/system_calls.h"

namespace trailsift {
namespace {

// Sanitizers read /proc and start a process of their own at the end.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

}  // namespace

Confinement Confine(const Reach& reach) {
  Confinement confinement;
  if (kSanitized) {
    confinement.landlock_problem = "sanitizers need files of the system";
    confinement.system_call_problem = "sanitizers need processes";
    return confinement;
  }
  confinement.landlock_version = RestrictFiles(reach, confinement.landlock_problem);
  confinement.system_calls_filtered = FilterSystemCalls(confinement.system_call_problem);
  return confinement;
}

std::string DescribeConfinement(const Confinement& confinement) {
  const std::string files =
      confinement.landlock_version > 0
          ? fmt::format("files by Landlock (version {})", confinement.landlock_version)
          : fmt::format("files not ({})", confinement.landlock_problem);
  const std::string calls =
      confinement.system_calls_filtered
          ? "system calls by seccomp"
          : fmt::format("system calls not ({})", confinement.system_call_problem);
  return files + ", " + calls;
}

}  // namespace trailsift
