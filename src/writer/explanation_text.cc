#include "writer/explanation_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "writer/terminal_colour.h"
#include "writer/terminal_text.h"
#include "writer/text_layout.h"

namespace trailsift {
namespace {

// Without a terminal a value stands behind its leaf while the line is no longer than this.
constexpr std::size_t kComfortableWidth = 100;
constexpr std::size_t kLeastWidth = 40;
constexpr std::size_t kVerdictWidth = 7;
// Of a list, so many elements that satisfy the condition are shown, and as many that do not.
constexpr std::size_t kShownElements = 5;

std::string_view GroupWords(Group::Kind kind) {
  switch (kind) {
    case Group::Kind::kAll:
      return "all of";
    case Group::Kind::kAny:
      return "any of";
    case Group::Kind::kOnlyOne:
      return "only one of";
    case Group::Kind::kNone:
      return "none of";
  }
  return "";
}

std::string_view ElementWords(Group::Kind kind) {
  switch (kind) {
    case Group::Kind::kAll:
      return "all elements of";
    case Group::Kind::kAny:
      return "any element of";
    case Group::Kind::kOnlyOne:
      return "only one element of";
    case Group::Kind::kNone:
      return "no element of";
  }
  return "";
}

class Page {
 public:
  explicit Page(const ExplanationTextOptions& options)
      : coloured_(options.colour),
        width_(options.width == 0 ? 0 : std::max(options.width, kLeastWidth)) {}

  void AddHead(std::string_view verdict, std::string_view colour, std::string_view location) {
    constexpr std::size_t kLocationColumn = 11;
    const std::string escaped = EscapeForTerminal(location);
    text_ += Paint(verdict, coloured_ ? colour : "");
    text_.append(kLocationColumn - verdict.size(), ' ');
    text_ += (width_ == 0 ? escaped : CutLeft(escaped, width_ - kLocationColumn)) + "\n";
  }

  // Escaped words below the head, two blanks between them.
  void AddFacts(const Words& facts) {
    std::string line;
    for (const std::string& fact : facts) {
      const std::size_t width = DisplayWidth(line) + 2 + DisplayWidth(fact);
      if (width_ > 0 && !line.empty() && width > width_) {
        text_ += line + "\n";
        line.clear();
      }
      line += "  " + fact;
    }
    text_ += line + "\n";
  }

  void AddRemark(std::string_view words) { AddFlow("  ", 2, WordsOf(words)); }

  // A node of the tree; `seen` may be empty.
  void AddNode(bool verdict, bool marked, std::size_t depth, const std::string& notation,
               const std::string& seen) {
    const std::string_view verdict_word = verdict ? "true" : "false";
    std::string first = marked ? "> " : "  ";
    first += Paint(verdict_word, !coloured_ ? "" : verdict ? kGreen : kRed);
    first.append(kVerdictWidth - verdict_word.size() + 2 * depth, ' ');
    const std::size_t column = 2 + kVerdictWidth + 2 * depth;

    const Words words = NotationWords(notation);
    const std::string value = seen.empty() ? "" : "saw " + EscapeCodeForTerminal(seen);
    const std::size_t room = width_ == 0 ? kComfortableWidth : width_;
    const std::string whole = FlowWords(words, 0).front();
    if (value.empty()) {
      AddFlow(first, column, words);
    } else if (column + DisplayWidth(whole) + 2 + DisplayWidth(value) <= room) {
      text_ += fmt::format("{}{}  {}\n", first, whole, value);
    } else {
      AddFlow(first, column, words);
      const std::size_t left = width_ > column + 2 ? width_ - column - 2 : 1;
      text_ +=
          fmt::format("{:{}}{}\n", "", column + 2, width_ == 0 ? value : CutRight(value, left));
    }
  }

  void AddLine(std::size_t depth, std::string_view words) {
    text_ += fmt::format("{:{}}{}\n", "", 2 + kVerdictWidth + 2 * depth, words);
  }

  std::string Take() { return std::move(text_); }

 private:
  // `column` is where the words begin behind `first`, which may hold colours.
  void AddFlow(const std::string& first, std::size_t column, const Words& words) {
    constexpr std::size_t kHanging = 4;
    constexpr std::size_t kLeastRoom = 16;
    const std::size_t room =
        width_ == 0 ? 0 : std::max(kLeastRoom, width_ - std::min(width_, column));
    std::string before = first;
    for (const std::string& line : FlowWords(words, room, kHanging)) {
      text_ += fmt::format("{}{}\n", before, line);
      before.assign(column, ' ');
    }
  }

  const bool coloured_;
  const std::size_t width_;
  std::string text_;
};

// Writes the tree of one condition.
class TreeText {
 public:
  TreeText(const Condition& condition, const std::vector<NodeVerdict>& verdicts,
           const std::vector<NodeId>& marked, Page& page)
      : condition_(condition), verdicts_(verdicts), marked_(marked), page_(page) {}

  void Add(const std::string& label, std::size_t depth) {
    if (condition_.nodes.empty()) {
      page_.AddNode(false, false, depth, label + "never", "");
    } else {
      Add(condition_.root, label, depth);
    }
  }

 private:
  void Add(NodeId id, const std::string& label, std::size_t depth) {
    const Node& node = condition_.nodes[id];
    const NodeVerdict& verdict = verdicts_[id];
    const bool marked = std::ranges::find(marked_, id) != marked_.end();
    if (const auto* test = std::get_if<ElementTest>(&node.body)) {
      AddElements(*test, verdict, marked, label, depth);
      return;
    }
    const auto* group = std::get_if<Group>(&node.body);
    if (group == nullptr || group->children.empty()) {
      std::string seen = verdict.seen;
      if (!verdict.other_seen.empty()) seen += " and " + verdict.other_seen;
      page_.AddNode(verdict.value, marked, depth, label + Print(condition_, id), seen);
      return;
    }
    page_.AddNode(verdict.value, marked, depth, fmt::format("{}{}", label, GroupWords(group->kind)),
                  "");
    for (const NodeId child : group->children) Add(child, "", depth + 1);
  }

  void AddElements(const ElementTest& test, const NodeVerdict& verdict, bool marked,
                   const std::string& label, std::size_t depth) {
    const Condition& element = condition_.element_conditions[test.element];
    std::vector<std::size_t> satisfying;
    std::vector<std::size_t> failing;
    for (std::size_t i = 0; i < verdict.elements.size(); ++i) {
      (verdict.elements[i][element.root].value ? satisfying : failing).push_back(i);
    }
    std::string words =
        fmt::format("{}{} {}", label, ElementWords(test.kind), ToString(test.field));
    words += verdict.elements.empty() ? ": " + Print(element, element.root)
                                      : fmt::format(": satisfied by {} of {}", satisfying.size(),
                                                    verdict.elements.size());
    page_.AddNode(verdict.value, marked, depth, words, verdict.seen);
    std::set<std::size_t> shown;
    for (const auto& kind : {satisfying, failing}) {
      shown.insert(kind.begin(), kind.begin() + static_cast<std::ptrdiff_t>(
                                                    std::min(kShownElements, kind.size())));
    }
    for (const std::size_t index : shown) {
      TreeText(element, verdict.elements[index], {}, page_)
          .Add(fmt::format("[{}] ", index), depth + 1);
    }
    if (const std::size_t left = verdict.elements.size() - shown.size(); left > 0) {
      page_.AddLine(depth + 1, fmt::format("and {} more element{}", left, left == 1 ? "" : "s"));
    }
  }

  const Condition& condition_;
  const std::vector<NodeVerdict>& verdicts_;
  const std::vector<NodeId>& marked_;
  Page& page_;
};

Words FactsOf(const ExplainedRecord& record) {
  Words facts;
  for (const auto* fact : {&record.event_time, &record.event_name, &record.event_source}) {
    facts.push_back(EscapeForTerminal(fact->value_or("-")));
  }
  if (record.event_id) facts.push_back(EscapeForTerminal(*record.event_id));
  return facts;
}

std::string Count(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

}  // namespace

std::string FormatExplanation(const ExplainedRecord& record, const Rule& rule,
                              const ExplanationTextOptions& options) {
  const RuleExplanation& explanation = record.explanation;
  Page page(options);
  const std::string location =
      fmt::format("{}:{}:{}", record.path, record.place.line, record.place.column);
  if (explanation.matches) {
    page.AddHead("MATCH", kBoldGreen, location);
  } else if (explanation.near_miss()) {
    page.AddHead("NEAR MISS", kBoldYellow, location);
  } else {
    page.AddHead("NO MATCH", kBold, location);
  }
  page.AddFacts(FactsOf(record));
  if (!record.fault.empty()) {
    page.AddRemark(
        fmt::format("malformed, {}; the verdicts are on what can be read", record.fault));
  }
  const std::string_view compiled = record.compiled_matches ? "match" : "no match";
  if (record.evaluators_differ()) {
    page.AddRemark(fmt::format("THE EVALUATORS DIFFER: a scan says {}", compiled));
  } else if (record.verdicts_differ()) {
    page.AddRemark(fmt::format("a scan reads on behind the fault and says {}", compiled));
  }
  if (rule.inline_filter) {
    TreeText(*rule.inline_filter, explanation.inline_filter, explanation.missed_in_filter, page)
        .Add("InlineFilters: ", 0);
  }
  TreeText(rule.condition, explanation.condition, explanation.missed_in_condition, page)
      .Add("Detection: ", 0);
  return page.Take();
}

std::string DescribeExplained(const Rule& rule, const ExplainCounts& counts, bool all_shown) {
  const std::uint64_t others = counts.records - counts.matches - counts.near_misses;
  std::string text =
      fmt::format("Rule {}: {}, {} and {} in {}", EscapeForTerminal(rule.id),
                  Count(counts.matches, "match", "matches"),
                  Count(counts.near_misses, "near miss", "near misses"),
                  Count(others, "other", "others"), Count(counts.records, "event", "events"));
  if (others > 0 && !all_shown) text += "; --all shows the others, too";
  return text;
}

}  // namespace trailsift
