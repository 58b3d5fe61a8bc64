#pragma once

#include <string>
#include <string_view>

namespace trailsift {

// Foreign text for XML 1.0: markup becomes entities, so no `]]>` is left; bytes that are not UTF-8,
// C0 without TAB and LF, DEL and C1 become `\x1b`; surrogates, U+FFFE and U+FFFF become `\u{ffff}`.
// Backslashes stay single. Character references, which keep the value, stand for TAB, in attributes
// for LF, for what else is hostile (see json_text.h), and where a CI system would take the text for
// a command in its log.
std::string XmlContent(std::string_view text);
std::string XmlAttribute(std::string_view text);

}  // namespace trailsift
