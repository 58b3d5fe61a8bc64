#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trailsift {

// Read here by a decoder of our own, which shares nothing with the product's.

// True for well-formed UTF-8: shortest forms only, no surrogates.
bool IsWellFormed(std::string_view text);
// The code points of well-formed UTF-8.
std::vector<char32_t> CodePoints(std::string_view text);

// What an output may hold.
enum class Sink {
  kText,      // For people: only what can be seen, and line feeds.
  kColoured,  // The same with the colours that trailsift has.
  kCsv,       // As kText, but that lines end with CR LF.
  kJson,      // Nothing that steers a terminal or turns text around.
  kXml,       // As kJson.
};

// What is wrong with an output, with the text around it; empty if nothing is. All but
// `kJson` also hold nothing that GitHub Actions reads as a command.
std::string FindForbidden(std::string_view output, Sink sink);

// The same for a report of GitHub annotations: its commands stand at the start of a line.
std::string FindForbiddenInAnnotations(std::string_view output);

// Lines without their line feeds. Text behind the last line feed is a line, too.
std::vector<std::string> Lines(std::string_view text);

}  // namespace trailsift
