#include "cli/scan_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "base/temporary_file.h"
#include "cli/anomaly_output.h"
#include "cli/input_options.h"
#include "cli/output_documents.h"
#include "cli/overwrite_check.h"
#include "cli/progress_line.h"
#include "cli/rule_selection.h"
#include "cli/sandbox.h"
#include "cli/scan_request.h"
#include "cli/stop_signals.h"
#include "input/find_inputs.h"
#include "scan/scan.h"
#include "writer/rule_summary.h"
#include "writer/summary_text.h"

namespace trailsift {
namespace {

// Stands before the documents: sees what decides the exit status, and clears the terminal.
class WatchingSink final : public MatchSink {
 public:
  WatchingSink(MatchSink& documents, std::optional<Severity> fail_on,
               std::function<void()> before_match, std::function<void(const Ledger&)> on_source)
      : documents_(documents),
        fail_on_(fail_on),
        before_match_(std::move(before_match)),
        on_source_(std::move(on_source)) {}

  void OnMatch(const Match& match) override {
    if (!match.signal) Weigh(match.severity);
    if (before_match_) before_match_();
    documents_.OnMatch(match);
  }
  void OnAlert(const Alert& alert) override {
    Weigh(alert.severity);
    if (before_match_) before_match_();
    documents_.OnAlert(alert);
  }
  void OnSource(const Ledger& ledger) override {
    if (on_source_) on_source_(ledger);
    documents_.OnSource(ledger);
  }
  void OnEnd(const ScanSummary& summary) override { documents_.OnEnd(summary); }
  bool alive() const override { return documents_.alive(); }

  bool failing_match_met() const { return failing_match_met_; }

 private:
  void Weigh(Severity severity) {
    if (fail_on_ && severity >= *fail_on_) failing_match_met_ = true;
  }

  MatchSink& documents_;
  const std::optional<Severity> fail_on_;
  const std::function<void()> before_match_;
  const std::function<void(const Ledger&)> on_source_;
  bool failing_match_met_ = false;
};

bool HasWarning(const ScanSummary& summary) {
  return std::ranges::any_of(summary.anomaly_counts, [](const auto& entry) {
    return entry.second > 0 && LevelOf(entry.first) != AnomalyLevel::kNote;
  });
}

// One run of the command; the members are filled in step by step.
class ScanRun {
 public:
  ScanRun(ScanRequest request, const StandardStreams& streams, Console& console)
      : request_(std::move(request)), streams_(streams), console_(console) {}

  ExitCode Run(const CommandLine& line) {
    Reach reach = ReachOf(line, request_.paths, OutputPaths());
    // Matches that wait for the end are spooled.
    if (request_.options.alerts || request_.options.sort_by_time) {
      reach.write_folders.push_back(TemporaryFile::Folder());
    }
    MakeEventIdFile();
    if (!EnterSandbox(reach, line, console_) ||
        !LoadRulesToScan(line, request_.options.jobs, rules_, console_)) {
      return ExitCode::kError;
    }
    for (const RuleNumber number : SelectedRules(rules_, line)) {
      if (rules_.rules[number].state == RuleState::kActive) active_.push_back(number);
    }
    if (active_.empty()) {
      console_.Say(Diagnostic::Level::kError,
                   "no rule is left to run: " + DescribeRules(rules_, active_));
      return ExitCode::kError;
    }
    FindSources();
    if (auto problem = OpenDocuments(line)) {
      console_.Show(*problem);
      return ExitCode::kError;
    }
    Scan();
    // A later part of a walk may meet what was not known to be an input before.
    if (auto problem = FindTarget(line)) {
      console_.Show(*problem);
      return ExitCode::kError;
    }
    return Finish();
  }

 private:
  std::vector<std::string> OutputPaths() const {
    std::vector<std::string> paths;
    for (const OutputRequest& output : request_.outputs) paths.push_back(output.path);
    return paths;
  }

  // Before the sandbox is entered, so that no other file need be within its reach.
  void MakeEventIdFile() {
    try {
      request_.options.event_id_file = &event_id_file_.emplace();
    } catch (const std::system_error& error) {
      console_.Say(Diagnostic::Level::kNote,
                   fmt::format("{}; up to eight million event IDs stay in memory", error.what()));
    }
  }

  // A document that the shell writes into a scanned folder must not be read as evidence, and what
  // is read must not be replaced by a document.
  void FindSources() {
    FindOptions options;
    options.standard_input_name = request_.standard_input_name;
    options.excluded = streams_.new_files;
    options.appended = streams_.appended_files;
    for (const OutputRequest& output : request_.outputs) {
      const auto target = output.path.empty() ? std::nullopt : IdentityOf(output.path);
      if (target) options.targets.push_back(*target);
    }
    finder_ = std::make_unique<InputFinder>(request_.paths, std::move(options));
    inputs_ = finder_->NextBatch();
    console_.Debug(fmt::format("{}{} sources, {} rules, {} threads",
                               finder_->ended() ? "" : "more than ", inputs_.size(), active_.size(),
                               request_.options.jobs));
    for (const FoundInput& input : inputs_) console_.Trace(input.file.path);
  }

  // The problem if a document is to replace what is read.
  std::optional<Diagnostic> FindTarget(const CommandLine& line) const {
    std::vector<FoundInput> met;
    if (const auto& target = finder_->met_target()) met.push_back({*target, nullptr});
    return FindOverwritten(OutputPaths(), line.Values("rules"), PathLists(line), met);
  }

  std::optional<Diagnostic> OpenDocuments(const CommandLine& line) {
    if (auto problem = FindTarget(line)) return problem;
    standard_output_ = TraitsOf(STDOUT_FILENO, line.ValueOr("color", "auto"));
    auto documents =
        OutputDocuments::Open(request_.outputs, rules_, request_.description, standard_output_);
    if (!documents) return documents.error();
    documents_ = std::move(*documents);
    for (const Identity& identity : documents_->identities()) finder_->Exclude(identity);
    show_progress_ = console_.traits().terminal && console_.verbosity() != Verbosity::kQuiet &&
                     !line.Has("no-progress") && std::getenv("CI") == nullptr;
    return std::nullopt;
  }

  void Scan() {
    StopGracefully();
    ScanProgress progress;
    std::optional<ProgressLine> shown;
    if (show_progress_) {
      shown.emplace(progress, console_.traits().width);
    }
    std::function<void()> erase;
    if (shown && standard_output_.terminal) erase = [&shown] { shown->Erase(); };
    std::function<void(const Ledger&)> account;
    if (console_.verbosity() >= Verbosity::kNotes) {
      account = [this, &shown](const Ledger& ledger) {
        if (shown) shown->Erase();
        console_.Print(FormatByteAccount(ledger));
      };
    }
    WatchingSink sink(*documents_, request_.fail_on, std::move(erase), std::move(account));
    summary_ = trailsift::Scan({std::move(inputs_), *finder_}, rules_, active_, request_.options,
                               sink, StopRequested(), progress);
    shown.reset();
    failing_match_met_ = sink.failing_match_met();
  }

  ExitCode Finish() {
    summary_.ended_at = CurrentTime();
    ExitCode code = Verdict();
    summary_.exit_code = static_cast<int>(code);
    documents_->OnEnd(summary_);
    const std::vector<Diagnostic> problems = documents_->Close();
    if (documents_->abandoned() && StopSignal() == 0) {
      // As with every good member of a pipeline: what was found decides, and nothing is said.
      return failing_match_met_ ? ExitCode::kFindings : ExitCode::kSuccess;
    }
    PrintAnomalies(summary_, "-f json", console_);
    for (const Diagnostic& problem : problems) console_.Show(problem);
    if (!problems.empty() && StopSignal() == 0) code = ExitCode::kError;
    if (const std::uint64_t omitted = documents_->omitted(); omitted > 0) {
      console_.Say(Diagnostic::Level::kWarning,
                   fmt::format("the SARIF document leaves out {} {} beyond its limits; the "
                               "other formats have all",
                               omitted, request_.options.alerts ? "alerts" : "matches"));
    }
    if (summary_.records.judged + summary_.records.filtered == 0) {
      console_.Say(Diagnostic::Level::kWarning, "no CloudTrail record was found");
    }
    if (console_.verbosity() >= Verbosity::kNotes) console_.Print(FormatByteAccount(summary_));
    console_.Print(FormatSummary(summary_));
    if (DiffersFromLoaded()) console_.Print("Rules: " + DescribeRules(rules_, active_) + ".");
    return code;
  }

  // One rule that runs needs no line of its own.
  bool DiffersFromLoaded() const { return rules_.rules.size() != 1 || active_.size() != 1; }

  ExitCode Verdict() const {
    if (const auto stopped = StoppedStatus()) return *stopped;
    if (!summary_.complete || (request_.strict && HasWarning(summary_))) {
      return ExitCode::kIncomplete;
    }
    return failing_match_met_ ? ExitCode::kFindings : ExitCode::kSuccess;
  }

  ScanRequest request_;
  const StandardStreams& streams_;
  Console& console_;
  RuleSet rules_;
  std::vector<RuleNumber> active_;
  std::optional<TemporaryFile> event_id_file_;
  std::unique_ptr<InputFinder> finder_;
  std::vector<FoundInput> inputs_;  // The first batch.
  StreamTraits standard_output_;
  bool show_progress_ = false;
  std::unique_ptr<OutputDocuments> documents_;
  ScanSummary summary_;
  bool failing_match_met_ = false;
};

}  // namespace

ExitCode RunScan(const CommandLine& line, const std::vector<std::string>& words,
                 const StandardStreams& streams, Console& console) {
  Result<ScanRequest> request = ReadScanRequest(line, words);
  if (!request) {
    console.Show(request.error());
    return ExitCode::kError;
  }
  if (streams.output_closed && request->outputs.front().path.empty()) {
    console.Say(Diagnostic::Level::kError,
                "standard output is closed; open it, or name a file with --output");
    return ExitCode::kError;
  }
  return ScanRun(std::move(*request), streams, console).Run(line);
}

}  // namespace trailsift
