#include "event/library_walk.h"

#include <simdjson.h>

#include <cstring>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "event/json_scalar.h"

namespace trailsift {
namespace {

namespace ondemand = simdjson::ondemand;

// A token as On-Demand gives it runs to the next token.
std::string_view TrimBack(std::string_view token) {
  while (!token.empty() && IsBlank(token.back())) token.remove_suffix(1);
  return token;
}

class LibraryValue {
 public:
  static constexpr bool kKnowsText = false;

  // References: to copy the iterators of the library costs as much as the walk.
  explicit LibraryValue(ondemand::value& value) : value_(value) {}

  std::optional<ValueKind> Kind() {
    if (kind_) return kind_;
    ondemand::json_type type{};
    if (value_.type().get(type) != simdjson::SUCCESS) return std::nullopt;
    switch (type) {
      case ondemand::json_type::array:
        kind_ = ValueKind::kList;
        break;
      case ondemand::json_type::object:
        kind_ = ValueKind::kObject;
        break;
      case ondemand::json_type::string:
        kind_ = ValueKind::kString;
        break;
      case ondemand::json_type::number:
        kind_ = ValueKind::kNumber;
        break;
      case ondemand::json_type::boolean:
        kind_ = ValueKind::kBoolean;
        break;
      case ondemand::json_type::null:
        kind_ = ValueKind::kNull;
        break;
    }
    return kind_;
  }

  static bool TakePlain(FieldValue& /*out*/) { return false; }

  bool IsObject() { return Kind() == ValueKind::kObject; }

  std::string_view Token() { return TrimBack(value_.raw_json_token()); }

  // The token of a brace runs to the next one.
  bool IsCutByAws() {
    const std::string_view brace = value_.raw_json_token();
    return std::memcmp(brace.data() + brace.size(), kQuotedCutMark.data(), kQuotedCutMark.size()) ==
           0;
  }

  // The library passes over whatever is not taken, but on its own it takes ',' for a value and a
  // string before ':' for a key, and then everything up to the next closing bracket for one value.
  bool Skip() {
    const std::optional<ValueKind> kind = Kind();
    if (kind == ValueKind::kString) {
      return value_.get_raw_json_string().error() == simdjson::SUCCESS;
    }
    return kind.has_value();
  }

  bool Take(FieldValue& out, WalkOutput& output) {
    const std::optional<ValueKind> kind = Kind();
    if (!kind) return false;
    out.kind = *kind;
    switch (*kind) {
      case ValueKind::kList: {
        ondemand::array array;
        return value_.get_array().get(array) == simdjson::SUCCESS && TakeText(out, array);
      }
      case ValueKind::kObject: {
        ondemand::object object;
        return value_.get_object().get(object) == simdjson::SUCCESS && TakeText(out, object);
      }
      case ValueKind::kString: {
        const std::string_view token = Token();
        if (token.size() < 2 || token.back() != '"') return false;
        const std::string_view content = token.substr(1, token.size() - 2);
        const bool has_escapes = content.find('\\') != std::string_view::npos;
        return output.TakeString(out, content, has_escapes) && Skip();
      }
      case ValueKind::kNumber:
        out.text = Token();
        return IsJsonNumber(out.text);
      case ValueKind::kBoolean:
        return value_.get_bool().get(out.boolean) == simdjson::SUCCESS;
      default:
        return Token() == "null";
    }
  }

  template <typename Visit>
  bool Walk(FieldValue* whole, const Visit& visit) {
    ondemand::object object;
    if (value_.get_object().get(object) != simdjson::SUCCESS) return false;
    if (whole != nullptr) {
      whole->kind = ValueKind::kObject;
      bool has_members = false;
      if (!TakeText(*whole, object) || object.reset().get(has_members) != simdjson::SUCCESS) {
        return false;
      }
      if (!has_members) return true;
    }
    return WalkMembers(object, visit);
  }

  template <typename Visit>
  static bool WalkMembers(ondemand::object& object, const Visit& visit) {
    for (auto member : object) {
      if (member.error() != simdjson::SUCCESS) return false;
      ondemand::field&& field = std::move(member).value_unsafe();
      const char* const key = field.key().raw();
      const char* end = key;
      while (*end != '"' && *end != '\\') ++end;
      if (*end == '\\') return false;
      LibraryValue value(field.value());
      if (!visit({key, static_cast<std::size_t>(end - key)}, value)) return false;
    }
    return true;
  }

 private:
  template <typename Composite>
  static bool TakeText(FieldValue& out, Composite& composite) {
    if (composite.raw_json().get(out.text) != simdjson::SUCCESS) return false;
    out.text = TrimBack(out.text);
    return true;
  }

  ondemand::value& value_;
  std::optional<ValueKind> kind_;
};

}  // namespace

class LibraryWalk::Implementation {
 public:
  explicit Implementation(const KeyTables& tables) : members_(tables) {}

  bool Walk(std::string_view text, WalkOutput& output) {
    members_.Start();
    ondemand::document document;
    if (parser_.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING)
            .get(document) != simdjson::SUCCESS) {
      return false;
    }
    ondemand::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS) return false;
    const bool walked =
        LibraryValue::WalkMembers(object, [&](std::string_view key, LibraryValue& value) {
          return members_.TakeTopMember(key, value, output);
        });
    const char* rest = nullptr;
    return walked && document.current_location().get(rest) != simdjson::SUCCESS;
  }

 private:
  ObjectWalk<LibraryValue> members_;
  ondemand::parser parser_;
};

LibraryWalk::LibraryWalk(const KeyTables& tables)
    : implementation_(std::make_unique<Implementation>(tables)) {}
LibraryWalk::~LibraryWalk() = default;

bool LibraryWalk::Walk(std::string_view text, WalkOutput& output) {
  return implementation_->Walk(text, output);
}

}  // namespace trailsift
