#pragma once

#include <string>
#include <vector>

#include "harmless/hostile_strings.h"
#include "support/temp_dir.h"

namespace trailsift {

// Logs and rules with hostile text at every place that an output can show, in a folder:
//   logs/      a file for each text, named after it
//   damaged/   files that cannot be read in full
//   rules/     a rule for each text, which matches the events of the text
//   broken/    rule files full of errors
//   cards/     rules for several texts each: for what shows one rule at a time
// A rule without a text is not made for texts that are not UTF-8.
class Materials {
 public:
  // Made once and shared; the texts are AllStrings().
  static const Materials& Shared();

  const std::string& folder() const { return folder_.path(); }
  const std::vector<std::string>& texts() const { return texts_; }
  // Names of the files in logs/, NUL behind each.
  const std::string& log_names() const { return log_names_; }
  const std::vector<std::string>& rule_files() const { return rule_files_; }
  const std::vector<std::string>& broken_files() const { return broken_files_; }
  // Ids of the rules in cards/.
  const std::vector<std::string>& card_ids() const { return card_ids_; }

 private:
  Materials();
  void WriteLog(std::size_t number);
  void WriteDamage(std::size_t number);
  void WriteRule(std::size_t number);
  void WriteBroken(std::size_t number);

  TempDir folder_;
  std::vector<std::string> texts_ = AllStrings();
  std::string log_names_;
  std::vector<std::string> rule_files_;
  std::vector<std::string> broken_files_;
  std::vector<std::string> card_ids_;
};

// The text of each event and rule that was made for it.
std::string RuleId(const std::string& text, std::size_t number);

}  // namespace trailsift
