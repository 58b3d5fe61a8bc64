#include "scan/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <thread>
#include <utility>

#include "base/free_memory.h"
#include "scan/damage_search.h"
#include "scan/delivery.h"
#include "scan/ordered_output.h"
#include "scan/run_anomalies.h"
#include "scan/scan_plan.h"
#include "scan/source_scanner.h"
#include "scan/worker_count.h"

namespace trailsift {
namespace {

// The workers of one scan and what they share.
class Crew {
 public:
  Crew(ScanInputs inputs, const ScanPlan& plan, Delivery& delivery, const std::atomic<bool>& stop,
       ScanProgress& progress)
      : queue_(std::move(inputs)),
        plan_(plan),
        output_(delivery, queue_.all_found() ? queue_.found() : kUnknown, OrderedOutput::Bounds{}),
        stop_(stop),
        progress_(progress),
        event_ids_(plan.options.event_id_file) {}

  void Run() {
    const std::size_t count = WorkersWithDescriptors(
        queue_.all_found() ? std::min<std::size_t>(plan_.options.jobs, queue_.found())
                           : plan_.options.jobs);
    idle_.Give(plan_.options.jobs - count);
    std::vector<std::thread> threads;
    try {
      while (threads.size() + 1 < count) threads.emplace_back([this] { Work(); });
    } catch (const std::exception&) {
      // No thread, or no memory for one: fewer threads than asked for are slower, not wrong.
    }
    Work();
    for (std::thread& thread : threads) thread.join();
  }

  const InputQueue& queue() const { return queue_; }
  const OrderedOutput& output() const { return output_; }
  EventIdSet& event_ids() { return event_ids_; }

 private:
  static constexpr std::size_t kUnknown = std::numeric_limits<std::size_t>::max();

  void Work() {
    try {
      SourceScanner scanner(plan_, stop_, output_.ended(), event_ids_, idle_, progress_);
      while (!stop_ && !output_.ended()) {
        // Before a source is taken, for from then on nothing may throw.
        auto ledger = std::make_unique<Ledger>("");
        std::optional<InputQueue::Taken> taken = queue_.Take();
        if (!taken) {
          idle_.Give(1);
          return;
        }
        progress_.sources_found.store(queue_.found(), std::memory_order_relaxed);
        *ledger = ScanSource(scanner, *taken);
        output_.Finish(taken->number, std::move(ledger));
        ++progress_.sources_done;
      }
    } catch (const std::exception&) {
      // No memory for one more worker: the others go on, and what none takes is reported.
    }
  }

  // Never throws: a source that was taken must be finished, or those behind it wait for ever.
  Ledger ScanSource(SourceScanner& scanner, InputQueue::Taken& taken) {
    try {
      progress_.SetCurrent(taken.input.file.path);
      return scanner.Scan(taken.input,
                          [&](Match match) { output_.Add(taken.number, std::move(match)); });
    } catch (const std::exception& error) {
      const bool memory = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
      Ledger ledger(std::move(taken.input.file.path));
      ledger.Fail(memory ? AnomalyKind::kOutOfMemory : AnomalyKind::kWorkerFailed,
                  memory ? "memory ran out" : error.what());
      return ledger;
    }
  }

  InputQueue queue_;
  const ScanPlan& plan_;
  OrderedOutput output_;
  const std::atomic<bool>& stop_;
  ScanProgress& progress_;
  EventIdSet event_ids_;
  IdleThreads idle_;
};

// Names the rules that what was given up was not searched for.
void ReportUnsearchable(const ScanPlan& plan, ScanSummary& summary) {
  const std::vector<RuleNumber>& rules = plan.literals.unsearchable();
  using enum AnomalyKind;
  const bool gave_up =
      summary.damaged_ranges > 0 || summary.skipped_values.contains("carrier_depth") ||
      std::ranges::any_of(
          std::array{kUnrecognisedShape, kUnsupportedShape, kMalformedRecord, kLimitExceeded},
          [&](AnomalyKind kind) { return summary.anomaly_counts.contains(kind); });
  if (!gave_up || rules.empty()) return;
  std::string names;
  for (std::size_t i = 0; i < std::min(rules.size(), DamageSearch::kMostNamed); ++i) {
    names += (i > 0 ? ", " : "") + plan.rules.rules[rules[i]].id;
  }
  if (rules.size() > DamageSearch::kMostNamed) {
    names += fmt::format(" and {} more", rules.size() - DamageSearch::kMostNamed);
  }
  ReportRun(
      AnomalyKind::kPossibleMatchInDamagedRecord,
      "what could not be read was not searched for rules without a text to look for: " + names,
      summary);
}

}  // namespace

ScanSummary Scan(ScanInputs inputs, const RuleSet& rules, const std::vector<RuleNumber>& active,
                 const ScanOptions& options, MatchSink& sink, const std::atomic<bool>& stop,
                 ScanProgress& progress) {
  ScanSummary summary;
  const ScanPlan plan(rules, active, options);
  ReturnFreeMemory();  // Of loading and compiling the rules.
  Delivery delivery(rules, options, sink, summary, progress);
  Crew crew(std::move(inputs), plan, delivery, stop, progress);
  crew.Run();
  summary.duplicate_event_ids = crew.event_ids().CountDuplicates();
  if (const auto& fault = crew.event_ids().fault()) {
    ReportRun(fault->kind, fault->message, summary);
  }
  std::string failure = crew.output().failure();
  try {
    delivery.End();
  } catch (const std::exception& error) {
    failure = error.what();
  }

  ReportUnsearchable(plan, summary);
  const InputQueue& queue = crew.queue();
  if (!queue.has_source()) ReportRun(AnomalyKind::kNoSources, "there is nothing to scan", summary);
  if (!failure.empty()) {
    ReportRun(AnomalyKind::kWorkerFailed, "matches could not be handed on: " + failure, summary);
  } else {
    ReportSourcesLeft({queue.found() - queue.taken(), queue.found(), queue.all_found()}, stop,
                      !sink.alive(), summary);
  }
  return summary;
}

}  // namespace trailsift
