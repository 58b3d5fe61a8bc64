#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loader/node_types.h"
#include "loader/problem_reporter.h"
#include "loader/yaml_node.h"

namespace trailsift {

// A key that a document of `AnalysisType: rule` may have, with what it must hold.
struct RuleKey {
  std::string_view name;
  NodeType type = NodeType::kString;
};

// The table of section 1.4 of the rule specification.
std::span<const RuleKey> KnownRuleKeys();

// The keys of one rule document, checked against that table when it is made: what is unknown is
// warned of, what has the wrong type is reported and counts as present but not usable.
class RuleKeys {
 public:
  // Both must outlive it; `document` is a mapping.
  RuleKeys(const YamlNode& document, ProblemReporter& problems);

  // True if the key is there, whatever it holds.
  bool Has(std::string_view key) const { return document_.Find(key) != nullptr; }
  // The value of a key that is there and has its type; else a null pointer.
  const YamlNode* Find(std::string_view key) const;
  // The key itself, for problems that concern it.
  const YamlNode* FindKey(std::string_view key) const;
  // The same as Find, but a key that is not there is an error; `what` says what it is to hold.
  const YamlNode* Require(std::string_view key, std::string_view what);

  // Empty if not there.
  std::string Text(std::string_view key) const;
  std::vector<std::string> TextList(std::string_view key) const;
  bool Boolean(std::string_view key, bool otherwise) const;

 private:
  const YamlNode& document_;
  ProblemReporter& problems_;
  std::vector<std::string_view> unusable_;
};

}  // namespace trailsift
