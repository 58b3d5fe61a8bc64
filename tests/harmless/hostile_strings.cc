#include "harmless/hostile_strings.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <iterator>

#include "harmless/characters.h"

namespace trailsift {
namespace {

using namespace std::string_literals;

const std::vector<std::string>& TerminalAttacks() {
  static const std::vector<std::string> texts = {
      "\0"s, "a\0b"s, "\a", "\bx", "\tx", "\nx", "\vx", "\fx", "\rx", "\r\nx", "\x0e\x0f", "\x7f",
      "\x1b[31mred\x1b[0m", "\x1b[2J\x1b[H", "\x1b[1m", "\x1b[?1049h", "\x1b[6n",
      "\x1b[38;2;1;2;3mx", "\x1b]0;title\a", "\x1b]2;title\x1b\\",
      "\x1b]8;;http://example.com\x1b\\link\x1b]8;;\x1b\\", "\x1b]52;c;ZXZpbA==\a",
      "\x1bP1$r0m\x1b\\", "\x1bPq#0;2;0;0;0\x1b\\", "\x1b_APC\x1b\\", "\x1b^PM\x1b\\",
      "\x1bXSOS\x1b\\",
      "\x1b"
      "c",
      "\x1b"
      "7",
      "\x1b#8", "\x1b(0", "\x1b", "x\x1b", "\u009b31m", "\u009d0;title\u009c", "\u0090q\u009c",
      "\u0080\u0085\u009f",
      // C1 as single bytes, and other bytes that are not UTF-8.
      "\x9b"
      "31m",
      "\x9d"
      "0;title\x9c",
      "\x90q\x9c", "\x80\x85\x9f", "\xff\xfe",
      "a\xff"
      "b",
      "\xc0\xaf",
      "\xc1\x9b"
      "31m",
      "\xe4\xb8", "\xe0\x80\x9b", "\xf4\x90\x80\x80", "\xed\xa0\x80", "\xed\xa0\xbd\xed\xb8\x80",
      "\xf0\x80\x82\x9b", "\xfc\x80\x80\x80\x80\x80",
      // What is not seen, or turns what is seen around.
      "\u202aa\u202bb\u202cc\u202dd\u202eexe.txt", "\u2066a\u2067b\u2068c\u2069",
      "\u200eleft\u200fright\u061c", "line\u2028line\u2029", "\u202etxt.exe",
      "zero\u200bwidth\u200c\u200d\u2060\ufeff", "\ufeffstart", "soft\u00adhyphen",
      "\U000e0001\U000e0041\U000e0042\U000e007f", "x\U000e0100\ufe0f", "\u115f\u3164\uffa0",
      "\ufff9a\ufffab\ufffb", "\u0301\u0302mark", "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307",
      "\u206a\u206f\u180e", "\uffff\ufffe", "\u0378", "\u0000"s + "\u001f", "\\", "\\x1b[31m",
      "\\\\\\"};
  return texts;
}

const std::vector<std::string>& ReaderAttacks() {
  static const std::vector<std::string> texts = {"=1+1",
                                                 "+1+1",
                                                 "-1+1",
                                                 "@SUM(1)",
                                                 "=cmd|' /C calc'!A0",
                                                 "\t=1+1",
                                                 "\r=1+1",
                                                 "\n=1+1",
                                                 " =1+1",
                                                 "\u00a0=1+1",
                                                 "\u3000=1+1",
                                                 " \t =1+1",
                                                 "\uff1d1+1",
                                                 "\uff0b1",
                                                 "\uff0d1",
                                                 "\uff20SUM(1)",
                                                 "'=1",
                                                 "\"=1+1",
                                                 "a,=1+1",
                                                 "a\"\r\n=1+1,\"b",
                                                 "a;=1+1",
                                                 "a;\"=1+1",
                                                 "\0=1+1"s,
                                                 "\ufeff=1+1",
                                                 "\x1b=1+1",
                                                 "%0A=1+1",
                                                 "<script>alert(1)</script>",
                                                 "<img src=x onerror=alert(1)>",
                                                 "<!-- x -->",
                                                 "--><b>x",
                                                 "<a href=x>",
                                                 "&lt;b&gt;&#x1b;&amp;",
                                                 "</testsuite>",
                                                 "]]>",
                                                 "<![CDATA[x]]>",
                                                 "<?xml version='1.0'?>",
                                                 "\"><b a=\"",
                                                 "![](http://example.com/x.png)",
                                                 "[a](javascript:alert(1))",
                                                 "[a][b]",
                                                 "[a]: http://example.com",
                                                 "http://example.com/",
                                                 "www.example.com",
                                                 "a@example.com",
                                                 "<http://example.com>",
                                                 "@everyone",
                                                 "#1",
                                                 "owner/name#2",
                                                 "GH-3",
                                                 ":smile:",
                                                 "0123456789abcdef0123456789abcdef01234567",
                                                 "`code`",
                                                 "``` \n<b>x</b>",
                                                 "~~~\n<b>",
                                                 "**bold** __x__ ~~y~~",
                                                 "# heading",
                                                 "\n# heading",
                                                 "- item",
                                                 "1. item",
                                                 "> quote",
                                                 "---",
                                                 "===",
                                                 "    code",
                                                 "\tcode",
                                                 "a | b | c",
                                                 "\n|a|b|\n|-|-|\n",
                                                 "\\|",
                                                 "\\`x\\`",
                                                 "\\[a](http://example.com)",
                                                 "$x$",
                                                 "$$x$$",
                                                 "{{x}}",
                                                 "${x}",
                                                 "$(x)",
                                                 "[x](y \"z\")",
                                                 "javascript:alert(1)",
                                                 "data:text/html,<b>",
                                                 "http://example.com/\r\nX: y",
                                                 "http://[x](y)",
                                                 "::error::x",
                                                 "::error file=a,line=1::x",
                                                 "::add-mask::x",
                                                 "::set-output name=a::b",
                                                 "::stop-commands::x",
                                                 " ::error::x",
                                                 "\t::error::x",
                                                 "\u00a0::error::x",
                                                 "\u3000::error::x",
                                                 "\u2003::warning::x",
                                                 "\n::error::x",
                                                 "\r::error::x",
                                                 "a\n::error::x",
                                                 "\u2028::error::x",
                                                 "##[error]x",
                                                 "##[add-mask]x",
                                                 "#",
                                                 "##",
                                                 "a##[group]",
                                                 "%0A::error::x",
                                                 "%0D%0A",
                                                 "%25",
                                                 "a,b:c=d",
                                                 "x # SKIP",
                                                 "x # TODO",
                                                 "# SKIP x",
                                                 "x\nok 2 - y",
                                                 "x\nnot ok 2",
                                                 "x\n1..0",
                                                 "Bail out!",
                                                 "x\nBail out!",
                                                 "\n  ---\n  a: b\n  ...\n",
                                                 "x \\# SKIP",
                                                 "ok 2",
                                                 "TAP version 14",
                                                 "1..1",
                                                 "%n%n%s%x",
                                                 "%s",
                                                 "{}",
                                                 "{0}",
                                                 "{:>99}",
                                                 "{0:n}",
                                                 "\"",
                                                 "'",
                                                 "''",
                                                 "\"}",
                                                 "\",\"a\":\"b",
                                                 "\\\"",
                                                 "\\u001b",
                                                 "\\",
                                                 "/",
                                                 "../../etc/passwd",
                                                 "..",
                                                 ".",
                                                 "C:\\x",
                                                 "file:///etc/passwd",
                                                 "a:b",
                                                 "json:x",
                                                 "-",
                                                 "--help",
                                                 "-o",
                                                 "null",
                                                 "~",
                                                 "!!python/object:x",
                                                 "&a *a",
                                                 "? x",
                                                 "a: b",
                                                 "# x",
                                                 "%YAML 1.2"};
  return texts;
}

std::vector<std::string> Joined(std::vector<std::string> first,
                                const std::vector<std::string>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

void AppendUnits(std::string& out, char32_t value) {
  if (value >= 0x10000) {
    value -= 0x10000;
    out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (value >> 10), 0xDC00 + (value & 0x3FF));
  } else {
    out += fmt::format("\\u{:04x}", static_cast<unsigned>(value));
  }
}

bool IsPlain(char32_t value) {
  return value >= 0x20 && value < 0x7F && value != '"' && value != '\\';
}

}  // namespace

const std::vector<std::string>& HostileStrings() {
  static const std::vector<std::string> texts = Joined(TerminalAttacks(), ReaderAttacks());
  return texts;
}

std::optional<std::vector<std::string>> NaughtyStrings() {
  simdjson::dom::parser parser;
  simdjson::dom::array list;
  if (parser.load(TRAILSIFT_PUBLIC_DATA "/naughty-strings/blns.json").get(list) !=
      simdjson::SUCCESS) {
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const simdjson::dom::element element : list) {
    texts.emplace_back(element.get_string().value());
  }
  return texts;
}

std::vector<std::string> Chunks(const std::vector<std::string>& texts, std::size_t count,
                                std::string_view separator) {
  std::vector<std::string> chunks;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i % count == 0) {
      chunks.push_back(texts[i]);
    } else {
      chunks.back().append(separator).append(texts[i]);
    }
  }
  return chunks;
}

std::vector<std::string> AllStrings() {
  constexpr std::size_t kChunk = 24;
  return Joined(HostileStrings(),
                Chunks(NaughtyStrings().value_or(std::vector<std::string>()), kChunk));
}

std::string Without(std::string_view unwanted, std::string text) {
  std::erase_if(text, [unwanted](char c) { return unwanted.find(c) != std::string_view::npos; });
  return text;
}

std::string FileName(const std::string& text, std::size_t number, std::string_view extension) {
  constexpr std::size_t kMaximum = 200;
  const std::string name = Without({"/\0", 2}, text).substr(0, kMaximum);
  const bool hidden = name.empty() || name.starts_with('.');  // No walk looks at such files.
  return fmt::format("{}{}.{}{}", hidden ? "x" : "", name, number, extension);
}

std::string EscapedString(std::string_view text) {
  std::string out = "\"";
  for (const char32_t value : CodePoints(text)) {
    if (IsPlain(value)) {
      out += static_cast<char>(value);
    } else {
      AppendUnits(out, value);
    }
  }
  return out + '"';
}

std::string RawString(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string YamlString(std::string_view text) {
  std::string out = "\"";
  for (const char32_t value : CodePoints(text)) {
    if (IsPlain(value)) {
      out += static_cast<char>(value);
    } else {
      const auto number = static_cast<unsigned>(value);
      out += number < 0x10000 ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:08x}", number);
    }
  }
  return out + '"';
}

}  // namespace trailsift
