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

class ScannedValue {
 public:
  ScannedValue(std::string_view text, bool may_have_escapes, Scanners& scanners, std::size_t level)
      : text_(text), may_have_escapes_(may_have_escapes), scanners_(scanners), level_(level) {}

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

  std::string_view Token() const { return text_; }

  bool IsCutByAws() const {
    std::size_t first = 1;
    while (IsBlank(text_[first])) ++first;
    return text_.substr(first).starts_with(kQuotedCutMark);
  }

  static bool Skip() { return true; }

  bool Take(FieldValue& out, WalkOutput& output) const {
    out.kind = *Kind();
    switch (out.kind) {
      case ValueKind::kString: {
        const std::string_view content = text_.substr(1, text_.size() - 2);
        const bool has_escapes = may_have_escapes_ && content.find('\\') != std::string_view::npos;
        return output.TakeString(out, content, has_escapes);
      }
      case ValueKind::kBoolean:
        out.boolean = text_.front() == 't';
        return true;
      case ValueKind::kNull:
        return true;
      default:
        out.text = text_;
        return true;
    }
  }

  template <typename Visit>
  bool Walk(FieldValue* whole, const Visit& visit) const {
    if (whole != nullptr) {
      whole->kind = ValueKind::kObject;
      whole->text = text_;
    }
    MemberScanner& scanner = scanners_.At(level_);
    return scanner.Scan(text_) == MemberScanner::Outcome::kClosed &&
           VisitMembers(scanner, scanners_, level_, visit);
  }

  // `level` is that of the scanner.
  template <typename Visit>
  static bool VisitMembers(const MemberScanner& scanner, Scanners& scanners, std::size_t level,
                           const Visit& visit) {
    const bool escapes = scanner.has_backslash();
    return scanner.VisitMembers([&](std::string_view name, std::string_view text) {
      if (escapes && name.find('\\') != std::string_view::npos) return false;
      const ScannedValue value(text, escapes, scanners, level + 1);
      return visit(name, value);
    });
  }

 private:
  std::string_view text_;
  bool may_have_escapes_;
  Scanners& scanners_;
  std::size_t level_;  // Of the scanner that would walk it.
};

}  // namespace

class ScannedWalk::Implementation {
 public:
  Implementation(const Projection& projection, const KeyTables& tables,
                 MemberScanner::Kernel kernel)
      : members_(projection, tables), scanners_(kernel), scanner_(&scanners_.At(0)) {}

  std::optional<std::size_t> Walk(std::string_view text, std::uint32_t maximum_depth,
                                  WalkOutput& output) {
    outcome_ = scanner_->Scan(text);
    if (outcome_ != MemberScanner::Outcome::kClosed || scanner_->greatest_depth() > maximum_depth) {
      return std::nullopt;
    }
    members_.Start();
    output.parsed.plain_ascii = !scanner_->has_backslash() && !scanner_->has_non_ascii();
    const auto visit = [&](std::string_view key, const ScannedValue& value) {
      return members_.TakeTopMember(key, value, output);
    };
    if (!ScannedValue::VisitMembers(*scanner_, scanners_, 0, visit)) return std::nullopt;
    return scanner_->length();
  }

  bool SplitsMembers() const {
    const auto any = [](std::string_view, std::string_view) { return true; };
    const auto is_word = [](std::string_view value) {
      return std::ranges::none_of(value, IsBlank);
    };
    return outcome_ == MemberScanner::Outcome::kClosed && scanner_->VisitMembers(any, is_word);
  }

 private:
  ObjectWalk<const ScannedValue> members_;
  Scanners scanners_;
  MemberScanner* scanner_;
  MemberScanner::Outcome outcome_ = MemberScanner::Outcome::kUnsure;
};

ScannedWalk::ScannedWalk(const Projection& projection, const KeyTables& tables,
                         MemberScanner::Kernel kernel)
    : implementation_(std::make_unique<Implementation>(projection, tables, kernel)) {}
ScannedWalk::~ScannedWalk() = default;

bool ScannedWalk::SplitsMembers() const { return implementation_->SplitsMembers(); }

std::optional<std::size_t> ScannedWalk::Walk(std::string_view text, std::uint32_t maximum_depth,
                                             WalkOutput& output) {
  return implementation_->Walk(text, maximum_depth, output);
}

}  // namespace trailsift
