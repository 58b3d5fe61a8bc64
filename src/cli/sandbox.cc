#include "cli/sandbox.h"

#include <sys/stat.h>

#include <string_view>
#include <utility>

#include "cli/output_file.h"
#include "cli/output_target.h"
#include "cli/report_output.h"
#include "loader/rule_files.h"

namespace trailsift {
namespace {

// A file to write appears under a temporary name in its folder first; what is no regular file is
// written where it stands.
void AddOutput(const std::string& path, Reach& reach) {
  struct stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) {
    reach.write_folders.push_back(path);
  } else if (exists && !S_ISREG(status.st_mode)) {
    reach.write_files.push_back(path);
  } else {
    reach.write_folders.push_back(FolderOf(path));
  }
}

// A rule file in a folder may be a link to one elsewhere.
void AddRules(const std::vector<std::string>& paths, Reach& reach) {
  reach.read.insert(reach.read.end(), paths.begin(), paths.end());
  Diagnostics unheard;  // Loading the rules reports them.
  for (RuleFile& file : FindRuleFiles(paths, unheard)) {
    struct stat status {};
    if (::lstat(file.path.c_str(), &status) == 0 && S_ISLNK(status.st_mode)) {
      reach.read.push_back(std::move(file.path));
    }
  }
}

bool IsStream(std::string_view path) { return path.empty() || path == "-"; }

}  // namespace

Reach ReachOf(const CommandLine& line, const std::vector<std::string>& logs,
              const std::vector<std::string>& outputs) {
  Reach reach;
  AddRules(line.Values("rules"), reach);
  for (const std::string& log : logs) {
    if (!IsStream(log)) reach.read.push_back(log);
  }
  for (const std::string& output : outputs) {
    if (!IsStream(output)) AddOutput(output, reach);
  }
  return reach;
}

Reach ReachOfReport(const CommandLine& line) {
  Reach reach = ReachOf(line, {}, {OutputPath(line)});
  AddRules(line.arguments, reach);
  const std::string summary = line.ValueOr("format", "") == "github" ? StepSummaryPath() : "";
  if (IdentityOf(summary)) {
    reach.write_files.push_back(summary);
  } else if (!summary.empty()) {
    AddOutput(summary, reach);
  }
  return reach;
}

bool EnterSandbox(const Reach& reach, const CommandLine& line, Console& console) {
  const std::string_view mode = line.ValueOr("sandbox", "auto");
  if (mode == "off") {
    console.Say(Diagnostic::Level::kNote, "sandbox: off");
    return true;
  }
  const Confinement confinement = Confine(reach);
  const std::string state = DescribeConfinement(confinement);
  if (mode == "require" && !confinement.complete()) {
    console.Say(Diagnostic::Level::kError,
                "--sandbox require cannot be had here: " + state + "; use --sandbox auto");
    return false;
  }
  console.Say(Diagnostic::Level::kNote, "sandbox: " + state);
  return true;
}

}  // namespace trailsift
