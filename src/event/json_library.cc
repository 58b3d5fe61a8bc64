#include "event/json_library.h"

#include <fmt/format.h>
#include <simdjson.h>

namespace trailsift {

std::string DescribeJsonLibrary() {
  return fmt::format("simdjson {} ({})", SIMDJSON_STRINGIFY(SIMDJSON_VERSION),
                     simdjson::get_active_implementation()->name());
}

}  // namespace trailsift
