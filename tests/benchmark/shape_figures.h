#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "benchmark/measurement.h"
#include "benchmark/peers.h"
#include "benchmark/scan_process.h"
#include "benchmark/stored_corpus.h"

namespace trailsift {

// What a peer took, as a multiple of the scan's time in the same round.
struct PeerFigures {
  bool applies = false;
  Spread ratio;
  std::string problem;
};

// Scans of one corpus with one number of threads. Figures at one index are of one round.
struct ThreadFigures {
  unsigned jobs = 1;
  std::vector<TimeTaken> scan;
  std::vector<TimeTaken> ceiling;
  std::vector<PeerFigures> peers;  // One for each peer that was found.
  std::uint64_t peak = 0;          // KiB
  std::uint64_t small_peak = 0;    // KiB, with an eighth of the corpus.
};

struct ShapeFigures {
  StoredCorpus corpus;
  std::vector<ThreadFigures> threads;
};

struct Rounds {
  unsigned own = 9;
  unsigned peers = 3;
};

// Measures scans of a corpus, alternating with the ceiling and the peers; a first round, which also
// brings the files into the page cache, does not count. `small` is an eighth of the corpus.
ShapeFigures MeasureShape(const StoredCorpus& corpus, const StoredCorpus& small,
                          const std::vector<unsigned>& jobs, Rounds rounds, ScanProcess& scans,
                          const Peers& peers);

}  // namespace trailsift
