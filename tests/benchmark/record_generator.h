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
  std::string json;  // Compact, in CloudTrail's key order, about 1,300 bytes.
};

// Makes up CloudTrail records: the same ones for the same seed, on every platform.
class RecordGenerator {
 public:
  explicit RecordGenerator(std::uint64_t seed) : random_(seed) {}

  GeneratedRecord Next(Plant plant);
  // 0 to bound - 1.
  std::uint64_t Below(std::uint64_t bound) { return random_() % bound; }

 private:
  struct Call;

  std::string Characters(std::string_view alphabet, std::size_t count);
  std::string EventId();
  std::string Identity(const std::string& account, const std::string& time);
  Call OrdinaryCall(const std::string& account);
  Call PlantedCall(Plant plant);

  std::mt19937_64 random_;
  std::uint64_t second_ = 0;  // Of the next record, since the start of the corpus.
};

}  // namespace trailsift
