#include "scan/scan.h"

#include <algorithm>
#include <exception>
#include <new>
#include <system_error>
#include <thread>
#include <utility>

#include "scan/delivery.h"
#include "scan/ordered_output.h"
#include "scan/run_anomalies.h"
#include "scan/scan_plan.h"
#include "scan/source_scanner.h"

namespace trailsift {
namespace {

// The workers of one scan and what they share.
class Crew {
 public:
  Crew(std::vector<FoundInput> inputs, const ScanPlan& plan, Delivery& delivery,
       const std::atomic<bool>& stop, ScanProgress& progress)
      : inputs_(std::move(inputs)),
        plan_(plan),
        output_(delivery, inputs_.size(), OrderedOutput::Bounds{}),
        stop_(stop),
        progress_(progress) {}

  void Run() {
    const std::size_t count = std::min<std::size_t>(plan_.options.jobs, inputs_.size());
    std::vector<std::thread> threads;
    try {
      while (threads.size() + 1 < count) threads.emplace_back([this] { Work(); });
    } catch (const std::system_error&) {
      // Fewer threads than asked for are slower, not wrong.
    }
    Work();
    for (std::thread& thread : threads) thread.join();
  }

  // Sources that were taken up; the others come behind them.
  std::size_t taken() const { return std::min(next_.load(), inputs_.size()); }
  const OrderedOutput& output() const { return output_; }

 private:
  void Work() {
    try {
      SourceScanner scanner(plan_, stop_, output_.ended(), progress_);
      while (!stop_ && !output_.ended()) {
        const std::size_t source = next_++;
        if (source >= inputs_.size()) return;
        output_.Finish(source, ScanSource(scanner, source));
        ++progress_.sources_done;
        progress_.oldest_source.store(output_.oldest(), std::memory_order_relaxed);
      }
    } catch (const std::bad_alloc&) {
      // No memory for one more worker: the others go on, and what none takes is reported.
    }
  }

  // Never throws: a source that was taken must be finished, or those behind it wait for ever.
  Ledger ScanSource(SourceScanner& scanner, std::size_t source) {
    try {
      return scanner.Scan(inputs_[source],
                          [&](Match match) { output_.Add(source, std::move(match)); });
    } catch (const std::exception&) {
      Ledger ledger("");
      ledger.Fail(AnomalyKind::kOutOfMemory, "memory ran out");
      return ledger;
    }
  }

  std::vector<FoundInput> inputs_;
  const ScanPlan& plan_;
  OrderedOutput output_;
  const std::atomic<bool>& stop_;
  ScanProgress& progress_;
  std::atomic<std::size_t> next_ = 0;
};

}  // namespace

ScanSummary Scan(std::vector<FoundInput> inputs, const RuleSet& rules,
                 const std::vector<RuleNumber>& active, const ScanOptions& options, MatchSink& sink,
                 const std::atomic<bool>& stop, ScanProgress& progress) {
  ScanSummary summary;
  const std::size_t found = inputs.size();
  const bool has_source = HasSource(inputs);
  const ScanPlan plan(rules, active, options);
  Delivery delivery(rules, options, sink, summary, progress);
  Crew crew(std::move(inputs), plan, delivery, stop, progress);
  crew.Run();
  std::string failure = crew.output().failure();
  try {
    delivery.End();
  } catch (const std::exception& error) {
    failure = error.what();
  }

  if (!has_source) ReportRun(AnomalyKind::kNoSources, "there is nothing to scan", summary);
  if (!failure.empty()) {
    ReportRun(AnomalyKind::kWorkerFailed, "matches could not be handed on: " + failure, summary);
  } else {
    ReportSourcesLeft(found - crew.taken(), found, stop, !sink.alive(), summary);
  }
  return summary;
}

}  // namespace trailsift
