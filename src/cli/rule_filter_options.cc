#include "cli/rule_filter_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/severity.h"
#include "cli/usage_error.h"
#include "event/case_fold.h"
#include "rule/attack_table.h"

namespace trailsift {
namespace {

// An id in upper case, as rules spell it.
Result<std::string> ReadAttackId(std::string_view text) {
  std::string id(text);
  std::ranges::transform(id, id.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
  });
  if (IsTacticId(id) || IsTechniqueId(id) || id.starts_with("AML.")) return id;
  return UsageError(
      fmt::format("--technique takes an id such as T1562, T1562.003 or TA0005, not '{}'", text));
}

std::vector<std::string> FoldedWords(std::string_view text) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while ((begin = text.find_first_not_of(' ', begin)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(FoldCase(text.substr(begin, end - begin)));
    begin = end;
  }
  return words;
}

}  // namespace

Result<RuleFilter> ReadRuleFilter(const CommandLine& line) {
  RuleFilter filter;
  for (const std::string& name : line.Values("severity")) {
    filter.severities.push_back(*ParseSeverity(name));
  }
  if (const std::string* name = line.Value("min-severity")) {
    filter.minimum_severity = ParseSeverity(*name);
  }
  filter.tags = line.Values("tag");
  for (const std::string& text : line.Values("technique")) {
    Result<std::string> id = ReadAttackId(text);
    if (!id) return tl::make_unexpected(std::move(id.error()));
    filter.attack_ids.push_back(std::move(*id));
  }
  if (const std::string* text = line.Value("text")) {
    filter.words = FoldedWords(*text);
    if (filter.words.empty()) return UsageError("--text takes at least one word");
  }
  return filter;
}

}  // namespace trailsift
