#include "event/event_parser.h"

#include <simdjson.h>

#include <cstring>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "event/key_table.h"
#include "event/upstream_cut.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::string_view kQuotedCutMark = "\"omitted\"";

// A token as On-Demand gives it runs to the next token.
std::string_view TrimBack(std::string_view token) {
  while (!token.empty() && IsBlank(token.back())) token.remove_suffix(1);
  return token;
}

bool IsJsonNumber(std::string_view token) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t start = i;
    while (i < token.size() && token[i] >= '0' && token[i] <= '9') ++i;
    return i > start;
  };
  if (i < token.size() && token[i] == '-') ++i;
  if (i < token.size() && token[i] == '0') {
    ++i;
  } else if (!digits()) {
    return false;
  }
  if (i < token.size() && token[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
    ++i;
    if (i < token.size() && (token[i] == '+' || token[i] == '-')) ++i;
    if (!digits()) return false;
  }
  return i == token.size();
}

// True if a path of the projection has no key of its own spelling in the object, but one that is
// equal without ASCII case.
bool HasNearMiss(const KeyTables& tables, std::uint32_t node, const JsonValue& object) {
  // Asked once a name, so that a key repeated without end costs linear time.
  std::unordered_map<const KeyTable::Child*, const JsonValue*> read;
  for (const JsonValue::Member& member : object.members) {
    const KeyTable::Entry* entry = tables.at(node).Find(member.first);
    if (entry == nullptr) continue;
    for (const KeyTable::Child& child : entry->children) {
      const auto [known, added] = read.try_emplace(&child);
      if (added) known->second = object.Find(child.name);
      // A key that another one hides, by its spelling or by coming later, is not read.
      if (known->second != &member.second) continue;
      if (child.name != member.first) return true;
      if (child.has_children && HasNearMiss(tables, child.node, member.second)) return true;
    }
  }
  return false;
}

// The first path that is missing from the event although a key of the object, or of one below it on
// a path, is several of its names in one.
std::optional<Slot> FindDottedKey(const KeyTables& tables, std::uint32_t node,
                                  const JsonValue& object, const Event& event) {
  for (const JsonValue::Member& member : object.members) {
    const KeyTable::Entry* entry = tables.at(node).Find(member.first);
    if (entry == nullptr) continue;
    for (const Slot slot : entry->dotted) {
      if (event.At(slot).kind == ValueKind::kMissing) return slot;
    }
    for (const KeyTable::Child& child : entry->children) {
      if (!child.has_children) continue;
      if (const auto found = FindDottedKey(tables, child.node, member.second, event)) return found;
    }
  }
  return std::nullopt;
}

}  // namespace

void ParsedObject::Clear() {
  traits = {};
  envelope.clear();
  careful = duplicate_key = lone_surrogate = near_miss_key = upstream_cut = false;
  dotted_key.reset();
}

// One pass over an object. `kCareful` means: not wrong, but not for this walk.
class EventParser::FastWalk {
 public:
  enum class Outcome : std::uint8_t { kDone, kCareful };

  explicit FastWalk(const Projection& projection)
      : tables_(projection), seen_(projection.slot_count()) {}

  const KeyTables& tables() const { return tables_; }

  Outcome Walk(std::string_view text, std::vector<FieldValue>& slots, ParsedObject& parsed) {
    slots_ = &slots;
    parsed_ = &parsed;
    unescaped_.clear();
    ++generation_;
    ondemand::document document;
    if (parser_.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING)
            .get(document) != simdjson::SUCCESS) {
      return Outcome::kCareful;
    }
    ondemand::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS) return Outcome::kCareful;
    if (!WalkObject(object, 0)) return Outcome::kCareful;
    const char* rest = nullptr;
    const bool ended = document.current_location().get(rest) != simdjson::SUCCESS;
    return ended ? Outcome::kDone : Outcome::kCareful;
  }

 private:
  bool WalkObject(ondemand::object& object, std::uint32_t node) {
    const KeyTable& table = tables_.at(node);
    for (auto member : object) {
      if (member.error() != simdjson::SUCCESS) return false;
      // References: to copy the iterators of the library costs as much as the walk.
      ondemand::field&& field = std::move(member).value_unsafe();
      const char* const key_text = field.key().raw();
      const char* end = key_text;
      while (*end != '"' && *end != '\\') ++end;
      if (*end == '\\') return false;
      const std::string_view key(key_text, static_cast<std::size_t>(end - key_text));
      ondemand::value& value = field.value();
      const KeyTable::Entry* entry = table.Find(key);
      if (entry != nullptr && !entry->dotted.empty()) return false;
      if (node == 0) {
        const EnvelopeKey known = parsed_->traits.Add(key);
        // One that is read as well is rare enough for the careful walk.
        if (known != EnvelopeKey::kNone) {
          if (entry != nullptr || !TakeEnvelopeMember(known, value)) return false;
          continue;
        }
      }
      if (!(entry == nullptr ? Skip(value) : TakeMember(*entry, key, value))) return false;
    }
    return true;
  }

  bool TakeEnvelopeMember(EnvelopeKey key, ondemand::value& value) {
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    FieldValue taken;
    if (type == ondemand::json_type::string) {
      taken.kind = ValueKind::kString;
      taken.text = TrimBack(value.raw_json_token());
      if (!Skip(value)) return false;
    } else if (!TakeValue(taken, value)) {
      return false;
    }
    parsed_->envelope.push_back({key, taken.kind, taken.text});
    return true;
  }

  // The library passes over whatever is not taken, but on its own it takes ',' for a value and a
  // string before ':' for a key, and then everything up to the next closing bracket for one value.
  static bool Skip(ondemand::value& value) {
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    if (type == ondemand::json_type::object) return !IsCutByAws(value);
    return type != ondemand::json_type::string ||
           value.get_raw_json_string().error() == simdjson::SUCCESS;
  }

  // True if the first key of the object is what AWS leaves of a field that it cut. The token of a
  // brace runs to the next one.
  static bool IsCutByAws(ondemand::value& object) {
    const std::string_view brace = object.raw_json_token();
    return std::memcmp(brace.data() + brace.size(), kQuotedCutMark.data(), kQuotedCutMark.size()) ==
           0;
  }

  // The one value of a key may serve several spellings of a path: the exact one and folded ones. A
  // second value for any of them is for the careful walk to decide.
  bool TakeMember(const KeyTable::Entry& entry, std::string_view key, ondemand::value& value) {
    if (entry.children.size() > 1) return TakeForSeveral(entry, key, value);
    const KeyTable::Child& child = entry.children.front();
    if (child.name != key) parsed_->near_miss_key = true;
    if (!MarkSeen(child.node)) return false;
    if (!child.has_children) return TakeValue(child.slot, value);
    const bool taken = child.slot != Projection::Node::kNoSlot;
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    if (type != ondemand::json_type::object) {
      return taken ? TakeValue(child.slot, value) : Skip(value);
    }
    if (IsCutByAws(value)) return false;
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    if (taken) {
      FieldValue& out = (*slots_)[child.slot];
      out.kind = ValueKind::kObject;
      bool has_members = false;
      if (!TakeText(out, object) || object.reset().get(has_members) != simdjson::SUCCESS) {
        return false;
      }
      if (!has_members) return true;
    }
    return WalkObject(object, child.node);
  }

  bool TakeForSeveral(const KeyTable::Entry& entry, std::string_view key, ondemand::value& value) {
    const Slot first = entry.children.front().slot;
    for (const KeyTable::Child& child : entry.children) {
      if (child.has_children || !MarkSeen(child.node)) return false;
      if (child.name != key) parsed_->near_miss_key = true;
    }
    if (!TakeValue(first, value)) return false;
    for (const KeyTable::Child& child : entry.children) (*slots_)[child.slot] = (*slots_)[first];
    return true;
  }

  bool MarkSeen(std::uint32_t node) {
    if (node >= seen_.size()) seen_.resize(node + 1);
    if (seen_[node] == generation_) return false;
    seen_[node] = generation_;
    return true;
  }

  bool TakeValue(Slot slot, ondemand::value& value) { return TakeValue((*slots_)[slot], value); }

  bool TakeValue(FieldValue& out, ondemand::value& value) {
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    switch (type) {
      case ondemand::json_type::array: {
        out.kind = ValueKind::kList;
        ondemand::array array;
        return value.get_array().get(array) == simdjson::SUCCESS && TakeText(out, array);
      }
      case ondemand::json_type::object: {
        if (IsCutByAws(value)) return false;
        out.kind = ValueKind::kObject;
        ondemand::object object;
        return value.get_object().get(object) == simdjson::SUCCESS && TakeText(out, object);
      }
      case ondemand::json_type::string:
        return TakeString(out, TrimBack(value.raw_json_token())) && Skip(value);
      case ondemand::json_type::number:
        out.text = TrimBack(value.raw_json_token());
        out.kind = ValueKind::kNumber;
        return IsJsonNumber(out.text);
      case ondemand::json_type::boolean:
        out.kind = ValueKind::kBoolean;
        return value.get_bool().get(out.boolean) == simdjson::SUCCESS;
      case ondemand::json_type::null:
        out.kind = ValueKind::kNull;
        return TrimBack(value.raw_json_token()) == "null";
    }
    return false;
  }

  template <typename Composite>
  static bool TakeText(FieldValue& out, Composite& composite) {
    if (composite.raw_json().get(out.text) != simdjson::SUCCESS) return false;
    out.text = TrimBack(out.text);
    return true;
  }

  // `token` has its quotes.
  bool TakeString(FieldValue& out, std::string_view token) {
    if (token.size() < 2 || token.back() != '"') return false;
    const std::string_view content = token.substr(1, token.size() - 2);
    out.kind = ValueKind::kString;
    if (content.find('\\') == std::string_view::npos) {
      out.text = content;
      return true;
    }
    std::string& text = unescaped_.emplace_back();
    if (!AppendUnescaped(text, content, parsed_->lone_surrogate)) return false;
    out.text = text;
    return true;
  }

  KeyTables tables_;
  ondemand::parser parser_;
  std::vector<std::uint64_t> seen_;  // Per trie node: the walk that met it last.
  std::uint64_t generation_ = 0;
  std::deque<std::string> unescaped_;
  std::vector<FieldValue>* slots_ = nullptr;
  ParsedObject* parsed_ = nullptr;
};

EventParser::EventParser(const Projection& projection)
    : fast_(std::make_unique<FastWalk>(projection)) {}

EventParser::~EventParser() = default;

std::optional<JsonError> EventParser::Parse(std::string_view text, std::uint32_t maximum_depth,
                                            Event& event, ParsedObject& parsed) {
  event.Clear(text);
  event.maximum_depth_ = maximum_depth;
  parsed.Clear();
  if (fast_->Walk(text, event.slots_, parsed) == FastWalk::Outcome::kDone) {
    const FieldValue& omitted = event.slots_[Projection::kOmitted];
    parsed.upstream_cut = omitted.kind == ValueKind::kBoolean && omitted.boolean;
    return std::nullopt;
  }
  return ParseCarefully(text, maximum_depth, event, parsed);
}

std::optional<JsonError> EventParser::ParseCarefully(std::string_view text,
                                                     std::uint32_t maximum_depth, Event& event,
                                                     ParsedObject& parsed) {
  event.Clear(text);
  event.maximum_depth_ = maximum_depth;
  parsed.Clear();
  parsed.careful = true;
  JsonOddities& oddities = event.oddities_;
  auto tree = ParseJson(text, maximum_depth, &oddities);
  if (!tree) return tree.error();
  parsed.duplicate_key = oddities.duplicate_key();
  parsed.lone_surrogate = oddities.lone_surrogate;
  parsed.near_miss_key = HasNearMiss(fast_->tables(), 0, *tree);
  for (const auto& [name, value] : tree->members) {
    const EnvelopeKey known = parsed.traits.Add(name);
    if (known != EnvelopeKey::kNone) parsed.envelope.push_back({known, value.kind, value.source});
  }
  event.tree_ = std::move(*tree);
  event.FillFromTree();
  parsed.dotted_key = FindDottedKey(fast_->tables(), 0, *event.tree_, event);
  parsed.upstream_cut = static_cast<bool>(FindUpstreamCut(*event.tree_));
  return std::nullopt;
}

}  // namespace trailsift
