#include "scan/other_readings.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "alert/make_match.h"

namespace trailsift {

std::vector<RuleNumber> OtherReadings::MatchesOf(const Event& event) {
  std::vector<RuleNumber> matches;
  if (!plan_.filter.Keeps(event, EventTime(event))) return matches;
  plan_.index.FindMatches(event, scratch_, matches);
  std::erase_if(matches, [&](RuleNumber rule) {
    return plan_.options.minimum_severity &&
           plan_.index.SeverityOf(rule, event, scratch_) < *plan_.options.minimum_severity;
  });
  return matches;
}

OtherReadings::Verdict OtherReadings::Judge(const Event& event) {
  const std::vector<RuleNumber> last = MatchesOf(event);
  std::set<RuleNumber> earlier;
  Verdict verdict;
  verdict.judged_all = event.occurrences() <= kMost + 1;
  for (std::size_t i = 0; i + 1 < event.occurrences() && i < kMost; ++i) {
    reading_.AssignReading(event, i);
    const std::vector<RuleNumber> matches = MatchesOf(reading_);
    earlier.insert(matches.begin(), matches.end());
    std::ranges::set_difference(last, matches, std::back_inserter(verdict.only_some));
  }
  std::ranges::set_difference(earlier, last, std::back_inserter(verdict.only_earlier));
  std::ranges::sort(verdict.only_some);
  verdict.only_some.erase(std::unique(verdict.only_some.begin(), verdict.only_some.end()),
                          verdict.only_some.end());
  return verdict;
}

}  // namespace trailsift
