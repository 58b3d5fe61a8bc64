#include "benchmark/scan_process.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <stdexcept>

#include "event/json_value.h"

namespace trailsift {

TimeTaken ScanProcess::Time(const StoredCorpus& corpus, unsigned jobs,
                            const std::vector<std::string>& options) {
  const ProcessRun run = Run(Command(corpus.logs, jobs, options));
  Check(corpus, jobs);
  return run.time;
}

TimeTaken ScanProcess::TimeEmpty(const std::vector<std::string>& options) {
  const std::filesystem::path path = scratch_ / "empty.json";
  WriteFile(path, R"({"Records":[]})");
  return Run(Command(path, 1, options)).time;
}

std::uint64_t ScanProcess::PeakMemory(const StoredCorpus& corpus, unsigned jobs,
                                      const std::vector<std::string>& options) {
  std::vector<std::string> words = Command(corpus.logs, jobs, options);
  words.insert(words.begin(), programs_ / "peak_memory");
  Run(words);
  Check(corpus, jobs);
  const std::string messages = ReadFile(scratch_ / "messages");
  std::uint64_t kibibytes = 0;
  if (const std::size_t place = messages.rfind("peak "); place != std::string::npos) {
    std::from_chars(messages.data() + place + 5, messages.data() + messages.size(), kibibytes);
  }
  if (kibibytes == 0) throw std::runtime_error("peak_memory measured nothing");
  return kibibytes;
}

std::vector<std::string> ScanProcess::Command(const std::filesystem::path& path, unsigned jobs,
                                              const std::vector<std::string>& options) const {
  std::vector<std::string> words = {programs_ / "trailsift", "scan", "-q", "-f", "json", "-j",
                                    std::to_string(jobs)};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(path);
  return words;
}

ProcessRun ScanProcess::Run(const std::vector<std::string>& words) const {
  const ProcessRun run = RunProcess(words, scratch_ / "report.json", scratch_ / "messages");
  if (run.status != 0) {
    throw std::runtime_error(fmt::format("exit status {} of {}\n{}", run.status,
                                         fmt::join(words, " "), ReadFile(scratch_ / "messages")));
  }
  return run;
}

void ScanProcess::Check(const StoredCorpus& corpus, unsigned jobs) {
  const std::string text = ReadFile(scratch_ / "report.json");
  const auto report = ParseJson(text);
  const JsonValue* matches = report ? report->Find("matches") : nullptr;
  const JsonValue* summary = report ? report->Find("summary") : nullptr;
  const JsonValue* records = summary != nullptr ? summary->Find("records") : nullptr;
  const JsonValue* judged = records != nullptr ? records->Find("judged") : nullptr;
  if (matches == nullptr || judged == nullptr) throw std::runtime_error("the scan made no report");

  std::vector<std::string> ids;
  for (const JsonValue& match : matches->elements) ids.emplace_back(match.TextAt({"event_id"}));
  std::string problem = CompareWithTruth(ids, corpus.matches);
  if (problem.empty() && judged->text != std::to_string(corpus.records)) {
    problem = fmt::format("judges {} records where {} is true", judged->text, corpus.records);
  }
  if (!problem.empty()) {
    throw std::runtime_error(fmt::format("wrong answer: the scan of {} with {} thread{} {}",
                                         CorpusShapeName(corpus.shape), jobs, jobs == 1 ? "" : "s",
                                         problem));
  }
  ++checked_;
}

}  // namespace trailsift
