#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "loader/problem_reporter.h"
#include "loader/yaml_document.h"
#include "rule/rule.h"

namespace trailsift {

// What a document of a rule file turned out to be.
struct PantherDocument {
  enum class Kind : std::uint8_t {
    kRule,       // `rule` is set, unless its id could not be read.
    kOtherType,  // A policy, data model …: passed over.
    kUntyped,    // No AnalysisType: not ours.
    kUnusable,   // An AnalysisType that is none; reported.
  };

  Kind kind = Kind::kUntyped;
  std::optional<Rule> rule;
  std::string analysis_type;  // kOtherType
};

// Reads one document by the rule specification: the document in, the rule and what is wrong with it
// out. Goes on after a problem; a rule with an error among its problems must not be used.
PantherDocument LoadPantherDocument(const YamlDocument& document, ProblemReporter& problems);

}  // namespace trailsift
