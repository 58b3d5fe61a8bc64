// Of the text of an object, the fast walk and the careful one give the same values. Where only the
// careful one finds a fault, making a tree finds it, too.
#include "event/event_parser.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

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

}  // namespace
}  // namespace trailsift

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  constexpr std::uint32_t kDepth = 100;
  static const Projection projection = MakeProjection();
  static EventParser parser(projection);
  const std::string padded =
      std::string(reinterpret_cast<const char*>(data), size) + std::string(64, '\xEE');
  const std::string_view text = std::string_view(padded).substr(0, size);
  if (size < 2 || text.front() != '{' || text.back() != '}') return 0;

  Event fast(projection);
  Event careful(projection);
  ParsedObject fast_parsed;
  ParsedObject careful_parsed;
  const bool fast_good = !parser.Parse(text, kDepth, fast, fast_parsed);
  const bool careful_good = !parser.ParseCarefully(text, kDepth, careful, careful_parsed);
  if (!careful_good) {
    fast.Tree();
    Require(!fast_good || fast.tree_error().has_value(), "a tree shows what the fast walk missed");
    return 0;
  }
  Require(fast_good, "the fast walk takes whatever is valid");
  Require(fast_parsed.traits.keys == careful_parsed.traits.keys, "the same keys are met");
  Require(fast_parsed.near_miss_key == careful_parsed.near_miss_key, "near misses are noted alike");
  Require(fast_parsed.dotted_key == careful_parsed.dotted_key, "dotted keys are noted alike");
  Require(fast_parsed.upstream_cut <= careful_parsed.upstream_cut, "no cut is made up");
  Require(fast_parsed.duplicate_key <= careful_parsed.duplicate_key, "no duplicate is made up");
  for (Slot slot = 0; slot < projection.slot_count(); ++slot) {
    Require(Same(fast.At(slot), careful.At(slot)), "both walks give the same values");
  }
  fast.Tree();
  Require(fast.occurrences() == careful.occurrences(), "a tree shows how often keys are repeated");
  Event fast_reading(projection);
  Event careful_reading(projection);
  for (std::size_t i = 0; i + 1 < careful.occurrences() && i < 3; ++i) {
    fast_reading.AssignReading(fast, i);
    careful_reading.AssignReading(careful, i);
    for (Slot slot = 0; slot < projection.slot_count(); ++slot) {
      Require(Same(fast_reading.At(slot), careful_reading.At(slot)), "so do other readings");
    }
  }
  Require(!fast.tree_error(), "what is valid has a tree");
  return 0;
}
