#include "cli/overwrite_check.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/result.h"
#include "cli/output_file.h"
#include "loader/rule_files.h"

namespace trailsift {

std::optional<Diagnostic> FindOverwritten(const std::vector<std::string>& outputs,
                                          const std::vector<std::string>& rule_paths,
                                          const std::vector<std::string>& lists,
                                          std::span<const FoundInput> inputs) {
  std::vector<std::pair<Identity, std::string>> targets;
  for (const std::string& output : outputs) {
    const auto identity = output.empty() ? std::nullopt : IdentityOf(output);
    if (identity) targets.emplace_back(*identity, output);
  }
  if (targets.empty()) return std::nullopt;
  std::optional<Diagnostic> problem;
  const auto refuse = [&](const std::optional<Identity>& identity) {
    const auto found = std::ranges::find_if(
        targets, [&](const auto& target) { return identity && target.first == *identity; });
    if (found == targets.end()) return false;
    problem =
        Fail("output", fmt::format("cannot write {}: it is read, too", found->second)).value();
    return true;
  };
  for (const FoundInput& input : inputs) {
    const InputFile& file = input.file;
    if (input.readable() &&
        refuse(file.standard_input ? RegularFileOf(STDIN_FILENO) : IdentityOf(file.path))) {
      return problem;
    }
  }
  for (const std::string& list : lists) {
    if (refuse(list == "-" ? RegularFileOf(STDIN_FILENO) : IdentityOf(list))) return problem;
  }
  Diagnostics unheard;  // Whoever reads the rules says what is wrong with their paths.
  for (const RuleFile& file : FindRuleFiles(rule_paths, unheard)) {
    if (refuse(IdentityOf(file.path))) return problem;
  }
  return std::nullopt;
}

}  // namespace trailsift
