// scan_benchmark [--rounds N] [--peer-rounds N] [--kilobytes N] [--rules N] [--corpora FOLDER]
//                [--duckdb FOLDER] [--duckdb-query FILE]
//
// Scans generated corpora of each shape with the trailsift beside it, in turn with the ceiling and
// with what else one might type, and prints what that took and whether the goals are met. Every
// scan is held to the truth file of its corpus: a wrong answer ends the run with status 1.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "benchmark/benchmark_report.h"

namespace trailsift {
namespace {

struct Arguments {
  std::uint64_t rounds = 9;
  std::uint64_t peer_rounds = 3;
  std::uint64_t kilobytes = 128'000;
  std::uint64_t rules = 10'000;
  std::string corpora = "corpora";
  std::string duckdb = "node_modules";
  std::string duckdb_query = "duckdb_query.mjs";
};

std::optional<Arguments> ReadArguments(const std::vector<std::string_view>& words) {
  Arguments arguments;
  const std::map<std::string_view, std::uint64_t*> numbers = {
      {"--rounds", &arguments.rounds},
      {"--peer-rounds", &arguments.peer_rounds},
      {"--kilobytes", &arguments.kilobytes},
      {"--rules", &arguments.rules}};
  const std::map<std::string_view, std::string*> texts = {
      {"--corpora", &arguments.corpora},
      {"--duckdb", &arguments.duckdb},
      {"--duckdb-query", &arguments.duckdb_query}};
  for (std::size_t i = 0; i < words.size(); i += 2) {
    if (i + 1 == words.size()) return std::nullopt;
    const std::string_view value = words[i + 1];
    if (const auto number = numbers.find(words[i]); number != numbers.end()) {
      const char* end = value.data() + value.size();
      if (std::from_chars(value.data(), end, *number->second).ptr != end) return std::nullopt;
    } else if (const auto text = texts.find(words[i]); text != texts.end()) {
      *text->second = value;
    } else {
      return std::nullopt;
    }
  }
  if (arguments.rounds == 0 || arguments.kilobytes < 800) return std::nullopt;
  return arguments;
}

std::vector<unsigned> JobCounts() {
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  std::vector<unsigned> jobs = {1};
  if (processors > 1) jobs.push_back(2);
  if (processors > 2) jobs.push_back(processors);
  return jobs;
}

Spread MeasureStart(unsigned rounds, ScanProcess& scans) {
  std::vector<double> seconds;
  for (unsigned round = 0; round < 3 * rounds; ++round) seconds.push_back(scans.TimeEmpty().clock);
  return SpreadOf(std::move(seconds));
}

BenchmarkFigures Measure(const Arguments& arguments, const std::filesystem::path& programs) {
  const std::filesystem::path corpora = arguments.corpora;
  const std::filesystem::path scratch = corpora / "scratch";
  std::filesystem::create_directories(scratch);
  const Peers peers(arguments.duckdb, arguments.duckdb_query, scratch);
  ScanProcess scans(programs, scratch);
  const auto rounds = static_cast<unsigned>(arguments.rounds);
  const std::vector<unsigned> jobs = JobCounts();

  BenchmarkFigures figures;
  const double load = SystemLoad();
  figures.peers = peers.found();
  figures.missing_peers = peers.missing();
  figures.start = MeasureStart(rounds, scans);
  for (const std::string_view name : kCorpusShapeNames) {
    const CorpusShape shape = *CorpusShapeOf(name);
    // A quarter of the text makes thousands of files already.
    const std::uint64_t kilobytes =
        shape == CorpusShape::kTiny ? arguments.kilobytes / 4 : arguments.kilobytes;
    const auto store = [&](std::uint64_t size, std::string_view folder) {
      return StoreCorpus(programs / "corpus_generator", shape, size,
                         corpora / fmt::format("{}{}", name, folder));
    };
    fmt::print(stderr, "scan_benchmark: {}\n", name);
    figures.shapes.push_back(
        MeasureShape(store(kilobytes, ""), store(kilobytes / 8, "-small"), jobs,
                     {rounds, static_cast<unsigned>(arguments.peer_rounds)}, scans, peers));
  }
  fmt::print(stderr, "scan_benchmark: rules\n");
  const StoredCorpus& deliveries = figures.shapes.front().corpus;
  figures.rules = MeasureRuleGrowth(deliveries, arguments.rules, rounds, scans, scratch);
  for (const RuleGrowth& growth : figures.rules) {
    if (growth.rules * 10 <= arguments.rules) continue;
    figures.peak_with_rules = std::max(
        figures.peak_with_rules,
        scans.PeakMemory(deliveries, jobs.size() > 1 ? 2 : 1,
                         {"-r", RuleFolder(scratch, growth.family, growth.rules).string()}));
  }
  figures.checked_scans = scans.checked();
  figures.machine = DescribeMachine(load);
  return figures;
}

}  // namespace
}  // namespace trailsift

int main(int argc, char** argv) {
  const auto arguments =
      trailsift::ReadArguments(std::vector<std::string_view>(argv + 1, argv + argc));
  if (!arguments) {
    std::fputs(
        "usage: scan_benchmark [--rounds N] [--peer-rounds N] [--kilobytes N] [--rules N]\n"
        "                      [--corpora FOLDER] [--duckdb FOLDER] [--duckdb-query FILE]\n",
        stderr);
    return 2;
  }
  try {
    const std::filesystem::path programs =
        std::filesystem::canonical("/proc/self/exe").parent_path();
    const trailsift::BenchmarkFigures figures = trailsift::Measure(*arguments, programs);
    std::fputs(trailsift::BenchmarkReport(figures).c_str(), stdout);
  } catch (const std::exception& error) {
    fmt::print(stderr, "scan_benchmark: {}\n", error.what());
    return 1;
  }
  return 0;
}
