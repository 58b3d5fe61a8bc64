#include "benchmark/corpus.h"

#include <fmt/format.h>

#include <algorithm>

#include "benchmark/log_file.h"

namespace trailsift {
namespace {

using Storage = LogFile::Storage;

constexpr std::uint64_t kPlants = static_cast<std::uint64_t>(kLastPlant);

// The sixteen parts of a log-normal distribution around 2,000 KB, cut at 6,000.
constexpr std::array<std::uint64_t, 16> kDeliveryKilobytes = {
    374,   611,   806,   994,   1'188, 1'393, 1'616, 1'864,
    2'146, 2'476, 2'872, 3'368, 4'023, 4'964, 6'000, 6'000};

// The number in front keeps the order of paths that of generation.
std::string FileName(std::uint64_t number, std::string_view ending) {
  return fmt::format("{:06}_CloudTrail_us-east-1_20261101T0000Z{}", number, ending);
}

// Records one after the other, which are planted once in `plant_interval`, and what is true of
// them.
class RecordStream {
 public:
  RecordStream(RecordGenerator& generator, std::uint64_t plant_interval, Truth& truth)
      : generator_(generator), plant_interval_(plant_interval), truth_(truth) {}

  std::string Next() {
    const bool planted = generator_.Below(plant_interval_) == 0;
    return Make(planted ? static_cast<Plant>(1 + generator_.Below(kPlants)) : Plant::kOrdinary);
  }

  std::string Make(Plant plant) {
    GeneratedRecord record = generator_.Next(plant);
    ++truth_.records;
    ++truth_.counts[static_cast<std::size_t>(plant)];
    if (Matches(plant)) truth_.matches.push_back(record.event_id);
    return std::move(record.json);
  }

 private:
  RecordGenerator& generator_;
  std::uint64_t plant_interval_;
  Truth& truth_;
};

// One file of records that is written as they come.
class RecordFile {
 public:
  RecordFile(const std::filesystem::path& path, Storage storage, bool lines, Truth& truth)
      : file_(path, storage), lines_(lines), truth_(truth) {
    ++truth_.files;
    if (!lines_) Append(R"({"Records":[)");
  }

  void Add(std::string_view record) {
    if (!lines_ && !is_empty_) Append(",");
    is_empty_ = false;
    Append(record);
    if (lines_) Append("\n");
  }

  void Close() {
    if (!lines_) Append("]}");
    file_.Close();
  }

  std::uint64_t bytes() const { return bytes_; }

 private:
  void Append(std::string_view text) {
    file_.Append(text);
    bytes_ += text.size();
    truth_.bytes += text.size();
  }

  LogFile file_;
  bool lines_;
  Truth& truth_;
  bool is_empty_ = true;
  std::uint64_t bytes_ = 0;
};

// What the next file should hold at least. In a very small corpus no file is more than an eighth of
// it, so that there is something to share among threads.
std::uint64_t NextFileSize(CorpusShape shape, std::uint64_t bytes, RecordGenerator& generator) {
  if (IsOneFile(shape)) return bytes;
  if (shape == CorpusShape::kTiny) return 6'000;
  const std::uint64_t kilobytes = kDeliveryKilobytes[generator.Below(kDeliveryKilobytes.size())];
  return bytes < 16'000'000 ? std::min(1'000 * kilobytes, bytes / 8) : 1'000 * kilobytes;
}

}  // namespace

Truth WriteShape(CorpusShape shape, std::uint64_t seed, std::uint64_t bytes,
                 const std::filesystem::path& folder) {
  RecordGenerator generator(seed, RecordMix::kTrail);
  Truth truth;
  RecordStream records(generator, 1'000, truth);
  const Storage storage = IsGzip(shape) ? Storage::kGzip : Storage::kPlain;
  const std::string ending =
      fmt::format(".{}{}", IsLines(shape) ? "jsonl" : "json", IsGzip(shape) ? ".gz" : "");
  std::uint64_t forced = 1;
  while (truth.bytes < bytes) {
    const std::uint64_t size = NextFileSize(shape, bytes, generator);
    RecordFile file(folder / FileName(truth.files, ending), storage, IsLines(shape), truth);
    while (file.bytes() < size) {
      const bool is_forced = forced <= kPlants && truth.records >= 20 * forced;
      file.Add(is_forced ? records.Make(static_cast<Plant>(forced++)) : records.Next());
    }
    file.Close();
  }
  return truth;
}

Truth WriteMixture(std::uint64_t seed, std::uint64_t files, std::uint64_t records,
                   const std::filesystem::path& folder) {
  RecordGenerator generator(seed);
  Truth truth;
  RecordStream stream(generator, 100, truth);
  for (std::uint64_t number = 0; number < files; ++number) {
    const bool lines = number % 8 == 7;
    const bool zipped = number % 2 == 0;
    RecordFile file(folder / FileName(number, lines    ? ".jsonl"
                                              : zipped ? ".json.gz"
                                                       : ".json"),
                    zipped ? Storage::kGzip : Storage::kPlain, lines, truth);
    // From half the average to one and a half times it.
    for (std::uint64_t count = records / 2 + generator.Below(records + 1); count != 0; --count) {
      file.Add(stream.Next());
    }
    file.Close();
  }
  return truth;
}

}  // namespace trailsift
