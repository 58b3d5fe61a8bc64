#include "cli/output_documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "cli/output_file.h"
#include "cli/usage_error.h"
#include "writer/ledger_writer.h"

namespace trailsift {
namespace {

// Empty for standard output.
std::string RequestPath(std::string_view path) { return path == "-" ? "" : std::string(path); }

// "json:FILE"; nothing if no format stands in front of the first colon.
std::optional<OutputRequest> ReadPrefixed(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto format = ParseOutputFormat(text.substr(0, colon));
  if (!format) return std::nullopt;
  return OutputRequest{*format, RequestPath(text.substr(colon + 1))};
}

// "xml:FILE": what is likely a mistyped format must not quietly become the name of a file.
std::optional<Diagnostic> FindUnknownFormat(std::string_view text, const CommandLine& line) {
  const auto is_letter = [](char c) { return FoldAscii(c) >= 'a' && FoldAscii(c) <= 'z'; };
  const std::size_t colon = text.find(':');
  const std::string_view name = text.substr(0, colon);
  if (colon == std::string_view::npos || name.empty() || !std::ranges::all_of(name, is_letter)) {
    return std::nullopt;
  }
  Diagnostic problem =
      UnknownName("format", name, FindOption(line.command, "format")->choices).value();
  problem.message += fmt::format(" (write './{}' for a file of that name)", text);
  return problem;
}

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool SameFile(const std::string& left, const std::string& right) {
  if (left == right) return true;
  if (left.empty() || right.empty()) return false;
  const auto of_left = IdentityOf(left);
  const auto of_right = IdentityOf(right);
  if (of_left || of_right) return of_left == of_right;
  const auto folder = IdentityOf(FolderOf(left));
  return folder && folder == IdentityOf(FolderOf(right)) && NameOf(left) == NameOf(right);
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
    } else if (auto unknown = FindUnknownFormat(text, line)) {
      return tl::make_unexpected(std::move(*unknown));
    } else if (std::exchange(plain_met, true)) {
      return UsageError(
          "option '--output' names two files for one document; -o FORMAT:FILE writes "
          "one more");
    } else {
      requests.front().path = RequestPath(text);
    }
  }
  if (const std::string* const path = line.Value("ledger")) {
    requests.push_back({OutputFormat::kJsonLines, RequestPath(*path), true});
  }
  if (auto conflict = FindConflict(requests)) return tl::make_unexpected(std::move(*conflict));
  return requests;
}

Result<std::unique_ptr<OutputDocuments>> OutputDocuments::Open(
    const std::vector<OutputRequest>& requests, const RuleSet& rules,
    const ScanDescription& description, const StreamTraits& standard_output) {
  auto documents = std::make_unique<OutputDocuments>();
  for (const OutputRequest& request : requests) {
    auto target = OutputTarget::Open(request.path);
    if (!target) return tl::make_unexpected(std::move(target.error()));
    Document document{std::move(*target), nullptr};
    const WriterOptions options =
        WriterOptionsFor(request.path.empty() ? standard_output : StreamTraits{});
    OutputStream& stream = document.target->stream();
    document.sink = request.ledger
                        ? MakeLedgerWriter(stream)
                        : MakeWriter(request.format, stream, rules, description, options);
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

void OutputDocuments::OnSource(const Ledger& ledger) {
  for (Document& document : documents_) {
    if (document.sink->alive()) document.sink->OnSource(ledger);
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

std::vector<Identity> OutputDocuments::identities() const {
  std::vector<Identity> identities;
  for (const Document& document : documents_) {
    if (const auto identity = document.target->identity()) identities.push_back(*identity);
  }
  return identities;
}

bool OutputDocuments::abandoned() const {
  return documents_.size() == 1 && documents_.front().target->abandoned();
}

std::vector<Diagnostic> OutputDocuments::Close() {
  std::vector<Diagnostic> problems;
  for (Document& document : documents_) {
    if (auto problem = document.target->Close()) problems.push_back(std::move(*problem));
  }
  return problems;
}

}  // namespace trailsift
