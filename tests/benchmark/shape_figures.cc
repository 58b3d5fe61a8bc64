#include "benchmark/shape_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "benchmark/ceiling.h"

namespace trailsift {
namespace {

TimeTaken TimeCeiling(Ceiling& ceiling, const StoredCorpus& corpus, unsigned jobs) {
  const Stopwatch watch;
  const std::uint64_t bytes = ceiling.Run(jobs);
  const TimeTaken time = watch.Taken();
  if (bytes != corpus.bytes) {
    throw std::runtime_error(fmt::format("wrong answer: {} bytes in {} where {} are true", bytes,
                                         corpus.logs.string(), corpus.bytes));
  }
  return time;
}

void MeasureScans(const StoredCorpus& corpus, unsigned rounds, ScanProcess& scans,
                  std::vector<ThreadFigures>& threads) {
  Ceiling ceiling(corpus.logs, IsGzip(corpus.shape));
  for (const ThreadFigures& figures : threads) {
    TimeCeiling(ceiling, corpus, figures.jobs);
    scans.Time(corpus, figures.jobs);
  }
  for (unsigned round = 0; round < rounds; ++round) {
    for (ThreadFigures& figures : threads) {
      figures.ceiling.push_back(TimeCeiling(ceiling, corpus, figures.jobs));
      figures.scan.push_back(scans.Time(corpus, figures.jobs));
    }
  }
}

// A peer without threads is run once a round, and compared with each number of threads.
void MeasurePeer(const StoredCorpus& corpus, const Peer& peer, std::size_t number, unsigned rounds,
                 ScanProcess& scans, const Peers& peers, std::vector<ThreadFigures>& threads) {
  std::vector<std::vector<double>> ratios(threads.size());
  for (unsigned round = 0; round < rounds; ++round) {
    std::optional<PeerRun> run;
    for (std::size_t i = 0; i < threads.size(); ++i) {
      const double scan = scans.Time(corpus, threads[i].jobs).clock;
      if (!run || peer.takes_threads) run = peers.Run(peer, corpus, threads[i].jobs);
      ratios[i].push_back(run->time.clock / scan);
      PeerFigures& figures = threads[i].peers[number];
      figures.applies = true;
      if (!run->problem.empty()) figures.problem = run->problem;
    }
  }
  for (std::size_t i = 0; i < threads.size(); ++i) {
    if (rounds != 0) threads[i].peers[number].ratio = SpreadOf(ratios[i]);
  }
}

}  // namespace

ShapeFigures MeasureShape(const StoredCorpus& corpus, const StoredCorpus& small,
                          const std::vector<unsigned>& jobs, Rounds rounds, ScanProcess& scans,
                          const Peers& peers) {
  ShapeFigures figures{corpus, {}};
  for (const unsigned count : jobs) {
    ThreadFigures& thread = figures.threads.emplace_back();
    thread.jobs = count;
    thread.peers.resize(peers.found().size());
    for (int run = 0; run < 3; ++run) {
      thread.peak = std::max(thread.peak, scans.PeakMemory(corpus, count));
      thread.small_peak = std::max(thread.small_peak, scans.PeakMemory(small, count));
    }
  }
  MeasureScans(corpus, rounds.own, scans, figures.threads);
  for (std::size_t number = 0; number < peers.found().size(); ++number) {
    const Peer& peer = peers.found()[number];
    if (!peer.takes_plain && !IsGzip(corpus.shape)) continue;
    MeasurePeer(corpus, peer, number, rounds.peers, scans, peers, figures.threads);
  }
  return figures;
}

}  // namespace trailsift
