#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace trailsift {

// What a generated record is to the bundled rule.
enum class Plant : std::uint8_t {
  kOrdinary,            // Everyday activity.
  kMatch,               // The deletion, successful.
  kEscapedMatch,        // The same, key and value spelled with \u escapes.
  kNullErrorMatch,      // The same with "errorCode": null.
  kFailed,              // Look-alike: errorCode is set.
  kEmptyErrorCode,      // Look-alike: errorCode is the empty string, which is not null.
  kOtherSource,         // Look-alike: the event name of the deletion, from another service.
  kWordsInOtherFields,  // Look-alike: the decisive words in fields that do not decide.
};
inline constexpr Plant kLastPlant = Plant::kWordsInOtherFields;

std::string_view PlantName(Plant plant);
// True if the bundled rule matches such a record.
bool Matches(Plant plant);

struct GeneratedRecord {
  std::string event_id;
  std::string json;  // Compact, in CloudTrail's key order.
};

enum class RecordMix : std::uint8_t {
  kPlain,  // Short records, each by somebody else: what tests/cost counts instructions on.
  // The lengths of real trails, with runs of neighbours by one session; compresses as they do,
  // about 10 to 1 in large files.
  kTrail,
};

struct CallKind;

// Makes up CloudTrail records: the same ones for the same seed and mix, on every platform.
class RecordGenerator {
 public:
  explicit RecordGenerator(std::uint64_t seed, RecordMix mix = RecordMix::kPlain)
      : random_(seed), mix_(mix) {}

  GeneratedRecord Next(Plant plant);
  // 0 to bound - 1.
  std::uint64_t Below(std::uint64_t bound) { return random_() % bound; }

 private:
  struct Call;
  // Who, where and from where.
  struct Session {
    std::string account;
    std::string identity;
    std::string_view region;
    std::uint64_t address = 0;
  };

  std::string Characters(std::string_view alphabet, std::size_t count);
  std::string EventId();
  std::string Identity(const std::string& account, const std::string& time);
  Call OrdinaryCall(const std::string& account);
  Call PlantedCall(Plant plant);
  // Draws what the texts of the kind leave open.
  void Fill(const CallKind& kind, const std::string& account, Call& call);

  std::mt19937_64 random_;
  RecordMix mix_;
  Session session_;
  std::uint64_t second_ = 0;  // Of the next record, since the start of the corpus.
};

}  // namespace trailsift
