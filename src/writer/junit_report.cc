#include <fmt/format.h>

#include <map>
#include <set>
#include <string_view>

#include "writer/test_outcome_text.h"
#include "writer/test_report.h"
#include "writer/xml_text.h"

// The dialect that CI systems agree on, as tests/validators/junit.xsd describes it. Times are 0 so
// that equal runs give equal bytes.

namespace trailsift {
namespace {

using Status = RuleTestOutcome::Status;

struct Counts {
  std::uint64_t tests = 0;
  std::uint64_t failures = 0;
  std::uint64_t errors = 0;
  std::uint64_t skipped = 0;

  Counts& operator+=(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    return *this;
  }
  std::string Attributes() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}" time="0")", tests,
                       failures, errors, skipped);
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

// What all suites of a document share.
struct Shared {
  // Readers refuse larger files than 30 MB: beyond this many bytes details are left out.
  static constexpr std::size_t kMaximumDetails = 20'000'000;

  UniqueNames names;
  std::size_t detail_bytes = 0;

  std::string Details(std::string_view text) {
    std::string content = XmlContent(text);
    detail_bytes += content.size();
    return detail_bytes <= kMaximumDetails ? content
                                           : "left out, since the report is too large already";
  }
};

std::string DescribeFailure(const Rule& rule, const RuleTestOutcome& outcome) {
  std::string text = fmt::format("{}:{}: {}: {}: {}\n", outcome.place.file, outcome.place.line,
                                 rule.id, outcome.name, DescribeVerdict(outcome));
  for (const std::string& line : DescribeDeciding(outcome)) text += line + "\n";
  return text;
}

// One <testsuite>, grown case by case.
class Suite {
 public:
  Suite(std::string name, std::string file, Shared& shared)
      : name_(std::move(name)), file_(std::move(file)), shared_(shared) {}

  void Add(const Rule& rule, const RuleTestOutcome& outcome) {
    switch (outcome.status) {
      case Status::kPassed:
        AddCase(outcome.name, outcome.place, "");
        return;
      case Status::kFailed:
        AddFailure(outcome.name, outcome.place, "verdict", DescribeVerdict(outcome),
                   DescribeFailure(rule, outcome));
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

  void AddFailure(const std::string& name, const SourceLocation& place, std::string_view type,
                  const std::string& message, const std::string& details) {
    ++counts_.failures;
    AddProblem("failure", name, place, type, message, details);
  }

  void AddError(const std::string& name, const SourceLocation& place, std::string_view type,
                const std::string& message, const std::string& details) {
    ++counts_.errors;
    AddProblem("error", name, place, type, message, details);
  }

  const Counts& counts() const { return counts_; }

  std::string Xml() const {
    return fmt::format("  <testsuite name=\"{}\" file=\"{}\" {}>\n{}  </testsuite>\n",
                       XmlAttribute(name_), XmlAttribute(file_), counts_.Attributes(), cases_);
  }

 private:
  void AddProblem(std::string_view element, const std::string& name, const SourceLocation& place,
                  std::string_view type, const std::string& message, const std::string& details) {
    AddCase(name, place,
            fmt::format(R"(<{0} type="{1}" message="{2}">{3}</{0}>)", element, type,
                        XmlAttribute(message), shared_.Details(details)));
  }

  void AddCase(const std::string& name, const SourceLocation& place, const std::string& inner) {
    ++counts_.tests;
    cases_ += fmt::format(R"(    <testcase classname="{}" name="{}" file="{}" line="{}" time="0")",
                          XmlAttribute(name_), XmlAttribute(shared_.names.Claim(name_, name)),
                          XmlAttribute(place.file), place.line);
    cases_ += inner.empty() ? "/>\n" : fmt::format(">{}</testcase>\n", inner);
  }

  std::string name_;
  std::string file_;
  Shared& shared_;
  Counts counts_;
  std::string cases_;
};

void AddUnloaded(const UnloadedFile& unloaded, Suite& suite) {
  std::string details;
  for (const Diagnostic* error : unloaded.errors) {
    details += fmt::format("{}: error: {}\n", DescribePlace(error->place), error->message);
  }
  const Diagnostic& first = *unloaded.errors.front();
  suite.AddError("loads", first.place, "load", first.message, details);
}

}  // namespace

std::string FormatJUnitReport(const RuleSet& rules, const RuleTestReport& report) {
  Shared shared;
  std::map<RuleNumber, Suite> suites;
  const auto suite_of = [&](RuleNumber number) -> Suite& {
    const Rule& rule = rules.rules[number];
    return suites.try_emplace(number, rule.id, rule.place.file, shared).first->second;
  };
  for (const RuleTestOutcome& outcome : report.outcomes) {
    suite_of(outcome.rule).Add(rules.rules[outcome.rule], outcome);
  }
  for (const auto& missed : report.missed_minimum) {
    suite_of(missed.rule)
        .AddFailure("number of tests", rules.rules[missed.rule].place, "minimum", missed.text,
                    missed.text);
  }
  for (const auto& skipped : report.skipped_rules) {
    suite_of(skipped.rule).AddSkipped("whole rule", rules.rules[skipped.rule].place, skipped.text);
  }
  Counts total;
  std::string body;
  const auto finish = [&](const Suite& suite) {
    total += suite.counts();
    body += suite.Xml();
  };
  for (const auto& [number, suite] : suites) finish(suite);
  for (const UnloadedFile& unloaded : UnloadedFiles(report)) {
    Suite suite(unloaded.file, unloaded.file, shared);
    AddUnloaded(unloaded, suite);
    finish(suite);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"trailsift\" {}>\n{}</testsuites>\n",
      total.Attributes(), body);
}

}  // namespace trailsift
