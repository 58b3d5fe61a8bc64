#include "rule/alert_template.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "event/event.h"
#include "event/projection.h"

namespace trailsift {
namespace {

std::string Render(const AlertTemplate& title, const std::string& record) {
  const Projection projection;
  Event event(projection);
  EXPECT_FALSE(event.Assign(record));
  return title.Render(event);
}

std::string Render(const std::string& text, const std::string& record) {
  const auto title = AlertTemplate::Parse(text);
  if (!title) return "error: " + title.error().message;
  return Render(*title, record);
}

TEST(AlertTemplate, KnowsWhereItsPlacesAre) {
  const auto title = AlertTemplate::Parse("{{a}} {b.c} {d['}']}{e}");
  ASSERT_TRUE(title);
  std::vector<std::string> places;
  for (const AlertTemplate::Place* place : title->places()) {
    EXPECT_EQ(ToString(*ParseKeyPath(title->source().substr(place->offset, place->length))),
              ToString(place->path));
    places.push_back(std::to_string(place->offset) + ' ' + ToString(place->path));
  }
  EXPECT_EQ(places, (std::vector<std::string>{"7 b.c", "13 d.}", "21 e"}));
  EXPECT_TRUE(AlertTemplate::Fixed("{a}").places().empty());
}

TEST(AlertTemplate, PutsValuesIntoItsPlaces) {
  const std::string record =
      R"({"a":"x","n":4.030e2,"t":true,"f":false,"z":null,"e":"","l":[1, "b"],)"
      R"("o":{"p":"q", "r.s":{"}":"odd"}},"u":"é😀","c":"a\nb"})";
  const std::vector<std::pair<std::string, std::string>> table = {
      {"", ""},
      {"plain", "plain"},
      {"{a}", "x"},
      {"by {a}.", "by x."},
      {"{a}{a}", "xx"},
      {"{n}", "4.030e2"},
      {"{t} {f}", "true false"},
      {"{z}", "null"},
      {"[{e}]", "[]"},
      {"{missing} {o.missing}", "<missing> <missing>"},
      {"{l}", R"([1,"b"])"},
      {"{o}", R"({"p":"q","r.s":{"}":"odd"}})"},
      {"{o.p}", "q"},
      {"{l[1]}", "b"},
      {"{l[*]}", R"([1,"b"])"},
      {"{A}", "x"},
      {"{o[\"r.s\"][\"}\"]}", "odd"},
      {"{o['r.s']['}']}", "odd"},
      {"{u}", "\u00e9\U0001F600"},
      {"{c}", "a\nb"},
      {"{{a}}", "{a}"},
      {"{{{a}}}", "{x}"},
      {"}}{{", "}{"},
      {"{p_log_type}", "AWS.CloudTrail"},
      {"{p_udm.actor_user}", "UnknownUser"},
  };
  for (const auto& [text, title] : table) EXPECT_EQ(Render(text, record), title) << text;
}

TEST(AlertTemplate, RefusesBadPlacesWithTheirOffset) {
  const std::vector<std::pair<std::string, std::pair<std::size_t, std::string>>> table = {
      {"ab {c", {3, "'{' is never closed; write '{{' for a brace"}},
      {"ab } c", {3, "'}' without '{'; write '}}' for a brace"}},
      {"{a}}", {3, "'}' without '{'; write '}}' for a brace"}},
      {"a {}", {3, "a path must name at least one member"}},
      {"a {b..c}", {5, "expected a member name"}},
      {"{a['x}']", {0, "'{' is never closed; write '{{' for a brace"}},
  };
  for (const auto& [text, error] : table) {
    const auto title = AlertTemplate::Parse(text);
    ASSERT_FALSE(title) << text;
    EXPECT_EQ(title.error().offset, error.first) << text;
    EXPECT_EQ(title.error().message, error.second) << text;
  }
}

TEST(AlertTemplate, FixedTextHasNoPlaces) {
  const AlertTemplate title = AlertTemplate::Fixed("{a} }");
  EXPECT_EQ(title.source(), "{a} }");
  EXPECT_EQ(Render(title, R"({"a":"x"})"), "{a} }");
}

TEST(AlertTemplate, CutsTitlesAtAThousandCodePoints) {
  const auto repeat = [](const std::string& text, int count) {
    std::string repeated;
    for (int i = 0; i < count; ++i) repeated += text;
    return repeated;
  };
  const std::string suffix = "... (truncated)";
  EXPECT_EQ(Render("{a}", R"({"a":")" + repeat("\u00e9", 1000) + "\"}"), repeat("\u00e9", 1000));
  EXPECT_EQ(Render("{a}", R"({"a":")" + repeat("\u00e9", 1001) + "\"}"),
            repeat("\u00e9", 985) + suffix);
  EXPECT_EQ(Render(AlertTemplate::Fixed(repeat("x", 1001)), "{}"), repeat("x", 985) + suffix);
}

}  // namespace
}  // namespace trailsift
