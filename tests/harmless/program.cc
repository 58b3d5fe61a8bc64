#include "harmless/program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace trailsift {
namespace {

constexpr unsigned kTimeout = 120;  // Seconds that one run may take.

// Where one stream goes: what the program writes into one end comes out of the other.
struct Channel {
  int ours = -1;
  int theirs = -1;
};

Channel OpenChannel(unsigned columns) {
  Channel channel;
  if (columns == 0) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
    return {ends[0], ends[1]};
  }
  winsize size{
      .ws_row = 24, .ws_col = static_cast<unsigned short>(columns), .ws_xpixel = 0, .ws_ypixel = 0};
  termios raw{};
  ::cfmakeraw(&raw);  // Line ends stay as they are written.
  if (::openpty(&channel.ours, &channel.theirs, nullptr, &raw, &size) != 0) std::abort();
  return channel;
}

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Takes no memory: another thread of the tests may have held a lock of the allocator as this
// process was forked, and AddressSanitizer's, unlike glibc's, stays locked in the child.
[[noreturn]] void Become(char* const* arguments, char* const* environment, const char* folder,
                         int output, int error) {
  ::alarm(kTimeout);  // Survives exec.
  const int input = ::open("/dev/null", O_RDONLY);
  if (::chdir(folder) != 0 || ::dup2(input, STDIN_FILENO) < 0 ||
      ::dup2(output, STDOUT_FILENO) < 0 || ::dup2(error, STDERR_FILENO) < 0) {
    ::_exit(126);
  }
  for (int other = STDERR_FILENO + 1; other < 64; ++other) ::close(other);
  ::execve(arguments[0], arguments, environment);
  ::_exit(127);
}

// Reads both to their ends.
void Drain(std::array<pollfd, 2> streams, std::array<std::string*, 2> texts) {
  std::array<char, 1U << 16U> buffer{};
  std::size_t open = streams.size();
  while (open > 0 && ::poll(streams.data(), streams.size(), -1) >= 0) {
    for (std::size_t i = 0; i < streams.size(); ++i) {
      if (streams[i].fd < 0 || streams[i].revents == 0) continue;
      const ssize_t length = ::read(streams[i].fd, buffer.data(), buffer.size());
      if (length > 0) {
        texts[i]->append(buffer.data(), static_cast<std::size_t>(length));
      } else if (length == 0 || errno != EINTR) {  // A terminal that nobody holds gives EIO.
        ::close(streams[i].fd);
        streams[i].fd = -1;
        --open;
      }
    }
  }
}

}  // namespace

Outcome RunProgram(const Call& call) {
  const Channel output = OpenChannel(call.terminal);
  const Channel error = OpenChannel(call.terminal);
  std::vector<std::string> words = {HARMLESS_PROGRAM};
  words.insert(words.end(), call.arguments.begin(), call.arguments.end());
  std::vector<std::string> environment = call.environment;
  const std::vector<char*> arguments = Pointers(words);
  const std::vector<char*> variables = Pointers(environment);
  const pid_t child = ::fork();
  if (child == 0) {
    Become(arguments.data(), variables.data(), call.folder.c_str(), output.theirs, error.theirs);
  }
  ::close(output.theirs);
  ::close(error.theirs);
  Outcome outcome;
  Drain({pollfd{output.ours, POLLIN, 0}, pollfd{error.ours, POLLIN, 0}},
        {&outcome.standard_output, &outcome.standard_error});
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
  return outcome;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace trailsift
