#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/severity.h"
#include "event/field_path.h"
#include "rule/alert_template.h"
#include "rule/condition.h"

namespace trailsift {

// A test case written inside a rule file.
struct RuleTest {
  std::string name;
  bool expected = false;
  std::string log;       // The `Log` mapping as JSON text.
  std::string log_type;  // Log.p_log_type, or empty.
  SourceLocation place;
};

// One field of a match's context, in the order and spelling of the rule.
struct ContextField {
  std::string name;
  FieldPath value;
};

// Fields in the order of the rule. Immutable and shared by copies, for most rules show the same.
class ContextFields {
 public:
  ContextFields() = default;
  ContextFields(std::vector<ContextField> fields)  // NOLINT(google-explicit-constructor)
      : fields_(std::make_shared<const std::vector<ContextField>>(std::move(fields))) {}
  ContextFields(std::initializer_list<ContextField> fields)
      : ContextFields(std::vector<ContextField>(fields)) {}

  const ContextField* begin() const { return fields_ ? fields_->data() : nullptr; }
  const ContextField* end() const { return begin() + size(); }
  std::size_t size() const { return fields_ ? fields_->size() : 0; }
  bool empty() const { return size() == 0; }

 private:
  std::shared_ptr<const std::vector<ContextField>> fields_;
};

// One entry of the report "MITRE ATT&CK". Either may be empty; names are of the shipped table.
struct AttackReference {
  std::string tactic;     // "TA0005"
  std::string technique;  // "T1562.003"; MITRE ATLAS ids ("AML.…") also stand here.
  auto operator<=>(const AttackReference&) const = default;
};

// One entry of DynamicSeverities: the severity of a match on which the condition holds.
struct DynamicSeverity {
  std::optional<Severity> severity;  // Nothing: that of the rule, "DEFAULT".
  Condition condition;
  Position position;
};

// Why a rule cannot be evaluated, or that it can.
enum class RuleState : std::uint8_t {
  kActive,
  kDisabled,      // Enabled: false. Tested, not scanned with.
  kPython,        // Has a Python body.
  kDerived,       // Has a BaseDetection.
  kScheduled,     // Runs on scheduled queries.
  kOtherLogType,  // Not for AWS.CloudTrail.
};

// "active", "disabled", "Python rule" …
std::string_view RuleStateName(RuleState state);

// A detection rule, whatever dialect it was written in.
struct Rule {
  std::string id;
  std::string name;  // DisplayName, or the id.
  Severity severity = Severity::kInfo;
  RuleState state = RuleState::kActive;
  bool built_in = false;
  SourceLocation place;  // Of the document; file is "builtin:ID" for a built-in rule.
  std::string source;    // The text of the document as in the file.

  std::vector<std::string> log_types;
  std::vector<std::string> tags;
  std::string description;
  std::string runbook;
  std::string reference;
  std::string status;

  // InlineFilters: where it does not hold, the condition is not asked. Its leaves pass if missing.
  std::optional<Condition> inline_filter;
  Condition condition;                              // Meaningless for kPython, kDerived.
  std::vector<DynamicSeverity> dynamic_severities;  // The first that holds decides.
  AlertTemplate title;
  ContextFields context;
  std::vector<std::string> summary_attributes;
  std::vector<FieldPath> group_by;  // What the dedup string is made of; empty: the title.
  std::vector<AttackReference> attack;
  std::vector<std::pair<std::string, std::vector<std::string>>> reports;  // All, as written.
  std::int64_t dedup_period_minutes = 60;
  std::int64_t threshold = 1;
  bool creates_alert = true;

  std::vector<RuleTest> tests;

  // True if the condition can be evaluated here.
  bool evaluable() const { return state == RuleState::kActive || state == RuleState::kDisabled; }
};

}  // namespace trailsift
