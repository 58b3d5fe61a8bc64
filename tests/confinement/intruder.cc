// A library to preload: as soon as the program reads its first file it tries, as code injected by
// that file could, what a scanner never does, and says on standard error what the system answered.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace {

const char* Answer(bool done) {
  if (done) return "done";
  if (errno == EPERM || errno == EACCES) return "refused";
  return "failed otherwise";
}

void Try(const char* what, bool done) {
  std::fprintf(stderr, "intruder: %s: %s\n", what, Answer(done));
}

bool StartProcess() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  return child > 0 && ::waitpid(child, nullptr, 0) == child;
}

// The program is missing, so that the attempt does not end the process where it is allowed.
bool StartProgram() {
  char name[] = "/nowhere/program";
  char* const arguments[] = {name, nullptr};
  ::execv(name, arguments);
  return errno == ENOENT;
}

bool Open(const char* variable, int flags) {
  const int file = ::open(std::getenv(variable), flags, 0600);
  return file >= 0 && ::close(file) == 0;
}

bool ChangeMode() {
  const int file = ::open(std::getenv("INTRUDER_INPUT"), O_RDONLY);
  return file >= 0 && ::fchmod(file, 0600) == 0 && ::close(file) == 0;
}

bool OpenSocket(int domain) {
  const int socket = ::socket(domain, SOCK_STREAM, 0);
  return socket >= 0 && ::close(socket) == 0;
}

bool MakeExecutable() {
  return ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
         MAP_FAILED;
}

void Intrude() {
  Try("a process", StartProcess());
  Try("a program", StartProgram());
  Try("an internet socket", OpenSocket(AF_INET));
  Try("a local socket", OpenSocket(AF_UNIX));
  Try("a new file elsewhere", Open("INTRUDER_NEW", O_WRONLY | O_CREAT));
  Try("reading a file elsewhere", Open("INTRUDER_OTHER", O_RDONLY));
  Try("writing to the input", Open("INTRUDER_INPUT", O_WRONLY));
  Try("the mode of the input", ::chmod(std::getenv("INTRUDER_INPUT"), 0600) == 0);
  Try("the mode of the input by its descriptor", ChangeMode());
  Try("a signal to the parent", ::kill(::getppid(), 0) == 0);
  Try("executable memory", MakeExecutable());
}

}  // namespace

extern "C" ssize_t read(int descriptor, void* buffer, size_t size) {
  using Read = ssize_t (*)(int, void*, size_t);
  static const auto next = reinterpret_cast<Read>(::dlsym(RTLD_NEXT, "read"));
  static std::atomic<bool> tried = false;
  if (std::getenv("INTRUDER_INPUT") != nullptr && !tried.exchange(true)) Intrude();
  return next(descriptor, buffer, size);
}
