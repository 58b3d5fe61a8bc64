#include "cli/path_list.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "cli/usage_error.h"

namespace trailsift {
namespace {

class NameReader {
 public:
  NameReader(const std::string& list, char separator, std::vector<std::string>& names)
      : list_(list), separator_(separator), names_(names) {}

  std::optional<Diagnostic> Read(int descriptor) {
    std::array<char, std::size_t{64} << 10> piece;
    while (!problem_) {
      const ssize_t got = ::read(descriptor, piece.data(), piece.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return CannotRead(errno);
      if (got == 0) break;
      Take({piece.data(), static_cast<std::size_t>(got)});
    }
    EndName();
    return problem_;
  }

  Diagnostic CannotRead(int error) const {
    return UsageError(fmt::format("cannot read the list {}: {}", list_, std::strerror(error)))
        .value();
  }

 private:
  void Take(std::string_view bytes) {
    for (std::size_t end = bytes.find(separator_); end != std::string_view::npos;
         end = bytes.find(separator_)) {
      name_ += bytes.substr(0, end);
      EndName();
      bytes.remove_prefix(end + 1);
    }
    name_ += bytes;
  }

  void EndName() {
    ++number_;
    if (!problem_ && name_.find('\0') != std::string::npos) {
      problem_ = UsageError(fmt::format("{}:{}: a name with a NUL byte; for names that end with "
                                        "one there is --files0-from",
                                        list_, number_))
                     .value();
    }
    if (!name_.empty()) names_.push_back(name_);
    name_.clear();
  }

  const std::string& list_;
  const char separator_;
  std::vector<std::string>& names_;
  std::string name_;
  std::size_t number_ = 0;
  std::optional<Diagnostic> problem_;
};

}  // namespace

std::optional<Diagnostic> ReadPathList(const std::string& path, char separator,
                                       std::vector<std::string>& names) {
  NameReader reader(path, separator, names);
  if (path == "-") return reader.Read(STDIN_FILENO);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0) return reader.CannotRead(errno);
  auto problem = reader.Read(descriptor);
  ::close(descriptor);
  return problem;
}

}  // namespace trailsift
