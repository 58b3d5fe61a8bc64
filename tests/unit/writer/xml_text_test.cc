#include "writer/xml_text.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace trailsift {
namespace {

using namespace std::string_view_literals;

struct XmlCase {
  const char* what;
  std::string_view text;
  std::string_view content;
  std::string_view attribute;
};

TEST(XmlText, EscapesMarkupAndWhatXmlForbids) {
  const std::vector<XmlCase> cases = {
      {"markup", "<a href=\"x\">'&amp;", "&lt;a href=&quot;x&quot;&gt;'&amp;amp;",
       "&lt;a href=&quot;x&quot;&gt;'&amp;amp;"},
      {"end of CDATA", "]]>", "]]&gt;", "]]&gt;"},
      {"tab and line feed", "a\tb\nc", "a&#9;b\nc", "a&#9;b&#10;c"},
      {"carriage return", "a\rb", "a\\x0db", "a\\x0db"},
      {"NUL and escape", "\0\x1b"sv, "\\x00\\x1b", "\\x00\\x1b"},
      {"DEL and C1", "\x7f\u0085", "\\x7f\\x85", "\\x7f\\x85"},
      {"invalid UTF-8", "\xff\xc3", "\\xff\\xc3", "\\xff\\xc3"},
      {"surrogate", "\xed\xa0\x80", "\\u{d800}", "\\u{d800}"},
      {"noncharacters", "\ufffe\uffff", "\\u{fffe}\\u{ffff}", "\\u{fffe}\\u{ffff}"},
      {"text that turns around", "a\u202eb\u2028", "a&#x202e;b&#x2028;", "a&#x202e;b&#x2028;"},
      {"workflow commands", "::error::x\n\u2003::a::\n##[b]",
       "&#x3a;:error::x\n\u2003&#x3a;:a::\n&#x23;#[b]",
       "&#x3a;:error::x&#10;\u2003&#x3a;:a::&#10;&#x23;#[b]"},
      {"no workflow commands", "arn:aws:iam::1:role ## [x]", "arn:aws:iam::1:role ## [x]",
       "arn:aws:iam::1:role ## [x]"},
      {"letters", "é中😀\\", "é中😀\\", "é中😀\\"},
  };
  for (const XmlCase& c : cases) {
    SCOPED_TRACE(c.what);
    EXPECT_EQ(XmlContent(c.text), c.content);
    EXPECT_EQ(XmlAttribute(c.text), c.attribute);
  }
}

}  // namespace
}  // namespace trailsift
