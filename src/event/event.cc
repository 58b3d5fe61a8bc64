#include "event/event.h"

#include <algorithm>

#include "event/derived_fields.h"
#include "event/field_lookup.h"

namespace trailsift {

Event::Event(const Projection& projection)
    : projection_(&projection),
      slots_(projection.slot_count()),
      missing_(projection.walked_end()),
      resolved_(projection.slot_count()),
      expanded_(projection.slot_count()),
      trees_(projection.slot_count()) {}

void Event::Resolve(Slot slot) const {
  slots_[slot] = Lookup(projection_->path(slot));
  resolved_[slot] = record_;
}

const FieldValue& Event::Expanded(Slot slot) const {
  const FieldValue& value = At(slot);
  const bool composite = value.kind == ValueKind::kList || value.kind == ValueKind::kObject;
  if (!composite || value.tree != nullptr) return value;
  if (expanded_[slot] != record_) {
    trees_[slot] = trailsift::Lookup(Tree(), projection_->path(slot), assembled_);
    expanded_[slot] = record_;
  }
  return trees_[slot];
}

const JsonValue& Event::Tree() const {
  if (!tree_) {
    auto parsed = ParseJson(text_, maximum_depth_, &oddities_);
    // The fast walk accepts a record that breaks the grammar in a part it skips.
    if (!parsed) tree_error_ = std::move(parsed.error());
    tree_ = parsed ? std::move(*parsed) : ParseJsonPart(text_, maximum_depth_, &oddities_);
  }
  return *tree_;
}

FieldValue Event::Lookup(const FieldPath& path) const {
  const JsonValue& tree = Tree();
  if (!path.steps.empty() && path.steps.front().kind == PathStep::Kind::kName &&
      IsDerivedField(path.steps.front().name)) {
    const std::string& name = path.steps.front().name;
    std::optional<JsonValue> derived = DeriveField(tree, name);
    if (!derived) return {};
    const JsonValue& root =
        assembled_.emplace_back(JsonValue::Object({{name, std::move(*derived)}}));
    return trailsift::Lookup(root, path, assembled_);
  }
  return trailsift::Lookup(tree, path, assembled_);
}

std::optional<JsonError> Event::Assign(std::string_view text, std::uint32_t maximum_depth) {
  Clear(text);
  maximum_depth_ = maximum_depth;
  auto parsed = ParseJson(text, maximum_depth, &oddities_);
  if (!parsed) return parsed.error();
  tree_ = std::move(*parsed);
  FillFromTree();
  return std::nullopt;
}

void Event::AssignReading(const Event& other, std::size_t occurrence) {
  Clear(other.text());
  maximum_depth_ = other.maximum_depth_;
  tree_ = WithoutRepeats(other.Tree(), occurrence);
  FillFromTree();
}

void Event::Clear(std::string_view text) {
  text_ = text;
  ++record_;
  std::ranges::copy(missing_, slots_.begin());
  tree_.reset();
  tree_error_.reset();
  oddities_ = {};
  if (!assembled_.empty()) assembled_.clear();
}

void Event::FillFromTree() {
  for (Slot slot = 0; slot < slots_.size(); ++slot) {
    if (!projection_->is_lazy(slot)) {
      slots_[slot] = trailsift::Lookup(*tree_, projection_->path(slot), assembled_);
    }
  }
}

}  // namespace trailsift
