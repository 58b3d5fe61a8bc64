#include "writer/xml_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>

#include "writer/code_point.h"
#include "writer/json_text.h"

namespace trailsift {
namespace {

bool IsIllegal(std::int32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0xD800 && value < 0xE000) ||
         value == 0xFFFE || value == 0xFFFF;
}

void AppendIllegal(std::string& xml, std::int32_t value) {
  if (value < 0x100) {
    fmt::format_to(std::back_inserter(xml), "\\x{:02x}", value);
  } else {
    fmt::format_to(std::back_inserter(xml), "\\u{{{:x}}}", value);
  }
}

// True if `rest` may begin a workflow command of GitHub Actions: `##[name]`, or `::name::` that
// stands behind nothing that is seen.
bool MayBeginCommand(std::string_view rest, char before) {
  const bool behind_blank = before <= ' ' || before > '~';
  return rest.starts_with("##[") || (rest.starts_with("::") && behind_blank);
}

std::string EscapeXml(std::string_view text, bool attribute) {
  std::string xml;
  xml.reserve(text.size());
  char before = '\n';
  while (!text.empty()) {
    const CodePoint first = DecodeFirst(text);
    switch (first.value) {
      case '&':
        xml += "&amp;";
        break;
      case '<':
        xml += "&lt;";
        break;
      case '>':
        xml += "&gt;";
        break;
      case '"':
        xml += "&quot;";
        break;
      case '\t':
        xml += "&#9;";
        break;
      case '\n':
        xml += attribute ? "&#10;" : "\n";
        break;
      default:
        if (!first.valid()) {
          AppendIllegal(xml, static_cast<unsigned char>(text.front()));
        } else if (IsIllegal(first.value)) {
          AppendIllegal(xml, first.value);
        } else if (MayBeginCommand(text, before) || IsHostile(static_cast<char32_t>(first.value))) {
          fmt::format_to(std::back_inserter(xml), "&#x{:x};", first.value);
        } else {
          xml.append(text.substr(0, first.length));
        }
    }
    before = text[first.length - 1];
    text.remove_prefix(first.length);
  }
  return xml;
}

}  // namespace

std::string XmlContent(std::string_view text) { return EscapeXml(text, false); }

std::string XmlAttribute(std::string_view text) { return EscapeXml(text, true); }

}  // namespace trailsift
