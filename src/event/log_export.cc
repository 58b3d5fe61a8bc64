// Lines of a CloudWatch Logs export to S3, `TIME message`, and tables, which are no JSON.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/timestamp.h"
#include "event/document_reader.h"
#include "event/event_marker.h"

namespace trailsift {
namespace {

// The time at the front of a line, "2015-05-28T15:27:35.000Z", and the blanks behind it.
struct LineTime {
  std::size_t length = 0;  // 0: no time stands there.
  bool cut = false;        // The line ends within one.
};

LineTime ReadTime(std::string_view line) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t end = 0;
  for (; end < std::min(kForm.size(), line.size()); ++end) {
    if (kForm[end] == 'd' ? !is_digit(line[end]) : line[end] != kForm[end]) return {};
  }
  while (end < line.size() && (is_digit(line[end]) || line[end] == '.')) ++end;
  constexpr std::size_t kYear = 4;  // Less than that and a sign may be a number.
  if (end == line.size()) return {0, end > kYear};
  if (line[end] != 'Z') return {};
  const std::size_t time = ++end;
  while (end < line.size() && (line[end] == ' ' || line[end] == '\t')) ++end;
  const bool ends = end == line.size() || line[end] == '\n' || line[end] == '\r';
  return {end > time || ends ? end : 0, false};
}

}  // namespace

// Passes the time at the front of a line, and the message behind it unless it is a JSON value;
// false if no time is there.
bool DocumentReader::ReadLineTime() {
  constexpr std::size_t kLongest = 64;
  if (frame().kind != Frame::Kind::kTop || !after_line_break_) return false;
  const bool whole = window_.Require(kLongest);
  const LineTime time = ReadTime(window_.rest().substr(0, kLongest));
  if (time.cut && !whole) {
    Salvage({"the source ends inside the time of a line", true, {}});
    return true;
  }
  if (time.length == 0) return false;
  Advance(time.length, Class::kEnvelope);
  in_log_line_ = in_message_ = true;
  const char first = window_.Require(1) ? window_.rest().front() : '\n';
  if (!IsBlank(first) && first != '{' && first != '"' && !SkipLogLine()) {
    Salvage({"a message that has a key of an event in it, but is no JSON text", false, {}});
  }
  return true;
}

// Passes over the rest of the line if no event can be in it.
bool DocumentReader::SkipLogLine() {
  const std::size_t most = options_.limits.record_bytes;
  std::size_t end = 0;
  while (end <= most && window_.Require(end + 1)) {
    const std::string_view rest = window_.rest().substr(0, most + 1);
    end = std::min(rest.find('\n', end), rest.size());
    if (end < rest.size()) break;
  }
  if (end > most) return false;
  if (!IsEncodedText(window_.rest().substr(0, end))) return SkipOther(end);
  PassUnread(end, kEncodedText);
  return true;
}

// A table with a row for each event is not read: its columns hold parts of events under other
// names.
bool DocumentReader::SkipTable() {
  constexpr std::size_t kLongestHead = 4096;
  if (carrier_depth_ > 0 || frames_.size() > 1 || frame().values > 0) return false;
  window_.Require(kLongestHead);
  const std::string_view head = window_.rest().substr(0, kLongestHead);
  const std::size_t row = std::min(head.find('\n'), head.size());
  if (!IsTableHead(head.substr(0, row))) return false;
  const std::size_t first = std::min(head.find_first_not_of(" \t\r\n\x1E", row), head.size());
  if (first < head.size() && (head[first] == '{' || head[first] == '[')) return false;
  ReportUnread(kAthenaRows, 0);
  ++frame().values;
  const TextPosition start = window_.PositionAt(window_.offset());
  do {
    if (options_.damage_observer != nullptr) options_.damage_observer->OnBytes(window_.rest());
    Advance(window_.rest().size(), Class::kSkipped);
  } while (window_.More());
  ReportPossibleMatches(start, next_record_, window_.offset() - start.offset);
  return true;
}

}  // namespace trailsift
