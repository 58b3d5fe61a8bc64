// If a text has a part, its folding has the folding of the part: FoldCase goes by code points, and
// a part begins and ends between two. So whatever is shown of foldings is true of the texts; of the
// exact texts only what two exact parts show.
#include "lint/text_claims.h"

#include <string>
#include <utility>

#include "event/case_fold.h"

namespace trailsift {
namespace {

using Kind = TextPart::Kind;

bool Has(std::string_view text, Kind kind, std::string_view part) {
  switch (kind) {
    case Kind::kWhole:
      return text == part;
    case Kind::kStart:
      return text.starts_with(part);
    case Kind::kEnd:
      return text.ends_with(part);
    case Kind::kInside:
      return text.find(part) != std::string_view::npos;
  }
  return false;
}

std::string Read(const TextPart& part, bool ignores_case) {
  return ignores_case ? FoldCase(part.text) : std::string(part.text);
}

}  // namespace

std::optional<TextPart> TextPartOf(const FieldTest& test) {
  if (test.other_field || test.operands.size() != 1) return std::nullopt;
  const Literal& operand = test.operands.front();
  if (operand.kind != Literal::Kind::kString) return std::nullopt;
  if (test.op == Operator::kEquals || test.op == Operator::kIsIn) {
    return TextPart{Kind::kWhole, operand.text, test.ignores_case};
  }
  if (test.op == Operator::kStartsWith) {
    return TextPart{Kind::kStart, operand.text, test.ignores_case};
  }
  if (test.op == Operator::kEndsWith) {
    return TextPart{Kind::kEnd, operand.text, test.ignores_case};
  }
  if (test.op == Operator::kContains) {
    return TextPart{Kind::kInside, operand.text, test.ignores_case};
  }
  return std::nullopt;
}

bool PartsExcludeEachOther(const TextPart& left, const TextPart& right) {
  const bool ignores_case = left.ignores_case || right.ignores_case;
  std::string one = Read(left, ignores_case);
  std::string other = Read(right, ignores_case);
  if (left.kind == Kind::kWhole) return !Has(one, right.kind, other);
  if (right.kind == Kind::kWhole) return !Has(other, left.kind, one);
  if (left.kind != right.kind || left.kind == Kind::kInside) return false;
  if (one.size() < other.size()) std::swap(one, other);
  return !Has(one, left.kind, other);
}

bool PartImplies(const TextPart& known, const TextPart& implied) {
  if (known.ignores_case && !implied.ignores_case) return false;
  const bool ends_fit =
      known.kind == Kind::kWhole || known.kind == implied.kind || implied.kind == Kind::kInside;
  return ends_fit &&
         Has(Read(known, implied.ignores_case), implied.kind, Read(implied, implied.ignores_case));
}

bool IsInNoAddress(const TextPart& part, Operator kind) {
  const std::string_view allowed =
      kind == Operator::kIsIpv4Address ? "0123456789." : "0123456789abcdef:.";
  return FoldCase(part.text).find_first_not_of(allowed) != std::string::npos;
}

}  // namespace trailsift
