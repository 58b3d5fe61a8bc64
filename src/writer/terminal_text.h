#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trailsift {

// Foreign text made harmless for a terminal; this and EscapeCodeForTerminal are the only ways to
// one: C0 (TAB, CR and LF too), DEL,
// C1 and bytes that are not UTF-8 become `\x1b`; line separators, bidirectional controls,
// zero-width and tag characters, all else that Unicode calls format or ignorable (but U+FE0E/F
// behind a character), lone surrogates and unassigned code points become `\u{202e}`; a backslash is
// doubled so that escapes are unambiguous; of more than four combining marks in a row the rest is
// escaped, and so is one at the start or behind an escape. What a CI system would take as a command
// in its log (`::error::`, `##[error]`) loses its first character to an escape. Nothing is
// stripped. The result is valid UTF-8.
std::string EscapeForTerminal(std::string_view text);

// The same with backslashes as they are, for text whose own grammar says what a backslash means and
// that a reader compares with its source or copies: the normalised notation and other JSON, the
// text of rule files and what is said about it. An escape made here looks like one that stood
// there.
std::string EscapeCodeForTerminal(std::string_view code);

// The same of the bytes from `begin` to `end`, which must stand beside the other parts of the text:
// parts that are escaped alone could together be what none of them is.
std::string EscapeCodeForTerminal(std::string_view code, std::size_t begin, std::size_t end);

// Columns that escaped text takes, by a table of our own choosing, never by the locale.
std::size_t DisplayWidth(std::string_view escaped);

// Bytes of the longest beginning of escaped text that takes at most `width` columns; divides
// neither graphemes nor escape sequences. Of text that is not empty at least the first of these.
std::size_t FittingLength(std::string_view escaped, std::size_t width);

// Escaped text cut to at most `width` columns, "…" included where it was cut. Divides neither
// graphemes nor escape sequences.
std::string CutRight(std::string_view escaped, std::size_t width);  // Loses its end.
std::string CutLeft(std::string_view escaped, std::size_t width);   // Loses its beginning.

}  // namespace trailsift
