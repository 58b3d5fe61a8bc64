// hostile_set [COUNT [SEED]]
//
// Scans COUNT made inputs (default 100,000) of all envelopes, stored in all ways, half of them
// damaged, and every file of the fuzz corpora and of testdata/; prints a scoreboard. Exit status 1:
// a figure that must be 0 is not. Inputs are scanned in processes of their own, so that one that
// crashes is only counted.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "hostile/hostile_input.h"
#include "hostile/scoreboard.h"
#include "support/temp_dir.h"

namespace trailsift {
namespace {

constexpr std::uint64_t kBatch = 500;  // Inputs of one process.
constexpr unsigned kTimeout = 60;      // Seconds for one process.
constexpr std::size_t kPrinted = 20;   // Complaints shown.

using Task = std::function<Scoreboard(std::uint64_t number, std::vector<std::string>& complaints)>;

// Scans the inputs [begin, end) in a child; a child that dies leaves no score.
class Child {
 public:
  Child(const Task& task, std::uint64_t begin, std::uint64_t end) : begin_(begin), end_(end) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) std::abort();
    process_ = ::fork();
    if (process_ == 0) {
      ::close(pipe[0]);
      ::alarm(kTimeout);
      Work(task, pipe[1]);
      ::_exit(0);
    }
    ::close(pipe[1]);
    reading_ = pipe[0];
  }

  // Waits for the end. Nothing: it crashed.
  std::optional<Scoreboard> Finish(std::vector<std::string>& complaints) const {
    std::string text;
    std::array<char, 4096> buffer{};
    while (const ssize_t count = ::read(reading_, buffer.data(), buffer.size())) {
      if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    ::close(reading_);
    int status = 0;
    ::waitpid(process_, &status, 0);
    Scoreboard score;
    if (status != 0 || text.size() < sizeof score) return std::nullopt;
    std::memcpy(&score, text.data() + text.size() - sizeof score, sizeof score);
    text.resize(text.size() - sizeof score);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t line = text.find('\n', at);
      complaints.push_back(text.substr(at, line - at));
      at = line + 1;
    }
    return score;
  }

  std::uint64_t begin() const { return begin_; }
  std::uint64_t end() const { return end_; }

 private:
  void Work(const Task& task, int writing) const {
    Scoreboard total;
    std::vector<std::string> complaints;
    for (std::uint64_t number = begin_; number < end_; ++number) total += task(number, complaints);
    std::string text;
    for (const std::string& complaint : complaints) text += complaint + '\n';
    text.append(reinterpret_cast<const char*>(&total), sizeof total);
    for (std::string_view rest = text; !rest.empty();) {
      const ssize_t count = ::write(writing, rest.data(), rest.size());
      if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  std::uint64_t begin_;
  std::uint64_t end_;
  pid_t process_ = 0;
  int reading_ = -1;
};

// A batch that crashed is taken apart, to name the input.
Scoreboard FindCrash(const Task& task, const Child& child, std::vector<std::string>& complaints) {
  Scoreboard total;
  for (std::uint64_t number = child.begin(); number < child.end(); ++number) {
    const auto score = Child(task, number, number + 1).Finish(complaints);
    if (score) {
      total += *score;
    } else {
      total += {.inputs = 1, .crashes = 1};
      complaints.push_back(fmt::format("input {}: crashed or hung", number));
    }
  }
  return total;
}

Scoreboard RunAll(const Task& task, std::uint64_t count, std::vector<std::string>& complaints) {
  const long processors = std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN));
  Scoreboard total;
  std::vector<Child> running;
  for (std::uint64_t begin = 0; begin < count || !running.empty();) {
    while (begin < count && static_cast<long>(running.size()) < processors) {
      running.emplace_back(task, begin, std::min(count, begin + kBatch));
      begin = running.back().end();
    }
    const Child oldest = running.front();
    running.erase(running.begin());
    const auto score = oldest.Finish(complaints);
    total += score ? *score : FindCrash(task, oldest, complaints);
  }
  return total;
}

// Scans one text as a file.
ScanResult ScanText(std::string_view stored) {
  static const RuleSet rules = HostileRules();
  const TempDir folder;
  return RunScan({folder.Write("input", stored)}, rules);
}

Scoreboard ScanMade(std::uint64_t seed, std::vector<std::string>& complaints) {
  const HostileInput input = MakeHostileInput(seed);
  std::vector<std::string> found;
  const Scoreboard score = JudgeHostileScan(input, ScanText(input.stored), found);
  for (const std::string& complaint : found) {
    complaints.push_back(fmt::format("seed {} ({}): {}", seed, input.description, complaint));
  }
  return score;
}

std::vector<std::filesystem::path> KeptInputs() {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {HOSTILE_SOURCE "/tests/fuzz/corpus", HOSTILE_SOURCE "/testdata"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  return paths;
}

Scoreboard ScanKept(const std::filesystem::path& path, std::vector<std::string>& complaints) {
  std::ifstream file(path, std::ios::binary);
  const std::string stored{std::istreambuf_iterator<char>(file), {}};
  std::vector<std::string> found;
  const Scoreboard score = JudgeLedger(stored.size(), ScanText(stored), found);
  for (const std::string& complaint : found) {
    complaints.push_back(path.filename().string() + ": " + complaint);
  }
  return score;
}

void Print(const Scoreboard& score, const std::vector<std::string>& complaints) {
  fmt::print(
      "inputs tried          {:>10}\n"
      "crashes               {:>10}\n"
      "silent losses         {:>10}\n"
      "dishonest statuses    {:>10}\n"
      "ledger imbalances     {:>10}\n"
      "lost beyond damage    {:>10}  (reported; of records damage did not touch)\n",
      score.inputs, score.crashes, score.silent_losses, score.dishonest_statuses, score.imbalances,
      score.unrecovered);
  for (std::size_t i = 0; i < std::min(kPrinted, complaints.size()); ++i) {
    fmt::print("{}\n", complaints[i]);
  }
  if (complaints.size() > kPrinted) fmt::print("… and {} more\n", complaints.size() - kPrinted);
}

int Main(std::uint64_t count, std::uint64_t seed) {
  std::vector<std::string> complaints;
  Scoreboard score =
      RunAll([&](std::uint64_t number,
                 std::vector<std::string>& found) { return ScanMade(seed + number, found); },
             count, complaints);
  const auto kept = KeptInputs();
  score += RunAll([&](std::uint64_t number,
                      std::vector<std::string>& found) { return ScanKept(kept[number], found); },
                  kept.size(), complaints);
  Print(score, complaints);
  return score.clean() ? 0 : 1;
}

std::uint64_t NumberOr(const char* text, std::uint64_t otherwise) {
  if (text == nullptr) return otherwise;
  std::uint64_t number = otherwise;
  std::from_chars(text, text + std::strlen(text), number);
  return number;
}

}  // namespace
}  // namespace trailsift

int main(int argc, char** argv) {
  const auto argument = [&](int i) { return argc > i ? argv[i] : nullptr; };
  return trailsift::Main(trailsift::NumberOr(argument(1), 100'000),
                         trailsift::NumberOr(argument(2), 1));
}
