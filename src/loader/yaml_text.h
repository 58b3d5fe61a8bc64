#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace trailsift {

// What the events of yaml-cpp do not tell, found in the text they come from. Offsets count bytes;
// one behind the end of the text is taken for the end.

// Where a node itself begins: behind a tag and an anchor on the same line.
struct NodeStart {
  std::size_t offset = 0;
  bool string_tag = false;  // The tag is "!", which makes a plain scalar a string.
};
NodeStart SkipProperties(std::string_view text, std::size_t offset);

// Where what follows begins, blanks, line breaks and comments left out.
std::size_t FindContent(std::string_view text, std::size_t offset);

bool IsQuotationMarkAt(std::string_view text, std::size_t offset);

// What a caret underlines of the scalar at an offset whose value is `value`.
struct ScalarExtent {
  std::size_t length = 1;  // Of its part on the first line, quotation marks included.
  bool verbatim = false;   // That part is all of it and spells the value.
};
ScalarExtent FindScalarExtent(std::string_view text, std::size_t offset, std::string_view value);

// The offset behind the closing quotation mark of the quoted scalar at `offset`; npos: none.
std::size_t FindQuotedEnd(std::string_view text, std::size_t offset);

// Where the byte of `value` at `value_offset` stands in the text of the scalar at `offset`, which
// may be on several lines. npos: it is not known, since the scalar has escapes, is long, or the
// byte is a blank.
std::size_t FindInScalar(std::string_view text, std::size_t offset, std::string_view value,
                         std::size_t value_offset);

// The word at the offset, if it is one for null; else empty.
std::string_view NullWordAt(std::string_view text, std::size_t offset);

// The offset of the last byte before this one that is no blank and no line break. Looks no farther
// than some kilobytes.
std::size_t ContentBefore(std::string_view text, std::size_t offset);

// True if a key that stands from `start` to `end` has its ":", or "?" before it.
bool HasColon(std::string_view text, std::size_t start, std::size_t end);

// True where a line begins that starts or ends a document. No text or list can hold such a line.
bool IsMarkerAt(std::string_view text, std::size_t line_start);

// Where the next document can begin behind the line of an offset: at its "---", or behind a "...".
// npos: nowhere.
std::size_t FindNextDocument(std::string_view text, std::size_t offset);

// The lines without content (blank, comments, directives) that end at an offset where a line
// begins.
struct LinesBefore {
  bool has_directive = false;
  std::optional<std::size_t> document_end;  // Behind the "..." before them.
};
LinesBefore ReadLinesBefore(std::string_view text, std::size_t end);

// Where the text of a document that is not the first begins, if it may begin at `offset`: at its
// "---", or behind the "..." that ends the one before it. yaml-cpp also starts a document where
// something stands that does not belong to the one before it.
std::optional<std::size_t> FindDocumentStart(std::string_view text, std::size_t offset);

}  // namespace trailsift
