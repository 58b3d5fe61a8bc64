#include "event/event_parser.h"

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "event/key_table.h"
#include "event/library_walk.h"
#include "event/object_walk.h"
#include "event/scanned_walk.h"
#include "event/upstream_cut.h"

namespace trailsift {
namespace {

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
  careful = plain_ascii = plain_line = duplicate_key = lone_surrogate = near_miss_key =
      upstream_cut = false;
  dotted_key.reset();
}

class EventParser::Walks {
 public:
  Walks(const Projection& projection, MemberScanner::Kernel kernel)
      : tables(projection), scanned(tables, kernel) {}

  WalkOutput Output(std::vector<FieldValue>& slots, ParsedObject& parsed) {
    if (!unescaped_.empty()) unescaped_.clear();
    return {slots, parsed, unescaped_};
  }

  LibraryWalk& Library() {
    if (!library_) library_.emplace(tables);
    return *library_;
  }

  KeyTables tables;
  ScannedWalk scanned;

 private:
  std::optional<LibraryWalk> library_;
  std::deque<std::string> unescaped_;
};

EventParser::EventParser(const Projection& projection, MemberScanner::Kernel kernel)
    : walks_(std::make_unique<Walks>(projection, kernel)) {}

EventParser::~EventParser() = default;

void EventParser::Start(std::string_view text, std::uint32_t maximum_depth, Event& event,
                        ParsedObject& parsed) {
  event.Clear(text);
  event.maximum_depth_ = maximum_depth;
  parsed.Clear();
}

void EventParser::Finish(const Event& event, ParsedObject& parsed) {
  const FieldValue& omitted = event.slots_[Projection::kOmitted];
  parsed.upstream_cut = omitted.kind == ValueKind::kBoolean && omitted.boolean;
}

std::optional<JsonError> EventParser::Parse(std::string_view text, std::uint32_t maximum_depth,
                                            Event& event, ParsedObject& parsed) {
  if (ParseFront(text, maximum_depth, event, parsed) == text.size()) return std::nullopt;
  auto error = ParseCarefully(text, maximum_depth, event, parsed);
  // What the first reader takes as long as nothing reads the broken part must be taken too if
  // something does: a rule may not change what becomes of a record for the others.
  if (!error || error->too_deep || error->too_many || !walks_->scanned.SplitsMembers())
    return error;
  Start(text, maximum_depth, event, parsed);
  event.tree_error_ = std::move(error);
  TakeTree(ParseJsonPart(text, maximum_depth, &event.oddities_), event, parsed);
  return std::nullopt;
}

std::size_t EventParser::ParseFront(std::string_view text, std::uint32_t maximum_depth,
                                    Event& event, ParsedObject& parsed) {
  Start(text, maximum_depth, event, parsed);
  WalkOutput output = walks_->Output(event.slots_, parsed);
  const std::optional<std::size_t> length = walks_->scanned.Walk(text, maximum_depth, output);
  if (!length) {
    Start({}, maximum_depth, event, parsed);
    return 0;
  }
  event.text_ = text.substr(0, *length);
  Finish(event, parsed);
  return *length;
}

bool EventParser::ParseByLibrary(std::string_view text, std::uint32_t maximum_depth, Event& event,
                                 ParsedObject& parsed) {
  Start(text, maximum_depth, event, parsed);
  WalkOutput output = walks_->Output(event.slots_, parsed);
  if (!walks_->Library().Walk(text, output)) {
    Start({}, maximum_depth, event, parsed);
    return false;
  }
  Finish(event, parsed);
  return true;
}

std::optional<JsonError> EventParser::ParseCarefully(std::string_view text,
                                                     std::uint32_t maximum_depth, Event& event,
                                                     ParsedObject& parsed) {
  Start(text, maximum_depth, event, parsed);
  auto tree = ParseJson(text, maximum_depth, &event.oddities_);
  if (!tree) return tree.error();
  TakeTree(std::move(*tree), event, parsed);
  return std::nullopt;
}

void EventParser::TakeTree(JsonValue tree, Event& event, ParsedObject& parsed) const {
  parsed.careful = true;
  parsed.duplicate_key = event.oddities_.duplicate_key();
  parsed.lone_surrogate = event.oddities_.lone_surrogate;
  parsed.near_miss_key = HasNearMiss(walks_->tables, 0, tree);
  for (const auto& [name, value] : tree.members) {
    const EnvelopeKey known = parsed.traits.Add(name);
    if (known != EnvelopeKey::kNone) parsed.envelope.push_back({known, value.kind, value.source});
  }
  event.tree_ = std::move(tree);
  event.FillFromTree();
  parsed.dotted_key = FindDottedKey(walks_->tables, 0, *event.tree_, event);
  parsed.upstream_cut = static_cast<bool>(FindUpstreamCut(*event.tree_));
}

}  // namespace trailsift
