#include "writer/sarif_rules.h"

#include <algorithm>
#include <initializer_list>

#include "base/ascii.h"
#include "rule/attack_table.h"
#include "writer/markdown_text.h"
#include "writer/sarif_message.h"
#include "writer/sarif_severity.h"
#include "writer/sarif_uri.h"

namespace trailsift {
namespace {

// What GitHub accepts.
constexpr std::size_t kMaximumName = 255;
constexpr std::size_t kMaximumDescription = 1024;
constexpr std::size_t kMaximumHelp = 16'384;
constexpr std::size_t kMaximumTags = 10;
constexpr std::size_t kMaximumTag = 100;

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

char ToUpper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c; }

// "AWS root login (console)" is AWSRootLoginConsole; empty if no such word is in the text.
std::string PascalCase(std::string_view text) {
  std::string name;
  bool word_start = true;
  for (const char c : text) {
    if (!IsAsciiLetter(c) && !IsAsciiDigit(c)) {
      word_start = true;
      continue;
    }
    if (name.empty() && IsAsciiDigit(c)) continue;
    name += word_start ? ToUpper(c) : c;
    word_start = false;
  }
  return name.substr(0, kMaximumName);
}

// "Impair Defenses: Logging" is impair-defenses-logging; other alphabets stay.
std::string TagOf(std::string_view text) {
  std::string tag;
  for (const char c : text) {
    const bool word = IsAsciiLetter(c) || IsAsciiDigit(c) || c == '.' || c == '_' ||
                      static_cast<unsigned char>(c) >= 0x80;
    if (word) {
      tag += FoldAscii(c);
    } else if (!tag.empty() && tag.back() != '-') {
      tag += '-';
    }
  }
  while (!tag.empty() && tag.back() == '-') tag.pop_back();
  return std::string(FirstUtf16Units(tag, kMaximumTag));
}

std::vector<std::string> Tags(const Rule& rule) {
  std::vector<std::string> tags = {"security", "aws", "cloudtrail"};
  const auto add = [&](std::string tag) {
    if (tag.empty() || tags.size() == kMaximumTags) return;
    if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
  };
  for (const AttackReference& reference : rule.attack) {
    if (!reference.tactic.empty()) add("attack." + TagOf(reference.tactic));
    if (!reference.technique.empty()) add("attack." + TagOf(reference.technique));
  }
  for (const std::string& tag : rule.tags) add(TagOf(tag));
  return tags;
}

// "TA0005 Stealth (formerly Defense Evasion), T1562.003 …"
std::string AttackText(const Rule& rule) {
  std::string text;
  const auto add = [&text](const std::string& id, const std::string& name) {
    if (id.empty()) return;
    if (!text.empty()) text += ", ";
    text += id;
    if (!name.empty()) (text += ' ') += name;
  };
  for (const auto& [tactic_id, technique_id] : rule.attack) {
    const AttackTactic* const tactic = FindTactic(tactic_id);
    add(tactic_id, tactic != nullptr ? DisplayName(*tactic) : "");
    const AttackTechnique* const technique = FindTechnique(technique_id);
    add(technique_id, technique != nullptr ? std::string(technique->name) : "");
  }
  return text;
}

std::string HelpMarkdown(const Rule& rule, const std::string& help) {
  const std::string attack = AttackText(rule);
  const std::string text = attack.empty() ? help : help + "\n\nATT&CK: " + attack;
  if (rule.built_in) return text;
  std::string markdown = MarkdownParagraphsWithoutHtml(text);
  if (markdown.ends_with('\n')) markdown.pop_back();
  return markdown;
}

std::string RuleFile(const Rule& rule, std::string_view start_directory) {
  if (rule.built_in) return rule.place.file;
  if (UriOfPath(rule.place.file, start_directory).relative) {
    return rule.place.file.starts_with('/')
               ? rule.place.file.substr(
                     std::min(rule.place.file.size(), start_directory.size() + 1))
               : rule.place.file;
  }
  return rule.place.file.substr(rule.place.file.rfind('/') + 1);
}

// The text without links, at most `maximum` UTF-16 units, and no half of an escape at its end.
std::string DescriptionText(std::string_view text, std::size_t maximum) {
  const std::string escaped = EscapeLinks(text);
  std::string_view shown = FirstUtf16Units(escaped, maximum);
  if (shown.size() < escaped.size()) shown = shown.substr(0, shown.find_last_not_of('\\') + 1);
  return std::string(shown);
}

void AppendDescription(JsonBuilder& json, std::string_view key, std::string_view text) {
  json.Key(key).BeginObject().Key("text").String(DescriptionText(text, kMaximumDescription));
  json.EndObject();
}

void AppendProperties(JsonBuilder& json, const Rule& rule, std::string_view start_directory) {
  const SarifSeverity& severity = SarifSeverityOf(rule.severity);
  json.Key("properties").BeginObject();
  json.Key("tags").BeginList();
  for (const std::string& tag : Tags(rule)) json.String(tag);
  json.EndList();
  json.Key("precision").String("high");
  json.Key("problem.severity").String(severity.problem_severity);
  json.Key("security-severity").String(severity.security_severity);
  json.Key("ruleFile").String(FirstText({RuleFile(rule, start_directory), rule.id}, 4096));
  json.EndObject();
}

void AppendRule(JsonBuilder& json, const Rule& rule, const SarifTaxonomy& taxonomy,
                std::string_view start_directory) {
  json.BeginObject().Key("id").String(rule.id);
  const std::string name = PascalCase(rule.name);
  // A name equal to the id is an error of the format's own rules (SARIF1001).
  if (!name.empty() && name != rule.id) json.Key("name").String(name);
  AppendDescription(json, "shortDescription", FirstText({rule.name, rule.id}, kMaximumDescription));
  AppendDescription(json, "fullDescription",
                    FirstText({rule.description, rule.name, rule.id}, kMaximumDescription));
  const std::string uri = WebUri(rule.reference);
  if (!uri.empty()) json.Key("helpUri").String(uri);
  const std::string help =
      FirstText({rule.runbook, rule.description, rule.name, rule.id}, kMaximumHelp);
  json.Key("help").BeginObject().Key("text").String(DescriptionText(help, kMaximumHelp));
  json.Key("markdown").String(HelpMarkdown(rule, help)).EndObject();
  const SarifSeverity& severity = SarifSeverityOf(rule.severity);
  json.Key("defaultConfiguration").BeginObject();
  json.Key("enabled").Boolean(rule.state == RuleState::kActive);
  json.Key("level").String(severity.level).Key("rank").Raw(severity.rank).EndObject();
  if (!TechniquesOf(rule).empty()) {
    taxonomy.AppendRelationships(json.Key("relationships"), rule);
  }
  AppendProperties(json, rule, start_directory);
  json.EndObject();
}

}  // namespace

std::string FirstText(std::initializer_list<std::string_view> texts, std::size_t maximum) {
  for (const std::string_view text : texts) {
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) {
      return std::string(FirstUtf16Units(text, maximum));
    }
  }
  return "unnamed";
}

void AppendSarifRules(JsonBuilder& json, const RuleSet& rules, const SarifTaxonomy& taxonomy,
                      std::string_view start_directory) {
  json.BeginList();
  for (const Rule& rule : rules.rules) {
    if (rule.evaluable()) AppendRule(json.LineBreak(), rule, taxonomy, start_directory);
  }
  json.EndList();
}

std::vector<std::uint32_t> SarifRuleIndexes(const RuleSet& rules) {
  std::vector<std::uint32_t> indexes;
  std::uint32_t next = 0;
  for (const Rule& rule : rules.rules) indexes.push_back(rule.evaluable() ? next++ : 0);
  return indexes;
}

}  // namespace trailsift
