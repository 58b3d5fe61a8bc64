#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "benchmark/corpus_shape.h"
#include "benchmark/record_generator.h"

namespace trailsift {

// What is true of a corpus.
struct Truth {
  std::uint64_t files = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;  // Of text, before compression.
  std::array<std::uint64_t, static_cast<std::size_t>(kLastPlant) + 1> counts{};
  // Event ids in the order in which a scan of the folder meets them.
  std::vector<std::string> matches;
};

// Writes about `bytes` bytes of text in one shape to the folder. One record in a thousand is
// planted, and each kind of plant is there at least once. Errors are thrown.
Truth WriteShape(CorpusShape shape, std::uint64_t seed, std::uint64_t bytes,
                 const std::filesystem::path& folder);

// Writes deliveries, plain and gzipped in turn, and every eighth file as JSON Lines, each with
// `records` records on average, of which one in a hundred is planted.
Truth WriteMixture(std::uint64_t seed, std::uint64_t files, std::uint64_t records,
                   const std::filesystem::path& folder);

}  // namespace trailsift
