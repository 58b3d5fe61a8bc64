#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ledger.h"
#include "event/event.h"

namespace trailsift {

// Enters records into the Coverage of a source. Neighbours mostly share account, region and
// category, so that a name is looked up only when another one follows.
class RunningCoverage {
 public:
  // Must outlive this.
  explicit RunningCoverage(Coverage& coverage) : coverage_(coverage) {}

  void Add(const Event& event, std::optional<Timestamp> time);
  // Enters what is held back. To be called before the coverage is read.
  void Settle();

 private:
  struct Run {
    std::string name;
    std::uint64_t count = 0;
  };
  using Enter = void (Coverage::*)(std::string_view name, std::uint64_t count);

  void Count(Run& run, std::string_view name, Enter enter) {
    if (run.count > 0 && run.name == name) {
      ++run.count;
    } else {
      StartRun(run, name, enter);
    }
  }
  void StartRun(Run& run, std::string_view name, Enter enter);
  void End(Run& run, Enter enter);

  Coverage& coverage_;
  Run account_;
  Run region_;
  Run category_;
};

}  // namespace trailsift
