#include "event/json_value.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/ascii.h"

namespace trailsift {

JsonValue::JsonValue() = default;

JsonValue JsonValue::Boolean(bool value) {
  JsonValue result;
  result.kind = ValueKind::kBoolean;
  result.boolean = value;
  return result;
}

JsonValue JsonValue::Number(std::string token) {
  JsonValue result;
  result.kind = ValueKind::kNumber;
  result.text = std::move(token);
  return result;
}

JsonValue JsonValue::String(std::string text) {
  JsonValue result;
  result.kind = ValueKind::kString;
  result.text = std::move(text);
  return result;
}

JsonValue JsonValue::List(std::vector<JsonValue> elements) {
  JsonValue result;
  result.kind = ValueKind::kList;
  result.elements = std::move(elements);
  return result;
}

JsonValue JsonValue::Object(std::vector<Member> members) {
  JsonValue result;
  result.kind = ValueKind::kObject;
  result.members = std::move(members);
  return result;
}

const JsonValue* JsonValue::Find(std::string_view name) const {
  if (kind != ValueKind::kObject) return nullptr;
  const JsonValue* folded = nullptr;
  const std::string* folded_name = nullptr;
  const JsonValue* exact = nullptr;
  for (const Member& member : members) {
    if (member.first == name) {
      exact = &member.second;
    } else if (folded_name == nullptr ? EqualsIgnoringCase(member.first, name)
                                      : member.first == *folded_name) {
      folded = &member.second;
      folded_name = &member.first;
    }
  }
  return exact != nullptr ? exact : folded;
}

std::string_view JsonValue::TextAt(std::initializer_list<std::string_view> names) const {
  const JsonValue* value = this;
  for (const std::string_view name : names) {
    value = value->Find(name);
    if (value == nullptr) return {};
  }
  return value->kind == ValueKind::kString ? std::string_view(value->text) : std::string_view();
}

JsonValue WithoutRepeats(const JsonValue& value, std::size_t occurrence) {
  JsonValue result;
  result.kind = value.kind;
  result.boolean = value.boolean;
  result.text = value.text;
  result.source = value.source;
  for (const JsonValue& element : value.elements) {
    result.elements.push_back(WithoutRepeats(element, occurrence));
  }
  struct Kept {
    const JsonValue::Member* member = nullptr;
    std::size_t number = 0;  // Of the occurrences met.
  };
  std::vector<Kept> kept;
  std::unordered_map<std::string_view, std::size_t> known;
  for (const JsonValue::Member& member : value.members) {
    const auto [place, added] = known.try_emplace(member.first, kept.size());
    if (added) {
      kept.push_back({&member, 0});
    } else if (++kept[place->second].number <= occurrence) {
      kept[place->second].member = &member;
    }
  }
  for (const Kept& each : kept) {
    result.members.emplace_back(each.member->first,
                                WithoutRepeats(each.member->second, occurrence));
  }
  return result;
}

bool EqualValues(const JsonValue& left, const JsonValue& right) {
  if (left.kind != right.kind) return false;
  switch (left.kind) {
    case ValueKind::kMissing:
    case ValueKind::kNull:
      return true;
    case ValueKind::kBoolean:
      return left.boolean == right.boolean;
    case ValueKind::kNumber:
      return CompareNumbers(left.text, right.text) == 0;
    case ValueKind::kString:
      return left.text == right.text;
    case ValueKind::kList:
      return std::ranges::equal(left.elements, right.elements, EqualValues);
    case ValueKind::kObject:
      break;
  }
  std::map<std::string_view, const JsonValue*> unmet;  // The last value of each name on the left.
  for (const JsonValue::Member& member : left.members) unmet[member.first] = &member.second;
  std::set<std::string_view> met;
  for (auto member = right.members.rbegin(); member != right.members.rend(); ++member) {
    const auto& [name, value] = *member;
    if (met.contains(name)) continue;
    const auto found = unmet.find(name);
    if (found == unmet.end() || !EqualValues(*found->second, value)) return false;
    unmet.erase(found);
    met.insert(name);
  }
  return unmet.empty();
}

FieldValue JsonValue::View() const {
  const bool composite = kind == ValueKind::kList || kind == ValueKind::kObject;
  return {kind, boolean, composite ? source : std::string_view(text), this};
}

namespace {

void AppendString(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\\u00";
          out += kHex[static_cast<unsigned char>(c) >> 4];
          out += kHex[static_cast<unsigned char>(c) & 15];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void Append(std::string& out, const JsonValue& value) {
  switch (value.kind) {
    case ValueKind::kMissing:
    case ValueKind::kNull:
      out += "null";
      break;
    case ValueKind::kBoolean:
      out += value.boolean ? "true" : "false";
      break;
    case ValueKind::kNumber:
      out += value.text;
      break;
    case ValueKind::kString:
      AppendString(out, value.text);
      break;
    case ValueKind::kList:
      out += '[';
      for (std::size_t i = 0; i < value.elements.size(); ++i) {
        if (i > 0) out += ',';
        Append(out, value.elements[i]);
      }
      out += ']';
      break;
    case ValueKind::kObject:
      out += '{';
      for (std::size_t i = 0; i < value.members.size(); ++i) {
        if (i > 0) out += ',';
        AppendString(out, value.members[i].first);
        out += ':';
        Append(out, value.members[i].second);
      }
      out += '}';
      break;
  }
}

}  // namespace

std::string ToCompactJson(const JsonValue& value) {
  std::string out;
  Append(out, value);
  return out;
}

}  // namespace trailsift
