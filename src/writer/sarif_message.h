#pragma once

#include <string>
#include <string_view>

namespace trailsift {

// The title with the values that filled its places in single quotes. They are found by laying the
// fixed parts of the title's template over it, each at its first occurrence; a title that does not
// fit its template (because it was shortened) is returned as it is.
std::string QuoteValues(std::string_view title, std::string_view title_template);

// Text for the `text` of a message of SARIF: with the square brackets escaped that would be read as
// links (section 3.11.6).
std::string EscapeLinks(std::string_view text);

// The same for the message of a result or notification, which has no line breaks.
std::string EscapeMessage(std::string_view text);

// Text that no Markdown reader takes for markup.
std::string EscapeMarkdown(std::string_view text);

// The first `maximum` UTF-16 units of the text, cut between code points.
std::string_view FirstUtf16Units(std::string_view text, std::size_t maximum);

}  // namespace trailsift
