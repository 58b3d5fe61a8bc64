#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ledger.h"

namespace trailsift {

// Books what the record reader meets into the ledger of its source. Until the first value of a
// known shape is met, problems are held back: a file met in a walk that turns out to be no log at
// all (a README beside the logs) is booked as skipped, `not_a_log`, instead. That is said only of
// text that was searched whole, has no key of an event in it and does not end within a JSON value
// (docs/decisions/0005-files-that-are-not-logs.md).
class SourceAccount {
 public:
  enum class Class : std::uint8_t { kRecord, kEnvelope, kWhitespace, kDamaged, kSkipped };

  SourceAccount(Ledger& ledger, bool named_by_user)
      : ledger_(&ledger), undecided_(!named_by_user) {}

  // Enters bytes that the reader has passed.
  void Add(Class byte_class, std::string_view bytes);
  void Report(Anomaly anomaly);
  // A value of a known shape was met: this is a log.
  void Recognise();
  // The source has ended.
  void Close();

  Ledger& ledger() { return *ledger_; }

 private:
  void Search(std::string_view bytes);

  Ledger* ledger_;
  bool undecided_;
  bool may_be_log_ = false;   // Not text, or a key of an event was met.
  std::string carry_ = "\"";  // The end of the bytes before, where a key may be cut.
  std::vector<Anomaly> held_back_;
};

}  // namespace trailsift
