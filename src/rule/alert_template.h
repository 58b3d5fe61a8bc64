#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "event/event.h"
#include "event/field_path.h"

namespace trailsift {

// A parsed AlertTitle: text with `{path}` places. `{{` and `}}` are literal braces.
class AlertTemplate {
 public:
  AlertTemplate() = default;
  static tl::expected<AlertTemplate, PathError> Parse(std::string_view text);
  // A template without places.
  static AlertTemplate Fixed(std::string text);

  // The title of a record: strings as they are, numbers, lists and objects as compact JSON, null as
  // "null", missing as "<missing>"; at most 1000 code points, a longer one ends in
  // "... (truncated)".
  std::string Render(const Event& event) const;
  // The same of any length.
  std::string RenderWhole(const Event& event) const;

  const std::string& source() const { return source_; }

  // A `{path}`; the bytes of source() between the braces.
  struct Place {
    FieldPath path;
    std::size_t offset = 0;
    std::size_t length = 0;
  };
  // All in their order; they live as long as the template.
  std::vector<const Place*> places() const;

 private:
  std::string source_;
  std::vector<std::variant<std::string, Place>> parts_;  // Of a fixed text none.
};

// What Render makes of a whole title: at most 1000 code points.
std::string ShortenTitle(std::string_view title);

// `value` as Render writes it.
std::string RenderValue(const FieldValue& value);

}  // namespace trailsift
