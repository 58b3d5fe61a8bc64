#pragma once

#include <compare>
#include <cstdint>
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
  // The rule set must outlive it.
  FieldReaders(const RuleSet& rules, const std::vector<RuleNumber>& numbers);

  // The rules that read what may be missing, and whose conjuncts on eventSource and eventName hold
  // on the record; ascending.
  std::vector<RuleNumber> Find(const JsonValue& record, const UpstreamCut& cut) const;

 private:
  // What a rule reads; most rules read what others do.
  struct Reading {
    std::set<std::string> fields;  // First names of the paths,
    std::set<std::string> below;   // and of those that lead into the field.
    bool derives = false;          // There are derived fields, which are made of all others.
    auto operator<=>(const Reading&) const = default;
  };
  // A conjunct on eventSource or eventName.
  struct NameTest {
    const FieldTest* test = nullptr;
    bool verdict = true;  // That its positive form must have.
  };
  struct Reader {
    RuleNumber rule = 0;
    std::uint32_t reading = 0;  // Index into readings_.
    std::uint32_t first_test = 0;
    std::uint32_t last_test = 0;  // One behind.
  };

  static void AddPaths(const Condition& condition, Reading& reading);
  static bool MissesSome(const Reading& reading, const JsonValue& record, const UpstreamCut& cut);
  void AddNameTests(const Condition& condition, const std::vector<NodeId>& nodes, bool verdict);
  bool HoldNameTests(const Reader& reader, const JsonValue& record) const;

  std::vector<Reading> readings_;
  std::vector<NameTest> name_tests_;
  std::vector<Reader> readers_;
};

}  // namespace trailsift
