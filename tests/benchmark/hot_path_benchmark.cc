// The hot path of a scan, from decoded bytes in memory to the numbers of the rules that match, next
// to its ceiling (inflating the same data) and to a control without an index. Compare the lines of
// one run with each other, not with another day's. Before anything is timed each way must find the
// matches that were planted.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "benchmark/memory_source.h"
#include "benchmark/record_generator.h"
#include "event/projection.h"
#include "event/record_reader.h"
#include "matcher/explain.h"
#include "matcher/rule_index.h"
#include "rule/rule_set.h"

namespace trailsift {
namespace {

// As many as a large delivery has: the text of a file is still in the caches when it is read.
constexpr std::size_t kRecords = 1'500;

// A document in memory with the padding that readers rely on, and what is true of it.
struct Corpus {
  std::string padded;
  std::string_view document;
  std::vector<std::uint8_t> gzip;
  std::uint64_t matches = 0;
};

Corpus MakeCorpus() {
  Corpus corpus;
  RecordGenerator generator(1);
  std::string document = R"({"Records":[)";
  for (std::size_t i = 0; i < kRecords; ++i) {
    const bool planted = generator.Below(100) == 0;
    const Plant plant = planted ? Plant::kMatch : Plant::kOrdinary;
    corpus.matches += planted ? 1 : 0;
    if (i != 0) document += ',';
    document += generator.Next(plant).json;
  }
  document += "]}";
  const std::string padding(ByteSource::kPadding, ' ');
  corpus.padded = padding + document + padding;
  corpus.document = std::string_view(corpus.padded).substr(padding.size(), document.size());

  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  corpus.gzip.resize(libdeflate_gzip_compress_bound(compressor, document.size()));
  corpus.gzip.resize(libdeflate_gzip_compress(compressor, document.data(), document.size(),
                                              corpus.gzip.data(), corpus.gzip.size()));
  libdeflate_free_compressor(compressor);
  return corpus;
}

const Corpus& SharedCorpus() {
  static const Corpus kCorpus = MakeCorpus();
  return kCorpus;
}

NodeId AddTest(Condition& condition, std::string_view field, Operator op, bool negated,
               std::vector<Literal> operands) {
  return condition.Add(
      {FieldTest{FieldPath::OfNames({field}), op, std::move(operands), negated}, {}});
}

Rule MakeRule(std::string id, std::string_view source, std::string_view name) {
  Rule rule;
  rule.id = std::move(id);
  Condition& condition = rule.condition;
  Group all;
  all.children = {
      AddTest(condition, "eventSource", Operator::kEquals, false,
              {Literal::String(std::string(source))}),
      AddTest(condition, "eventName", Operator::kEquals, false,
              {Literal::String(std::string(name))}),
      AddTest(condition, "errorCode", Operator::kIsNotNull, true, {}),
      AddTest(condition, "errorMessage", Operator::kIsNotNull, true, {}),
  };
  condition.root = condition.Add({std::move(all), {}});
  return rule;
}

// The bundled rule's condition, then rules for other calls, some of them frequent ones, in regions
// that the corpus does not hold.
RuleSet MakeRules(std::size_t count) {
  RuleSet rules;
  rules.rules.push_back(
      MakeRule("deletion", "bedrock.amazonaws.com", "DeleteModelInvocationLoggingConfiguration"));
  while (rules.rules.size() < count) {
    const std::size_t number = rules.rules.size();
    Rule rule = number % 20 == 0
                    ? MakeRule(fmt::format("busy{}", number), "s3.amazonaws.com", "PutObject")
                    : MakeRule(fmt::format("quiet{}", number), "iam.amazonaws.com",
                               fmt::format("Action{}", number));
    const NodeId region = AddTest(rule.condition, "awsRegion", Operator::kEquals, false,
                                  {Literal::String(fmt::format("nowhere-{}", number))});
    Group all;
    all.children = {rule.condition.root, region};
    rule.condition.root = rule.condition.Add({std::move(all), {}});
    rules.rules.push_back(std::move(rule));
  }
  return rules;
}

std::vector<RuleNumber> AllNumbers(const RuleSet& rules) {
  std::vector<RuleNumber> numbers(rules.rules.size());
  std::iota(numbers.begin(), numbers.end(), RuleNumber{0});
  return numbers;
}

// One pass over the corpus: the sum of what `count` says of each event.
template <typename Count>
std::uint64_t ReadCorpus(const Projection& projection, const Count& count) {
  MemorySource source(SharedCorpus().document);
  Ledger ledger("memory");
  RecordBuffers buffers(projection);
  RecordReader reader(source, buffers, ledger, {});
  std::uint64_t sum = 0;
  while (reader.Next()) sum += count(reader.event());
  return sum;
}

// Times a pass over the corpus that must come to the expected count.
template <typename Pass>
void RunPasses(benchmark::State& state, std::uint64_t expected, const Pass& pass) {
  if (const std::uint64_t count = pass(); count != expected) {
    state.SkipWithError(fmt::format("counted {}, in truth {}", count, expected).c_str());
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(pass());
  state.SetBytesProcessed(static_cast<std::int64_t>(SharedCorpus().document.size()) *
                          state.iterations());
  state.SetItemsProcessed(static_cast<std::int64_t>(kRecords) * state.iterations());
}

void BM_Inflate(benchmark::State& state) {
  const Corpus& corpus = SharedCorpus();
  std::string output(corpus.document.size(), '\0');
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>
      decompressor(libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  RunPasses(state, corpus.document.size(), [&] {
    std::size_t size = 0;
    libdeflate_gzip_decompress(decompressor.get(), corpus.gzip.data(), corpus.gzip.size(),
                               output.data(), output.size(), &size);
    return size;
  });
  if (output != corpus.document) state.SkipWithError("inflating gave another document");
}
BENCHMARK(BM_Inflate)->Unit(benchmark::kMillisecond);

void BM_ReadOnly(benchmark::State& state) {
  const Projection projection;
  RunPasses(state, kRecords,
            [&] { return ReadCorpus(projection, [](const Event&) { return std::uint64_t{1}; }); });
}
BENCHMARK(BM_ReadOnly)->Unit(benchmark::kMillisecond);

void BM_FindMatches(benchmark::State& state) {
  const RuleSet rules = MakeRules(static_cast<std::size_t>(state.range(0)));
  Projection projection;
  const RuleIndex index(rules, AllNumbers(rules), projection);
  RuleIndex::Scratch scratch(index);
  std::vector<RuleNumber> matches;
  std::uint64_t passes = 0;
  RunPasses(state, SharedCorpus().matches, [&] {
    ++passes;
    return ReadCorpus(projection, [&](const Event& event) {
      index.FindMatches(event, scratch, matches);
      return std::uint64_t{matches.size()};
    });
  });
  const double records = static_cast<double>(passes * kRecords);
  state.counters["predicates/record"] = static_cast<double>(scratch.predicates_evaluated) / records;
  state.counters["rules/record"] = static_cast<double>(scratch.rules_tried) / records;
}
BENCHMARK(BM_FindMatches)->RangeMultiplier(10)->Range(1, 10'000)->Unit(benchmark::kMillisecond);

// The control: its time must grow with the number of rules.
void BM_TryEachRule(benchmark::State& state) {
  const RuleSet rules = MakeRules(static_cast<std::size_t>(state.range(0)));
  const Projection projection;
  RunPasses(state, SharedCorpus().matches, [&] {
    return ReadCorpus(projection, [&](const Event& event) {
      const JsonValue& record = event.Tree();
      return static_cast<std::uint64_t>(std::ranges::count_if(
          rules.rules, [&record](const Rule& rule) { return Evaluate(rule.condition, record); }));
    });
  });
}
BENCHMARK(BM_TryEachRule)->RangeMultiplier(10)->Range(1, 1'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace trailsift
