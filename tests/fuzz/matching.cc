// What rules find among the events of JSON values, one a line, is what a plain reading of them
// finds: each line parsed into a tree, and each event in it put before the reference evaluator.
// Nothing is missed in silence, and nothing is made up.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "event/event_shape.h"
#include "event/record_reader.h"
#include "fuzz/require.h"
#include "matcher/explain.h"
#include "matcher/rule_index.h"
#include "support/condition_parser.h"
#include "support/string_source.h"

namespace trailsift {
namespace {

constexpr std::uint32_t kDepth = 100;

RuleSet MakeRules() {
  RuleSet rules;
  for (const char* condition :
       {R"(eventName eq "Stop")", R"(eventName eq "Stop" and not (errorCode is_not_null))",
        R"(eventName in ["Stop", "Start", "a"] and eventSource eq "s")",
        R"(eventName ieq "stop" or eventSource ends_with "s")",
        R"(requestParameters.name eq "main")", R"(requestParameters.list[0].name eq "main")",
        R"(requestParameters.list[*] contains "main")", R"(any(resources: type eq "bucket"))",
        R"(status eq 403)", R"(status gte 400)", R"(flag eq true)", R"(userAgent is_empty)",
        R"(a eq field:b)", R"(userIdentity.userName exists)", R"(p_udm.actor_user eq "main")",
        R"(sourceIPAddress cidr "10.0.0.0/8")", R"(one_of(a exists, b exists))"}) {
    rules.rules.emplace_back().condition = *ConditionParser(condition).Parse();
  }
  return rules;
}

struct Verdicts {
  std::vector<std::set<RuleNumber>> events;  // The rules that each event matches, in order.
  bool readable = true;
};

// What is an event by its keys and nothing else besides.
bool IsPlainEvent(const JsonValue& value) {
  KeyTraits traits;
  for (const JsonValue::Member& member : value.members) {
    if (traits.Add(member.first) != EnvelopeKey::kNone) return false;
  }
  return traits.LooksLikeEvent() && !traits.Has(KeyTraits::kPantherLogType);
}

void JudgePlainly(const RuleSet& rules, const JsonValue& value, Verdicts& verdicts) {
  if (value.kind == ValueKind::kList) {
    for (const JsonValue& element : value.elements) JudgePlainly(rules, element, verdicts);
    return;
  }
  const bool wraps = value.kind == ValueKind::kObject && value.members.size() == 1 &&
                     value.members.front().first == "Records" &&
                     value.members.front().second.kind == ValueKind::kList;
  if (wraps) return JudgePlainly(rules, value.members.front().second, verdicts);
  if (!IsPlainEvent(value)) {
    verdicts.readable = false;
    return;
  }
  std::set<RuleNumber>& matches = verdicts.events.emplace_back();
  for (RuleNumber rule = 0; rule < rules.rules.size(); ++rule) {
    if (Evaluate(rules.rules[rule], value)) matches.insert(rule);
  }
}

Verdicts JudgePlainly(const RuleSet& rules, std::string_view text) {
  Verdicts verdicts;
  while (verdicts.readable && !text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const auto value = ParseJson(line, kDepth);
    verdicts.readable = value.has_value();
    if (value) JudgePlainly(rules, *value, verdicts);
  }
  return verdicts;
}

class Matcher {
 public:
  Verdicts Judge(const std::string& text, std::size_t piece) {
    Verdicts verdicts;
    Ledger ledger("fuzz");
    ledger.bytes.decoded = text.size();
    StringSource source(text, piece);
    RecordReader reader(source, buffers_, ledger, {});
    std::vector<RuleNumber> hits;
    while (reader.Next()) {
      index_.FindMatches(reader.event(), scratch_, hits);
      verdicts.events.emplace_back(hits.begin(), hits.end());
    }
    ledger.Close();
    Require(ledger.bytes.Balanced(), "each byte is accounted for");
    return verdicts;
  }

  const RuleSet& rules() const { return rules_; }

 private:
  std::vector<RuleNumber> Numbers() const {
    std::vector<RuleNumber> numbers;
    for (RuleNumber i = 0; i < rules_.rules.size(); ++i) numbers.push_back(i);
    return numbers;
  }

  RuleSet rules_ = MakeRules();
  Projection projection_;
  RuleIndex index_{rules_, Numbers(), projection_};
  RecordBuffers buffers_{projection_};
  RuleIndex::Scratch scratch_{index_};
};

}  // namespace
}  // namespace trailsift

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  static Matcher matcher;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Verdicts found = matcher.Judge(text, std::string::npos);
  Require(found.events == matcher.Judge(text, 7).events, "pieces do not matter");
  const Verdicts expected = JudgePlainly(matcher.rules(), text);
  if (!expected.readable) return 0;
  Require(found.events == expected.events, "the rules find what a plain reading finds");
  return 0;
}
