#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"

namespace trailsift {

// Writes a whole report to the file `path`, or to standard output if it is empty; `overwrite`:
// false refuses any file that exists. False, and a message, if it could not be written; a reader of
// standard output that went away is no failure.
bool WriteReport(std::string_view text, const std::string& path, Console& console,
                 bool overwrite = true);

// False, and a message, if writing a report to the file would destroy a rule that is read, as
// FindOverwritten says.
bool CheckReportPath(const std::string& path, const std::vector<std::string>& rule_paths,
                     Console& console);

// Puts text behind what a file holds, and makes the file if there is none. False, and a message, if
// it could not be written.
bool AppendToFile(std::string_view text, const std::string& path, Console& console);

// The file that GITHUB_STEP_SUMMARY names; empty if it names none.
std::string StepSummaryPath();

// Adds to the summary of the step that GitHub Actions runs, if StepSummaryPath names its file.
// `format` makes the text of at most so many bytes as GitHub still takes. False, and a message, if
// it could not be written.
bool AppendStepSummary(const std::function<std::string(std::size_t)>& format, Console& console);

}  // namespace trailsift
