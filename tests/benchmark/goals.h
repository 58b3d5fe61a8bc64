#pragma once

#include <string>
#include <vector>

#include "benchmark/benchmark_report.h"

namespace trailsift {

// What one goal asks for and what was measured.
struct GoalVerdict {
  std::string goal;
  std::string measured;
  std::string verdict;
};

// The goals that these figures allow to judge.
std::vector<GoalVerdict> JudgeGoals(const BenchmarkFigures& figures);

}  // namespace trailsift
