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

#include "cli/output_file.h"
#include "loader/rule_files.h"
#include "writer/output_stream.h"

namespace trailsift {
namespace {

bool FailedToWrite(std::string_view name, int error, Console& console) {
  console.Say(Diagnostic::Level::kError,
              fmt::format("cannot write {}: {}", name, std::strerror(error)));
  return false;
}

bool WriteToStandardOutput(std::string_view text, Console& console) {
  OutputStream stream(STDOUT_FILENO);
  stream.Write(text);
  stream.Flush();
  return stream.state() != OutputStream::State::kFailed ||
         FailedToWrite("standard output", stream.error(), console);
}

}  // namespace

bool WriteReport(std::string_view text, const std::string* path, Console& console) {
  if (path == nullptr || *path == "-") return WriteToStandardOutput(text, console);
  return WriteFile(text, *path, true, console);
}

bool CheckReportPath(const std::string* path, const std::vector<std::string>& rule_paths,
                     Console& console) {
  const std::optional<FileIdentity> output = path != nullptr ? IdentityOf(*path) : std::nullopt;
  if (!output) return true;
  Diagnostics unheard;
  const std::vector<RuleFile> files = FindRuleFiles(rule_paths, unheard);
  const auto is_output = [&](const RuleFile& file) { return IdentityOf(file.path) == output; };
  if (std::ranges::none_of(files, is_output)) return true;
  console.Say(Diagnostic::Level::kError,
              fmt::format("the output {} is a rule file that is read", *path));
  return false;
}

bool WriteFile(std::string_view text, const std::string& path, bool overwrite, Console& console) {
  auto file = OutputFile::Create(path, overwrite);
  if (!file) {
    console.Show(file.error());
    return false;
  }
  OutputStream stream((*file)->descriptor());
  stream.Write(text);
  stream.Flush();
  if (stream.state() != OutputStream::State::kGood) {
    return FailedToWrite(path, stream.error(), console);
  }
  if (const std::optional<Diagnostic> problem = (*file)->Commit()) {
    console.Show(*problem);
    return false;
  }
  return true;
}

bool AppendToFile(std::string_view text, const std::string& path, Console& console) {
  constexpr mode_t kMode = 0666;
  const int file =
      ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, kMode);
  if (file < 0) return FailedToWrite(path, errno, console);
  OutputStream stream(file);
  stream.Write(text);
  stream.Flush();
  int error = stream.state() == OutputStream::State::kGood ? 0 : stream.error();
  if (::close(file) != 0 && error == 0) error = errno;
  return error == 0 || FailedToWrite(path, error, console);
}

bool AppendStepSummary(const std::function<std::string(std::size_t)>& format, Console& console) {
  constexpr std::uintmax_t kMaximum = std::uintmax_t{1} << 20;  // What GitHub takes of one step.
  const char* const path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0') return true;
  std::error_code error;
  const std::uintmax_t used = std::filesystem::file_size(path, error);
  const std::size_t room = error ? kMaximum : kMaximum - std::min(kMaximum, used);
  return AppendToFile(format(room), path, console);
}

}  // namespace trailsift
