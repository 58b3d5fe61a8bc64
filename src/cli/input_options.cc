#include "cli/input_options.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "cli/option_values.h"
#include "cli/path_list.h"
#include "cli/usage_error.h"

namespace trailsift {
namespace {

constexpr std::uint64_t kMaximumText = std::uint64_t{1} << 50;
constexpr std::uint64_t kMaximumRatio = 1'000'000;
constexpr std::uint64_t kMaximumRecord = std::uint64_t{1} << 30;
// One level of nesting takes some stack.
constexpr std::uint64_t kMaximumDepth = 4096;

constexpr std::array kLists = {std::pair{std::string_view("files-from"), '\n'},
                               std::pair{std::string_view("files0-from"), '\0'}};

// Reads options one after the other and keeps the first problem.
class InputReader {
 public:
  InputReader(const CommandLine& line, std::string_view purpose) : line_(line), purpose_(purpose) {}

  Result<InputRequest> Read() {
    ReadPaths();
    if (const std::string* name = line_.Value("stdin-name")) request_.standard_input_name = *name;
    ReadLimits();
    if (problem_) return tl::make_unexpected(std::move(*problem_));
    return std::move(request_);
  }

 private:
  void Refuse(std::string message) {
    if (!problem_) problem_ = UsageError(std::move(message)).value();
  }

  void ReadPaths() {
    request_.paths = line_.arguments;
    bool has_list = false;
    std::ptrdiff_t lists_on_standard_input = 0;
    for (const auto& [option, separator] : kLists) {
      const std::string* const list = line_.Value(option);
      if (list == nullptr) continue;
      has_list = true;
      if (*list == "-" && ++lists_on_standard_input + CountStandardInput() > 1) continue;
      if (auto problem = ReadPathList(*list, separator, request_.paths); problem && !problem_) {
        problem_ = std::move(problem);
      }
    }
    if (lists_on_standard_input + CountStandardInput() > 1) {
      Refuse(lists_on_standard_input == 0
                 ? "standard input ('-') can be read only once"
                 : "standard input ('-') can be read only once: as a list of names or as a log");
    }
    if (!request_.paths.empty() || has_list) return;
    if (::isatty(STDIN_FILENO) == 1) {
      Refuse(fmt::format("nothing to {}: name files or folders, or pipe a log in", purpose_));
    }
    request_.paths.emplace_back("-");
  }

  std::ptrdiff_t CountStandardInput() const { return std::ranges::count(request_.paths, "-"); }

  template <typename Value>
  void Take(const Result<std::uint64_t>& number, Value& value) {
    if (number) {
      value = static_cast<Value>(*number);
    } else if (!problem_) {
      problem_ = number.error();
    }
  }

  void ReadLimits() {
    Limits& limits = request_.limits;
    if (const std::string* text = line_.Value("max-decompressed")) {
      Take(ReadSize("max-decompressed", *text, kMaximumText), limits.decompressed_bytes);
    }
    if (const std::string* text = line_.Value("max-ratio")) {
      Take(ReadNumber("max-ratio", *text, 1, kMaximumRatio), limits.ratio);
    }
    if (const std::string* text = line_.Value("max-record")) {
      Take(ReadSize("max-record", *text, kMaximumRecord), limits.record_bytes);
    }
    if (const std::string* text = line_.Value("max-depth")) {
      Take(ReadNumber("max-depth", *text, 1, kMaximumDepth), limits.depth);
    }
  }

  const CommandLine& line_;
  const std::string_view purpose_;
  InputRequest request_;
  std::optional<Diagnostic> problem_;
};

}  // namespace

std::vector<OptionSpec> InputOptions() {
  return {{"files-from", 0, "FILE", "more PATHs, one a line; - is standard input"},
          {"files0-from", 0, "FILE", "the same, each ended by a NUL byte"},
          {"stdin-name", 0, "NAME", "name for standard input in every output (default: stdin)"},
          {"max-decompressed", 0, "SIZE",
           "limit of the text of one source (default: 64GiB; also KiB, MiB, TiB, KB, MB, GB, TB)"},
          {"max-ratio", 0, "N", "limit of text to stored bytes, past 64 MiB (default: 200)"},
          {"max-record", 0, "SIZE", "limit of one record (default: 16MiB)"},
          {"max-depth", 0, "N", "limit of the nesting of one record (default: 512)"}};
}

std::vector<std::string> PathLists(const CommandLine& line) {
  std::vector<std::string> lists;
  for (const auto& [option, separator] : kLists) {
    if (const std::string* const list = line.Value(option)) lists.push_back(*list);
  }
  return lists;
}

Result<InputRequest> ReadInputRequest(const CommandLine& line, std::string_view purpose) {
  return InputReader(line, purpose).Read();
}

}  // namespace trailsift
