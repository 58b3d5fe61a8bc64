// corpus_generator [--seed N] [--files N] [--records N] FOLDER
//
// Writes a corpus of CloudTrail logs to FOLDER/logs and what is true of it to FOLDER/truth.json:
// deliveries {"Records":[…]}, plain and gzipped in turn, and every eighth file as JSON Lines, each
// with `records` records on average. About one record in a hundred is planted: matches of the
// bundled rule, and look-alikes. The same arguments give the same bytes; truth.json names the event
// ids of the matches in the order in which a scan of FOLDER/logs meets them.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <zlib.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "benchmark/record_generator.h"

namespace trailsift {
namespace {

struct Arguments {
  std::uint64_t seed = 1;
  std::uint64_t files = 64;
  std::uint64_t records = 1'500;
  std::string folder;
};

struct Truth {
  std::uint64_t records = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(kLastPlant) + 1> counts{};
  std::vector<std::string> matches;
};

std::optional<Arguments> ReadArguments(const std::vector<std::string_view>& words) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::uint64_t* number = words[i] == "--seed"      ? &arguments.seed
                            : words[i] == "--files"   ? &arguments.files
                            : words[i] == "--records" ? &arguments.records
                                                      : nullptr;
    if (number == nullptr) {
      if (!arguments.folder.empty() || words[i].empty()) return std::nullopt;
      arguments.folder = words[i];
      continue;
    }
    if (++i == words.size()) return std::nullopt;
    const char* end = words[i].data() + words[i].size();
    if (std::from_chars(words[i].data(), end, *number).ptr != end) return std::nullopt;
  }
  if (arguments.folder.empty() || arguments.records == 0) return std::nullopt;
  return arguments;
}

void WritePlain(const std::filesystem::path& path, std::string_view text) {
  std::ofstream stream(path, std::ios::binary);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + path.string());
}

void WriteGzip(const std::filesystem::path& path, std::string_view text) {
  const gzFile file = gzopen(path.c_str(), "wb6");
  const bool written =
      file != nullptr && gzwrite(file, text.data(), static_cast<unsigned>(text.size())) ==
                             static_cast<int>(text.size());
  if ((file != nullptr && gzclose(file) != Z_OK) || !written) {
    throw std::runtime_error("cannot write " + path.string());
  }
}

GeneratedRecord NextRecord(RecordGenerator& generator, Truth& truth) {
  const bool planted = generator.Below(100) == 0;
  const auto plant =
      planted ? static_cast<Plant>(1 + generator.Below(static_cast<std::uint64_t>(kLastPlant)))
              : Plant::kOrdinary;
  GeneratedRecord record = generator.Next(plant);
  ++truth.records;
  ++truth.counts[static_cast<std::size_t>(plant)];
  if (Matches(plant)) truth.matches.push_back(record.event_id);
  return record;
}

std::vector<std::string> FileRecords(RecordGenerator& generator, std::uint64_t average,
                                     Truth& truth) {
  // From half the average to one and a half times it.
  const std::uint64_t count = average / 2 + generator.Below(average + 1);
  std::vector<std::string> records;
  for (std::uint64_t i = 0; i < count; ++i) records.push_back(NextRecord(generator, truth).json);
  return records;
}

// The number in front keeps the order of paths that of generation.
void WriteFile(const std::filesystem::path& folder, std::uint64_t number,
               const std::vector<std::string>& records) {
  const std::string stem = fmt::format("{:06}_CloudTrail_us-east-1_20261101T0000Z", number);
  if (number % 8 == 7) {
    WritePlain(folder / (stem + ".jsonl"),
               fmt::format("{}{}", fmt::join(records, "\n"), records.empty() ? "" : "\n"));
    return;
  }
  const std::string document = fmt::format(R"({{"Records":[{}]}})", fmt::join(records, ","));
  if (number % 2 == 0) {
    WriteGzip(folder / (stem + ".json.gz"), document);
  } else {
    WritePlain(folder / (stem + ".json"), document);
  }
}

std::string TruthDocument(const Arguments& arguments, const Truth& truth) {
  std::vector<std::string> counts;
  for (std::size_t plant = 0; plant < truth.counts.size(); ++plant) {
    counts.push_back(
        fmt::format(R"("{}": {})", PlantName(static_cast<Plant>(plant)), truth.counts[plant]));
  }
  std::vector<std::string> matches;
  for (const std::string& id : truth.matches) matches.push_back('"' + id + '"');
  return fmt::format(
      "{{\n  \"seed\": {},\n  \"files\": {},\n  \"records\": {},\n  \"plants\": {{{}}},\n"
      "  \"matches\": [{}]\n}}\n",
      arguments.seed, arguments.files, truth.records, fmt::join(counts, ", "),
      fmt::join(matches, ",\n    "));
}

void WriteCorpus(const Arguments& arguments) {
  const std::filesystem::path folder = arguments.folder;
  std::filesystem::create_directories(folder / "logs");
  RecordGenerator generator(arguments.seed);
  Truth truth;
  for (std::uint64_t number = 0; number < arguments.files; ++number) {
    WriteFile(folder / "logs", number, FileRecords(generator, arguments.records, truth));
  }
  WritePlain(folder / "truth.json", TruthDocument(arguments, truth));
}

}  // namespace
}  // namespace trailsift

int main(int argc, char** argv) {
  const auto arguments =
      trailsift::ReadArguments(std::vector<std::string_view>(argv + 1, argv + argc));
  if (!arguments) {
    std::fputs("usage: corpus_generator [--seed N] [--files N] [--records N] FOLDER\n", stderr);
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
