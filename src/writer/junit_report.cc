#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>

#include "writer/test_report.h"
#include "writer/xml_text.h"

// The dialect that CI systems agree on. Times are 0 so that equal runs give equal bytes.

namespace trailsift {
namespace {

using Status = RuleTestOutcome::Status;

struct Counts {
  std::uint64_t tests = 0;
  std::uint64_t failures = 0;
  std::uint64_t skipped = 0;

  std::string Attributes() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="0" skipped="{}" time="0")", tests,
                       failures, skipped);
  }
};

// Readers drop the second of two cases of one name and class.
class UniqueNames {
 public:
  std::string Claim(const std::string& class_name, const std::string& name) {
    std::set<std::string>& used = used_[class_name];
    std::string unique = name;
    for (std::uint64_t n = 2; !used.insert(unique).second; ++n) {
      unique = fmt::format("{} #{}", name, n);
    }
    return unique;
  }

 private:
  std::map<std::string, std::set<std::string>> used_;
};

std::string DescribeFailure(const Rule& rule, const RuleTestOutcome& outcome) {
  std::string text = fmt::format("{}:{}: {}: {}: {}\n", outcome.place.file, outcome.place.line,
                                 rule.id, outcome.name, DescribeVerdict(outcome));
  for (const RuleTestOutcome::DecidingLeaf& leaf : outcome.deciding) {
    text += fmt::format("decided by {} (line {}): saw {}\n", leaf.condition, leaf.line, leaf.seen);
  }
  return text;
}

// One <testsuite>, grown case by case.
class Suite {
 public:
  Suite(const Rule& rule, UniqueNames& names) : rule_(rule), names_(names) {}

  void Add(const RuleTestOutcome& outcome) {
    switch (outcome.status) {
      case Status::kPassed:
        AddCase(outcome.name, outcome.place, "");
        return;
      case Status::kFailed:
        ++counts_.failures;
        AddCase(outcome.name, outcome.place,
                fmt::format(R"(<failure type="verdict" message="{}">{}</failure>)",
                            XmlAttribute(DescribeVerdict(outcome)),
                            XmlContent(DescribeFailure(rule_, outcome))));
        return;
      case Status::kSkipped:
        AddSkipped(outcome.name, outcome.place, outcome.skip_reason);
        return;
    }
  }

  void AddSkipped(const std::string& name, const SourceLocation& place, const std::string& reason) {
    ++counts_.skipped;
    AddCase(name, place,
            fmt::format(R"(<skipped message="{}">{}</skipped>)", XmlAttribute(reason),
                        XmlContent(reason)));
  }

  const Counts& counts() const { return counts_; }

  std::string Xml() const {
    return fmt::format("  <testsuite name=\"{}\" file=\"{}\" {}>\n{}  </testsuite>\n",
                       XmlAttribute(rule_.id), XmlAttribute(rule_.place.file), counts_.Attributes(),
                       cases_);
  }

 private:
  void AddCase(const std::string& name, const SourceLocation& place, const std::string& inner) {
    ++counts_.tests;
    cases_ += fmt::format(R"(    <testcase classname="{}" name="{}" file="{}" line="{}" time="0")",
                          XmlAttribute(rule_.id), XmlAttribute(names_.Claim(rule_.id, name)),
                          XmlAttribute(place.file), place.line);
    cases_ += inner.empty() ? "/>\n" : fmt::format(">{}</testcase>\n", inner);
  }

  const Rule& rule_;
  UniqueNames& names_;
  Counts counts_;
  std::string cases_;
};

}  // namespace

std::string FormatJUnitReport(const RuleSet& rules, const RuleTestReport& report) {
  UniqueNames names;
  std::map<RuleNumber, Suite> suites;
  const auto suite_of = [&](RuleNumber rule) -> Suite& {
    return suites.try_emplace(rule, rules.rules[rule], names).first->second;
  };
  for (const RuleTestOutcome& outcome : report.outcomes) suite_of(outcome.rule).Add(outcome);
  for (const RuleTestReport::SkippedRule& skipped : report.skipped_rules) {
    suite_of(skipped.rule)
        .AddSkipped("whole rule", rules.rules[skipped.rule].place, skipped.reason);
  }
  Counts total;
  std::string body;
  for (const auto& [number, suite] : suites) {
    total.tests += suite.counts().tests;
    total.failures += suite.counts().failures;
    total.skipped += suite.counts().skipped;
    body += suite.Xml();
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"trailsift\" {}>\n{}</testsuites>\n",
      total.Attributes(), body);
}

}  // namespace trailsift
