#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"

namespace trailsift {

struct RuleFile {
  std::string path;
  bool named_by_user = false;  // Not found in a directory.
};

// Finds the rule files under the paths, in the order of the paths. A directory is walked for *.yml
// and *.yaml in any letter case, sorted by path bytes; entries that begin with "." are not entered,
// symbolic links to directories not followed. A file is listed once, however often it is met.
// Reports what does not exist, cannot be listed, or holds no rule file.
std::vector<RuleFile> FindRuleFiles(const std::vector<std::string>& paths,
                                    Diagnostics& diagnostics);

// The content of a regular file of at most kMaximumRuleFileBytes. Nothing: reported.
std::optional<std::string> ReadRuleFile(const std::string& path, Diagnostics& diagnostics);

}  // namespace trailsift
