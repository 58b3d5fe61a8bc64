#include "writer/json_builder.h"

#include "writer/json_text.h"

namespace trailsift {

void JsonBuilder::Separate() {
  if (comma_due_) out_ += ',';
  if (line_break_due_) out_ += '\n';
  line_break_due_ = false;
  comma_due_ = true;
}

JsonBuilder& JsonBuilder::Open(char bracket) {
  Separate();
  out_ += bracket;
  comma_due_ = false;
  return *this;
}

JsonBuilder& JsonBuilder::Close(char bracket) {
  comma_due_ = false;
  Separate();
  out_ += bracket;
  return *this;
}

JsonBuilder& JsonBuilder::Key(std::string_view name) {
  Separate();
  AppendJsonString(out_, name);
  out_ += ':';
  comma_due_ = false;
  return *this;
}

JsonBuilder& JsonBuilder::String(std::string_view text) {
  Separate();
  AppendJsonString(out_, text);
  return *this;
}

JsonBuilder& JsonBuilder::Strings(const std::vector<std::string>& texts) {
  BeginList();
  for (const std::string& text : texts) String(text);
  return EndList();
}

JsonBuilder& JsonBuilder::Number(std::uint64_t number) { return Raw(std::to_string(number)); }

JsonBuilder& JsonBuilder::Integer(std::int64_t number) { return Raw(std::to_string(number)); }

JsonBuilder& JsonBuilder::Boolean(bool value) { return Raw(value ? "true" : "false"); }

JsonBuilder& JsonBuilder::Null() { return Raw("null"); }

JsonBuilder& JsonBuilder::Raw(std::string_view json) {
  Separate();
  out_ += json;
  return *this;
}

JsonBuilder& JsonBuilder::StringOrNull(const std::optional<std::string>& text) {
  return text ? String(*text) : Null();
}

JsonBuilder& JsonBuilder::NumberOrNull(std::optional<std::uint64_t> number) {
  return number ? Number(*number) : Null();
}

JsonBuilder& JsonBuilder::TimeOrNull(const std::optional<Timestamp>& time) {
  return time ? String(FormatTimestamp(*time)) : Null();
}

JsonBuilder& JsonBuilder::NullIfEmpty(std::string_view text) {
  return text.empty() ? Null() : String(text);
}

JsonBuilder& JsonBuilder::LineBreak() {
  line_break_due_ = true;
  return *this;
}

}  // namespace trailsift
