#include "cli/terminal.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>

namespace trailsift {
namespace {

constexpr std::size_t kDefaultWidth = 80;
constexpr std::size_t kMaximumWidth = 10'000;

std::string_view Environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

std::size_t WidthOf(int descriptor) {
  const std::string_view columns = Environment("COLUMNS");
  std::size_t width = 0;
  const char* const end = columns.data() + columns.size();
  const auto [stop, error] = std::from_chars(columns.data(), end, width);
  if (error == std::errc{} && stop == end && width > 0 && width <= kMaximumWidth) return width;
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kDefaultWidth;
}

bool ColourByEnvironment() {
  return Environment("NO_COLOR").empty() && Environment("TERM") != "dumb";
}

// True if standard output was closed.
bool OpenClosedStreams() {
  bool standard_output_closed = false;
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    if (descriptor == STDOUT_FILENO) standard_output_closed = true;
    // The lowest free descriptor is the one found closed.
    const int access = descriptor == STDIN_FILENO    ? O_WRONLY
                       : descriptor == STDOUT_FILENO ? O_RDONLY
                                                     : O_RDWR;
    if (::open("/dev/null", access) < 0) break;
  }
  return standard_output_closed;
}

}  // namespace

StandardStreams OpenStandardStreams() {
  StandardStreams streams;
  streams.output_closed = OpenClosedStreams();
  for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat status {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) continue;
    auto& files = status.st_size == 0 ? streams.new_files : streams.appended_files;
    files.push_back({status.st_dev, status.st_ino});
  }
  return streams;
}

StreamTraits TraitsOf(int descriptor, std::string_view colour_mode) {
  StreamTraits traits;
  traits.terminal = ::isatty(descriptor) == 1;
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0;
  traits.waited_for =
      traits.terminal || (known && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode)));
  traits.colour = colour_mode == "always" ||
                  (colour_mode == "auto" && traits.terminal && ColourByEnvironment());
  if (traits.terminal) traits.width = WidthOf(descriptor);
  return traits;
}

}  // namespace trailsift
