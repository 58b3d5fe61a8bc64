#include "cli/explain_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nearest_name.h"
#include "cli/anomaly_output.h"
#include "cli/input_options.h"
#include "cli/output_target.h"
#include "cli/overwrite_check.h"
#include "cli/rule_selection.h"
#include "cli/sandbox.h"
#include "cli/stop_signals.h"
#include "cli/usage_error.h"
#include "input/find_inputs.h"
#include "matcher/rule_index.h"
#include "scan/explain_records.h"
#include "writer/explanation_json.h"
#include "writer/explanation_text.h"
#include "writer/summary_text.h"

namespace trailsift {
namespace {

// So many records on which the evaluators differ are named.
constexpr std::uint64_t kNamedDifferences = 5;
// More ids than these are not listed for who asked for an unknown one.
constexpr std::size_t kListedIds = 20;

// One run of the command; the members are filled in step by step.
class ExplainRun {
 public:
  ExplainRun(const CommandLine& line, const StandardStreams& streams, Console& console)
      : line_(line),
        streams_(streams),
        console_(console),
        output_path_(OutputPath(line)),
        traits_(TraitsOfTarget(output_path_, line)),
        json_(line.ValueOr("format", "text") == "json") {}

  ExitCode Run(const JudgeMaker& make_judge) {
    if (!ReadInput() ||
        !EnterSandbox(ReachOf(line_, input_.paths, {output_path_}), line_, console_) ||
        !LoadSelectedRules(line_, rules_, console_) || !ChooseRule()) {
      return ExitCode::kError;
    }
    std::vector<FoundInput> inputs = FindSources();
    if (!OpenOutput(inputs)) return ExitCode::kError;
    Projection projection;
    const RecordJudge judge = make_judge(rules_, number_, projection);
    const ExplainPlan plan{rule(), projection, judge, input_.limits, line_.Has("all")};
    ExplanationJson document(rule());
    if (json_) output().Write(document.Begin());
    StopGracefully();
    const ScanSummary summary = ExplainRecords(
        std::move(inputs), plan,
        [&](const ExplainedRecord& record) {
          Show(record, document);
          return output().state() == OutputStream::State::kGood;
        },
        StopRequested(), counts_);
    return Finish(summary, document);
  }

 private:
  const Rule& rule() const { return rules_.rules[number_]; }
  OutputStream& output() { return target_->stream(); }

  bool ReadInput() {
    auto input = ReadInputRequest(line_, "explain");
    if (!input) {
      console_.Show(input.error());
      return false;
    }
    input_ = std::move(*input);
    if (!line_.Has("rule")) return Fail("name the rule to explain with --rule");
    return true;
  }

  bool ChooseRule() {
    const std::string& id = *line_.Value("rule");
    const auto found = std::ranges::find(rules_.rules, id, &Rule::id);
    if (found == rules_.rules.end()) {
      std::vector<std::string_view> ids;
      for (const Rule& rule : rules_.rules) ids.push_back(rule.id);
      if (ids.size() > kListedIds && !NearestName(id, ids)) {
        return Fail(fmt::format("unknown rule '{}'; 'trailsift rules list' shows all", id));
      }
      console_.Show(UnknownName("rule", id, ids).value());
      return false;
    }
    number_ = static_cast<RuleNumber>(found - rules_.rules.begin());
    if (found->evaluable()) return true;
    return Fail(fmt::format("rule {} cannot be explained, since it is not evaluated: {}", id,
                            RuleStateName(found->state)));
  }

  // What the shell writes into a folder that is read must not be read as evidence.
  std::vector<FoundInput> FindSources() const {
    FindOptions options;
    options.standard_input_name = input_.standard_input_name;
    options.excluded = streams_.new_files;
    options.appended = streams_.appended_files;
    return FindInputs(input_.paths, options);
  }

  bool OpenOutput(const std::vector<FoundInput>& inputs) {
    if (const auto problem =
            FindOverwritten({output_path_}, line_.Values("rules"), PathLists(line_), inputs)) {
      console_.Show(*problem);
      return false;
    }
    auto target = OutputTarget::Open(output_path_);
    if (target) {
      target_ = std::move(*target);
    } else {
      console_.Show(target.error());
    }
    return target_ != nullptr;
  }

  void Show(const ExplainedRecord& record, ExplanationJson& document) {
    if (json_) {
      output().Write(document.Record(record));
    } else {
      if (shown_ > 0) output().Write("\n");
      output().Write(FormatExplanation(record, rule(), {traits_.colour, traits_.width}));
    }
    ++shown_;
    if (traits_.waited_for) output().Flush();
    if (record.evaluators_differ() && ++named_ <= kNamedDifferences) NameDifference(record);
  }

  void NameDifference(const ExplainedRecord& record) {
    const auto word = [](bool matches) { return matches ? "match" : "no match"; };
    console_.Say(Diagnostic::Level::kError,
                 fmt::format("the evaluators differ on rule {} at {}:{}:{}: the reference says {}, "
                             "the compiled one {}; please report this rule and event",
                             rule().id, record.path, record.place.line, record.place.column,
                             word(record.explanation.matches), word(record.compiled_matches)));
  }

  ExitCode Finish(const ScanSummary& summary, const ExplanationJson& document) {
    ExitCode code = Verdict(summary);
    if (json_) output().Write(document.End(counts_, summary.complete, static_cast<int>(code)));
    const std::optional<Diagnostic> problem = target_->Close();
    if (target_->abandoned() && StopSignal() == 0) {
      return counts_.differences > 0 ? ExitCode::kError : ExitCode::kSuccess;
    }
    PrintAnomalies(summary, "scan -f json", console_);
    if (problem) {
      console_.Show(*problem);
      if (StopSignal() == 0) code = ExitCode::kError;
    }
    if (counts_.differences > 0) {
      Fail(
          fmt::format("the two evaluators differ on {} of {} events, so neither can be believed "
                      "for this rule",
                      counts_.differences, counts_.records));
    }
    if (counts_.records == 0) {
      console_.Say(Diagnostic::Level::kWarning, "no CloudTrail record was found");
    }
    console_.Print(FormatSummary(summary));
    console_.Print(DescribeExplained(rule(), counts_, line_.Has("all")) + ".");
    return code;
  }

  ExitCode Verdict(const ScanSummary& summary) const {
    if (const auto stopped = StoppedStatus()) return *stopped;
    if (counts_.differences > 0) return ExitCode::kError;
    return summary.complete ? ExitCode::kSuccess : ExitCode::kIncomplete;
  }

  bool Fail(const std::string& message) {
    console_.Say(Diagnostic::Level::kError, message);
    return false;
  }

  const CommandLine& line_;
  const StandardStreams& streams_;
  Console& console_;
  const std::string output_path_;
  const StreamTraits traits_;
  const bool json_;
  std::unique_ptr<OutputTarget> target_;
  InputRequest input_;
  RuleSet rules_;
  RuleNumber number_ = 0;
  ExplainCounts counts_;
  std::uint64_t shown_ = 0;
  std::uint64_t named_ = 0;
};

}  // namespace

RecordJudge MakeCompiledJudge(const RuleSet& rules, RuleNumber number, Projection& projection) {
  const auto index = std::make_shared<RuleIndex>(rules, std::vector{number}, projection);
  const auto scratch = std::make_shared<RuleIndex::Scratch>(*index);
  return [index, scratch, matches = std::vector<RuleNumber>()](const Event& event) mutable {
    index->FindMatches(event, *scratch, matches);
    return !matches.empty();
  };
}

ExitCode RunExplain(const CommandLine& line, const StandardStreams& streams, Console& console,
                    const JudgeMaker& make_judge) {
  if (streams.output_closed && OutputPath(line).empty()) {
    console.Say(Diagnostic::Level::kError,
                "standard output is closed; open it, or name a file with --output");
    return ExitCode::kError;
  }
  return ExplainRun(line, streams, console).Run(make_judge);
}

}  // namespace trailsift
