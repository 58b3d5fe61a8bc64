#include "loader/yaml_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "loader/condition_names.h"
#include "loader/yaml_document.h"
#include "loader/yaml_scalar.h"
#include "loader/yaml_text.h"

namespace trailsift {
namespace {

constexpr std::string_view kCoreTags = "tag:yaml.org,2002:";
std::string PlaceText(const TextPlace& place) {
  return fmt::format("line {}, column {}", place.line, place.column);
}

std::string ShortTag(std::string_view tag) {
  return tag.starts_with(kCoreTags) ? fmt::format("!!{}", tag.substr(kCoreTags.size()))
                                    : std::string(tag);
}

YamlNode::Kind NodeKind(ScalarKind kind) {
  switch (kind) {
    case ScalarKind::kNull:
      return YamlNode::Kind::kNull;
    case ScalarKind::kBoolean:
      return YamlNode::Kind::kBoolean;
    case ScalarKind::kInteger:
      return YamlNode::Kind::kInteger;
    case ScalarKind::kFloat:
      return YamlNode::Kind::kFloat;
    case ScalarKind::kString:
      return YamlNode::Kind::kString;
  }
  return YamlNode::Kind::kString;
}

// True if the core-schema tag may stand on a scalar of that text.
bool TagAccepts(std::string_view tag, ScalarKind kind) {
  if (tag == "null") return kind == ScalarKind::kNull;
  if (tag == "bool") return kind == ScalarKind::kBoolean;
  if (tag == "int") return kind == ScalarKind::kInteger;
  return tag == "float" && (kind == ScalarKind::kFloat || kind == ScalarKind::kInteger);
}

}  // namespace

void YamlBuilder::StartDocument() {
  pool_.clear();
  open_.clear();
  anchors_.clear();
  levels_ = 0;
  alias_nodes_ = 0;
}

YamlNode YamlBuilder::TakeDocument() { return pool_.empty() ? YamlNode{} : Expand(0); }

YamlBuilder::Number YamlBuilder::AddToPool(YamlNode node, Anchor anchor) {
  const auto number = static_cast<Number>(pool_.size());
  pool_.emplace_back().node = std::move(node);
  if (anchor != 0) anchors_[anchor] = number;
  return number;
}

void YamlBuilder::Attach(Number child) {
  if (open_.empty()) return;
  if (!ExpectsKey()) {
    pool_[open_.back()].items.push_back(child);
  } else {
    const Number key = CheckedKey(child);
    pool_[open_.back()].keys.push_back(key);
  }
}

YamlBuilder::Number YamlBuilder::CheckedKey(Number key) {
  const YamlNode& node = pool_[key].node;
  const TextPlace place = node.place;
  if (!node.is_scalar()) {
    problems_.Report(Diagnostic::Level::kError, place, "key-not-scalar",
                     fmt::format("a key must be a scalar, not {}", KindName(node)));
  } else if (node.kind == YamlNode::Kind::kNull && node.text.empty()) {
    problems_.Report(Diagnostic::Level::kError, place, "empty-key", "there is no key before ':'");
  } else if (node.text == "<<" && !node.quoted) {
    problems_.Report(Diagnostic::Level::kError, place, "merge-key",
                     "merge keys (<<) are not supported; write the members out");
  } else {
    return key;
  }
  YamlNode substitute;
  substitute.kind = YamlNode::Kind::kString;
  substitute.place = place;
  const Number number = AddToPool(std::move(substitute), 0);
  pool_[number].unusable_key = true;
  return number;
}

void YamlBuilder::AddNull(const Header& header) {
  YamlNode node;
  const NodeStart start = SkipProperties(source_.text(), header.offset);
  // The parser gives a null that is not written the place of whatever comes next, and that may be
  // a key of this name.
  const YamlNode* key = PendingKey();
  if (key == nullptr || key->place.line == source_.PlaceAt(start.offset).line) {
    node.text = NullWordAt(source_.text(), start.offset);
  }
  if (node.text.empty()) {
    PlaceImpliedNull(node, start.offset);
  } else {
    PlaceScalar(node, start.offset);
  }
  if (start.string_tag) node.kind = YamlNode::Kind::kString;
  Attach(AddToPool(std::move(node), header.anchor));
}

// At its key, or at the dash or comma before it.
void YamlBuilder::PlaceImpliedNull(YamlNode& node, std::size_t offset) {
  if (const YamlNode* key = PendingKey()) {
    node.place = key->place;
    if (!pool_[open_.back()].flow) CheckColon(*key);
    return;
  }
  node.place = source_.PlaceAt(ContentBefore(source_.text(), offset));
  const bool in_flow_list = !open_.empty() && pool_[open_.back()].flow &&
                            pool_[open_.back()].node.kind == YamlNode::Kind::kList;
  if (in_flow_list) {
    problems_.Report(Diagnostic::Level::kError, node.place, "invalid-yaml",
                     "invalid YAML: an entry of the list is missing here");
  }
}

bool YamlBuilder::ExpectsKey() const {
  if (open_.empty()) return false;
  const Pooled& parent = pool_[open_.back()];
  return parent.node.kind == YamlNode::Kind::kMap && parent.keys.size() == parent.items.size();
}

const YamlNode* YamlBuilder::PendingKey() const {
  if (open_.empty()) return nullptr;
  const Pooled& parent = pool_[open_.back()];
  return parent.keys.size() > parent.items.size() ? &pool_[parent.keys.back()].node : nullptr;
}

// The parser takes a line without ":" inside a mapping for a key without a value.
void YamlBuilder::CheckColon(const YamlNode& key) {
  const std::size_t start = source_.OffsetOf(key.place);
  if (HasColon(source_.text(), start, start + key.place.length)) return;
  problems_.Report(Diagnostic::Level::kError, key.place, "invalid-yaml",
                   "invalid YAML: expected a key with \":\" behind it");
}

void YamlBuilder::PlaceScalar(YamlNode& node, std::size_t offset) const {
  const ScalarExtent extent = FindScalarExtent(source_.text(), offset, node.text);
  node.place = source_.PlaceAt(offset);
  node.place.length = static_cast<std::uint32_t>(extent.length);
  node.verbatim = extent.verbatim;
}

void YamlBuilder::AddScalar(const Header& header, std::string text) {
  YamlNode node;
  node.text = std::move(text);
  const NodeStart start = SkipProperties(source_.text(), header.offset);
  std::size_t offset = start.offset;
  if (offset > header.offset) {
    const std::size_t content = FindContent(source_.text(), offset);
    // An empty scalar may be nothing but its tag, before the next key.
    if (!node.text.empty() || IsQuotationMarkAt(source_.text(), content)) offset = content;
  }
  PlaceScalar(node, offset);
  const bool in_quotes = IsQuotationMarkAt(source_.text(), offset);
  const char first = offset < source_.text().size() ? source_.text()[offset] : '\0';
  node.quoted = in_quotes || first == '|' || first == '>';
  if (in_quotes) CheckQuotes(node, offset);
  ResolveScalar(node, header.tag, !node.quoted && !start.string_tag);
  Attach(AddToPool(std::move(node), header.anchor));
}

// The parser takes the end of the file for a closing quotation mark, and it loses line breaks of a
// text that has nothing else.
void YamlBuilder::CheckQuotes(const YamlNode& node, std::size_t offset) {
  const std::string_view text = source_.text();
  const std::size_t end = FindQuotedEnd(text, offset);
  if (end == std::string_view::npos) {
    problems_.Report(Diagnostic::Level::kError, node.place, "invalid-yaml",
                     "invalid YAML: the quotation mark is never closed");
    return;
  }
  const std::string_view content = text.substr(offset + 1, end - offset - 2);
  const bool blank = content.find_first_not_of(" \t\r\n") == std::string_view::npos;
  if (blank && std::ranges::count(content, '\n') > 1) {
    problems_.Report(
        Diagnostic::Level::kError, node.place, "invalid-yaml",
        "a quoted text of line breaks only is not supported; write \"\\n\" for each of them");
  }
}

void YamlBuilder::ResolveScalar(YamlNode& node, std::string_view tag, bool plain) {
  node.kind = YamlNode::Kind::kString;
  const ScalarKind kind = ResolvePlainScalar(node.text);
  if (tag == "?" && plain) {
    node.kind = NodeKind(kind);
    CheckPlainScalar(node);
  } else if (tag != "?" && tag != "!" && tag.starts_with(kCoreTags)) {
    const std::string_view name = tag.substr(kCoreTags.size());
    if (TagAccepts(name, kind)) {
      node.kind = NodeKind(kind);
      CheckPlainScalar(node);
    } else if (name != "str") {
      problems_.Report(Diagnostic::Level::kError, node.place, "wrong-tag",
                       fmt::format("the tag {} does not fit this scalar", ShortTag(tag)));
    }
  } else if (tag != "?" && tag != "!") {
    problems_.Report(Diagnostic::Level::kError, node.place, "unknown-tag",
                     fmt::format("unknown tag {}; only the core tags of YAML are accepted", tag));
  }
}

void YamlBuilder::CheckPlainScalar(const YamlNode& node) {
  if (ExpectsKey()) return;  // Of a key only the text counts.
  if (node.kind == YamlNode::Kind::kInteger && !FitsIn64Bits(node.text)) {
    problems_.Report(Diagnostic::Level::kError, node.place, "integer-too-large",
                     "the integer does not fit in 64 bits; quote it if it is an identifier");
    return;
  }
  switch (DoubtAbout(node.text)) {
    case ScalarDoubt::kNone:
      return;
    case ScalarDoubt::kLeadingZeros:
      problems_.Report(
          Diagnostic::Level::kWarning, node.place, "leading-zeros",
          fmt::format("{} is read as the decimal number {}; quote it if it is an identifier",
                      node.text, JsonNumber(node.text)));
      return;
    case ScalarDoubt::kNotANumber:
      problems_.Report(
          Diagnostic::Level::kWarning, node.place, "not-a-number",
          fmt::format("{} is read as a string, not as a number; quote it if that is meant",
                      node.text));
      return;
  }
}

void YamlBuilder::AddAlias(std::size_t offset, Anchor anchor) {
  const std::string_view text = source_.text();
  TextPlace place = source_.PlaceAt(offset);
  const std::size_t end = std::min(text.find_first_of(" \t\r\n,]}", offset), text.size());
  place.length = static_cast<std::uint32_t>(std::max<std::size_t>(1, end - std::min(offset, end)));
  const auto found = anchors_.find(anchor);
  if (found != anchors_.end() && AliasFits(pool_[found->second], place)) {
    alias_nodes_ += pool_[found->second].size;
    return Attach(found->second);
  }
  YamlNode substitute;
  substitute.place = place;
  Attach(AddToPool(std::move(substitute), 0));
}

bool YamlBuilder::AliasFits(const Pooled& target, const TextPlace& place) {
  if (target.open) {
    problems_.Report(Diagnostic::Level::kError, place, "recursive-alias",
                     "the alias stands inside itself");
    return false;
  }
  if (alias_nodes_ + target.size > kMaximumAliasNodes) {
    // Said once: what else the document repeats is of no interest any more.
    if (alias_nodes_ <= kMaximumAliasNodes) {
      problems_.Report(Diagnostic::Level::kError, place, "alias-expansion",
                       fmt::format("the aliases of this document stand for more than {} values",
                                   kMaximumAliasNodes));
      alias_nodes_ = kMaximumAliasNodes + 1;
    }
    return false;
  }
  if (levels_ + target.height > kMaximumYamlNesting) {
    problems_.Report(
        Diagnostic::Level::kError, place, "nesting-too-deep",
        fmt::format("the alias makes this nested more than {} levels deep", kMaximumYamlNesting));
    return false;
  }
  return true;
}

bool YamlBuilder::StartContainer(YamlNode::Kind kind, bool flow, const Header& header) {
  YamlNode node;
  node.kind = kind;
  node.place = source_.PlaceAt(SkipProperties(source_.text(), header.offset).offset);
  const YamlNode* key = PendingKey();
  const bool is_level =
      kind == YamlNode::Kind::kMap || key == nullptr || !HoldsExpressions(key->text);
  if (is_level && levels_ == kMaximumYamlNesting) {
    problems_.Report(Diagnostic::Level::kError, node.place, "nesting-too-deep",
                     fmt::format("nested more than {} levels deep", kMaximumYamlNesting));
    return false;
  }
  const std::string_view own_tag =
      kind == YamlNode::Kind::kMap ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq";
  if (header.tag != "?" && header.tag != "!" && header.tag != own_tag) {
    problems_.Report(
        Diagnostic::Level::kError, node.place,
        header.tag.starts_with(kCoreTags) ? "wrong-tag" : "unknown-tag",
        fmt::format("the tag {} does not fit {}", ShortTag(header.tag), KindName(node)));
  }
  const Number number = AddToPool(std::move(node), header.anchor);
  pool_[number].open = true;
  pool_[number].flow = flow;
  pool_[number].is_level = is_level;
  if (is_level) ++levels_;
  open_.push_back(number);
  return true;
}

void YamlBuilder::EndContainer() {
  const Number number = open_.back();
  open_.pop_back();
  Pooled& container = pool_[number];
  container.open = false;
  for (const std::vector<Number>* children : {&container.keys, &container.items}) {
    for (const Number child : *children) {
      container.size += pool_[child].size;
      container.height = std::max(container.height, pool_[child].height);
    }
  }
  if (container.is_level) {
    ++container.height;
    --levels_;
  }
  CheckDuplicateKeys(container);
  Attach(number);
}

void YamlBuilder::CheckDuplicateKeys(const Pooled& map) {
  std::unordered_map<std::string_view, const YamlNode*> seen;
  for (const Number number : map.keys) {
    const YamlNode& key = pool_[number].node;
    if (pool_[number].unusable_key) continue;
    const auto [first, is_new] = seen.emplace(key.text, &key);
    if (is_new) continue;
    problems_.Report(Diagnostic::Level::kError, key.place, "duplicate-key",
                     fmt::format("the key \"{}\" stands twice in this mapping, first at {}",
                                 key.text, PlaceText(first->second->place)));
  }
}

YamlNode YamlBuilder::Expand(Number number) {
  Pooled& pooled = pool_[number];
  // Without anchors each node stands in one place.
  YamlNode node = anchors_.empty() ? std::move(pooled.node) : pooled.node;
  node.keys.reserve(pooled.keys.size());
  node.items.reserve(pooled.items.size());
  for (const Number key : pooled.keys) node.keys.push_back(Expand(key));
  for (const Number item : pooled.items) node.items.push_back(Expand(item));
  return node;
}

}  // namespace trailsift
