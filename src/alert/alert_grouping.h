#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "alert/alert.h"
#include "alert/match.h"
#include "alert/match_sink.h"
#include "alert/match_store.h"
#include "alert/scan_summary.h"
#include "base/severity.h"
#include "base/timestamp.h"
#include "rule/rule_set.h"

namespace trailsift {

// Makes alerts of matches. Logs are not in order of time, so no window is closed before the last
// match is known: the matches are put aside (see MatchStore for the bound of memory), and some
// 300 bytes are held for each at the peak, as well as every distinct dedup string.
//
// The matches of a rule with equal dedup strings are taken by time, then input order. The first
// opens a window [t, t + period), those inside join it, the next one outside opens another. A
// window with at least Threshold matches is an alert. Matches without a known time share one
// window.
class AlertGrouping {
 public:
  // The rules must outlive it. `memory`: bytes of matches that stay in memory.
  explicit AlertGrouping(const RuleSet& rules, std::size_t memory = Spool::kDefaultMemory)
      : rules_(rules), store_(memory) {}

  // To be called in input order. Throws if the match cannot be put aside.
  void Add(const Match& match);

  // After the last match: fills in `counts` and hands the alerts over by their first time, then by
  // input order, unknown times last, and behind them the signals in the same order. Ends early if
  // the sink takes no more. Throws if a match cannot be read back.
  void HandOver(MatchSink& sink, AlertCounts& counts) const;

  std::uint64_t bytes_on_disk() const { return store_.bytes_on_disk(); }

 private:
  struct Entry {
    std::optional<Timestamp> time;
    Spool::Range range;
    std::uint32_t key = 0;  // Of rule and dedup string.
    Severity severity = Severity::kInfo;
  };
  // Entries of one key inside one window: [begin, end) of the entries in order of key and time.
  struct Window {
    RuleNumber rule = 0;
    std::size_t begin = 0;
    std::size_t end = 0;

    std::size_t count() const { return end - begin; }
  };
  // Numbers of entries; an entry's number is its place in input order.
  using Order = std::vector<std::size_t>;

  std::uint32_t KeyOf(const Match& match);
  Order OrderByKey() const;
  std::vector<Window> FindWindows(const Order& order) const;
  bool IsAlert(const Window& window) const;
  Severity SeverityOf(const Window& window, const Order& order) const;
  AlertCounts CountWindows(const std::vector<Window>& windows, const Order& order) const;
  Alert MakeAlert(const Window& window, const Order& order) const;

  const RuleSet& rules_;
  MatchStore store_;
  std::vector<Entry> entries_;  // In input order.
  std::vector<Entry> signals_;
  std::unordered_map<std::string, std::uint32_t> keys_;
  std::vector<RuleNumber> rule_of_key_;
};

}  // namespace trailsift
