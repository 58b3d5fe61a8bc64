#pragma once

#include <string>
#include <string_view>

namespace trailsift {

// Foreign text for a document in GitHub's Markdown, and the only ways into one. What a terminal
// would obey is shown as `\x1b` or `\u{202e}`; what is left cannot become markup, HTML, a link, a
// mention, a reference to an issue or commit or an emoji, nor end the cell of a table or the block
// that it stands in.

// Prose on one line.
std::string MarkdownText(std::string_view text);
// Prose of several lines: blank lines part paragraphs.
std::string MarkdownParagraphs(std::string_view text);
// The same without HTML, which SARIF forbids (section 3.11.4.2): words that hold a reference stand
// as code.
std::string MarkdownParagraphsWithoutHtml(std::string_view text);
// `text`, in prose and in the cell of a table. Empty text has no code.
std::string MarkdownCode(std::string_view text);
std::string MarkdownCodeCell(std::string_view text);
// Backticks that no text of an escaped block of code can close.
std::string MarkdownFence(std::string_view escaped);
// A fenced block of code. `language` is ours: "yaml".
std::string MarkdownCodeBlock(std::string_view text, std::string_view language);

}  // namespace trailsift
