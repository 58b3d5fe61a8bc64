#include "cli/key_filter.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/usage_error.h"
#include "event/case_fold.h"
#include "loader/rule_key_values.h"

namespace trailsift {
namespace {

std::string_view Trim(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

Result<KeyFilter> ReadKeyFilter(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || text.find('=', equals + 1) != std::string::npos) {
    return UsageError(fmt::format(
        "option '--filter' takes KEY=VALUE or KEY!=VALUE with exactly one '=', not '{}'", text));
  }
  KeyFilter filter;
  std::string_view key = std::string_view(text).substr(0, equals);
  filter.negated = key.ends_with('!');
  if (filter.negated) key.remove_suffix(1);
  key = Trim(key);
  const std::vector<std::string_view> names = RuleKeyNames();
  const auto known = std::ranges::find_if(
      names, [&](std::string_view name) { return FoldCase(name) == FoldCase(key); });
  if (known == names.end()) return UnknownName("key of a rule", key, names);
  filter.key = *known;

  std::string_view rest = std::string_view(text).substr(equals + 1);
  while (true) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view value = Trim(rest.substr(0, end));
    if (value.empty()) {
      return UsageError(fmt::format("option '--filter' has an empty value in '{}'", text));
    }
    filter.values.push_back(FoldCase(value));
    if (end == rest.size()) return filter;
    rest.remove_prefix(end + 1);
  }
}

bool Satisfies(const Rule& rule, const KeyFilter& filter) {
  const std::vector<std::string> held = RuleKeyValues(rule, filter.key);
  const bool holds = std::ranges::any_of(held, [&](const std::string& value) {
    return std::ranges::find(filter.values, FoldCase(value)) != filter.values.end();
  });
  return holds != filter.negated;
}

}  // namespace

Result<std::vector<KeyFilter>> ReadKeyFilters(const std::vector<std::string>& texts) {
  std::vector<KeyFilter> filters;
  for (const std::string& text : texts) {
    Result<KeyFilter> filter = ReadKeyFilter(text);
    if (!filter) return tl::make_unexpected(filter.error());
    filters.push_back(std::move(*filter));
  }
  return filters;
}

bool SatisfiesAll(const Rule& rule, const std::vector<KeyFilter>& filters) {
  return std::ranges::all_of(filters,
                             [&](const KeyFilter& filter) { return Satisfies(rule, filter); });
}

}  // namespace trailsift
