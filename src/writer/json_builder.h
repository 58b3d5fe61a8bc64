#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.h"

namespace trailsift {

// Appends JSON to a string and sets the commas. Whoever calls it sees to it that objects and lists
// are closed and that each member has a key.
class JsonBuilder {
 public:
  // `out` must outlive the builder. It may be emptied at any time: the builder does not look back.
  explicit JsonBuilder(std::string& out) : out_(out) {}

  JsonBuilder& BeginObject() { return Open('{'); }
  JsonBuilder& EndObject() { return Close('}'); }
  JsonBuilder& BeginList() { return Open('['); }
  JsonBuilder& EndList() { return Close(']'); }

  // The key of the next value; escaped like any other string.
  JsonBuilder& Key(std::string_view name);
  JsonBuilder& String(std::string_view text);
  // A list.
  JsonBuilder& Strings(const std::vector<std::string>& texts);
  JsonBuilder& Number(std::uint64_t number);
  JsonBuilder& Integer(std::int64_t number);
  JsonBuilder& Boolean(bool value);
  JsonBuilder& Null();
  // Text that is JSON already.
  JsonBuilder& Raw(std::string_view json);
  // Null where there is no value.
  JsonBuilder& StringOrNull(const std::optional<std::string>& text);
  JsonBuilder& NumberOrNull(std::optional<std::uint64_t> number);
  JsonBuilder& TimeOrNull(const std::optional<Timestamp>& time);
  JsonBuilder& NullIfEmpty(std::string_view text);

  // The next key, element or closing bracket begins a line.
  JsonBuilder& LineBreak();

 private:
  void Separate();
  JsonBuilder& Open(char bracket);
  JsonBuilder& Close(char bracket);

  std::string& out_;
  bool comma_due_ = false;
  bool line_break_due_ = false;
};

}  // namespace trailsift
