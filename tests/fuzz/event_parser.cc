// Of the text of an object, the scanner with each kernel, the library and the careful walk give the
// same values. Where only the careful one finds a fault, making a tree finds it, too.
#include "event/event_parser.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "event/object_scanner.h"
#include "fuzz/require.h"

namespace trailsift {
namespace {

Projection MakeProjection() {
  Projection projection;
  for (const char* path : {"a", "A", "b", "o", "o.a", "O.a", "o.o.b", "l", "l[0]", "l[*].a",
                           "userIdentity.type", "p_udm.actor_user", "x.y.z"}) {
    projection.Add(*ParseKeyPath(path));
  }
  return projection;
}

bool Same(const FieldValue& left, const FieldValue& right) {
  return left.kind == right.kind && left.boolean == right.boolean && left.text == right.text;
}

constexpr std::uint32_t kDepth = 100;

// The careful walk over one text.
struct Careful {
  Event event;
  ParsedObject parsed;
  bool good;
};

void Compare(const Projection& projection, const Event& fast, const ParsedObject& fast_parsed,
             const Careful& careful) {
  if (!careful.good) {
    fast.Tree();
    Require(fast.tree_error().has_value(), "a tree shows what a fast walk missed");
    return;
  }
  const ParsedObject& parsed = careful.parsed;
  Require(fast_parsed.traits.keys == parsed.traits.keys, "the same keys are met");
  Require(fast_parsed.near_miss_key == parsed.near_miss_key, "near misses are noted alike");
  Require(fast_parsed.dotted_key == parsed.dotted_key, "dotted keys are noted alike");
  Require(fast_parsed.upstream_cut <= parsed.upstream_cut, "no cut is made up");
  Require(fast_parsed.duplicate_key <= parsed.duplicate_key, "no duplicate is made up");
  for (Slot slot = 0; slot < projection.slot_count(); ++slot) {
    Require(Same(fast.At(slot), careful.event.At(slot)), "all walks give the same values");
  }
  fast.Tree();
  Require(fast.occurrences() == careful.event.occurrences(),
          "a tree shows how often keys are repeated");
  Event fast_reading(projection);
  Event careful_reading(projection);
  for (std::size_t i = 0; i + 1 < careful.event.occurrences() && i < 3; ++i) {
    fast_reading.AssignReading(fast, i);
    careful_reading.AssignReading(careful.event, i);
    for (Slot slot = 0; slot < projection.slot_count(); ++slot) {
      Require(Same(fast_reading.At(slot), careful_reading.At(slot)), "so do other readings");
    }
  }
  Require(!fast.tree_error(), "what is valid has a tree");
}

std::vector<std::unique_ptr<EventParser>> MakeParsers(const Projection& projection) {
  std::vector<std::unique_ptr<EventParser>> parsers;
  for (const MemberScanner::Kernel kernel : MemberScanner::Kernels()) {
    parsers.push_back(std::make_unique<EventParser>(projection, kernel));
  }
  return parsers;
}

}  // namespace
}  // namespace trailsift

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  static const Projection projection = MakeProjection();
  static const std::vector<std::unique_ptr<EventParser>> parsers = MakeParsers(projection);
  const std::string padded =
      std::string(reinterpret_cast<const char*>(data), size) + std::string(64, '\xEE');
  const std::string_view text = std::string_view(padded).substr(0, size);
  if (size < 2 || text.front() != '{') return 0;

  Event event(projection);
  ParsedObject parsed;
  ObjectScanner scanner;
  const bool closed = scanner.Scan(text) == ObjectScanner::Outcome::kClosed;
  const std::string_view object = text.substr(0, closed ? scanner.length() : size);
  if (object.back() != '}') return 0;
  Careful careful{Event(projection), {}, false};
  EventParser& parser = *parsers.front();
  careful.good = !parser.ParseCarefully(object, kDepth, careful.event, careful.parsed);
  std::size_t first_length = 0;
  for (const std::unique_ptr<EventParser>& each : parsers) {
    const std::size_t length = each->ParseFront(text, kDepth, event, parsed);
    if (each == parsers.front()) first_length = length;
    Require(length == first_length, "all kernels decide the same");
    if (length == 0) continue;
    Require(closed && length == object.size(), "both scanners find the same end");
    Compare(projection, event, parsed, careful);
  }
  if (parser.ParseByLibrary(object, kDepth, event, parsed)) {
    Compare(projection, event, parsed, careful);
  }
  const bool good = !parser.Parse(object, kDepth, event, parsed);
  Require(good || !careful.good, "whatever is valid is taken");
  if (good) Compare(projection, event, parsed, careful);
  return 0;
}
