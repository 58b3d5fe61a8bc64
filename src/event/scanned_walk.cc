#include "event/scanned_walk.h"

#include <algorithm>

#include "base/ascii.h"

namespace trailsift {
namespace {

// A scanner for each level of nesting that is walked.
class Scanners {
 public:
  explicit Scanners(MemberScanner::Kernel kernel) : kernel_(kernel) {}

  MemberScanner& At(std::size_t level) {
    while (scanners_.size() <= level) scanners_.emplace_back(kernel_);
    return scanners_[level];
  }

 private:
  MemberScanner::Kernel kernel_;
  std::deque<MemberScanner> scanners_;
};

// What the members of one object have in common.
struct ScannedObject {
  const MemberScanner& scanner;  // Of it, or, if that is compact, of an object that it stands in.
  Scanners& scanners;
  std::size_t level;  // Of `scanner` among them.
  bool may_have_escapes;
};

class ScannedValue {
 public:
  static constexpr bool kKnowsText = true;

  // `place`: see MemberScanner::VisitMembers.
  ScannedValue(std::string_view text, const ScannedObject& object, std::size_t place)
      : text_(text), object_(object), place_(place) {}

  std::optional<ValueKind> Kind() const {
    switch (text_.front()) {
      case '"':
        return ValueKind::kString;
      case '{':
        return ValueKind::kObject;
      case '[':
        return ValueKind::kList;
      case 't':
      case 'f':
        return ValueKind::kBoolean;
      case 'n':
        return ValueKind::kNull;
      default:
        return ValueKind::kNumber;
    }
  }

  bool IsObject() const { return text_.front() == '{'; }

  std::string_view Token() const { return text_; }

  bool IsCutByAws() const {
    std::size_t first = 1;
    while (IsBlank(text_[first])) ++first;
    return text_.substr(first).starts_with(kQuotedCutMark);
  }

  static bool Skip() { return true; }

  [[gnu::always_inline]] bool TakePlain(FieldValue& out) const {
    if (text_.front() != '"' || object_.may_have_escapes) return false;
    out.kind = ValueKind::kString;
    out.text = {text_.data() + 1, text_.size() - 2};
    return true;
  }

  bool Take(FieldValue& out, WalkOutput& output) const {
    if (text_.front() == '"') [[likely]] {
      const std::string_view content(text_.data() + 1, text_.size() - 2);
      const bool has_escapes =
          object_.may_have_escapes && content.find('\\') != std::string_view::npos;
      return output.TakeString(out, content, has_escapes);
    }
    out.kind = *Kind();
    if (out.kind == ValueKind::kBoolean) {
      out.boolean = text_.front() == 't';
    } else if (out.kind != ValueKind::kNull) {
      out.text = text_;
    }
    return true;
  }

  bool TakeWhole(FieldValue* whole) const {
    if (whole != nullptr) {
      whole->kind = ValueKind::kObject;
      whole->text = text_;
    }
    return true;
  }

  template <typename Visit>
  bool Walk(FieldValue* whole, const Visit& visit) const {
    TakeWhole(whole);
    if (object_.scanner.is_compact()) {
      return object_.scanner.VisitMembersOf(place_,
                                            ValueVisitor(object_, WithoutEscapes(object_, visit)));
    }
    const std::size_t level = object_.level + 1;
    MemberScanner& scanner = object_.scanners.At(level);
    return scanner.Scan(text_) == MemberScanner::Outcome::kClosed &&
           VisitMembers(scanner, object_.scanners, level, WithoutEscapes(object_, visit));
  }

  // Names come as they are written: visit() must refuse those with escapes, as KeyMeanings and
  // WithoutEscapes do.
  template <typename Visit>
  static bool VisitMembers(const MemberScanner& scanner, Scanners& scanners, std::size_t level,
                           const Visit& visit) {
    const ScannedObject object{scanner, scanners, level, scanner.has_backslash()};
    return scanner.VisitMembers(ValueVisitor(object, visit));
  }

 private:
  // An escape in a name is for another reader.
  template <typename Visit>
  static auto WithoutEscapes(const ScannedObject& object, const Visit& visit) {
    return [&](std::string_view name, const ScannedValue& value) {
      if (object.may_have_escapes && name.find('\\') != std::string_view::npos) return false;
      return visit(name, value);
    };
  }

  template <typename Visit>
  static auto ValueVisitor(const ScannedObject& object, const Visit& visit) {
    return [&](std::string_view name, std::string_view text, std::size_t place)
        __attribute__((always_inline)) {
      const ScannedValue value(text, object, place);
      return visit(name, value);
    };
  }

  std::string_view text_;
  const ScannedObject& object_;
  std::size_t place_;
};

}  // namespace

class ScannedWalk::Implementation {
 public:
  Implementation(const KeyTables& tables, MemberScanner::Kernel kernel)
      : members_(tables), scanners_(kernel), scanner_(&scanners_.At(0)) {}

  std::optional<std::size_t> Walk(std::string_view text, std::uint32_t maximum_depth,
                                  WalkOutput& output) {
    outcome_ = scanner_->Scan(text);
    if (outcome_ != MemberScanner::Outcome::kClosed || scanner_->greatest_depth() > maximum_depth) {
      return std::nullopt;
    }
    members_.Start();
    output.parsed.plain_ascii = !scanner_->has_backslash() && !scanner_->has_non_ascii();
    output.parsed.plain_line = scanner_->is_compact();
    const auto visit = [&](std::string_view key, const ScannedValue& value)
        __attribute__((always_inline)) {
      return members_.TakeTopMember(key, value, output);
    };
    if (!ScannedValue::VisitMembers(*scanner_, scanners_, 0, visit)) return std::nullopt;
    return scanner_->length();
  }

  bool SplitsMembers() const {
    const auto any = [](std::string_view, std::string_view, std::size_t) { return true; };
    const auto is_word = [](std::string_view value) {
      return !value.empty() && std::ranges::none_of(value, IsBlank) &&
             value.find_first_of("\"{[") == std::string_view::npos;
    };
    return outcome_ == MemberScanner::Outcome::kClosed && scanner_->VisitMembers(any, is_word);
  }

 private:
  ObjectWalk<const ScannedValue> members_;
  Scanners scanners_;
  MemberScanner* scanner_;
  MemberScanner::Outcome outcome_ = MemberScanner::Outcome::kUnsure;
};

ScannedWalk::ScannedWalk(const KeyTables& tables, MemberScanner::Kernel kernel)
    : implementation_(std::make_unique<Implementation>(tables, kernel)) {}
ScannedWalk::~ScannedWalk() = default;

bool ScannedWalk::SplitsMembers() const { return implementation_->SplitsMembers(); }

std::optional<std::size_t> ScannedWalk::Walk(std::string_view text, std::uint32_t maximum_depth,
                                             WalkOutput& output) {
  return implementation_->Walk(text, maximum_depth, output);
}

}  // namespace trailsift
