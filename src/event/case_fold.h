#pragma once

#include <string>
#include <string_view>

namespace trailsift {

// The text with every code point replaced by its simple case folding of Unicode 15 (statuses C and
// S of CaseFolding.txt), independent of any locale and without normalisation. Bytes that are not
// UTF-8 stay as they are. Two texts are equal without case if their foldings are equal.
std::string FoldCase(std::string_view text);

// The same into `folded`, which keeps its memory.
void FoldCase(std::string_view text, std::string& folded);

}  // namespace trailsift
