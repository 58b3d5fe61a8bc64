#include "loader/rule_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "loader/builtin_rules.h"
#include "loader/panther_loader.h"
#include "loader/problem_reporter.h"
#include "loader/rule_file_parser.h"
#include "loader/rule_files.h"
#include "loader/source_text.h"
#include "loader/yaml_document.h"

namespace trailsift {
namespace {

std::string_view StateName(RuleState state) {
  switch (state) {
    case RuleState::kActive:
    case RuleState::kDisabled:
      break;
    case RuleState::kPython:
      return "a Python rule";
    case RuleState::kDerived:
      return "a derived rule";
    case RuleState::kScheduled:
      return "a scheduled rule";
    case RuleState::kOtherLogType:
      return "for another log type";
  }
  return "";
}

// Loads parsed texts into a rule set and settles what happens when an id is in it already.
class Collector {
 public:
  // `keeps_documents`: as RuleSourcePaths::with_documents.
  Collector(RuleSet& rules, Diagnostics& diagnostics, RuleObserver observer, bool keeps_documents)
      : rules_(rules),
        diagnostics_(diagnostics),
        observer_(std::move(observer)),
        keeps_documents_(keeps_documents) {
    for (const Rule& rule : rules.rules) {
      if (!rule.built_in) user_places_.emplace(rule.id, rule.place);
    }
  }

  void Add(ParsedText& text, bool named_by_user) {
    ProblemReporter& problems = text.problems;
    if (text.documents.empty() && named_by_user && problems.empty()) {
      problems.Report(Diagnostic::Level::kError, {}, "no-rule", "the file holds no YAML document");
    }
    for (const YamlDocument& document : text.documents) Add(document, named_by_user, problems);
    problems.MoveTo(diagnostics_);
    ++rules_.files;
  }

 private:
  void Add(const YamlDocument& document, bool named_by_user, ProblemReporter& problems) {
    PantherDocument read = LoadPantherDocument(document, problems);
    switch (read.kind) {
      case PantherDocument::Kind::kRule:
        if (observer_) observer_(document, read.rule ? &*read.rule : nullptr, problems);
        if (read.rule) AddRule(std::move(*read.rule), *document.root.Find("RuleID"), problems);
        return;
      case PantherDocument::Kind::kOtherType:
        ++rules_.other_types[read.analysis_type];
        return;
      case PantherDocument::Kind::kUntyped:
        ++rules_.untyped_documents;
        if (named_by_user) {
          problems.Error(document.root, "no-rule", "the document has no AnalysisType");
        }
        return;
      case PantherDocument::Kind::kUnusable:
        return;
    }
  }

  void AddRule(Rule rule, const YamlNode& id, ProblemReporter& problems) {
    const auto [known, is_new] = user_places_.emplace(rule.id, rule.place);
    if (!is_new) {
      const SourceLocation& first = known->second;
      problems.Error(id, "duplicate-rule",
                     fmt::format("the RuleID {} is used twice, first by the rule at {}:{}:{}",
                                 rule.id, first.file, first.line, first.column));
      return;
    }
    // The built-in rules stand before all others.
    const auto end = std::ranges::find(rules_.rules, false, &Rule::built_in);
    const auto builtin = std::ranges::find(rules_.rules.begin(), end, rule.id, &Rule::id);
    if (builtin != end) {
      if (!rule.evaluable()) {
        problems.Note(id, "builtin-kept",
                      fmt::format("the built-in rule {} stays in use, since this one is {}",
                                  rule.id, StateName(rule.state)));
        return;
      }
      problems.Note(id, "builtin-replaced",
                    fmt::format("this rule replaces the built-in rule {}", rule.id));
      rules_.rules.erase(builtin);
    }
    if (!keeps_documents_) {
      std::string().swap(rule.source);
      std::vector<RuleTest>().swap(rule.tests);
    }
    rules_.rules.push_back(std::move(rule));
  }

  RuleSet& rules_;
  Diagnostics& diagnostics_;
  RuleObserver observer_;
  bool keeps_documents_;
  std::unordered_map<std::string, SourceLocation> user_places_;  // By rule id.
};

}  // namespace

std::vector<Rule> BuiltinRules() {
  std::vector<Rule> rules;
  for (const std::string_view text : BuiltinRuleTexts()) {
    const SourceText source("builtin", text);
    ProblemReporter problems(source);
    for (const YamlDocument& document : ReadYaml(source, problems)) {
      std::optional<Rule> rule = LoadPantherDocument(document, problems).rule;
      if (!rule) continue;
      rule->built_in = true;
      rule->place.file = "builtin:" + rule->id;
      for (RuleTest& test : rule->tests) test.place.file = rule->place.file;
      rules.push_back(std::move(*rule));
    }
  }
  return rules;
}

RuleSet LoadRules(const RuleSourcePaths& sources, Diagnostics& diagnostics,
                  const RuleObserver& observer) {
  RuleSet rules;
  if (sources.with_builtin) rules.rules = BuiltinRules();
  Collector collector(rules, diagnostics, observer, sources.with_documents);
  const std::vector<RuleFile> files = FindRuleFiles(sources.paths, diagnostics);
  RuleFileParser parser(files, sources.helpers);
  for (const RuleFile& file : files) {
    const std::unique_ptr<ParsedRuleFile> parsed = parser.Next();
    std::ranges::move(parsed->unreadable, std::back_inserter(diagnostics));
    if (parsed->text) collector.Add(*parsed->text, file.named_by_user);
  }
  return rules;
}

void LoadRuleText(std::string_view text, const std::string& file, bool named_by_user,
                  RuleSet& rules, Diagnostics& diagnostics, const RuleObserver& observer) {
  ParsedText parsed(file, text);
  Collector(rules, diagnostics, observer, true).Add(parsed, named_by_user);
}

}  // namespace trailsift
