#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "harmless/hostile_strings.h"
#include "support/temp_dir.h"

namespace trailsift {

// Logs and rules with hostile text at every place that an output can show, in a folder:
//   logs/      a file for each text, named after it
//   damaged/   files that cannot be read in full
//   rules/     a rule for each text, which matches the events of the text
//   broken/    rule files full of errors
//   cards/     rules for several texts each, on a line of their own: for what shows one rule at a
//              time
// Texts that are not UTF-8 have no rule.
class Materials {
 public:
  // Made once and shared; the texts are AllStrings().
  static const Materials& Shared();

  const std::string& folder() const { return folder_.path(); }
  const std::vector<std::string>& texts() const { return texts_; }
  // Their paths below one of the folders, in the order in which they were written.
  const std::vector<std::string>& FilesIn(const std::string& folder) const {
    return files_.at(folder);
  }
  // Ids of the rules in cards/.
  const std::vector<std::string>& card_ids() const { return card_ids_; }

 private:
  Materials();
  void Write(const std::string& folder, const std::string& name, std::string_view text);
  void WriteLog(std::size_t number);
  void WriteDamage(std::size_t number);
  void WriteRule(std::size_t number);
  void WriteBroken(std::size_t number);

  TempDir folder_;
  std::vector<std::string> texts_ = AllStrings();
  std::map<std::string, std::vector<std::string>> files_;
  std::vector<std::string> card_ids_;
};

// The text of each event and rule that was made for it.
std::string RuleId(const std::string& text, std::size_t number);

}  // namespace trailsift
