// The only file that knows yaml-cpp. Its event interface is used and not its tree: that one keeps
// duplicate keys silently, expands aliases without end and reads the scalars of YAML 1.1.
#include "loader/yaml_document.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "event/utf8.h"
#include "loader/yaml_builder.h"
#include "loader/yaml_stand_ins.h"
#include "loader/yaml_text.h"

namespace trailsift {
namespace {

struct BadCharacter {
  std::string_view code;
  std::string message;
};

// What is refused here yaml-cpp would replace, take for the end of the text, or not take for the
// line break it is.
std::optional<BadCharacter> FindBadCharacter(const SourceText& source, std::size_t offset,
                                             std::size_t utf8_length) {
  const std::string_view text = source.text();
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (utf8_length == 0) {
    return BadCharacter{"invalid-utf8", fmt::format("the byte at offset {} is not UTF-8",
                                                    source.OffsetInFile(offset))};
  }
  if (byte == '\r' && !text.substr(offset + 1).starts_with('\n')) {
    return BadCharacter{"invalid-character", "a carriage return that no line feed follows"};
  }
  if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') {
    return BadCharacter{
        "invalid-character",
        fmt::format("a control character; write \"\\x{:02x}\" in double quotes", byte)};
  }
  if (text.substr(offset).starts_with("\xEF\xBB\xBF")) {
    return BadCharacter{"invalid-character",
                        "a byte order mark inside the text; write \"\\uFEFF\" in double quotes"};
  }
  return std::nullopt;
}

// The text with blanks in place of documents that hold a bad character, of which the first of each
// is reported.
std::string BlankBadDocuments(const SourceText& source, ProblemReporter& problems) {
  std::string text(source.text());
  std::size_t document = 0;
  for (std::size_t i = 0; i < text.size();) {
    const bool begins_line = i == 0 || text[i - 1] == '\n';
    if (begins_line && IsMarkerAt(text, i)) document = i + 3;
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x80) {  // Never bad, and most are like this.
      ++i;
      continue;
    }
    const std::size_t length = Utf8Length(source.text().substr(i));
    auto bad = FindBadCharacter(source, i, length);
    if (!bad) {
      i += length;
      continue;
    }
    problems.Report(Diagnostic::Level::kError, source.PlaceAt(i), std::string(bad->code),
                    std::move(bad->message));
    const std::size_t end = std::min(FindNextDocument(text, i), text.size());
    const auto blank = [](char c) { return c == '\n' ? c : ' '; };
    const auto at = [&](std::size_t offset) {
      return text.begin() + static_cast<std::ptrdiff_t>(offset);
    };
    std::transform(at(document), at(end), at(document), blank);
    document = i = end;
  }
  return text;
}

// Thrown through the parser to end it.
struct StopParsing {};

class EventAdapter : public YAML::EventHandler {
 public:
  // `base`: where in the source the text begins that is parsed. `stand_ins`: those in it.
  // `original`: what they were made of.
  EventAdapter(YamlBuilder& builder, std::size_t base, const YamlStandIns& stand_ins,
               std::string_view original)
      : builder_(builder), base_(base), stand_ins_(stand_ins), original_(original) {}

  std::size_t OffsetOf(const YAML::Mark& mark) const {
    return base_ + stand_ins_.OriginalOffset(PositionOf(mark));
  }

  // True if each stand-in came out as a scalar of its own.
  bool met_all() const { return met_ == stand_ins_.size(); }

  // Where the document begins; nothing before the first event of a document.
  std::optional<std::size_t> start;

  void OnDocumentStart(const YAML::Mark& mark) override {
    start = OffsetOf(mark);
    builder_.StartDocument();
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.AddNull({OffsetOf(mark), "?", anchor});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.AddAlias(OffsetOf(mark), anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const auto* const stand_in = stand_ins_.At(PositionOf(mark));
    if (stand_in == nullptr) {
      builder_.AddScalar({OffsetOf(mark), tag, anchor}, value);
      return;
    }
    if (value != YamlStandIns::kWord || tag != (stand_in->quoted ? "!" : "?") ||
        (stand_in->only_outside_brackets && open_flow_ > 0)) {
      throw StopParsing();
    }
    ++met_;
    builder_.AddScalar({base_ + stand_in->original_offset, tag, anchor},
                       std::string(YamlStandIns::WordOf(*stand_in, original_)));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    Start(YamlNode::Kind::kList, style, {OffsetOf(mark), tag, anchor});
  }
  void OnSequenceEnd() override { End(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    Start(YamlNode::Kind::kMap, style, {OffsetOf(mark), tag, anchor});
  }
  void OnMapEnd() override { End(); }

 private:
  void Start(YamlNode::Kind kind, YAML::EmitterStyle::value style,
             const YamlBuilder::Header& header) {
    const bool flow = style == YAML::EmitterStyle::Flow;
    // What is in brackets stays there.
    if (flow || open_flow_ > 0) ++open_flow_;
    if (!builder_.StartContainer(kind, flow, header)) throw StopParsing();
  }

  void End() {
    if (open_flow_ > 0) --open_flow_;
    builder_.EndContainer();
  }

  static std::size_t PositionOf(const YAML::Mark& mark) {
    return mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
  }

  YamlBuilder& builder_;
  const std::size_t base_;
  const YamlStandIns& stand_ins_;
  const std::string_view original_;
  std::size_t met_ = 0;        // Stand-ins.
  std::size_t open_flow_ = 0;  // Containers in brackets, and what is open within them.
};

// yaml-cpp's texts name states of its scanner; these say what to look for.
std::string ExplainMessage(const std::string& message) {
  using namespace YAML::ErrorMsg;
  struct Explanation {
    std::string_view original;
    std::string_view text;
  };
  const Explanation explanations[] = {
      {MAP_VALUE, "unexpected \":\"; quote a text that holds \": \", and check the indentation"},
      {MAP_KEY, "a key cannot begin here; check the indentation"},
      {BLOCK_ENTRY, "a list entry cannot begin here; check the indentation"},
      {END_OF_MAP, "expected the next key of the mapping here; check the indentation"},
      {END_OF_SEQ, "expected the next \"-\" of the list here; check the indentation"},
      {END_OF_MAP_FLOW, "expected \",\" or \"}\" here"},
      {END_OF_SEQ_FLOW, "expected \",\" or \"]\" here"},
      {FLOW_END, "a bracket is closed that was not opened"},
      {TAB_IN_INDENTATION, "a tab in the indentation; use blanks"},
      {EOF_IN_SCALAR, "the quotation mark is never closed"},
      {DOC_IN_SCALAR, "the quotation mark is not closed before the end of the document"},
      {UNKNOWN_TOKEN, "a plain text cannot begin with this character; quote it"},
      {UNKNOWN_ANCHOR, "the alias names an anchor that is not defined before it"},
  };
  for (const Explanation& explanation : explanations) {
    if (explanation.original == message) return std::string(explanation.text);
  }
  return message;
}

class Reader {
 public:
  Reader(const SourceText& source, ProblemReporter& problems)
      : source_(source), problems_(problems) {}

  std::vector<YamlDocument> Read() {
    const std::string text = BlankBadDocuments(source_, problems_);
    std::size_t base = 0;
    for (std::size_t refused = 0; base != std::string_view::npos; ++refused) {
      if (refused == kMaximumRefused) {
        Refuse(base,
               fmt::format("{} documents of the file cannot be read, so what stands from here "
                           "on is not looked at",
                           refused));
        break;
      }
      base = ReadFrom(text, base, text.substr(base), {});
    }
    return std::move(documents_);
  }

  // The same, sooner. Nothing: there may be something to report, or the words are not where they
  // were guessed to be.
  std::optional<std::vector<YamlDocument>> ReadByStandIns() {
    const std::string text = BlankBadDocuments(source_, problems_);
    if (!problems_.empty()) return std::nullopt;
    const YamlStandIns stand_ins(text);
    ReadFrom(text, 0, stand_ins.text(), stand_ins);
    if (!met_all_ || !problems_.empty()) return std::nullopt;
    return std::move(documents_);
  }

 private:
  static constexpr std::size_t kMaximumRefused = ProblemReporter::kMaximumKept - 1;

  // Reads documents from an offset where one can begin. Returns where the next can begin behind one
  // that cannot be read; npos: there is none. `text`: what stands there, with the stand-ins.
  std::size_t ReadFrom(const std::string& all, std::size_t base, std::string text,
                       const YamlStandIns& stand_ins) {
    YamlBuilder builder(source_, problems_);
    EventAdapter adapter(builder, base, stand_ins, all);
    // yaml-cpp loses line breaks of a block scalar whose last line has none.
    if (!text.ends_with('\n')) text += '\n';
    std::istringstream stream(text);
    std::size_t broken = base;
    try {
      YAML::Parser parser(stream);
      while (parser.HandleNextDocument(adapter)) {
        if (!EnterDocument(adapter)) return FindNextDocument(all, *entered_);
        Keep(builder.TakeDocument());
      }
      CheckEnd();
      met_all_ = adapter.met_all();
      return std::string_view::npos;
    } catch (const StopParsing&) {
      EnterDocument(adapter);
      broken = *entered_;
    } catch (const YAML::Exception& error) {
      broken = adapter.start ? *adapter.start : adapter.OffsetOf(error.mark);
      if (EnterDocument(adapter)) {
        const std::size_t offset = adapter.OffsetOf(error.mark);
        Refuse(offset, Explain(error, offset));
      }
    }
    // The document behind is not the first any more.
    entered_ = entered_.value_or(0);
    return FindNextDocument(all, std::max(broken, base));
  }

  // Checks the start of the document whose events were just handled, which ends the text of the one
  // before it. False: reported.
  bool EnterDocument(EventAdapter& adapter) {
    if (!adapter.start) return true;
    const std::size_t offset = *std::exchange(adapter.start, std::nullopt);
    std::size_t start = 0;
    if (const auto before = std::exchange(entered_, offset)) {
      // Before a token that begins nothing, yaml-cpp finds empty documents without end.
      const bool goes_on = offset > *before;
      const auto found = goes_on ? FindDocumentStart(source_.text(), offset) : std::nullopt;
      if (!found) {
        Refuse(offset, "this does not belong to what stands above it; check the indentation");
        // What does not belong there may be a directive before a document.
        if (!goes_on || !IsMarkerAt(source_.text(), offset)) return false;
      }
      start = found.value_or(offset);
    }
    if (!documents_.empty() && !ended_) EndDocument(start);
    start_ = start;
    return true;
  }

  // A "%" at the start of a line behind the last document would take the rest of the text away.
  void CheckEnd() {
    const std::string_view text = source_.text();
    if (!ReadLinesBefore(text, text.size()).has_directive) return;
    Refuse(text.rfind("\n%") + 1, "a directive that no document follows");
  }

  void EndDocument(std::size_t end) {
    std::string_view& text = documents_.back().source;
    text = source_.text().substr(start_, end - start_);
    ended_ = true;
  }

  void Keep(YamlNode root) {
    if (root.kind == YamlNode::Kind::kNull) return;
    documents_.push_back({std::move(root), source_.text().substr(start_)});
    ended_ = false;
  }

  std::string Explain(const YAML::Exception& error, std::size_t offset) const {
    const std::string_view line = source_.Line(source_.PlaceAt(offset).line);
    const std::string_view indentation = line.substr(0, line.find_first_not_of(" \t"));
    const bool has_tab = indentation.find('\t') != std::string_view::npos;
    return ExplainMessage(has_tab ? YAML::ErrorMsg::TAB_IN_INDENTATION : error.msg);
  }

  void Refuse(std::size_t offset, const std::string& reason) {
    problems_.Report(Diagnostic::Level::kError, source_.PlaceAt(offset), "invalid-yaml",
                     "invalid YAML: " + reason);
  }

  const SourceText& source_;
  ProblemReporter& problems_;
  std::vector<YamlDocument> documents_;
  std::optional<std::size_t> entered_;  // Where the document read last begins.
  bool met_all_ = false;   // The text was read to its end, with each stand-in where it should be.
  bool ended_ = true;      // The last document's text has its end.
  std::size_t start_ = 0;  // Of the text of the document being read.
};

}  // namespace

std::vector<YamlDocument> ReadYaml(const SourceText& source, ProblemReporter& problems) {
  if (source.text().size() > kMaximumRuleFileBytes) {
    problems.Report(Diagnostic::Level::kError, source.PlaceAt(0), "file-too-large",
                    fmt::format("a rule file may have at most {} bytes", kMaximumRuleFileBytes));
    return {};
  }
  if (auto documents = ReadYamlByStandIns(source)) return *std::move(documents);
  return ReadYamlAsWritten(source, problems);
}

std::optional<std::vector<YamlDocument>> ReadYamlByStandIns(const SourceText& source) {
  ProblemReporter none(source);
  return Reader(source, none).ReadByStandIns();
}

std::vector<YamlDocument> ReadYamlAsWritten(const SourceText& source, ProblemReporter& problems) {
  return Reader(source, problems).Read();
}

}  // namespace trailsift
