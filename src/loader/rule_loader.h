#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "loader/problem_reporter.h"
#include "loader/yaml_document.h"
#include "rule/rule_set.h"

namespace trailsift {

// The rules that are compiled into the program. Never has problems: a test holds it.
std::vector<Rule> BuiltinRules();

// Sees each document of `AnalysisType: rule` once it was read, and may report more about it. The
// rule is a null pointer if its id could not be read; it may have errors.
using RuleObserver =
    std::function<void(const YamlDocument& document, const Rule* rule, ProblemReporter& problems)>;

struct RuleSourcePaths {
  std::vector<std::string> paths;  // Files and directories, as the user gave them.
  bool with_builtin = true;
  // Keep Rule::source and Rule::tests, which scans do not need and which are most of a rule.
  bool with_documents = true;
  // Threads that help to parse the files.
  unsigned helpers = 0;
};

// Loads the built-in rules and every rule file under the paths (directories recursively, *.yml and
// *.yaml in any case, sorted by path bytes, names starting with "." not entered, directory symlinks
// not followed). Goes on after a problem and reports all of them; with an error among them the set
// must not be used for a scan. A user rule replaces a built-in one of the same id, with a note.
RuleSet LoadRules(const RuleSourcePaths& sources, Diagnostics& diagnostics,
                  const RuleObserver& observer = {});

// Loads the rule documents of one text, as if it stood in a file called `file`.
void LoadRuleText(std::string_view text, const std::string& file, bool named_by_user,
                  RuleSet& rules, Diagnostics& diagnostics, const RuleObserver& observer = {});

}  // namespace trailsift
