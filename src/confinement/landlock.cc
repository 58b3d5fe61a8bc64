#include "confinement/landlock.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

namespace trailsift {
namespace {

// The kernel's interface up to version 6. Distributions ship older headers than kernels.
struct RulesetAttributes {
  std::uint64_t handled_files = 0;
  std::uint64_t handled_network = 0;
  std::uint64_t scoped = 0;
};

struct [[gnu::packed]] PathRule {
  std::uint64_t allowed = 0;
  std::int32_t descriptor = -1;
};

constexpr int kRuleOfPath = 1;
constexpr std::uint32_t kAskForVersion = 1;

enum FileRight : std::uint64_t {
  kExecute = 1U << 0,
  kWriteFile = 1U << 1,
  kReadFile = 1U << 2,
  kReadFolder = 1U << 3,
  kRemoveFolder = 1U << 4,
  kRemoveFile = 1U << 5,
  kMakeFolder = 1U << 7,
  kMakeRegular = 1U << 8,
  kFirstRights = (1U << 13) - 1,
  kRefer = 1U << 13,
  kTruncate = 1U << 14,
  kDeviceControl = 1U << 15,
};
constexpr std::uint64_t kFolderOnly =
    kReadFolder | kRemoveFolder | kRemoveFile | kMakeFolder | kMakeRegular;

std::uint64_t RightsOfVersion(int version) {
  std::uint64_t rights = kFirstRights;
  if (version >= 2) rights |= kRefer;
  if (version >= 3) rights |= kTruncate;
  if (version >= 5) rights |= kDeviceControl;
  return rights;
}

RulesetAttributes AttributesOfVersion(int version) {
  constexpr std::uint64_t kBindAndConnect = 3;
  constexpr std::uint64_t kSocketsAndSignals = 3;
  return {RightsOfVersion(version), version >= 4 ? kBindAndConnect : 0,
          version >= 6 ? kSocketsAndSignals : 0};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// What cannot be opened here cannot be reached later either, and is reported then. Pipes and
// sockets behind a path are not subject to Landlock, and the kernel takes no rule for them.
bool Allow(int ruleset, const std::string& path, std::uint64_t rights) {
  const Descriptor place(::open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat status {};
  if (place.number() < 0 || ::fstat(place.number(), &status) != 0) return false;
  if (!S_ISDIR(status.st_mode)) rights &= ~kFolderOnly;
  const PathRule rule{rights, place.number()};
  return ::syscall(SYS_landlock_add_rule, ruleset, kRuleOfPath, &rule, 0) == 0;
}

std::string ParentOf(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return path == "." ? "" : ".";
  return slash == 0 ? (path == "/" ? "" : "/") : path.substr(0, slash);
}

// The folder, or the nearest one above it that there is.
std::string Existing(std::string folder) {
  struct stat status {};
  while (!folder.empty() && ::stat(folder.c_str(), &status) != 0 && errno == ENOENT) {
    folder = ParentOf(folder);
  }
  return folder;
}

std::string Reason(int error) {
  if (error == ENOSYS) return "this kernel has no Landlock";
  if (error == EOPNOTSUPP) return "Landlock is switched off in this kernel";
  return std::string("Landlock: ") + std::strerror(error);
}

}  // namespace

int RestrictFiles(const Reach& reach, std::string& problem) {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskForVersion);
  if (version <= 0) {
    problem = Reason(errno);
    return 0;
  }
  const RulesetAttributes attributes = AttributesOfVersion(static_cast<int>(version));
  const Descriptor ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0)));
  if (ruleset.number() < 0) {
    problem = Reason(errno);
    return 0;
  }
  const std::uint64_t handled = attributes.handled_files;
  const std::uint64_t read = kReadFile | kReadFolder;
  const std::uint64_t write = (kWriteFile | kTruncate) & handled;
  for (const std::string& path : reach.read) Allow(ruleset.number(), path, read);
  for (const std::string& path : reach.write_files) Allow(ruleset.number(), path, write);
  const std::uint64_t make = read | write | kRemoveFile | kMakeRegular;
  for (const std::string& folder : reach.write_folders) Allow(ruleset.number(), folder, make);
  for (const std::string& folder : reach.new_folders) {
    Allow(ruleset.number(), Existing(folder), make | kMakeFolder);
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      ::syscall(SYS_landlock_restrict_self, ruleset.number(), 0) != 0) {
    problem = Reason(errno);
    return 0;
  }
  return static_cast<int>(version);
}

}  // namespace trailsift
