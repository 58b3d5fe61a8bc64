#include "event/key_meanings.h"

namespace trailsift {

KeyMeanings::KeyMeanings(const KeyTable& table)
    : table_(&table), lines_(std::size_t{1} << kLineBits) {}

const KeyMeaning& KeyMeanings::File(std::string_view key, Line& line) const {
  const Words words(key);
  line.first = words.first;
  line.last = words.last;
  line.size = key.size();
  if (key.size() > 16) {
    line.second = Load<std::uint64_t>(key.data() + 8);
    line.third = Load<std::uint64_t>(key.data() + key.size() - 16);
  }
  line.meaning = Find(key);
  return line.meaning;
}

KeyMeaning KeyMeanings::Find(std::string_view key) const {
  using Use = KeyMeaning::Use;
  KeyMeaning meaning;
  if (key.find('\\') != std::string_view::npos) {
    meaning.use = Use::kOther;
    meaning.escaped = true;
    return meaning;
  }
  KeyTraits traits;
  meaning.envelope = traits.Add(key);
  meaning.traits = traits.keys;
  meaning.entry = table_->Find(key);
  if (meaning.envelope != EnvelopeKey::kNone || meaning.entry != nullptr) meaning.use = Use::kOther;
  if (meaning.entry == nullptr || meaning.entry->children.empty()) return meaning;
  const KeyTable::Child& child = meaning.entry->children.front();
  meaning.exact = child.name == key;
  meaning.slot = child.slot;
  meaning.node = child.node;
  const bool alone = meaning.entry->children.size() == 1 && meaning.entry->dotted.empty();
  if (alone && meaning.exact && !child.has_children && meaning.envelope == EnvelopeKey::kNone) {
    meaning.use = Use::kTake;
  }
  return meaning;
}

}  // namespace trailsift
