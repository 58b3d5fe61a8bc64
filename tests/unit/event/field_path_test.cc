#include "event/field_path.h"

#include <gtest/gtest.h>

#include <deque>

#include "event/field_lookup.h"
#include "event/json_value.h"

namespace trailsift {
namespace {

TEST(KeyPath, ReadsTheGrammarAndPrintsItCanonically) {
  struct Case {
    const char* text;
    const char* printed;
  };
  const Case cases[] = {
      {".", "."},
      {"a", "a"},
      {"userIdentity.type", "userIdentity.type"},
      {"a[0].b", "a[0].b"},
      {"a[*][*].b", "a[*][*].b"},
      {"[2]", "[2]"},
      {R"(x.a" or (b)", R"(x["a\" or (b"])"},
      {R"(requestParameters["a.b"].c)", R"(requestParameters["a.b"].c)"},
      {R"(a['it"s'])", R"(a["it\"s"])"},
      {R"(a["plain"])", "a.plain"},
      {R"(a[""])", R"(a[""])"},
      {"a b.c-d", R"(["a b"].c-d)"},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    const auto path = ParseKeyPath(entry.text);
    ASSERT_TRUE(path.has_value());
    EXPECT_EQ(ToString(*path), entry.printed);
    EXPECT_EQ(ParseKeyPath(ToString(*path)), *path);
  }
}

TEST(KeyPath, RefusesWhatTheGrammarDoesNotHaveWithItsPlace) {
  struct Case {
    const char* text;
    std::size_t offset;
  };
  const Case cases[] = {{"", 0},
                        {".a", 0},
                        {"a.", 2},
                        {"a..b", 2},
                        {"a[", 2},
                        {"a[x]", 2},
                        {"a[-1]", 2},
                        {"a[1", 3},
                        {"a]", 1},
                        {"a['b]", 5},
                        {"a[0]b", 4},
                        {"a[\"\\n\"]", 4},
                        {"a[99999999999]", 2}};
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    const auto path = ParseKeyPath(entry.text);
    ASSERT_FALSE(path.has_value());
    EXPECT_EQ(path.error().offset, entry.offset);
    EXPECT_FALSE(path.error().message.empty());
  }
}

TEST(Lookup, FollowsPathsAsTheRuleSpecificationSays) {
  const std::string text =
      R"({"a":{"b":[{"c":1},{"c":null},{"d":2},{"c":[3,4]}],"B":"folded later","e":[]},)"
      R"("Name":"x","name.dotted":"y","NAME":"z"})";
  const auto root = ParseJson(text);
  ASSERT_TRUE(root.has_value());
  struct Case {
    const char* path;
    const char* json;  // Null: missing.
  };
  const Case cases[] = {
      {"a.b[0].c", "1"},        {"a.b[3].c[1]", "4"},
      {"a.b[9]", nullptr},      {"a[0]", nullptr},
      {"a.b.c", nullptr},       {"a.b[*].c", "[1,null,[3,4]]"},
      {"a.b[*].c[*]", "[3,4]"}, {"a.e[*].x", "[]"},
      {"a.x[*]", nullptr},      {"Name[*]", nullptr},
      {"Name", R"("x")"},       {"name", R"("x")"},
      {"NAME", R"("z")"},       {"a.B", R"("folded later")"},
      {"name.dotted", nullptr}, {R"(["name.dotted"])", R"("y")"},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.path);
    const auto path = ParseKeyPath(entry.path);
    ASSERT_TRUE(path.has_value());
    std::deque<JsonValue> assembled;
    const FieldValue value = Lookup(*root, *path, assembled);
    if (entry.json == nullptr) {
      EXPECT_EQ(value.kind, ValueKind::kMissing);
    } else {
      ASSERT_NE(value.tree, nullptr);
      EXPECT_EQ(ToCompactJson(*value.tree), entry.json);
    }
  }
}

}  // namespace
}  // namespace trailsift
