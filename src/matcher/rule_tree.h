#pragma once

#include <cstdint>
#include <vector>

#include "event/projection.h"
#include "matcher/program.h"
#include "matcher/requirement.h"
#include "matcher/text_table.h"
#include "matcher/value_table.h"
#include "rule/rule_set.h"

namespace trailsift {

struct FiledRule {
  RuleNumber number = 0;
  Program::Entry entry = 0;
  std::uint32_t place = 0;  // Among all filed rules, each of which may stand in many buckets.
};

// Rules to run, and where to look for more: ranges of the tree's vectors, up to one behind the
// last.
struct Bucket {
  std::uint32_t first_rule = 0;
  std::uint32_t last_rule = 0;
  std::uint32_t first_table = 0;
  std::uint32_t last_table = 0;
  std::uint32_t first_text_table = 0;
  std::uint32_t last_text_table = 0;
};

// Buckets by the value at a slot.
struct ValueBuckets {
  Slot slot = 0;
  ValueTable values;
  std::uint32_t first_bucket = 0;  // That of value 0; the others follow.
};

// Buckets by the texts that the value at a slot holds.
struct TextBuckets {
  TextField field;
  TextTable texts;
  std::uint32_t first_bucket = 0;  // That of text 0; the others follow.
};

struct RuleTree {
  std::vector<FiledRule> rules;
  std::vector<ValueBuckets> tables;
  std::vector<TextBuckets> text_tables;
  std::vector<Bucket> buckets;  // The root first.
};

// A rule that is to be filed, and what it requires.
struct Candidate {
  FiledRule rule;
  Requirement requirement;
};

// Files the rules under what they require. Linear in the size of the requirements.
RuleTree FileRules(const std::vector<Candidate>& candidates);

}  // namespace trailsift
