#include "event/key_meanings.h"

#include <algorithm>
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

}  // namespace

KeyMeanings::KeyMeanings(const KeyTable& table)
    : table_(&table), lines_(std::size_t{1} << kLineBits) {}

const KeyMeaning& KeyMeanings::Of(std::string_view key) {
  if (key.size() < kWord || key.size() > kLongest) return unfiled_ = Find(key);
  const char* const begin = key.data();
  const char* const end = begin + key.size();
  const std::size_t inner = std::min(kWord, key.size() - kWord);
  const std::uint64_t words[4] = {LoadWord(begin), LoadWord(begin + inner),
                                  LoadWord(end - kWord - inner), LoadWord(end - kWord)};
  const std::uint64_t mixed = (words[0] ^ (words[3] << 1) ^ key.size()) * 0x9E3779B97F4A7C15U;
  Line& line = lines_[mixed >> (64 - kLineBits)];
  const std::uint64_t difference = (line.words[0] ^ words[0]) | (line.words[1] ^ words[1]) |
                                   (line.words[2] ^ words[2]) | (line.words[3] ^ words[3]) |
                                   (line.size ^ key.size());
  if (difference != 0) {
    line.meaning = Find(key);
    std::ranges::copy(words, line.words);
    line.size = key.size();
  }
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
