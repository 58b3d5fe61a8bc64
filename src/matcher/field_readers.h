#pragma once

#include <set>
#include <string>
#include <vector>

#include "event/json_value.h"
#include "event/upstream_cut.h"
#include "rule/condition.h"
#include "rule/rule_set.h"

namespace trailsift {

// Which rules may have missed a match because AWS left a part of a record out. Immutable.
class FieldReaders {
 public:
  // The rule set need not outlive it.
  FieldReaders(const RuleSet& rules, const std::vector<RuleNumber>& numbers);

  // The rules that read what may be missing, and whose conjuncts on eventSource and eventName hold
  // on the record; ascending.
  std::vector<RuleNumber> Find(const JsonValue& record, const UpstreamCut& cut) const;

 private:
  struct Reader {
    RuleNumber rule = 0;
    Condition gate;                // The conjuncts on eventSource and eventName.
    std::set<std::string> fields;  // First names of the paths it reads,
    std::set<std::string> below;   // and of those that lead into the field.
    bool derives = false;          // Reads derived fields, which are made of all others.
  };

  static void AddPaths(const Condition& condition, Reader& reader);
  static bool Reads(const Reader& reader, const JsonValue& record, const UpstreamCut& cut);

  std::vector<Reader> readers_;
};

}  // namespace trailsift
