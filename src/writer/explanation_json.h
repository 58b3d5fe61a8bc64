#pragma once

#include <string>

#include "matcher/explained_record.h"
#include "rule/rule.h"

namespace trailsift {

// Writes "trailsift.explanation/1" of docs/schemas/explanation-1.schema.json piece by piece, so
// that no more than one record is held. Each piece is to be written before the next is asked for.
class ExplanationJson {
 public:
  // The rule must outlive it.
  explicit ExplanationJson(const Rule& rule) : rule_(rule) {}

  std::string Begin() const;
  std::string Record(const ExplainedRecord& record);
  std::string End(const ExplainCounts& counts, bool complete, int exit_code) const;

 private:
  const Rule& rule_;
  bool first_ = true;
};

}  // namespace trailsift
