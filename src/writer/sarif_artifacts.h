#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "writer/json_builder.h"

namespace trailsift {

// A source as results and notifications name it.
struct SarifSource {
  std::string path;
  std::string member;  // Name inside a container; empty: none, or the decompressed content.
  bool compressed = false;
  bool standard_input = false;
};

// The list `artifacts`: the sources that something in the document points at. A compressed source
// is followed by its decompressed member, which names it as parent.
class SarifArtifacts {
 public:
  // Paths below `start_directory` (absolute) are written relative to it.
  explicit SarifArtifacts(std::string start_directory)
      : start_directory_(std::move(start_directory)) {}

  // The index of the source itself, entered together with its member where they are new. Also for
  // a compressed source: a viewer can open that, and not the member.
  std::size_t Add(const SarifSource& source);

  // The `artifactLocation` of the artifact with that index.
  void AppendLocation(JsonBuilder& json, std::size_t index) const;

  // The artifact objects as JSON, in order of their index. Grows with Add.
  const std::vector<std::string>& entries() const { return entries_; }

 private:
  struct Location {
    std::string uri;
    bool relative = false;
  };

  std::size_t AddRoot(const SarifSource& source);
  void AddMember(std::size_t parent, std::string_view name);

  std::string start_directory_;
  std::map<std::pair<std::string, bool>, std::size_t> roots_;  // By path and standard_input.
  std::map<std::pair<std::size_t, std::string>, std::size_t> members_;
  std::vector<Location> locations_;
  std::vector<std::string> entries_;
};

}  // namespace trailsift
