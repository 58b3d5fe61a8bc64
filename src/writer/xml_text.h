#pragma once

#include <string>
#include <string_view>

namespace trailsift {

// Foreign text for XML 1.0: markup becomes entities, so no `]]>` is left; bytes that are not UTF-8,
// C0 without TAB and LF, DEL and C1 become `\x1b`; surrogates, U+FFFE and U+FFFF become `\u{ffff}`.
// Backslashes stay single. In attributes TAB and LF are character references, which survive the
// normalisation of white space.
std::string XmlContent(std::string_view text);
std::string XmlAttribute(std::string_view text);

}  // namespace trailsift
