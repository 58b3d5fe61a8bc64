#include "loader/condition_advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "loader/condition_names.h"

namespace trailsift {
namespace {

TextPlace PlaceOf(const Position& position) {
  return {position.line, position.column, position.length};
}

// True if the verdict depends on the elements of a list, or on there being any.
bool SeesInsideLists(const FieldTest& test) {
  switch (test.op) {
    case Operator::kContains:
    case Operator::kCidrContains:
    case Operator::kExists:
    case Operator::kIsNotNull:
    case Operator::kIsNotEmpty:
      return true;
    case Operator::kEquals:
      return test.other_field.has_value();  // Two lists can be equal.
    default:
      return false;
  }
}

void AdviseOnList(const FieldPath& path, const Position& position, std::string_view condition,
                  ConditionUse use, ProblemReporter& problems) {
  const auto is_wildcard = [](const PathStep& step) {
    return step.kind == PathStep::Kind::kWildcard;
  };
  const auto first = std::ranges::find_if(path.steps, is_wildcard);
  if (first == path.steps.end()) return;
  // Several make one flat list.
  const auto last = std::find_if(path.steps.rbegin(), path.steps.rend(), is_wildcard).base();
  const FieldPath list{{path.steps.begin(), first + 1 == last ? first : last}};
  problems.Advise(
      Diagnostic::Level::kWarning, PlaceOf(position), "wildcard-list",
      fmt::format("[*] gives a list, and {} does not look into lists; {}", condition,
                  use == ConditionUse::kInlineFilter
                      ? std::string("use Contains, or move this to Detection")
                      : fmt::format("use AnyElement with KeyPath: {}", ToString(list))));
}

}  // namespace

void AdviseOnField(const NamedField& field, ProblemReporter& problems) {
  if (!field.path.steps.empty()) return;
  problems.Advise(Diagnostic::Level::kNote, PlaceOf(field.position), "not-portable",
                  "the path \".\" is known to trailsift only; Panther has no name for the element "
                  "itself");
}

void AdviseOnLists(const FieldTest& test, std::string_view condition, ConditionUse use,
                   ProblemReporter& problems) {
  if (SeesInsideLists(test)) return;
  AdviseOnList(test.field, test.field_position, condition, use, problems);
  if (!test.other_field) return;
  AdviseOnList(*test.other_field, test.other_field_position, condition, use, problems);
}

void WarnIfNotDocumented(const YamlNode& name, ProblemReporter& problems) {
  if (IsDocumentedInFilters(name.text)) return;
  problems.Warn(name, "undocumented-filter",
                fmt::format("{} is not among the conditions that Panther documents for "
                            "InlineFilters; trailsift evaluates it",
                            name.text));
}

}  // namespace trailsift
