#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "loader/yaml_document.h"

namespace trailsift {

inline bool IsSamePlace(const TextPlace& left, const TextPlace& right) {
  return left.line == right.line && left.column == right.column && left.length == right.length;
}

inline bool IsSameNode(const YamlNode& left, const YamlNode& right) {
  return left.kind == right.kind && left.quoted == right.quoted &&
         left.verbatim == right.verbatim && left.text == right.text &&
         IsSamePlace(left.place, right.place) &&
         std::ranges::equal(left.keys, right.keys, IsSameNode) &&
         std::ranges::equal(left.items, right.items, IsSameNode);
}

// True if a text is read as it is written also by stand-ins, if they are taken for it.
inline bool StandInsAgree(std::string_view text) {
  const SourceText source("twin.yml", text);
  const auto by_stand_ins = ReadYamlByStandIns(source);
  if (!by_stand_ins) return true;
  ProblemReporter problems(source);
  const std::vector<YamlDocument> as_written = ReadYamlAsWritten(source, problems);
  return problems.empty() &&
         std::ranges::equal(
             *by_stand_ins, as_written, [](const YamlDocument& left, const YamlDocument& right) {
               return left.source == right.source && IsSameNode(left.root, right.root);
             });
}

}  // namespace trailsift
