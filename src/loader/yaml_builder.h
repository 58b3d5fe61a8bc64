#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "loader/problem_reporter.h"
#include "loader/source_text.h"
#include "loader/yaml_node.h"

namespace trailsift {

// Builds the tree of one document after the other from the events of a YAML parser, and checks what
// the parser does not: tags, keys, integers, aliases and nesting. Offsets are those of the event's
// first byte in the text, tag and anchor included.
class YamlBuilder {
 public:
  using Anchor = std::size_t;  // 0: none.

  // A node as the parser announces it. The tag is in its full form, "?" for a plain scalar or
  // container without one, "!" for a quoted scalar without one.
  struct Header {
    std::size_t offset = 0;
    std::string_view tag;
    Anchor anchor = 0;
  };

  YamlBuilder(const SourceText& source, ProblemReporter& problems)
      : source_(source), problems_(problems) {}

  void StartDocument();
  void AddNull(const Header& header);
  void AddScalar(const Header& header, std::string text);
  void AddAlias(std::size_t offset, Anchor anchor);
  // False if that is nested too deeply; then nothing may follow. `flow`: written in brackets.
  bool StartContainer(YamlNode::Kind kind, bool flow, const Header& header);
  void EndContainer();
  // The tree of the document that was built. To be called once for each.
  YamlNode TakeDocument();

 private:
  using Number = std::uint32_t;  // Index into pool_.

  // A node whose children are named by number, so that an alias costs nothing before it is known
  // to be small enough.
  struct Pooled {
    YamlNode node;
    std::vector<Number> keys;
    std::vector<Number> items;
    std::size_t size = 1;    // Nodes, those made by aliases included.
    std::size_t height = 0;  // Levels of containers, as the limit counts them.
    bool open = false;
    bool flow = false;
    bool is_level = true;
    bool unusable_key = false;  // Reported already.
  };

  // True if what comes next is a key of the innermost container.
  bool ExpectsKey() const;
  // The key that has no value yet, if the innermost container is a mapping.
  const YamlNode* PendingKey() const;
  Number AddToPool(YamlNode node, Anchor anchor);
  void Attach(Number child);
  Number CheckedKey(Number key);
  bool AliasFits(const Pooled& target, const TextPlace& place);
  void CheckDuplicateKeys(const Pooled& map);
  void ResolveScalar(YamlNode& node, std::string_view tag, bool plain);
  void CheckPlainScalar(const YamlNode& node);
  void PlaceScalar(YamlNode& node, std::size_t offset) const;
  void PlaceImpliedNull(YamlNode& node, std::size_t offset);
  void CheckColon(const YamlNode& key);
  void CheckQuotes(const YamlNode& node, std::size_t offset);
  YamlNode Expand(Number number);

  const SourceText& source_;
  ProblemReporter& problems_;
  std::vector<Pooled> pool_;
  std::vector<Number> open_;  // Containers, outermost first.
  std::unordered_map<Anchor, Number> anchors_;
  std::size_t levels_ = 0;  // Open ones, as the limit counts them.
  std::size_t alias_nodes_ = 0;
};

}  // namespace trailsift
