#include "cli/report_output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "base/interrupted_call.h"
#include "cli/output_target.h"
#include "cli/overwrite_check.h"
#include "writer/output_stream.h"

namespace trailsift {
namespace {

bool FailedToWrite(std::string_view name, int error, Console& console) {
  console.Say(Diagnostic::Level::kError,
              fmt::format("cannot write {}: {}", name, std::strerror(error)));
  return false;
}

}  // namespace

bool WriteReport(std::string_view text, const std::string& path, Console& console, bool overwrite) {
  auto target = OutputTarget::Open(path, overwrite);
  if (!target) {
    console.Show(target.error());
    return false;
  }
  (*target)->stream().Write(text);
  const std::optional<Diagnostic> problem = (*target)->Close();
  if (problem) console.Show(*problem);
  return !problem;
}

bool CheckReportPath(const std::string& path, const std::vector<std::string>& rule_paths,
                     Console& console) {
  const std::optional<Diagnostic> problem = FindOverwritten({path}, rule_paths);
  if (problem) console.Show(*problem);
  return !problem;
}

bool AppendToFile(std::string_view text, const std::string& path, Console& console) {
  constexpr mode_t kMode = 0666;
  const int file = RetryInterrupted([&] {
    return ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, kMode);
  });
  if (file < 0) return FailedToWrite(path, errno, console);
  OutputStream stream(file);
  stream.Write(text);
  stream.Flush();
  int error = stream.state() == OutputStream::State::kGood ? 0 : stream.error();
  if (::close(file) != 0 && error == 0) error = errno;
  return error == 0 || FailedToWrite(path, error, console);
}

std::string StepSummaryPath() {
  const char* const path = std::getenv("GITHUB_STEP_SUMMARY");
  return path == nullptr ? "" : path;
}

bool AppendStepSummary(const std::function<std::string(std::size_t)>& format, Console& console) {
  constexpr std::uintmax_t kMaximum = std::uintmax_t{1} << 20;  // What GitHub takes of one step.
  const std::string path = StepSummaryPath();
  if (path.empty()) return true;
  std::error_code error;
  const std::uintmax_t used = std::filesystem::file_size(path, error);
  const std::size_t room = error ? kMaximum : kMaximum - std::min(kMaximum, used);
  return AppendToFile(format(room), path, console);
}

}  // namespace trailsift
