#include "loader/source_text.h"

#include <algorithm>
#include <utility>

namespace trailsift {
namespace {

// A line that is longer is not quoted, so that many problems of one line stay cheap.
constexpr std::size_t kLongestQuoted = 16'384;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

SourceText::SourceText(std::string file, std::string_view text)
    : file_(std::move(file)), text_(text), line_starts_{0} {
  if (text_.starts_with(kByteOrderMark)) mark_bytes_ = kByteOrderMark.size();
  text_.remove_prefix(mark_bytes_);
  for (std::size_t i = text_.find('\n'); i != std::string_view::npos; i = text_.find('\n', i + 1)) {
    line_starts_.push_back(i + 1);
  }
}

std::string_view SourceText::Line(std::uint32_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  const std::size_t start = line_starts_[line - 1];
  std::string_view content = text_.substr(start, text_.find('\n', start) - start);
  if (content.ends_with('\r')) content.remove_suffix(1);
  return content;
}

TextPlace SourceText::PlaceAt(std::size_t offset) const {
  const auto next = std::ranges::upper_bound(line_starts_, std::min(offset, text_.size()));
  const auto line = static_cast<std::uint32_t>(next - line_starts_.begin());
  const std::size_t column = std::min(offset, text_.size()) - line_starts_[line - 1] + 1;
  return {line, static_cast<std::uint32_t>(column), 1};
}

Diagnostic SourceText::MakeDiagnostic(Diagnostic::Level level, std::string code,
                                      const TextPlace& place, std::string message) const {
  Diagnostic diagnostic;
  diagnostic.level = level;
  diagnostic.code = std::move(code);
  diagnostic.place = {file_, place.line, place.column};
  diagnostic.message = std::move(message);
  if (const std::string_view line = Line(place.line); line.size() <= kLongestQuoted) {
    diagnostic.source_line = line;
  }
  diagnostic.length = place.length;
  return diagnostic;
}

}  // namespace trailsift
