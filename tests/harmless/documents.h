#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trailsift {

// Small readers of what trailsift writes. They are strict: what is not in the form that is promised
// is a problem, which they put into `problem`.

// The rows of CSV with CR LF.
std::vector<std::vector<std::string>> ReadCsv(std::string_view text, std::string& problem);

// What a spreadsheet would take for a formula.
bool IsFormula(std::string_view cell);
// The same of a part of a line of CSV, for one that splits it at semicolons inside quotes too.
bool HoldsFormulaBehindSemicolon(std::string_view line);

// Checks that text is a well-formed XML 1.0 document of elements, attributes, text and references;
// returns the values of all attributes called `attribute`.
std::vector<std::string> ReadXml(std::string_view text, std::string_view attribute,
                                 std::string& problem);

// What of a Markdown document is live: raw HTML but comments, links, images, addresses that become
// links, mentions, and rows of tables that have not as many cells as their heads. Empty if nothing.
std::string FindLiveMarkdown(std::string_view text);

// JSON with null for the values of `event` and `user_identity`, which hold the record's own bytes.
std::string WithoutVerbatim(std::string_view json);

// The path of a relative URI.
std::string PercentDecoded(std::string_view uri);

}  // namespace trailsift
