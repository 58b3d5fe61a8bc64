#include "rule/alert_template.h"

#include <cstddef>
#include <utility>

#include "event/json_value.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

constexpr std::size_t kMaximumTitle = 1000;

tl::unexpected<PathError> Error(std::size_t offset, std::string message) {
  return tl::make_unexpected(PathError{offset, std::move(message)});
}

// The end of the place whose "{" stands at `start`: a "}" that is in no quoted name.
std::size_t FindPlaceEnd(std::string_view text, std::size_t start) {
  char quote = 0;
  for (std::size_t i = start + 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\') {
        ++i;
      } else if (c == quote) {
        quote = 0;
      }
    } else if (c == '}') {
      return i;
    } else if ((c == '"' || c == '\'') && text[i - 1] == '[') {
      quote = c;
    }
  }
  return std::string_view::npos;
}

}  // namespace

tl::expected<AlertTemplate, PathError> AlertTemplate::Parse(std::string_view text) {
  AlertTemplate result;
  result.source_ = text;
  std::string literal;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '{' && c != '}') {
      literal += c;
    } else if (text.substr(i + 1).starts_with(c)) {
      literal += c;
      ++i;
    } else if (c == '}') {
      return Error(i, "'}' without '{'; write '}}' for a brace");
    } else {
      const std::size_t end = FindPlaceEnd(text, i);
      if (end == std::string_view::npos) {
        return Error(i, "'{' is never closed; write '{{' for a brace");
      }
      const std::size_t length = end - i - 1;
      auto path = ParseKeyPath(text.substr(i + 1, length));
      if (!path) return Error(i + 1 + path.error().offset, path.error().message);
      if (!literal.empty()) result.parts_.emplace_back(std::exchange(literal, {}));
      result.parts_.emplace_back(Place{std::move(*path), i + 1, length});
      i = end;
    }
  }
  if (!literal.empty()) result.parts_.emplace_back(std::move(literal));
  return result;
}

AlertTemplate AlertTemplate::Fixed(std::string text) {
  AlertTemplate result;
  result.source_ = std::move(text);
  return result;
}

std::string AlertTemplate::Render(const Event& event) const {
  return ShortenTitle(RenderWhole(event));
}

std::string AlertTemplate::RenderWhole(const Event& event) const {
  if (parts_.empty()) return source_;
  std::string title;
  for (const auto& part : parts_) {
    if (const auto* literal = std::get_if<std::string>(&part)) {
      title += *literal;
    } else {
      title += RenderValue(event.Lookup(std::get<Place>(part).path));
    }
  }
  return title;
}

std::vector<const AlertTemplate::Place*> AlertTemplate::places() const {
  std::vector<const Place*> places;
  for (const auto& part : parts_) {
    if (const auto* place = std::get_if<Place>(&part)) places.push_back(place);
  }
  return places;
}

std::string ShortenTitle(std::string_view title) { return ShortenText(title, kMaximumTitle); }

std::string RenderValue(const FieldValue& value) {
  switch (value.kind) {
    case ValueKind::kMissing:
      return "<missing>";
    case ValueKind::kNull:
      return "null";
    case ValueKind::kBoolean:
      return value.boolean ? "true" : "false";
    case ValueKind::kNumber:
    case ValueKind::kString:
      return std::string(value.text);
    case ValueKind::kList:
    case ValueKind::kObject:
      return value.tree != nullptr ? ToCompactJson(*value.tree) : std::string(value.text);
  }
  return {};
}

}  // namespace trailsift
