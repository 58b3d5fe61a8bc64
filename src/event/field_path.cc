#include "event/field_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace trailsift {
namespace {

// Other names are quoted, so that a printed condition can be read in one way only.
bool IsPlainName(std::string_view name) {
  return !name.empty() && std::ranges::none_of(name, [](char c) {
    constexpr std::string_view kSpecial = ".[]()\"',";
    return static_cast<unsigned char>(c) <= ' ' || kSpecial.find(c) != std::string_view::npos;
  });
}

class KeyPathReader {
 public:
  explicit KeyPathReader(std::string_view text) : text_(text) {}

  tl::expected<FieldPath, PathError> Read() {
    if (text_ == ".") return FieldPath{};
    if (text_.empty()) return Error("a path must name at least one member");
    FieldPath path;
    while (position_ < text_.size()) {
      const bool first = path.steps.empty();
      if (text_[position_] == '[') {
        auto step = Bracket();
        if (!step) return tl::make_unexpected(step.error());
        path.steps.push_back(std::move(*step));
        continue;
      }
      if (!first) {
        if (text_[position_] != '.') return Error("expected '.' or '[' between two steps");
        ++position_;
      }
      const std::size_t end = std::min(text_.find_first_of(".[]", position_), text_.size());
      if (end == position_) return Error("expected a member name");
      path.steps.push_back(PathStep::Name(std::string(text_.substr(position_, end - position_))));
      position_ = end;
    }
    return path;
  }

 private:
  tl::unexpected<PathError> Error(std::string message) const {
    return tl::make_unexpected(PathError{position_, std::move(message)});
  }

  tl::expected<PathStep, PathError> Bracket() {
    ++position_;
    PathStep step;
    if (position_ < text_.size() && text_[position_] == '*') {
      ++position_;
      step = PathStep::Wildcard();
    } else if (position_ < text_.size() && (text_[position_] == '"' || text_[position_] == '\'')) {
      auto name = Quoted();
      if (!name) return tl::make_unexpected(name.error());
      step = PathStep::Name(std::move(*name));
    } else {
      std::uint32_t index = 0;
      const char* begin = text_.data() + position_;
      const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), index);
      if (error != std::errc{}) return Error("expected an index, '*' or a quoted name");
      position_ += static_cast<std::size_t>(end - begin);
      step = PathStep::Index(index);
    }
    if (position_ >= text_.size() || text_[position_] != ']') return Error("expected ']'");
    ++position_;
    return step;
  }

  tl::expected<std::string, PathError> Quoted() {
    const char quote = text_[position_++];
    std::string name;
    while (position_ < text_.size() && text_[position_] != quote) {
      if (text_[position_] == '\\') {
        ++position_;
        if (position_ >= text_.size() ||
            std::string_view("\"'\\").find(text_[position_]) == std::string_view::npos) {
          return Error("only \\\", \\' and \\\\ are escapes here");
        }
      }
      name += text_[position_++];
    }
    if (position_ >= text_.size()) return Error("the quoted name is not closed");
    ++position_;
    return name;
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

void AppendQuoted(std::string& out, std::string_view name) {
  out += "[\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += "\"]";
}

}  // namespace

FieldPath FieldPath::OfNames(std::initializer_list<std::string_view> names) {
  FieldPath path;
  for (const std::string_view name : names) path.steps.push_back(PathStep::Name(std::string(name)));
  return path;
}

tl::expected<FieldPath, PathError> ParseKeyPath(std::string_view text) {
  return KeyPathReader(text).Read();
}

FieldPath Join(const FieldPath& base, const FieldPath& path) {
  FieldPath joined = base;
  joined.steps.insert(joined.steps.end(), path.steps.begin(), path.steps.end());
  return joined;
}

FieldPath ElementsOf(const FieldPath& list) {
  FieldPath elements = list;
  const bool is_spread = std::ranges::any_of(
      list.steps, [](const PathStep& step) { return step.kind == PathStep::Kind::kWildcard; });
  if (!is_spread) elements.steps.push_back(PathStep::Wildcard());
  return elements;
}

std::string ToString(const FieldPath& path) {
  if (path.steps.empty()) return ".";
  std::string out;
  for (const PathStep& step : path.steps) {
    switch (step.kind) {
      case PathStep::Kind::kIndex:
        out += fmt::format("[{}]", step.index);
        break;
      case PathStep::Kind::kWildcard:
        out += "[*]";
        break;
      case PathStep::Kind::kName:
        if (!IsPlainName(step.name)) {
          AppendQuoted(out, step.name);
          break;
        }
        if (!out.empty()) out += '.';
        out += step.name;
        break;
    }
  }
  return out;
}

}  // namespace trailsift
