#include "cli/output_documents.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/usage_error.h"

namespace trailsift {
namespace {

// A path as the request spells standard output.
std::string RequestPath(std::string_view path) { return path == "-" ? "" : std::string(path); }

// "json:FILE"; nothing if no format stands in front of the first colon.
std::optional<OutputRequest> ReadPrefixed(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto format = ParseOutputFormat(text.substr(0, colon));
  if (!format) return std::nullopt;
  return OutputRequest{*format, RequestPath(text.substr(colon + 1))};
}

bool SameFile(const std::string& left, const std::string& right) {
  if (left == right) return true;
  if (left.empty() || right.empty()) return false;
  const auto identity = IdentityOf(left);
  return identity && identity == IdentityOf(right);
}

std::optional<Diagnostic> FindConflict(const std::vector<OutputRequest>& requests) {
  for (auto request = requests.begin(); request != requests.end(); ++request) {
    const bool repeated = std::any_of(requests.begin(), request, [&](const OutputRequest& earlier) {
      return SameFile(earlier.path, request->path);
    });
    if (!repeated) continue;
    return request->path.empty()
               ? UsageError("two documents cannot share standard output").value()
               : UsageError(fmt::format("two documents cannot share the file {}", request->path))
                     .value();
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<OutputRequest>> ReadOutputRequests(const CommandLine& line) {
  const std::string* const format = line.Value("format");
  std::vector<OutputRequest> requests(1);
  if (format != nullptr) requests.front().format = *ParseOutputFormat(*format);
  bool plain_met = false;
  for (const std::string& text : line.Values("output")) {
    if (auto prefixed = ReadPrefixed(text)) {
      if (text.back() == ':') {
        return UsageError(fmt::format("option '--output' names no file in '{}'", text));
      }
      requests.push_back(std::move(*prefixed));
    } else if (std::exchange(plain_met, true)) {
      return UsageError(
          "option '--output' names two files for one document; -o FORMAT:FILE writes "
          "one more");
    } else {
      requests.front().path = RequestPath(text);
    }
  }
  if (auto conflict = FindConflict(requests)) return tl::make_unexpected(std::move(*conflict));
  return requests;
}

Result<std::unique_ptr<OutputDocuments>> OutputDocuments::Open(
    const std::vector<OutputRequest>& requests, const RuleSet& rules,
    const ScanDescription& description, const StreamTraits& standard_output) {
  auto documents = std::make_unique<OutputDocuments>();
  for (const OutputRequest& request : requests) {
    Document document;
    document.path = request.path;
    WriterOptions options;
    int descriptor = STDOUT_FILENO;
    if (request.path.empty()) {
      options = {standard_output.terminal, standard_output.colour, standard_output.width,
                 standard_output.waited_for};
    } else {
      auto file = OutputFile::Create(request.path);
      if (!file) return tl::make_unexpected(file.error());
      document.file = std::move(*file);
      descriptor = document.file->descriptor();
    }
    document.stream = std::make_unique<OutputStream>(descriptor);
    document.sink = MakeWriter(request.format, *document.stream, rules, description, options);
    documents->documents_.push_back(std::move(document));
  }
  return documents;
}

void OutputDocuments::OnMatch(const Match& match) {
  for (Document& document : documents_) {
    if (document.sink->alive()) document.sink->OnMatch(match);
  }
}

void OutputDocuments::OnAlert(const Alert& alert) {
  for (Document& document : documents_) {
    if (document.sink->alive()) document.sink->OnAlert(alert);
  }
}

void OutputDocuments::OnEnd(const ScanSummary& summary) {
  for (Document& document : documents_) document.sink->OnEnd(summary);
}

bool OutputDocuments::alive() const {
  return std::ranges::any_of(documents_,
                             [](const Document& document) { return document.sink->alive(); });
}

std::uint64_t OutputDocuments::omitted() const {
  std::uint64_t most = 0;
  for (const Document& document : documents_) most = std::max(most, document.sink->omitted());
  return most;
}

bool OutputDocuments::abandoned() const {
  return documents_.size() == 1 && !documents_.front().file &&
         documents_.front().stream->state() == OutputStream::State::kClosedPipe;
}

std::vector<Diagnostic> OutputDocuments::Close() {
  std::vector<Diagnostic> problems;
  for (Document& document : documents_) {
    document.stream->Flush();
    if (document.stream->state() == OutputStream::State::kFailed ||
        (document.file && document.stream->state() == OutputStream::State::kClosedPipe)) {
      const std::string_view name =
          document.path.empty() ? std::string_view("standard output") : document.path;
      problems.push_back(Fail("output", fmt::format("cannot write {}: {}", name,
                                                    std::strerror(document.stream->error())))
                             .value());
    } else if (document.file) {
      if (auto problem = document.file->Commit()) problems.push_back(std::move(*problem));
    }
  }
  return problems;
}

}  // namespace trailsift
