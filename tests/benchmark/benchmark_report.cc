#include "benchmark/benchmark_report.h"

#include <fmt/format.h>
#include <libdeflate.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <utility>

#include "benchmark/goals.h"
#include "benchmark/text_table.h"

namespace trailsift {
namespace {

// What stands behind the first "KEY :" of a file of /proc.
std::string ProcValue(const std::string& path, std::string_view key) {
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with(key)) continue;
    const std::size_t value = line.find_first_not_of(" \t", line.find(':') + 1);
    return value == std::string::npos ? "" : line.substr(value);
  }
  return "unknown";
}

std::string Megabytes(std::uint64_t kibibytes) {
  return fmt::format("{:.1f}", static_cast<double>(kibibytes) / 1024);
}

std::string ShowPeer(const PeerFigures& peer) {
  if (!peer.applies) return "–";
  return fmt::format("{:.{}f}{}", peer.ratio.median, peer.ratio.median < 10 ? 1 : 0,
                     peer.problem.empty() ? "" : " (wrong)");
}

std::string CorpusTable(const std::vector<ShapeFigures>& shapes) {
  TextTable table({"shape", "files", "MB of text", "events", "matches"});
  for (const ShapeFigures& shape : shapes) {
    const StoredCorpus& corpus = shape.corpus;
    table.Add({std::string(CorpusShapeName(corpus.shape)), fmt::to_string(corpus.files),
               fmt::format("{:.0f}", static_cast<double>(corpus.bytes) / 1e6),
               fmt::to_string(corpus.records), fmt::to_string(corpus.matches.size())});
  }
  return table.Text();
}

std::string ShapeTable(const BenchmarkFigures& figures) {
  std::vector<std::string> header = {
      "shape",          "threads",           "GB/s",     "M events/s",   "ceiling GB/s",
      "of the ceiling", "in processor time", "peak MiB", "peak MiB, 1/8"};
  for (const Peer& peer : figures.peers) header.push_back(peer.name);
  TextTable table(std::move(header));
  for (const ShapeFigures& shape : figures.shapes) {
    for (const ThreadFigures& thread : shape.threads) {
      const double seconds = SpreadOf(ClockTimes(thread.scan)).median;
      const auto bytes = static_cast<double>(shape.corpus.bytes);
      std::vector<std::string> row = {
          std::string(CorpusShapeName(shape.corpus.shape)),
          fmt::to_string(thread.jobs),
          fmt::format("{:.2f}", bytes / seconds / 1e9),
          fmt::format("{:.2f}", static_cast<double>(shape.corpus.records) / seconds / 1e6),
          fmt::format("{:.2f}", bytes / SpreadOf(ClockTimes(thread.ceiling)).median / 1e9),
          Show(RatioOf(ClockTimes(thread.ceiling), ClockTimes(thread.scan))),
          Show(RatioOf(ProcessorTimes(thread.ceiling), ProcessorTimes(thread.scan))),
          Megabytes(thread.peak),
          Megabytes(thread.small_peak)};
      for (const PeerFigures& peer : thread.peers) row.push_back(ShowPeer(peer));
      table.Add(std::move(row));
    }
  }
  return table.Text();
}

std::string RuleTable(const Spread& start, const std::vector<RuleGrowth>& growths) {
  TextTable table({"rules", "family", "load ms", "scan", "in memory", "in memory, loop"});
  table.Add({"1", "the bundled one", fmt::format("{:.0f}", 1e3 * start.median), "1", "1", "1"});
  for (const RuleGrowth& growth : growths) {
    table.Add({fmt::to_string(growth.rules),
               std::string(kRuleFamilyNames[static_cast<std::size_t>(growth.family)]),
               fmt::format("{:.0f}", 1e3 * growth.load.median), Show(growth.scan),
               Show(growth.index), fmt::format("{:.1f}", growth.loop.median)});
  }
  return table.Text();
}

std::string GoalTable(const BenchmarkFigures& figures) {
  TextTable table({"goal", "measured", "verdict"});
  for (GoalVerdict& row : JudgeGoals(figures)) {
    table.Add({std::move(row.goal), std::move(row.measured), std::move(row.verdict)});
  }
  return table.Text();
}

std::string AnswerLines(const BenchmarkFigures& figures) {
  std::string text = fmt::format("- trailsift: {} scans, each with the events of the truth file\n",
                                 figures.checked_scans);
  for (std::size_t number = 0; number < figures.peers.size(); ++number) {
    const Peer& peer = figures.peers[number];
    std::string problems;
    for (const ShapeFigures& shape : figures.shapes) {
      const std::string& problem = shape.threads.back().peers[number].problem;
      if (problem.empty()) continue;
      problems += fmt::format("{}{} {}", problems.empty() ? "" : "; ",
                              CorpusShapeName(shape.corpus.shape), problem);
    }
    if (peer.answer == Peer::Answer::kNone) problems = "only decompresses";
    text += fmt::format("- {} ({}): {}\n", peer.name, peer.version,
                        problems.empty() ? "the events of the truth file" : problems);
  }
  for (const std::string& line : figures.missing_peers) {
    text += fmt::format("- not found: {}\n", line);
  }
  return text;
}

}  // namespace

double SystemLoad() {
  double load = 0;
  getloadavg(&load, 1);
  return load;
}

std::string DescribeMachine(double load_before) {
  utsname system{};
  uname(&system);
  return fmt::format(
      "- {}, {} processors, {} of memory\n- {} {}, g++ {}, libdeflate {}\n"
      "- files in the page cache; load {:.1f} before and {:.1f} at the end\n",
      ProcValue("/proc/cpuinfo", "model name"), sysconf(_SC_NPROCESSORS_ONLN),
      ProcValue("/proc/meminfo", "MemTotal"), system.sysname, system.release, __VERSION__,
      LIBDEFLATE_VERSION_STRING, load_before, SystemLoad());
}

std::string BenchmarkReport(const BenchmarkFigures& figures) {
  return fmt::format(
      "Machine:\n\n{}\nCorpora:\n\n{}\n"
      "Scans. GB are 10⁹ bytes of text; the ratio to the ceiling with quartiles; peers as "
      "multiples "
      "of the scan's time:\n\n{}\nRules, as multiples of the time with the bundled rule alone, on "
      "one "
      "thread:\n\n{}\nGoals:\n\n{}\nAnswers:\n\n{}",
      figures.machine, CorpusTable(figures.shapes), ShapeTable(figures),
      RuleTable(figures.start, figures.rules), GoalTable(figures), AnswerLines(figures));
}

}  // namespace trailsift
