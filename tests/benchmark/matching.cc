#include "benchmark/matching.h"

#include <fmt/format.h>

#include <numeric>
#include <stdexcept>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "benchmark/library_scan.h"
#include "benchmark/measurement.h"
#include "benchmark/memory_source.h"
#include "benchmark/record_generator.h"
#include "event/record_reader.h"

namespace trailsift {
namespace {

// The time of a pass in which `count` says of each event how many rules match it.
template <typename Count>
double TimePass(const MatchingDocument& document, const Projection& projection,
                const Count& count) {
  RecordBuffers buffers(projection);
  Ledger ledger("memory");
  const Stopwatch watch;
  MemorySource source(document.text());
  RecordReader reader(source, buffers, ledger, {});
  std::uint64_t matches = 0;
  while (reader.Next()) matches += count(reader.event());
  const double seconds = watch.Taken().processor;
  if (matches != document.matches()) {
    throw std::runtime_error(fmt::format("wrong answer: {} matches in memory where {} are true",
                                         matches, document.matches()));
  }
  return seconds;
}

}  // namespace

MatchingDocument::MatchingDocument() {
  RecordGenerator generator(1, RecordMix::kTrail);
  std::string document = R"({"Records":[)";
  for (int i = 0; i < 1'500; ++i) {
    const bool planted = generator.Below(100) == 0;
    matches_ += planted ? 1 : 0;
    if (i != 0) document += ',';
    document += generator.Next(planted ? Plant::kMatch : Plant::kOrdinary).json;
  }
  document += "]}";
  const std::string padding(ByteSource::kPadding, ' ');
  padded_ = padding + document + padding;
  text_ = std::string_view(padded_).substr(padding.size(), document.size());
}

Matching::Matching(const std::optional<std::filesystem::path>& folder) {
  const RuleSet rules = LoadBenchmarkRules(folder);
  std::vector<RuleNumber> numbers(rules.rules.size());
  std::iota(numbers.begin(), numbers.end(), RuleNumber{0});
  index_.emplace(rules, numbers, index_projection_);
  for (const Rule& rule : rules.rules) {
    rules_.push_back(program_.Add(rule.condition, loop_projection_));
  }
  program_.Freeze();
}

double Matching::TimeIndex(const MatchingDocument& document) {
  RuleIndex::Scratch scratch(*index_);
  std::vector<RuleNumber> matches;
  return TimePass(document, index_projection_, [&](const Event& event) {
    index_->FindMatches(event, scratch, matches);
    return std::uint64_t{matches.size()};
  });
}

double Matching::TimeLoop(const MatchingDocument& document) {
  ProgramMemory memory = program_.MakeMemory();
  return TimePass(document, loop_projection_, [&](const Event& event) {
    memory.StartEvent();
    std::uint64_t matches = 0;
    for (const Program::Entry rule : rules_)
      if (program_.Holds(rule, event, memory)) ++matches;
    return matches;
  });
}

}  // namespace trailsift
