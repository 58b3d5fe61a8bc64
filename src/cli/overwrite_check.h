#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "input/find_inputs.h"

namespace trailsift {

// The problem if a command that writes to the `outputs` would destroy what it reads: one of them is
// a rule file under one of the `rule_paths`, one of the `lists` of paths ("-": standard input), or
// one of the `inputs`. An empty output is standard output, which is never refused. Call it before
// an output is opened.
std::optional<Diagnostic> FindOverwritten(const std::vector<std::string>& outputs,
                                          const std::vector<std::string>& rule_paths,
                                          const std::vector<std::string>& lists = {},
                                          std::span<const FoundInput> inputs = {});

}  // namespace trailsift
