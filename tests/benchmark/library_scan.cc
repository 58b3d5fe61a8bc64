#include "benchmark/library_scan.h"

#include <fmt/format.h>

#include <atomic>
#include <stdexcept>

#include "alert/match_sink.h"
#include "benchmark/measurement.h"
#include "input/find_inputs.h"
#include "loader/rule_loader.h"
#include "scan/scan.h"

namespace trailsift {
namespace {

class IdSink : public MatchSink {
 public:
  explicit IdSink(std::vector<std::string>& ids) : ids_(ids) {}

  void OnMatch(const Match& match) override { ids_.push_back(match.event_id.text.value_or("")); }
  void OnEnd(const ScanSummary& /*summary*/) override {}

 private:
  std::vector<std::string>& ids_;
};

}  // namespace

RuleSet LoadBenchmarkRules(const std::optional<std::filesystem::path>& folder) {
  RuleSourcePaths paths;
  if (folder) paths.paths = {folder->string()};
  Diagnostics diagnostics;
  RuleSet rules = LoadRules(paths, diagnostics);
  if (HasErrors(diagnostics)) throw std::runtime_error("the rules do not load");
  return rules;
}

double LibraryScan::Time(const StoredCorpus& corpus) const {
  std::vector<std::string> ids;
  const double nothing = TimeOf({}, ids);
  const double seconds = TimeOf({corpus.logs}, ids) - nothing;
  if (const std::string problem = CompareWithTruth(ids, corpus.matches); !problem.empty()) {
    throw std::runtime_error(fmt::format("wrong answer: the scan of {} with {} rules {}",
                                         CorpusShapeName(corpus.shape), rules_.rules.size(),
                                         problem));
  }
  return seconds;
}

double LibraryScan::TimeOf(const std::vector<std::string>& paths,
                           std::vector<std::string>& ids) const {
  std::vector<RuleNumber> active(rules_.rules.size());
  for (RuleNumber number = 0; number < active.size(); ++number) active[number] = number;
  IdSink sink(ids);
  const std::atomic<bool> stop = false;
  ScanProgress progress;
  const Stopwatch watch;
  Scan(FindInputs(paths, {}), rules_, active, {}, sink, stop, progress);
  return watch.Taken().processor;
}

}  // namespace trailsift
