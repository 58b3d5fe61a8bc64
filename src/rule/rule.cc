#include "rule/rule.h"

namespace trailsift {

std::string_view RuleStateName(RuleState state) {
  switch (state) {
    case RuleState::kActive:
      return "active";
    case RuleState::kDisabled:
      return "disabled";
    case RuleState::kPython:
      return "Python rule";
    case RuleState::kDerived:
      return "derived rule";
    case RuleState::kScheduled:
      return "scheduled rule";
    case RuleState::kOtherLogType:
      return "other log type";
  }
  return "";
}

}  // namespace trailsift
