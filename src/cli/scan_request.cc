#include "cli/scan_request.h"

#include <sched.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <utility>

#include "base/version.h"
#include "cli/input_options.h"
#include "cli/option_values.h"
#include "cli/usage_error.h"

namespace trailsift {
namespace {

constexpr std::uint64_t kMaximumJobs = 1024;

// Processors that this process may use.
unsigned AvailableProcessors() {
  cpu_set_t processors;
  CPU_ZERO(&processors);
  if (::sched_getaffinity(0, sizeof processors, &processors) == 0) {
    return static_cast<unsigned>(std::max(1, CPU_COUNT(&processors)));
  }
  return std::max(1U, std::thread::hardware_concurrency());
}

// Reads options one after the other and keeps the first problem.
class RequestReader {
 public:
  RequestReader(const CommandLine& line, Timestamp now) : line_(line), now_(now) {}

  Result<ScanRequest> Read() {
    ReadInput();
    ReadFilters();
    ReadVerdict();
    if (auto outputs = ReadOutputRequests(line_); Keep(outputs)) request_.outputs = *outputs;
    if (problem_) return tl::make_unexpected(std::move(*problem_));
    return std::move(request_);
  }

 private:
  template <typename T>
  bool Keep(const Result<T>& result) {
    if (!result && !problem_) problem_ = result.error();
    return result.has_value();
  }

  void ReadInput() {
    if (auto input = ReadInputRequest(line_, "scan"); Keep(input)) {
      request_.paths = std::move(input->paths);
      request_.standard_input_name = std::move(input->standard_input_name);
      request_.options.limits = input->limits;
    }
    request_.options.jobs = AvailableProcessors();
    if (const std::string* text = line_.Value("jobs")) {
      const auto jobs = ReadNumber("jobs", *text, 1, kMaximumJobs);
      if (Keep(jobs)) request_.options.jobs = static_cast<unsigned>(*jobs);
    }
  }

  std::optional<Timestamp> ReadOptionalTime(std::string_view option) {
    const std::string* const text = line_.Value(option);
    if (text == nullptr) return std::nullopt;
    const auto time = ReadTime(option, *text, now_);
    return Keep(time) ? std::optional(*time) : std::nullopt;
  }

  void ReadFilters() {
    ScanOptions& options = request_.options;
    options.since = ReadOptionalTime("since");
    options.until = ReadOptionalTime("until");
    if (options.since && options.until && *options.since > *options.until) {
      Keep<int>(UsageError("--since lies after --until"));
    }
    if (auto names = ReadNames("account", line_.Values("account")); Keep(names)) {
      options.accounts = *names;
    }
    if (auto names = ReadNames("region", line_.Values("region")); Keep(names)) {
      options.regions = *names;
    }
    if (const std::string* name = line_.Value("min-severity")) {
      options.minimum_severity = ParseSeverity(*name);
    }
    options.unique = line_.Has("unique");
    ReadOrder();
  }

  void ReadOrder() {
    ScanOptions& options = request_.options;
    options.alerts = line_.Has("alerts");
    const std::string_view order = line_.ValueOr("sort", options.alerts ? "time" : "input");
    options.sort_by_time = order == "time";
    if (options.alerts && !options.sort_by_time) {
      Keep<int>(
          UsageError("--alerts puts alerts in order of time; --sort input cannot change that"));
    }
  }

  void ReadVerdict() {
    request_.strict = line_.Has("strict");
    const std::string_view level = line_.ValueOr("fail-on", "never");
    if (level == "never") return;
    request_.fail_on = level == "any" ? Severity::kInfo : ParseSeverity(level);
  }

  const CommandLine& line_;
  const Timestamp now_;
  ScanRequest request_;
  std::optional<Diagnostic> problem_;
};

void Describe(const CommandLine& line, ScanRequest& request) {
  ScanDescription& description = request.description;
  const ScanOptions& options = request.options;
  description.version = kVersion;
  description.since = options.since;
  description.until = options.until;
  description.accounts = options.accounts;
  description.regions = options.regions;
  description.rule_ids = line.Values("rule-id");
  description.minimum_severity = options.minimum_severity;
  description.alerts = options.alerts;
  description.unique = options.unique;
  description.sort_by_time = options.sort_by_time;
  description.strict = request.strict;
  if (const std::string* level = line.Value("fail-on")) description.fail_on = *level;
  if (std::ranges::find(request.paths, "-") != request.paths.end()) {
    description.standard_input_name = request.standard_input_name;
  }
}

}  // namespace

Timestamp CurrentTime() {
  if (const char* const text = std::getenv("SOURCE_DATE_EPOCH")) {
    Timestamp time;
    const std::string_view epoch(text);
    const char* const end = epoch.data() + epoch.size();
    const auto [stop, error] = std::from_chars(epoch.data(), end, time.seconds);
    if (error == std::errc{} && stop == end) return time;
  }
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::seconds>(now).count(), 0};
}

Result<ScanRequest> ReadScanRequest(const CommandLine& line,
                                    const std::vector<std::string>& words) {
  const Timestamp now = CurrentTime();
  Result<ScanRequest> request = RequestReader(line, now).Read();
  if (!request) return request;
  Describe(line, *request);
  request->description.started_at = now;
  if (line.Has("verbose")) request->description.arguments = words;
  return request;
}

}  // namespace trailsift
