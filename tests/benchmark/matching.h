#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/projection.h"
#include "matcher/program.h"
#include "matcher/rule_index.h"

namespace trailsift {

// A document of a delivery's size in memory, and how many records of it the bundled rule matches.
class MatchingDocument {
 public:
  MatchingDocument();

  std::string_view text() const { return text_; }
  std::uint64_t matches() const { return matches_; }

 private:
  std::string padded_;
  std::string_view text_;
  std::uint64_t matches_ = 0;
};

// Reads and judges the document by the bundled rule and those of a folder: once through the index
// of the rules as scans do it, once by asking each rule about each record, which is the control.
class Matching {
 public:
  // Throws if the rules do not load.
  explicit Matching(const std::optional<std::filesystem::path>& rules);

  // Processor time of one pass. They throw if the matches are not as many as in truth.
  double TimeIndex(const MatchingDocument& document);
  double TimeLoop(const MatchingDocument& document);

 private:
  Projection index_projection_;
  std::optional<RuleIndex> index_;
  Projection loop_projection_;
  Program program_;
  std::vector<Program::Entry> rules_;
};

}  // namespace trailsift
