#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/ledger.h"
#include "writer/json_builder.h"

namespace trailsift {

// The members of the account of a source up to `shapes` (docs/schemas/ledger-1.schema.json),
// without brackets so that a document can add its own.
void AppendSourceMembers(JsonBuilder& json, const Ledger& ledger);

// The member `anomaly_counts` of such an account.
void AppendAnomalyCounts(JsonBuilder& json, const Ledger& ledger);

// The members `sources` and `sources_omitted` of a document: the accounts of those sources that
// were not read whole and without remark, in the order they were added, as many as are to be
// listed, and the number of those beyond them.
class SourceList {
 public:
  explicit SourceList(std::size_t most) : most_(most) {}

  void Add(const Ledger& ledger);
  // Each element is on a line of its own.
  void AppendMembers(JsonBuilder& json) const;

 private:
  std::size_t most_;
  std::vector<std::string> elements_;
  std::uint64_t omitted_ = 0;
};

}  // namespace trailsift
