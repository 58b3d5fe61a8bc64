#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "benchmark/corpus_shape.h"

namespace trailsift {

// A generated corpus on disk, and what its truth.json says.
struct StoredCorpus {
  CorpusShape shape = CorpusShape::kDeliveries;
  std::filesystem::path logs;
  std::uint64_t files = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
  std::vector<std::string> matches;
};

// The corpus of this shape and size in the folder. It is generated, unless this generator has left
// it there already. Throws if that is impossible.
StoredCorpus StoreCorpus(const std::filesystem::path& generator, CorpusShape shape,
                         std::uint64_t kilobytes, const std::filesystem::path& folder);

// What is wrong with a list of event ids, or empty if it is the true one: "finds 45 where 43 is
// true" and, if the numbers agree, which id is false.
std::string CompareWithTruth(const std::vector<std::string>& ids,
                             const std::vector<std::string>& matches);

}  // namespace trailsift
