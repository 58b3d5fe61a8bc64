#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rule/rule.h"
#include "rule/rule_set.h"
#include "writer/json_builder.h"

namespace trailsift {

// The MITRE ATT&CK techniques that the loaded rules cite, as a SARIF taxonomy. Tactics and ATLAS
// ids stand in the tags of a rule only.
class SarifTaxonomy {
 public:
  explicit SarifTaxonomy(const RuleSet& rules);

  bool empty() const { return techniques_.empty(); }

  // The object of `runs[].taxonomies`.
  void AppendTaxonomy(JsonBuilder& json) const;
  // The list `supportedTaxonomies` of the driver.
  void AppendSupported(JsonBuilder& json) const;
  // The list `relationships` of a rule.
  void AppendRelationships(JsonBuilder& json, const Rule& rule) const;
  // The list `taxa` of a result.
  void AppendTaxa(JsonBuilder& json, const Rule& rule) const;

 private:
  std::vector<std::string> techniques_;  // Sorted ids.
};

// The distinct techniques a rule cites, sorted.
std::vector<std::string> TechniquesOf(const Rule& rule);

// The constant guid of an id: from the table, else made from a hash of the id.
std::string AttackGuid(std::string_view id);

}  // namespace trailsift
