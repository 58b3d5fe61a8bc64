// A library to preload that lets one system call or allocation of the program fail.
//   FAULT_CALL      open, readdir, read, write, close, fstat, fsync, rename, malloc or thread
//   FAULT_NUMBER    the call of that kind, counted from main() on, that fails: 1, 2, …
//   FAULT_KIND      error: it fails once; forever: all later ones as well; interrupt: it fails once
//                   with EINTR; short: every read or write takes one byte
//   FAULT_REPORT    a file that is made when the fault happens
// What is not named here works as ever.
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>

namespace {

enum class Kind { kError, kForever, kInterrupt, kShort };

struct Plan {
  const char* call = "";
  long number = 0;
  Kind kind = Kind::kError;
  const char* report = nullptr;
};

Plan plan;
std::atomic<bool> armed = false;
std::atomic<long> calls = 0;

template <typename Function>
Function Next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

void Report() {
  const long file =
      ::syscall(SYS_openat, AT_FDCWD, plan.report, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file >= 0) {
    ::syscall(SYS_write, file, "x", 1);
    ::syscall(SYS_close, file);
  }
}

bool IsPlanned(const char* call) { return armed && std::strcmp(plan.call, call) == 0; }

// True if this call is to fail; `error` is what it fails with unless it is interrupted.
bool Fails(const char* call, int error) {
  if (!IsPlanned(call) || plan.kind == Kind::kShort) return false;
  const long number = ++calls;
  const bool due = plan.kind == Kind::kForever ? number >= plan.number : number == plan.number;
  if (!due) return false;
  Report();
  errno = plan.kind == Kind::kInterrupt ? EINTR : error;
  return true;
}

size_t Shortened(const char* call, size_t size) {
  return IsPlanned(call) && plan.kind == Kind::kShort && size > 1 ? 1 : size;
}

int OpenUnlessPlanned(int folder, const char* path, int flags, va_list arguments) {
  if (Fails("open", EACCES)) return -1;
  const bool makes = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  const mode_t mode = makes ? va_arg(arguments, mode_t) : 0;
  return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}

void ReadPlan() {
  if (const char* call = std::getenv("FAULT_CALL")) plan.call = call;
  if (const char* number = std::getenv("FAULT_NUMBER")) plan.number = std::atol(number);
  if (const char* report = std::getenv("FAULT_REPORT")) plan.report = report;
  const char* const kind = std::getenv("FAULT_KIND");
  if (kind == nullptr) return;
  if (std::strcmp(kind, "forever") == 0) plan.kind = Kind::kForever;
  if (std::strcmp(kind, "interrupt") == 0) plan.kind = Kind::kInterrupt;
  if (std::strcmp(kind, "short") == 0) plan.kind = Kind::kShort;
}

using Main = int (*)(int, char**, char**);
Main program_main = nullptr;

int ArmedMain(int count, char** arguments, char** environment) {
  ReadPlan();
  armed = true;
  const int status = program_main(count, arguments, environment);
  armed = false;
  return status;
}

}  // namespace

extern "C" {

int __libc_start_main(Main main, int count, char** arguments, void (*init)(), void (*fini)(),
                      void (*loader_fini)(), void* stack_end) {
  program_main = main;
  using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
  return Next<Start>("__libc_start_main")(ArmedMain, count, arguments, init, fini, loader_fini,
                                          stack_end);
}

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const int descriptor = OpenUnlessPlanned(AT_FDCWD, path, flags, arguments);
  va_end(arguments);
  return descriptor;
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const int descriptor = OpenUnlessPlanned(AT_FDCWD, path, flags, arguments);
  va_end(arguments);
  return descriptor;
}

// What a fortified build calls where the compiler does not know the flags.
int __open_2(const char* path, int flags) { return open(path, flags); }

int __open64_2(const char* path, int flags) { return open(path, flags); }

int openat(int folder, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const int descriptor = OpenUnlessPlanned(folder, path, flags, arguments);
  va_end(arguments);
  return descriptor;
}

int mkostemp(char* name, int flags) {
  if (Fails("open", EACCES)) return -1;
  static const auto next = Next<int (*)(char*, int)>("mkostemp");
  return next(name, flags);
}

DIR* opendir(const char* path) {
  if (Fails("open", EACCES)) return nullptr;
  static const auto next = Next<DIR* (*)(const char*)>("opendir");
  return next(path);
}

DIR* fdopendir(int folder) {
  // No signal interrupts what only allocates.
  if (plan.kind != Kind::kInterrupt && Fails("open", ENOMEM)) return nullptr;
  static const auto next = Next<DIR* (*)(int)>("fdopendir");
  return next(folder);
}

struct dirent* readdir(DIR* folder) {
  if (Fails("readdir", EIO)) return nullptr;
  static const auto next = Next<struct dirent* (*)(DIR*)>("readdir");
  return next(folder);
}

ssize_t read(int descriptor, void* buffer, size_t size) {
  if (Fails("read", EIO)) return -1;
  return ::syscall(SYS_read, descriptor, buffer, Shortened("read", size));
}

ssize_t write(int descriptor, const void* buffer, size_t size) {
  if (Fails("write", ENOSPC)) return -1;
  return ::syscall(SYS_write, descriptor, buffer, Shortened("write", size));
}

int close(int descriptor) {
  // Linux closes it even if it says otherwise.
  const long result = ::syscall(SYS_close, descriptor);
  return Fails("close", EIO) ? -1 : static_cast<int>(result);
}

int fstat(int descriptor, struct stat* status) {
  if (Fails("fstat", EIO)) return -1;
  static const auto next = Next<int (*)(int, struct stat*)>("fstat");
  return next(descriptor, status);
}

int fsync(int descriptor) {
  if (Fails("fsync", EIO)) return -1;
  return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

int rename(const char* from, const char* to) {
  if (Fails("rename", EACCES)) return -1;
  static const auto next = Next<int (*)(const char*, const char*)>("rename");
  return next(from, to);
}

int link(const char* from, const char* to) {
  if (Fails("rename", EACCES)) return -1;
  static const auto next = Next<int (*)(const char*, const char*)>("link");
  return next(from, to);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*function)(void*),
                   void* argument) {
  if (Fails("thread", EAGAIN)) return EAGAIN;
  using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static const auto next = Next<Create>("pthread_create");
  return next(thread, attributes, function, argument);
}

// The allocator of the C library under its own names: dlsym itself allocates.
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* memory, size_t size);
void* __libc_memalign(size_t alignment, size_t size);

void* malloc(size_t size) { return Fails("malloc", ENOMEM) ? nullptr : __libc_malloc(size); }

void* calloc(size_t count, size_t size) {
  return Fails("malloc", ENOMEM) ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* memory, size_t size) {
  return Fails("malloc", ENOMEM) ? nullptr : __libc_realloc(memory, size);
}

void* aligned_alloc(size_t alignment, size_t size) {
  return Fails("malloc", ENOMEM) ? nullptr : __libc_memalign(alignment, size);
}

int posix_memalign(void** memory, size_t alignment, size_t size) {
  if (Fails("malloc", ENOMEM)) return ENOMEM;
  *memory = __libc_memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}

}  // extern "C"
