#include "benchmark/stored_corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <stdexcept>

#include "benchmark/measurement.h"
#include "event/json_value.h"

namespace trailsift {
namespace {

std::uint64_t NumberAt(const JsonValue& document, std::string_view name) {
  const JsonValue* value = document.Find(name);
  std::uint64_t number = 0;
  if (value != nullptr) {
    std::from_chars(value->text.data(), value->text.data() + value->text.size(), number);
  }
  return number;
}

void ReadTruth(const std::filesystem::path& path, StoredCorpus& corpus) {
  const std::string text = ReadFile(path);
  const auto document = ParseJson(text);
  const JsonValue* matches = document ? document->Find("matches") : nullptr;
  if (matches == nullptr) throw std::runtime_error("no truth in " + path.string());
  corpus.files = NumberAt(*document, "files");
  corpus.records = NumberAt(*document, "records");
  corpus.bytes = NumberAt(*document, "bytes");
  for (const JsonValue& id : matches->elements) corpus.matches.push_back(id.text);
}

}  // namespace

StoredCorpus StoreCorpus(const std::filesystem::path& generator, CorpusShape shape,
                         std::uint64_t kilobytes, const std::filesystem::path& folder) {
  StoredCorpus corpus;
  corpus.shape = shape;
  corpus.logs = folder / "logs";
  // Tells a corpus of another generator, or of an unfinished run, from this one.
  const std::string mark = fmt::format("{} {} {:x}\n", CorpusShapeName(shape), kilobytes,
                                       std::hash<std::string>()(ReadFile(generator)));
  const std::filesystem::path mark_path = folder / "generator";
  if (!std::filesystem::exists(mark_path) || ReadFile(mark_path) != mark) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const ProcessRun run = RunProcess({generator, "--shape", std::string(CorpusShapeName(shape)),
                                       "--kilobytes", std::to_string(kilobytes), folder},
                                      folder / "output", folder / "messages");
    if (run.status != 0) throw std::runtime_error(ReadFile(folder / "messages"));
    WriteFile(mark_path, mark);
  }
  ReadTruth(folder / "truth.json", corpus);
  return corpus;
}

std::string CompareWithTruth(const std::vector<std::string>& ids,
                             const std::vector<std::string>& matches) {
  if (ids.size() != matches.size()) {
    return fmt::format("finds {} where {} is true", ids.size(), matches.size());
  }
  const auto [found, wanted] = std::ranges::mismatch(ids, matches);
  if (found == ids.end()) return "";
  return fmt::format("finds {} where {} is true", *found, *wanted);
}

}  // namespace trailsift
