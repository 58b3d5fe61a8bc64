#include "benchmark/peers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string_view>
#include <utility>

namespace trailsift {
namespace {

constexpr std::string_view kSelect =
    R"(select(.eventSource == "bedrock.amazonaws.com" )"
    R"(and .eventName == "DeleteModelInvocationLoggingConfiguration" )"
    R"(and .errorCode == null and .errorMessage == null) | .eventID)";

std::string Jq(std::string_view filter) {
  return fmt::format(R"(find "$1" -type f -print0 | xargs -0 zcat -f | jq -r '{}')", filter);
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string CompareCounts(const std::vector<std::string>& lines, std::size_t matches) {
  std::uint64_t sum = 0;
  for (const std::string& line : lines) {
    std::uint64_t count = 0;
    std::from_chars(line.data(), line.data() + line.size(), count);
    sum += count;
  }
  return sum == matches ? ""
                        : fmt::format("counts {} words where {} events are true", sum, matches);
}

std::string CompareIds(std::vector<std::string> ids, std::vector<std::string> matches) {
  std::ranges::sort(ids);
  std::ranges::sort(matches);
  return CompareWithTruth(ids, matches);
}

}  // namespace

Peers::Peers(std::string duckdb, std::string query, std::filesystem::path scratch)
    : duckdb_(std::move(duckdb)), query_(std::move(query)), scratch_(std::move(scratch)) {
  const std::string zcat = R"(find "$1" -type f -print0 | xargs -0 zcat >/dev/null)";
  Look({"zcat", Peer::Answer::kNone, false, false, zcat, zcat}, "zcat --version",
       "zcat: Debian's package gzip");
  Look({"zcat, jq", Peer::Answer::kEventIds, false, true,
        Jq(fmt::format(".Records[] | {}", kSelect)), Jq(kSelect)},
       "jq --version", "jq: Debian's package jq");
  const std::string search = R"(rg -z -j "$2" --no-ignore --no-filename --count-matches )"
                             R"(DeleteModelInvocationLoggingConfiguration "$1")";
  Look({"rg -z", Peer::Answer::kCounts, true, true, search, search}, "rg --version",
       "rg: Debian's package ripgrep");
  const std::string query_script = R"(exec node "$4" "$3" "$1" "$2" )";
  Look({"DuckDB", Peer::Answer::kEventIds, true, true, query_script + "records",
        query_script + "lines"},
       R"(node "$4" "$3" --version)",
       "DuckDB: npm's package @duckdb/node-api, its node_modules named by --duckdb");
}

void Peers::Look(Peer peer, const std::string& version_script, const std::string& advice) {
  peer.version = FirstLine(version_script);
  if (peer.version.empty()) {
    missing_.push_back(advice);
  } else {
    found_.push_back(std::move(peer));
  }
}

std::string Peers::FirstLine(const std::string& script) const {
  const std::filesystem::path output = scratch_ / "peer_output";
  const ProcessRun run = RunProcess({"sh", "-c", script, "sh", "", "", duckdb_, query_}, output,
                                    scratch_ / "peer_messages");
  const std::vector<std::string> lines = Lines(ReadFile(output));
  return run.status == 0 && !lines.empty() ? lines.front() : "";
}

PeerRun Peers::Run(const Peer& peer, const StoredCorpus& corpus, unsigned jobs) const {
  const std::filesystem::path output = scratch_ / "peer_output";
  const std::filesystem::path messages = scratch_ / "peer_messages";
  const ProcessRun run =
      RunProcess({"sh", "-c", IsLines(corpus.shape) ? peer.lines_script : peer.records_script, "sh",
                  corpus.logs, std::to_string(jobs), duckdb_, query_},
                 output, messages);
  PeerRun result{run.time, ""};
  if (run.status != 0) {
    result.problem =
        fmt::format("fails with exit status {}: {}", run.status, ReadFile(messages).substr(0, 200));
  } else if (peer.answer == Peer::Answer::kEventIds) {
    result.problem = CompareIds(Lines(ReadFile(output)), corpus.matches);
  } else if (peer.answer == Peer::Answer::kCounts) {
    result.problem = CompareCounts(Lines(ReadFile(output)), corpus.matches.size());
  }
  return result;
}

}  // namespace trailsift
