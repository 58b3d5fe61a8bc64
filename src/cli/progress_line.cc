#include "cli/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <string_view>
#include <system_error>
#include <utility>

#include "writer/terminal_text.h"

namespace trailsift {
namespace {

constexpr auto kFirst = std::chrono::milliseconds(500);
constexpr auto kInterval = std::chrono::milliseconds(100);

// Progress is dispensable: what cannot be written is let go.
void WriteToTerminal(std::string_view text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

ProgressLine::ProgressLine(const ScanProgress& progress, std::size_t width)
    : progress_(progress), width_(width) {
  try {
    thread_ = std::thread([this] { Run(); });
  } catch (const std::system_error&) {
    // No thread to spare: the scan goes on without a line.
  }
}

ProgressLine::~ProgressLine() {
  {
    const std::lock_guard lock(mutex_);
    end_ = true;
  }
  ended_.notify_all();
  if (thread_.joinable()) thread_.join();
  EraseShown();
}

void ProgressLine::Erase() {
  const std::lock_guard lock(mutex_);
  EraseShown();
}

void ProgressLine::Run() {
  std::unique_lock lock(mutex_);
  auto wait = kFirst;
  while (!ended_.wait_for(lock, wait, [this] { return end_; })) {
    Show();
    wait = kInterval;
  }
}

void ProgressLine::Show() {
  const std::string line = CutRight(EscapeForTerminal(Describe()), width_ > 1 ? width_ - 1 : 1);
  WriteToTerminal("\r\x1b[K" + line);
  shown_ = true;
}

std::string ProgressLine::Describe() const {
  constexpr double kMebibyte = 1024.0 * 1024.0;
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  const double mebibytes = static_cast<double>(progress_.bytes_decoded.load()) / kMebibyte;
  return fmt::format("{}/{} files, {:.0f} MiB, {:.0f} MiB/s, {} matches  {}",
                     progress_.sources_done.load(), progress_.sources_found.load(), mebibytes,
                     mebibytes / seconds, progress_.matches.load(), progress_.Current());
}

void ProgressLine::EraseShown() {
  if (std::exchange(shown_, false)) WriteToTerminal("\r\x1b[K");
}

}  // namespace trailsift
