// What each command takes, and all that its help says. A command stands together with its examples
// and notes.
#include "cli/command_specs.h"

#include <array>
#include <span>
#include <string_view>

#include "cli/input_options.h"

namespace trailsift {
namespace {

constexpr std::array<std::string_view, 3> kColourModes = {"auto", "always", "never"};
constexpr std::array<std::string_view, 3> kSandboxModes = {"auto", "require", "off"};
constexpr std::array<std::string_view, 5> kScanFormats = {"table", "json", "jsonl", "sarif", "csv"};
constexpr std::array<std::string_view, 5> kTestFormats = {"text", "json", "junit", "tap", "github"};
constexpr std::array<std::string_view, 2> kExplainFormats = {"text", "json"};
constexpr std::array<std::string_view, 4> kLintFormats = {"text", "json", "sarif", "github"};
constexpr std::array<std::string_view, 2> kListFormats = {"table", "json"};
constexpr std::array<std::string_view, 3> kCoverageFormats = {"table", "json", "navigator"};
constexpr std::array<std::string_view, 3> kCardFormats = {"text", "markdown", "json"};
constexpr std::array<std::string_view, 5> kSeverities = {"info", "low", "medium", "high",
                                                         "critical"};
constexpr std::array<std::string_view, 7> kFailOn = {"never",  "any",  "info",    "low",
                                                     "medium", "high", "critical"};
constexpr std::array<std::string_view, 2> kSortOrders = {"input", "time"};

constexpr OptionSpec kRules = {"rules", 'r', "PATH", "a rule file, or a folder of *.yml and *.yaml",
                               true};
constexpr OptionSpec kNoBuiltin = {"no-builtin", 0, "", "without the built-in rule"};
constexpr OptionSpec kRuleId = {
    "rule-id", 0, "GLOB", "only rules whose id matches (*, ?, [..]); any of several may", true};

constexpr OptionSpec Format(std::string_view help, std::span<const std::string_view> formats) {
  return {"format", 'f', "F", help, false, formats};
}

constexpr OptionSpec Output(std::string_view help) { return {"output", 'o', "FILE", help}; }

constexpr std::string_view kScanExamples =
    R"(  # A table of all matches of the built-in rule
  trailsift scan AWSLogs/
  # Narrow an incident
  trailsift scan --since 7d --account 111122223333 AWSLogs/
  # Who did it, how often
  zcat *.gz | trailsift scan -f jsonl - | jq -r .actor_user | sort | uniq -c
  # CI gate with own rules, and a SARIF document to upload
  trailsift scan -r rules/ --fail-on high -o sarif:out.sarif logs/
)";

constexpr std::string_view kScanNotes =
    R"(Without PATH a log is read from standard input, unless that is a terminal.
Files and folders are read whatever their names: plain, gzip and zstd are told
by content. In records that match no rule, the fields that rules read are
checked in full and all else for its structure only; records that match are
checked in full.

Exit status:
  0    completed, with or without matches
  1    a match at or above --fail-on
  2    usage error, a rule that does not load, an output that cannot be written
  3    incomplete: something in the input was left unjudged
  130  interrupted (143: terminated, 129: hung up)
When several apply, an interruption goes first, then 2, 3, 1.
)";

OptionGroup ScanInput() {
  OptionGroup group{"Input", InputOptions()};
  group.options.push_back(
      {"jobs", 'j', "N", "worker threads, 1 to 1024 (default: the processors we may use)"});
  return group;
}

OptionGroup ScanFilters() {
  return {"Rules and filters",
          {kRules,
           kNoBuiltin,
           kRuleId,
           {"min-severity", 0, "S",
            "only matches of this severity or above: info, low, medium, high, critical", false,
            kSeverities},
           {"since", 0, "T",
            "only events at T or later: RFC 3339, a date (2026-11-01), or an age (90m, 24h, 7d, "
            "2w) before the start of the run"},
           {"until", 0, "T", "only events before T"},
           {"account", 0, "ID", "only this account; repeatable and comma-separated", true},
           {"region", 0, "NAME", "only this region; repeatable and comma-separated", true},
           {"unique", 0, "", "drop repeats of an event that a rule has matched already"}}};
}

OptionGroup ScanOutput() {
  return {"Output and verdict",
          {Format("table (default), json, jsonl, sarif, csv", kScanFormats),
           {"output", 'o', "FILE",
            "write the document of -f to FILE; FORMAT:FILE writes one more document", true},
           {"ledger", 0, "FILE", "write the account of each source to FILE, one a line, as JSON"},
           {"alerts", 0, "",
            "group matches into alerts by rule and dedup string, within the rule's period and from "
            "its threshold on"},
           {"sort", 0, "ORDER", "input (default), or time: unknown times last", false, kSortOrders},
           {"fail-on", 0, "LEVEL",
            "exit with 1 on a match (with --alerts: an alert) at or above: never (default), any, "
            "or a severity",
            false, kFailOn},
           {"strict", 0, "", "count warnings about the input as incomplete, too"}}};
}

CommandSpec Scan() {
  return {.name = "scan",
          .arguments = "[OPTIONS] [PATH...|-]",
          .summary = "Judge CloudTrail records by rules.",
          .examples = kScanExamples,
          .notes = kScanNotes,
          .takes_paths = true,
          .options = {ScanInput(), ScanFilters(), ScanOutput()}};
}

constexpr std::string_view kTestNotes =
    R"(KEY is a key of a rule document, such as Severity, Tags, Enabled. Letter case
does not count. Of a key that holds a list, one entry is enough. KEY!=VALUE is
the exact opposite, so it also keeps rules without the key. -v does what
--show-passing does.

With -f github, the full report is also added to the file that the variable
GITHUB_STEP_SUMMARY names.

Exit status:
  0  all cases passed; some may have been skipped
  1  a case failed, or a rule has fewer tests than --minimum-tests asks for
  2  usage error, a rule that does not load, nothing to test
When both apply, 2 goes first. Rules that load are tested in any case.
)";

OptionGroup TestOptions() {
  return {"Options",
          {kRuleId,
           {"filter", 0, "KEY=VALUE[,VALUE]",
            "only rules in which KEY holds one of the values; KEY!=VALUE: none of them; all of "
            "several filters must agree",
            true},
           {"test-name", 0, "GLOB",
            "only cases whose name matches (*, ?, [..]); any of several may", true},
           {"skip-disabled", 0, "", "leave out rules with 'Enabled: false'"},
           {"minimum-tests", 0, "N",
            "fail rules with fewer than N cases (default: 0); above 1 also those without a case "
            "that expects a match or without one that does not"},
           Format("text (default), json, junit, tap, github", kTestFormats),
           Output("write the report to FILE"),
           {"show-passing", 0, "",
            "list the cases that passed as well, and the title, dedup string, severity and context "
            "of matches"}}};
}

CommandSpec Test() {
  return {
      .name = "test",
      .arguments = "[OPTIONS] [PATH...]",
      .summary = "Run the test cases inside rule files; without PATH those of the built-in rule.",
      .examples =
          "  trailsift test rules/\n"
          "  trailsift test rules/ -f junit -o rules.xml\n"
          "  trailsift test --filter Severity=high,critical --minimum-tests 2 rules/\n",
      .notes = kTestNotes,
      .takes_paths = true,
      .options = {TestOptions()}};
}

constexpr std::string_view kExplainNotes =
    R"(Shown are events that match and near misses: events that would match if one
condition alone had the opposite verdict, where something else speaks for it.
That condition is marked with ">". A condition over the elements of a list
counts as one. Verdicts are those of the slow, exact evaluator; the fast one of
scans judges the same events, and a difference is an error.

Without PATH a log is read from standard input, unless that is a terminal.

Exit status:
  0    every event was judged
  2    usage error, a rule that does not load, an output that cannot be written,
       or the two evaluators differ
  3    incomplete: something in the input was left unjudged
  130  interrupted (143: terminated, 129: hung up)
)";

CommandSpec Explain() {
  return {.name = "explain",
          .arguments = "--rule ID [OPTIONS] [PATH...|-]",
          .summary = "Show why events match a rule or nearly do: each condition and what it saw.",
          .examples =
              "  trailsift explain -r rules/ --rule My.Rule AWSLogs/\n"
              "  trailsift explain -r my-rule.yml --rule My.Rule --all event.json\n",
          .notes = kExplainNotes,
          .takes_paths = true,
          .options = {{"Input", InputOptions()},
                      {"Options",
                       {{"rule", 0, "ID", "the rule to explain; required"},
                        kRules,
                        kNoBuiltin,
                        {"all", 0, "", "show every event"},
                        Format("text (default), json", kExplainFormats),
                        Output("write the explanation to FILE")}}}};
}

constexpr std::string_view kLintNotes =
    R"(A folder means every *.yml and *.yaml below it. No finding keeps another from
being looked for. docs/lint.md lists the codes of all findings.

Exit status:
  0  no errors
  1  an error, or with --deny-warnings a warning
  2  usage error, no rule found, a path that cannot be read, an output that
     cannot be written
)";

CommandSpec Lint() {
  return {.name = "lint",
          .arguments = "[OPTIONS] PATH...",
          .summary = "Check rule files, and show each problem with its place and what to do.",
          .examples =
              "  trailsift lint rules/\n"
              "  trailsift lint --deny-warnings -f github rules/\n",
          .notes = kLintNotes,
          .takes_paths = true,
          .options = {{"Options",
                       {Format("text (default), json, sarif, github", kLintFormats),
                        Output("write the findings to FILE"),
                        {"deny-warnings", 0, "", "count every warning as an error"}}}}};
}

CommandSpec Rules() {
  return {.name = "rules",
          .arguments = "COMMAND",
          .summary = "List, show and export the rules that a scan would load.",
          .examples =
              "  trailsift rules list -r rules/\n"
              "  trailsift rules show -r rules/ My.Rule\n",
          .notes =
              "Commands:\n"
              "  list      id, severity, tests, state and source of each rule\n"
              "  show      the card of one rule\n"
              "  coverage  the ATT&CK techniques that the rules are about\n"
              "  export    write the text of each rule to a folder\n",
          .group = true};
}

OptionGroup RuleFilters() {
  return {
      "Filters; a rule must pass all that are given",
      {kRuleId,
       {"severity", 0, "S",
        "rules of this severity: info, low, medium, high, critical; any of several may match", true,
        kSeverities},
       {"min-severity", 0, "S", "rules of this severity or above", false, kSeverities},
       {"tag", 0, "TAG", "rules with this tag, in any letter case; any of several may match", true},
       {"technique", 0, "ID",
        "rules about an ATT&CK technique, its sub-techniques included, or about a tactic (TA0005); "
        "any of several may match",
        true},
       {"text", 0, "WORDS",
        "rules with all these words in id, name or description, in any letter case"}}};
}

CommandSpec RulesList() {
  return {
      .name = "rules list",
      .arguments = "[OPTIONS]",
      .summary = "List the loaded rules.",
      .examples =
          "  trailsift rules list -r rules/ --min-severity high\n"
          "  trailsift rules list -r rules/ --technique T1562 -f json\n",
      .options = {{"Rules", {kRules, kNoBuiltin, Format("table (default), json", kListFormats)}},
                  RuleFilters()}};
}

CommandSpec RulesShow() {
  return {
      .name = "rules show",
      .arguments = "[OPTIONS] ID",
      .summary = "Show the card of a rule: what it is, what it detects, how it relates to others.",
      .examples =
          "  trailsift rules show AWS.Bedrock.DeleteModelInvocationLoggingConfiguration\n"
          "  trailsift rules show -r rules/ My.Rule -f markdown -o my-rule.md\n",
      .notes = "The tests of the rule are run; their outcome does not change the exit status.\n",
      .takes_paths = true,
      .options = {{"Options",
                   {kRules, kNoBuiltin, Format("text (default), markdown, json", kCardFormats),
                    Output("write the card to FILE")}}}};
}

CommandSpec RulesCoverage() {
  return {.name = "rules coverage",
          .arguments = "[OPTIONS]",
          .summary = "Show which ATT&CK techniques the rules that a scan runs are about.",
          .examples =
              "  trailsift rules coverage -r rules/\n"
              "  trailsift rules coverage -r rules/ -f navigator -o layer.json\n",
          .options = {{"Options",
                       {kRules, kNoBuiltin, kRuleId,
                        Format("table (default), json, navigator: a layer for the ATT&CK Navigator",
                               kCoverageFormats),
                        Output("write the document to FILE")}}}};
}

CommandSpec RulesExport() {
  return {
      .name = "rules export",
      .arguments = "[OPTIONS] DIR",
      .summary = "Write the text of each loaded rule to a file in DIR, and print the files' names.",
      .examples = "  trailsift rules export builtin-rules/\n",
      .notes = "A file that exists is never overwritten: it is an error if its text differs.\n",
      .takes_paths = true,
      .options = {{"Options", {kRules, kNoBuiltin, kRuleId}}}};
}

}  // namespace

std::vector<CommandSpec> MakeCommandSpecs() {
  return {Scan(),      Test(),      Explain(),       Lint(),       Rules(),
          RulesList(), RulesShow(), RulesCoverage(), RulesExport()};
}

CommandSpec MakeProgramSpec() {
  return {.name = "",
          .arguments = "[GLOBAL OPTIONS] COMMAND [OPTIONS] [ARGUMENTS]",
          .summary = "Find what AWS CloudTrail logs say happened, by rules.",
          .examples = kScanExamples};
}

OptionGroup MakeGlobalOptions() {
  return {"Global options, before or after the command",
          {{"help", 'h', "", "show help"},
           {"version", 'V', "", "show the version; with -v what it was built with"},
           {"quiet", 'q', "", "errors only: no warnings, progress or summary"},
           {"verbose", 'v', "", "show notes; twice: debug output; three times: everything", true},
           {"color", 0, "WHEN", "colours: auto (default), always, never", false, kColourModes},
           {"no-progress", 0, "", "no progress line"},
           {"sandbox", 0, "MODE",
            "give up all access but to the files named: auto (default) as far as the kernel can, "
            "require or fail, off",
            false, kSandboxModes}}};
}

}  // namespace trailsift
