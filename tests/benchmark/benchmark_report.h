#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "benchmark/peers.h"
#include "benchmark/rule_growth.h"
#include "benchmark/shape_figures.h"

namespace trailsift {

// All that one run of the benchmark has measured.
struct BenchmarkFigures {
  std::string machine;  // Lines of Markdown.
  std::vector<Peer> peers;
  std::vector<std::string> missing_peers;
  std::vector<ShapeFigures> shapes;
  std::vector<RuleGrowth> rules;
  Spread start;                       // Seconds of a scan of no records.
  std::uint64_t peak_with_rules = 0;  // KiB, with the most rules and threads.
  std::uint64_t checked_scans = 0;    // Each found what is true.
};

// How many processes wanted a processor in the last minute.
double SystemLoad();
// What the machine is and did besides: processor, memory, kernel, compiler, load before and now.
std::string DescribeMachine(double load_before);

// The tables, in Markdown.
std::string BenchmarkReport(const BenchmarkFigures& figures);

}  // namespace trailsift
