#include "event/repeated_object.h"

#include <functional>

namespace trailsift {

bool RepeatedObject::Fill(std::string_view text, std::vector<FieldValue>& slots) {
  if (text_.empty() || text != text_) {
    ++in_vain_;
    return false;
  }
  in_vain_ = 0;
  for (const Taken& taken : taken_) {
    FieldValue& out = slots[taken.slot];
    out = taken.value;
    if (out.text.data() != nullptr) out.text = {text.data() + taken.offset, out.text.size()};
  }
  return true;
}

void RepeatedObject::Keep(std::string_view text, const std::vector<FieldValue>& slots) {
  constexpr std::size_t kLongest = 2048;
  constexpr unsigned kPatience = 4;
  constexpr unsigned kAgain = 32;
  if (text.size() > kLongest) return;
  if (in_vain_ > kPatience && in_vain_ % kAgain != 0) return;
  text_.clear();
  taken_.clear();
  for (const Slot slot : slots_) {
    const FieldValue& value = slots[slot];
    if (value.kind == ValueKind::kMissing) continue;
    std::size_t offset = 0;
    if (value.text.data() != nullptr) {
      const std::less<const char*> before;
      const char* const end = text.data() + text.size();
      if (before(value.text.data(), text.data()) ||
          before(end, value.text.data() + value.text.size()))
        return;
      offset = static_cast<std::size_t>(value.text.data() - text.data());
    }
    taken_.push_back({slot, value, offset});
  }
  text_ = text;
}

}  // namespace trailsift
