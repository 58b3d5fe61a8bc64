#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "benchmark/measurement.h"
#include "benchmark/stored_corpus.h"

namespace trailsift {

// Another way to the same answer, as one would type it.
struct Peer {
  enum class Answer {
    kNone,      // It only decompresses.
    kEventIds,  // One a line.
    kCounts,    // One a line, of words instead of events.
  };
  std::string name;
  Answer answer = Answer::kNone;
  bool takes_threads = false;
  bool takes_plain = true;
  // For sh: $1 is the folder, $2 the number of threads, $3 node_modules, $4 the script for DuckDB.
  std::string records_script;
  std::string lines_script;
  std::string version = "";
};

struct PeerRun {
  TimeTaken time;
  std::string problem;  // Empty if the answer is the true one, or it gives none.
};

// Runs the peers that this machine has.
class Peers {
 public:
  // `duckdb` is a folder node_modules that may hold @duckdb/node-api, `query` the script for it.
  Peers(std::string duckdb, std::string query, std::filesystem::path scratch);

  const std::vector<Peer>& found() const { return found_; }
  // What is not there, and how to get it; one line each.
  const std::vector<std::string>& missing() const { return missing_; }

  PeerRun Run(const Peer& peer, const StoredCorpus& corpus, unsigned jobs) const;

 private:
  std::string FirstLine(const std::string& script) const;
  void Look(Peer peer, const std::string& version_script, const std::string& advice);

  std::string duckdb_;
  std::string query_;
  std::filesystem::path scratch_;
  std::vector<Peer> found_;
  std::vector<std::string> missing_;
};

}  // namespace trailsift
