#pragma once

#include <functional>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "event/event.h"
#include "event/projection.h"
#include "rule/rule_set.h"

namespace trailsift {

// Makes the judge that the reference evaluator is compared with, and adds what it reads to the
// projection. The judge may refer to the projection.
using RecordJudge = std::function<bool(const Event&)>;
using JudgeMaker = std::function<RecordJudge(const RuleSet&, RuleNumber, Projection&)>;

// The compiled evaluator, as scans use it.
RecordJudge MakeCompiledJudge(const RuleSet& rules, RuleNumber number, Projection& projection);

// trailsift explain: why the records of the given inputs match a rule or do not.
ExitCode RunExplain(const CommandLine& line, const StandardStreams& streams, Console& console,
                    const JudgeMaker& make_judge = MakeCompiledJudge);

}  // namespace trailsift
