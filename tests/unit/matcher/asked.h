#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/severity.h"
#include "event/event.h"
#include "event/projection.h"
#include "matcher/rule_index.h"
#include "unit/matcher/conditions.h"

namespace trailsift {

// An index over all rules with what it needs to be asked.
class Asked {
 public:
  explicit Asked(const RuleSet& rules)
      : index_(rules, AllNumbers(rules), projection_), scratch_(index_), event_(projection_) {}

  const std::vector<RuleNumber>& Matches(const std::string& record) {
    record_ = record;
    EXPECT_FALSE(event_.Assign(record_)) << record;
    index_.FindMatches(event_, scratch_, matches_);
    return matches_;
  }

  // Of a match on the record that Matches was called with last.
  Severity SeverityOf(RuleNumber rule) { return index_.SeverityOf(rule, event_, scratch_); }

  // What one record costs.
  struct Work {
    std::uint64_t predicates = 0;
    std::uint64_t rules = 0;
  };
  Work WorkOn(const std::string& record) {
    const Work before{scratch_.predicates_evaluated, scratch_.rules_tried};
    Matches(record);
    return {scratch_.predicates_evaluated - before.predicates, scratch_.rules_tried - before.rules};
  }

 private:
  Projection projection_;
  RuleIndex index_;
  RuleIndex::Scratch scratch_;
  std::string record_;
  Event event_;
  std::vector<RuleNumber> matches_;
};

}  // namespace trailsift
