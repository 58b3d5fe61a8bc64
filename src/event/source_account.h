#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/held_anomalies.h"
#include "base/ledger.h"

namespace trailsift {

// Books what the record reader meets into the ledger of its source. Until the first value of a
// known shape is met, problems are held back: a file met in a walk that turns out to be no log at
// all (a README beside the logs) is booked as skipped, `not_a_log`, instead. That is said only of
// text that was searched whole, has no key of an event in it and does not end within a JSON value
// (docs/decisions/0005-files-that-are-not-logs.md). A message is complete, however it ends.
class SourceAccount {
 public:
  enum class Class : std::uint8_t { kRecord, kEnvelope, kWhitespace, kDamaged, kSkipped };

  // `otherwise`: what the source is skipped as if it is a text that need not be of CloudTrail, such
  // as a message of a log group; empty for a file.
  SourceAccount(Ledger& ledger, bool named_by_user, std::string_view otherwise = {})
      : ledger_(&ledger), undecided_(!named_by_user || !otherwise.empty()), otherwise_(otherwise) {}

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
  bool MayBePassedOver() const;

  Ledger* ledger_;
  bool undecided_;
  std::string_view otherwise_;
  bool may_be_log_ = false;   // Not text, or a key of an event was met.
  std::string carry_ = "\"";  // The end of the bytes before, where a key may be cut.
  HeldAnomalies held_back_;
};

}  // namespace trailsift
