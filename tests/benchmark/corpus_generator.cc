// corpus_generator [--seed N] [--files N] [--records N] FOLDER
// corpus_generator [--seed N] --shape SHAPE [--kilobytes N] FOLDER
//
// Writes a corpus of CloudTrail logs to FOLDER/logs and what is true of it to FOLDER/truth.json: a
// mixture of files, or about so much text in one shape (corpus.h says which there are). Among the
// records are planted ones: matches of the bundled rule, and look-alikes. The same arguments give
// the same bytes; truth.json names the event ids of the matches in the order in which a scan of
// FOLDER/logs meets them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchmark/corpus.h"
#include "benchmark/log_file.h"

namespace trailsift {
namespace {

struct Arguments {
  std::uint64_t seed = 1;
  std::uint64_t files = 64;
  std::uint64_t records = 1'500;
  std::uint64_t kilobytes = 128'000;
  std::optional<CorpusShape> shape;
  std::string folder;
};

bool ReadNumber(std::string_view word, std::uint64_t& number) {
  const char* end = word.data() + word.size();
  return std::from_chars(word.data(), end, number).ptr == end;
}

std::optional<Arguments> ReadArguments(const std::vector<std::string_view>& words) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view option = words[i];
    std::uint64_t* number = option == "--seed"        ? &arguments.seed
                            : option == "--files"     ? &arguments.files
                            : option == "--records"   ? &arguments.records
                            : option == "--kilobytes" ? &arguments.kilobytes
                                                      : nullptr;
    if (number == nullptr && option != "--shape") {
      if (!arguments.folder.empty() || option.empty() || option.front() == '-') return std::nullopt;
      arguments.folder = option;
      continue;
    }
    if (++i == words.size()) return std::nullopt;
    if (number == nullptr) {
      arguments.shape = CorpusShapeOf(words[i]);
      if (!arguments.shape) return std::nullopt;
    } else if (!ReadNumber(words[i], *number)) {
      return std::nullopt;
    }
  }
  if (arguments.folder.empty() || arguments.records == 0) return std::nullopt;
  return arguments;
}

std::string TruthDocument(const Truth& truth) {
  std::vector<std::string> counts;
  for (std::size_t plant = 0; plant < truth.counts.size(); ++plant) {
    counts.push_back(
        fmt::format(R"("{}": {})", PlantName(static_cast<Plant>(plant)), truth.counts[plant]));
  }
  std::vector<std::string> matches;
  for (const std::string& id : truth.matches) matches.push_back('"' + id + '"');
  return fmt::format(
      "{{\n  \"files\": {},\n  \"records\": {},\n  \"bytes\": {},\n  \"plants\": {{{}}},\n"
      "  \"matches\": [{}]\n}}\n",
      truth.files, truth.records, truth.bytes, fmt::join(counts, ", "),
      fmt::join(matches, ",\n    "));
}

void WriteCorpus(const Arguments& arguments) {
  const std::filesystem::path folder = arguments.folder;
  const std::filesystem::path logs = folder / "logs";
  std::filesystem::remove_all(logs);
  std::filesystem::create_directories(logs);
  const Truth truth =
      arguments.shape
          ? WriteShape(*arguments.shape, arguments.seed, 1'000 * arguments.kilobytes, logs)
          : WriteMixture(arguments.seed, arguments.files, arguments.records, logs);
  LogFile file(folder / "truth.json", LogFile::Storage::kPlain);
  file.Append(TruthDocument(truth));
  file.Close();
}

}  // namespace
}  // namespace trailsift

int main(int argc, char** argv) {
  const auto arguments =
      trailsift::ReadArguments(std::vector<std::string_view>(argv + 1, argv + argc));
  if (!arguments) {
    fmt::print(stderr,
               "usage: corpus_generator [--seed N] [--files N] [--records N] FOLDER\n"
               "       corpus_generator [--seed N] --shape SHAPE [--kilobytes N] FOLDER\n"
               "SHAPE: {}\n",
               fmt::join(trailsift::kCorpusShapeNames, ", "));
    return 2;
  }
  try {
    trailsift::WriteCorpus(*arguments);
  } catch (const std::exception& error) {
    fmt::print(stderr, "corpus_generator: {}\n", error.what());
    return 1;
  }
  return 0;
}
