#include "event/json_library.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <cstdint>

#include "event/json_value.h"

namespace trailsift {
namespace {

// The library chooses its code for this processor at the first use, in a function that must not
// throw but allocates. Chosen before main(), that cannot end a run which is short of memory.
[[maybe_unused]] const std::string chosen_at_start = simdjson::get_active_implementation()->name();

}  // namespace

std::string DescribeJsonLibrary() {
  return fmt::format("simdjson {} ({})", SIMDJSON_STRINGIFY(SIMDJSON_VERSION),
                     simdjson::get_active_implementation()->name());
}

// The library is quick but refuses some valid JSON (huge numbers, lone surrogates), so a refusal is
// judged again by the exact reader.
bool IsJson(std::string_view text) {
  simdjson::dom::parser parser;
  if (parser.parse(text.data(), text.size()).error() == simdjson::SUCCESS) return true;
  constexpr std::uint32_t kMaximumDepth = 4096;
  return ParseJson(text, kMaximumDepth).has_value();
}

bool IsUtf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

}  // namespace trailsift
