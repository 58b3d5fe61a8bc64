#pragma once

#include <string_view>

#include "base/ledger.h"

namespace trailsift {

// Notes in the account of a source that was read to its end that it lies in a folder for digests
// and is none. Content decides what a file is, so it was scanned like any other.
void NoteMisplacedFile(std::string_view path, Ledger& ledger);

}  // namespace trailsift
