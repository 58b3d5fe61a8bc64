#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/event_parser.h"
#include "event/field_value.h"
#include "event/key_meanings.h"
#include "event/key_table.h"
#include "event/projection.h"
#include "event/repeated_object.h"
#include "event/utf8.h"

namespace trailsift {

// The key that AWS leaves of a field that it cut.
inline constexpr std::string_view kQuotedCutMark = "\"omitted\"";

// What a walk over one object is to fill.
struct WalkOutput {
  std::vector<FieldValue>& slots;
  ParsedObject& parsed;
  // Strings that had escapes. Views into them live until the next walk.
  std::deque<std::string>& unescaped;

  // `content` without its quotes; false if an escape breaks the grammar.
  bool TakeString(FieldValue& out, std::string_view content, bool has_escapes) {
    out.kind = ValueKind::kString;
    out.text = content;
    if (!has_escapes) return true;
    std::string& text = unescaped.emplace_back();
    if (!AppendUnescaped(text, content, parsed.lone_surrogate)) return false;
    out.text = text;
    return true;
  }
};

// What becomes of the members of a record, whichever reader finds them. Wherever a function says
// false, the record is for another reader.
//
// A Value is a member's value that has not been read yet. Each must be read exactly once by
//   bool Skip()
//   bool Take(FieldValue& out, WalkOutput& output)    a list or an object as text
//   bool Walk(FieldValue* whole, visit)                 an object: visit(key, value) for each
//   member
// and before that may be asked
//   std::optional<ValueKind> Kind()                     kBoolean for both of them
//   bool IsObject()
//   bool TakePlain(FieldValue& out)                     Take, of most strings; false: not done
//   bool IsCutByAws()                                   of an object: it begins with kQuotedCutMark
// If Value::kKnowsText, Token() is the text of an object as well, before and after it is read, and
//   bool TakeWhole(FieldValue* whole)                   reads an object without visiting anything
template <typename Value>
class ObjectWalk {
 public:
  explicit ObjectWalk(const KeyTables& tables)
      : tables_(tables), meanings_(tables.at(0)), seen_(tables.size()), repeated_(tables.size()) {
    if constexpr (Value::kKnowsText) KeepRepeatedObjects();
  }

  void Start() { ++generation_; }

  // A member of the record itself.
  [[gnu::always_inline]] inline bool TakeTopMember(std::string_view key, Value& value,
                                                   WalkOutput& output) {
    const KeyMeaning& meaning = meanings_.Of(key);
    switch (meaning.use) {
      case KeyMeaning::Use::kPass:
        output.parsed.traits.keys |= meaning.traits;
        return Pass(value);
      case KeyMeaning::Use::kTake:
        output.parsed.traits.keys |= meaning.traits;
        return MarkSeen(meaning.node) && (value.TakePlain(output.slots[meaning.slot]) ||
                                          TakeUncut(output.slots[meaning.slot], value, output));
      case KeyMeaning::Use::kOther:
        break;
    }
    return TakeOther(meaning, key, value, output);
  }

 private:
  [[gnu::noinline]] bool TakeOther(const KeyMeaning& meaning, std::string_view key, Value& value,
                                   WalkOutput& output) {
    if (meaning.escaped) return false;
    if (meaning.entry != nullptr && !meaning.entry->dotted.empty()) return false;
    output.parsed.traits.keys |= meaning.traits;
    if (meaning.envelope != EnvelopeKey::kNone) {
      // One that is read as well is rare enough for the careful walk.
      return meaning.entry == nullptr && TakeEnvelopeMember(meaning.envelope, value, output);
    }
    if (meaning.entry == nullptr) return Pass(value);
    return meaning.entry->children.size() == 1
               ? TakeMember(meaning.entry->children.front(), meaning.exact, value, output)
               : TakeForSeveral(*meaning.entry, key, value, output);
  }

  bool TakeInnerMember(std::uint32_t node, std::string_view key, Value& value, WalkOutput& output) {
    const KeyTable::Entry* const entry = tables_.at(node).Find(key);
    if (entry == nullptr) return Pass(value);
    if (!entry->dotted.empty()) return false;
    if (entry->children.size() > 1) return TakeForSeveral(*entry, key, value, output);
    const KeyTable::Child& child = entry->children.front();
    return TakeMember(child, child.name == key, value, output);
  }

  static bool Pass(Value& value) {
    return !(value.IsObject() && value.IsCutByAws()) && value.Skip();
  }

  static bool TakeUncut(FieldValue& out, Value& value, WalkOutput& output) {
    return !(value.IsObject() && value.IsCutByAws()) && value.Take(out, output);
  }

  static bool TakeEnvelopeMember(EnvelopeKey key, Value& value, WalkOutput& output) {
    FieldValue taken;
    if (value.Kind() == ValueKind::kString) {
      taken.kind = ValueKind::kString;
      taken.text = value.Token();
      if (!value.Skip()) return false;
    } else if (!TakeUncut(taken, value, output)) {
      return false;
    }
    output.parsed.envelope.push_back({key, taken.kind, taken.text});
    return true;
  }

  // A second value for a path is for the careful walk to decide.
  bool TakeMember(const KeyTable::Child& child, bool exact, Value& value, WalkOutput& output) {
    if (!exact) output.parsed.near_miss_key = true;
    if (!MarkSeen(child.node)) return false;
    const bool taken = child.slot != Projection::Node::kNoSlot;
    if (!child.has_children) return TakeUncut(output.slots[child.slot], value, output);
    if (!value.IsObject()) {
      return taken ? value.Take(output.slots[child.slot], output) : value.Skip();
    }
    if (value.IsCutByAws()) return false;
    return WalkInto(child.node, taken ? &output.slots[child.slot] : nullptr, value, output);
  }

  // Of those that are members of the record itself.
  void KeepRepeatedObjects() {
    constexpr std::size_t kMostSlots = 64;  // To look at more costs more than a walk.
    for (const KeyTable::Entry& entry : tables_.at(0).entries()) {
      for (const KeyTable::Child& child : entry.children) {
        if (!child.has_children) continue;
        std::vector<Slot> slots = tables_.SlotsBelow(child.node);
        if (slots.size() > kMostSlots) continue;
        repeated_[child.node] = std::make_unique<RepeatedObject>(std::move(slots));
      }
    }
  }

  bool WalkInto(std::uint32_t node, FieldValue* whole, Value& value, WalkOutput& output) {
    const auto visit = [&](std::string_view key, Value& inner) {
      return TakeInnerMember(node, key, inner, output);
    };
    if constexpr (Value::kKnowsText) {
      if (RepeatedObject* const repeated = repeated_[node].get(); repeated != nullptr) {
        if (repeated->Fill(value.Token(), output.slots)) return value.TakeWhole(whole);
        if (!value.Walk(whole, visit)) return false;
        // What else it may have found is not kept.
        if (!output.parsed.near_miss_key) repeated->Keep(value.Token(), output.slots);
        return true;
      }
    }
    return value.Walk(whole, visit);
  }

  // The one value of a key serves several spellings of a path: the exact one and folded ones.
  bool TakeForSeveral(const KeyTable::Entry& entry, std::string_view key, Value& value,
                      WalkOutput& output) {
    const Slot first = entry.children.front().slot;
    for (const KeyTable::Child& child : entry.children) {
      if (child.has_children || !MarkSeen(child.node)) return false;
      if (child.name != key) output.parsed.near_miss_key = true;
    }
    if (!TakeUncut(output.slots[first], value, output)) return false;
    for (const KeyTable::Child& child : entry.children) {
      output.slots[child.slot] = output.slots[first];
    }
    return true;
  }

  bool MarkSeen(std::uint32_t node) {
    return std::exchange(seen_[node], generation_) != generation_;
  }

  const KeyTables& tables_;
  KeyMeanings meanings_;
  std::vector<std::uint64_t> seen_;  // Per trie node: the walk that met it last.
  // Per trie node; null where nothing is kept.
  std::vector<std::unique_ptr<RepeatedObject>> repeated_;
  std::uint64_t generation_ = 0;
};

}  // namespace trailsift
