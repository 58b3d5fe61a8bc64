#include "cli/stop_signals.h"

#include <signal.h>
#include <unistd.h>

#include <array>

namespace trailsift {
namespace {

constexpr std::size_t kMaximumTemporaries = 64;

std::atomic<bool> graceful = false;
std::atomic<bool> stop_requested = false;
std::atomic<int> stop_signal = 0;
std::array<std::atomic<const char*>, kMaximumTemporaries> temporaries{};

static_assert(std::atomic<int>::is_always_lock_free);
static_assert(std::atomic<const char*>::is_always_lock_free);

extern "C" void HandleStopSignal(int signal) {
  int none = 0;
  if (!stop_signal.compare_exchange_strong(none, signal) || !graceful) {
    for (const auto& temporary : temporaries) {
      if (const char* const path = temporary.load(); path != nullptr) ::unlink(path);
    }
    ::_exit(128 + signal);
  }
  // Last: who sees it asks which signal it was, perhaps before this handler returns.
  stop_requested = true;
}

}  // namespace

void CatchStopSignals() {
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, nullptr);
  ::sigaction(SIGXFSZ, &ignore, nullptr);
  // Without SA_RESTART: a read that waits for a stream must end.
  struct sigaction stop {};
  stop.sa_handler = HandleStopSignal;
  ::sigaction(SIGINT, &stop, nullptr);
  ::sigaction(SIGTERM, &stop, nullptr);
  struct sigaction hang_up {};
  ::sigaction(SIGHUP, nullptr, &hang_up);
  if (hang_up.sa_handler != SIG_IGN) ::sigaction(SIGHUP, &stop, nullptr);
}

void StopGracefully() { graceful = true; }

const std::atomic<bool>& StopRequested() { return stop_requested; }

int StopSignal() { return stop_signal; }

std::optional<ExitCode> StoppedStatus() {
  switch (stop_signal) {
    case SIGINT:
      return ExitCode::kInterrupted;
    case SIGTERM:
      return ExitCode::kTerminated;
    case SIGHUP:
      return ExitCode::kHungUp;
    default:
      return std::nullopt;
  }
}

void RememberTemporary(const char* path) {
  for (auto& temporary : temporaries) {
    const char* none = nullptr;
    if (temporary.compare_exchange_strong(none, path)) return;
  }
}

void ForgetTemporary(const char* path) {
  for (auto& temporary : temporaries) {
    const char* expected = path;
    if (temporary.compare_exchange_strong(expected, nullptr)) return;
  }
}

}  // namespace trailsift
