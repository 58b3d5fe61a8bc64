#pragma once

#include <optional>
#include <string>
#include <vector>

namespace trailsift {

// Texts that attack whatever shows or reads an output: terminals, spreadsheets, browsers, readers
// of Markdown, XML and TAP, the log of a CI system. Some hold NUL, some are not UTF-8.
const std::vector<std::string>& HostileStrings();

// The naughty strings of the public data; nothing where they are missing.
std::optional<std::vector<std::string>> NaughtyStrings();

// The first list, and the second one in chunks: each text costs files and rules.
std::vector<std::string> AllStrings();

// The texts joined into texts of `count` each.
std::vector<std::string> Chunks(const std::vector<std::string>& texts, std::size_t count,
                                std::string_view separator = " ");

// Without the characters of `unwanted`.
std::string Without(std::string_view unwanted, std::string text);

// A name for a file that begins with the text, as far as a file system allows it.
std::string FileName(const std::string& text, std::size_t number, std::string_view extension);

// The text as a JSON or a double-quoted YAML string in printable ASCII. It must be UTF-8.
std::string EscapedString(std::string_view text);
// The text between quotes, with nothing escaped but quotes and backslashes.
std::string RawString(std::string_view text);
// A double-quoted YAML scalar in printable ASCII. It must be UTF-8.
std::string YamlString(std::string_view text);

}  // namespace trailsift
