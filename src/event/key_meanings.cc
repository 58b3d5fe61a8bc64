#include "event/key_meanings.h"

#include <cstring>

namespace trailsift {
namespace {

constexpr unsigned kLineBits = 7;
constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr std::size_t kLongest = 4 * kWord;

std::uint64_t LoadWord(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, kWord);
  return word;
}

std::uint64_t LoadShort(const char* bytes, std::size_t size) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < size; ++i) {
    word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return word;
}

}  // namespace

KeyMeanings::KeyMeanings(const KeyTable& table)
    : table_(&table), lines_(std::size_t{1} << kLineBits) {}

const KeyMeaning& KeyMeanings::Of(std::string_view key) {
  if (key.empty() || key.size() > kLongest) return unfiled_ = Find(key);
  const bool is_short = key.size() < kWord;
  const char* const begin = key.data();
  const char* const end = begin + key.size();
  const std::uint64_t first = is_short ? LoadShort(begin, key.size()) : LoadWord(begin);
  const std::uint64_t last = is_short ? first : LoadWord(end - kWord);
  const std::uint64_t mixed = (first ^ (last << 1) ^ key.size()) * 0x9E3779B97F4A7C15U;
  Line& line = lines_[mixed >> (64 - kLineBits)];
  if (((line.words[0] ^ first) | (line.words[3] ^ last) | (line.size ^ key.size())) == 0 &&
      (key.size() <= 2 * kWord || ((line.words[1] ^ LoadWord(begin + kWord)) |
                                   (line.words[2] ^ LoadWord(end - 2 * kWord))) == 0)) {
    return line.meaning;
  }
  line.meaning = Find(key);
  line.words = {first, 0, 0, last};
  if (key.size() > 2 * kWord) {
    line.words[1] = LoadWord(begin + kWord);
    line.words[2] = LoadWord(end - 2 * kWord);
  }
  line.size = key.size();
  return line.meaning;
}

KeyMeaning KeyMeanings::Find(std::string_view key) const {
  KeyMeaning meaning;
  meaning.entry = table_->Find(key);
  meaning.exact = meaning.entry != nullptr && !meaning.entry->children.empty() &&
                  meaning.entry->children.front().name == key;
  KeyTraits traits;
  meaning.envelope = traits.Add(key);
  meaning.traits = traits.keys;
  return meaning;
}

}  // namespace trailsift
