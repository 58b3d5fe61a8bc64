#include "event/event_parser.h"

#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "event/projection.h"
#include "event/utf8.h"

namespace trailsift {
namespace {

// What a slot holds, as text: kind and content.
std::string Show(const FieldValue& value) {
  switch (value.kind) {
    case ValueKind::kMissing:
      return "missing";
    case ValueKind::kNull:
      return "null";
    case ValueKind::kBoolean:
      return value.boolean ? "true" : "false";
    case ValueKind::kNumber:
      return "number " + std::string(value.text);
    case ValueKind::kString:
      return "string " + std::string(value.text);
    case ValueKind::kList:
      return "list " + std::string(value.text);
    case ValueKind::kObject:
      return "object " + std::string(value.text);
  }
  return {};
}

class EventParserTest : public testing::Test {
 protected:
  static std::vector<Slot> AddPaths(Projection& projection) {
    std::vector<Slot> slots;
    for (const char* path :
         {"a", "b", "A", "o.x", "o.X", "o.p.q", "l", "sourceIpAddress", "o", "o.p"}) {
      slots.push_back(projection.Add(*ParseKeyPath(path)));
    }
    return slots;
  }

  static std::string Pad(const std::string& text) { return text + std::string(64, '\xEE'); }

  // Parses a text into event_; false if it is refused.
  bool Parse(const std::string& text) {
    padded_ = Pad(text);
    return !parser_.Parse(std::string_view(padded_).substr(0, text.size()), 512, event_, parsed_);
  }

  Projection projection_;
  std::vector<Slot> slots_ = AddPaths(projection_);
  EventParser parser_{projection_};
  Event event_{projection_};
  ParsedObject parsed_;
  std::string padded_;
};

TEST_F(EventParserTest, FillsSlotsInOneFastWalk) {
  const std::string text =
      R"({"b" : -1.5e3 ,"skipped":{"a":"decoy","o":{"x":1}},"o":{"y":0,"p":{"q":true}},"l":[1,{"a":2}],)"
      R"("sourceIpAddress":"n\u006fde \ud83d\ude00"})";
  ASSERT_TRUE(Parse(text));
  EXPECT_FALSE(parsed_.careful);
  const char* const expected[] = {"missing",
                                  "number -1.5e3",
                                  "missing",
                                  "missing",
                                  "missing",
                                  "true",
                                  "list [1,{\"a\":2}]",
                                  "string node \xF0\x9F\x98\x80",
                                  R"(object {"y":0,"p":{"q":true}})",
                                  R"(object {"q":true})"};
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    EXPECT_EQ(Show(event_.At(slots_[i])), expected[i]) << i;
  }
}

TEST_F(EventParserTest, HandsOddRecordsToTheCarefulWalk) {
  struct Case {
    const char* text;
    const char* a;  // What slot "a" holds.
  };
  const Case cases[] = {
      {R"({"\u0061":"escaped key"})", "string escaped key"},
      {R"({"a":1,"a":"last wins"})", "string last wins"},
      {R"({"a":"exact","A":"other"})", "string exact"},
      {R"({"a":"\ud800"})", "string \xEF\xBF\xBD"},
      {R"({"o":{"x":1},"o":{},"a":123456789012345678901234567890})",
       "number 123456789012345678901234567890"},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    ASSERT_TRUE(Parse(entry.text));
    EXPECT_EQ(Show(event_.At(slots_[0])), entry.a);
    EXPECT_EQ(Show(event_.At(slots_[3])), "missing");
  }
}

TEST_F(EventParserTest, RefusesDamageAmongItsMembers) {
  for (const char* text :
       {R"({"a":1 "b":2})", R"({"a" 1})", R"({"a":1,})", R"({"a":tr ue})", R"({a:1})",
        R"({"skipped":"bad \q","a":1)", R"({"a":1]})", R"({"skipped":{"b":1]},"a":2})",
        // What is skipped must not swallow the members behind it.
        R"({"skipped":"lost","a":"b":1]})", R"({"skipped":"lost":"a","b":1]})",
        R"({"skipped":,"a":1]})", R"({"skipped"::1,"a":1]})", R"({"skipped":,"a":1})",
        R"({"o":"lost":{"x":1},"a":1]})", R"({"skipped":],"a":1})", R"({"skipped":})",
        "{\"skipped\":\"\xff\"}", "{\"skipped\":\"a\nb\"}"}) {
    SCOPED_TRACE(text);
    EXPECT_FALSE(Parse(text));
  }
}

TEST_F(EventParserTest, ReadsWhatItCanOfDamageWithinAMember) {
  struct Case {
    const char* text;
    std::vector<std::string> slots;  // "a", "o.x", "o.p.q"
  };
  const std::vector<Case> cases{
      {R"({"a":tru,"o":{"x":1}})", {"string tru", "number 1", "missing"}},
      {R"({"a":01,"o":{"x":1}})", {"string 01", "number 1", "missing"}},
      {R"({"a":"b\qc","o":{"x":1}})", {R"(string b\qc)", "number 1", "missing"}},
      {R"({"skipped\q":1,"a":1})", {"number 1", "missing", "missing"}},
      {R"({"o":{"x":1,"y":},"a":1})", {"number 1", "number 1", "missing"}},
      {R"({"o":{"x":,"p":{"q":2,"r":}},"a":1})", {"number 1", "null", "number 2"}},
      {R"({"o":{"x":1,\"},"a":1})", {"number 1", "number 1", "missing"}},
      {R"({"skipped":tru,"a":1})", {"number 1", "missing", "missing"}},
      {R"({"o":{"x":-,"p":{"q":2}},"a":1})", {"number 1", "string -", "number 2"}},
      {R"({"o":{"x":1,},"a":1})", {"number 1", "number 1", "missing"}},
      {R"({"o":{"x":1 "p":{"q":2}},"a":1})", {"number 1", "number 1", "missing"}},
      {R"({"o":{"p":{"r":,"q":1},"x":"}"},"a":1})", {"number 1", "string }", "number 1"}},
      {R"({"o":{"p":{"q":1,:},"x":"\""},"a":1})", {"number 1", "string \"", "number 1"}},
      {R"({"a":1,"a":2,"skipped":[1,,2]})", {"number 2", "missing", "missing"}},
      {R"({"\u0061":1,"skipped":{"b" 1}})", {"number 1", "missing", "missing"}},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    ASSERT_TRUE(Parse(entry.text));
    const std::vector<std::string> slots{Show(event_.At(slots_[0])), Show(event_.At(slots_[3])),
                                         Show(event_.At(slots_[5]))};
    EXPECT_EQ(slots, entry.slots);
    event_.Tree();
    EXPECT_TRUE(event_.tree_error());
  }
}

TEST_F(EventParserTest, SaysWhatIsOdd) {
  struct Case {
    const char* text;
    bool careful;
    bool near_miss_key;
    bool duplicate_key;
    bool lone_surrogate;
  };
  const Case cases[] = {
      {R"({"b":1,"o":{"p":{"q":"\ud83d\ude00"}}})", false, false, false, false},
      {R"({"B":1})", false, true, false, false},
      {R"({"\u0042":1})", true, true, false, false},
      {R"({"b":1,"B":2})", true, false, false, false},  // The other spelling is not read.
      {R"({"l":1,"skipped":{"L":1,"O":{"P":2}}})", false, false, false, false},
      {R"({"o":{"P":{"q":1}}})", false, true, false, false},
      {R"({"b":1,"b":2})", true, false, true, false},
      {R"({"skipped":1,"skipped":2})", false, false, false, false},
      {R"({"\u0062":1,"skipped":{"x":1,"x":1}})", true, false, true, false},
      {R"({"b":"\ud800"})", false, false, false, true},
      {R"({"skipped":"\ud800"})", false, false, false, false},
      {R"({"\u0062":"\udc00"})", true, false, false, true},
  };
  for (const Case& entry : cases) {
    SCOPED_TRACE(entry.text);
    ASSERT_TRUE(Parse(entry.text));
    EXPECT_EQ(parsed_.careful, entry.careful);
    EXPECT_EQ(parsed_.near_miss_key, entry.near_miss_key);
    EXPECT_EQ(parsed_.duplicate_key, entry.duplicate_key);
    EXPECT_EQ(parsed_.lone_surrogate, entry.lone_surrogate);
  }
}

TEST_F(EventParserTest, SaysWhichPathStandsAsAKeyWithDots) {
  struct Case {
    const char* text;
    const char* path;  // "" if none does.
  };
  const Case cases[] = {
      {R"({"o.x":1})", "o.x"},
      {R"({"O.X":1})", "o.x"},
      {R"({"\u006f.x":1})", "o.x"},
      {R"({"o.x":1,"o":{}})", "o.x"},
      {R"({"o.x":1,"o":{"x":null}})", ""},
      {R"({"o.x":1,"o":{"X":2}})", ""},
      {R"({"o":{"p.q":1}})", "o.p.q"},
      {R"({"o.p":{"q":1}})", "o.p.q"},
      {R"({"o.p.q":1})", "o.p.q"},
      {R"({"o":{"p":{"q":1},"p.q":2}})", ""},
      {R"({"o.y":1,"skipped":{"o.x":1}})", ""},
      {R"({"deep.list":1})", "deep.list[0].a"},
      {R"({"deep.list":1,"deep":{"list":[{"a":1}]}})", ""},
      {R"({"p_udm.actor_user":1})", ""},
  };
  Projection projection;
  for (const char* path : {"o.x", "o.p.q", "deep.list[0].a", "p_udm.actor_user"}) {
    projection.Add(*ParseKeyPath(path));
  }
  EventParser parser(projection);
  Event event(projection);
  for (const Case& each : cases) {
    SCOPED_TRACE(each.text);
    const std::string padded = Pad(each.text);
    ASSERT_FALSE(parser.Parse(std::string_view(padded).substr(0, std::strlen(each.text)), 512,
                              event, parsed_));
    EXPECT_EQ(parsed_.dotted_key ? ToString(projection.path(*parsed_.dotted_key)) : "", each.path);
  }
}

// A quarter of a million values for one name: to compare each with all would take minutes.
TEST_F(EventParserTest, ReadsAKeyThatIsRepeatedWithoutEnd) {
  std::string text = R"({"B":0)";
  for (int i = 0; i < 250'000; ++i) text += R"(,"b":1)";
  ASSERT_TRUE(Parse(text + R"(,"b":"last"})"));
  EXPECT_TRUE(parsed_.duplicate_key);
  EXPECT_FALSE(parsed_.near_miss_key);
}

// The contract says what the fast walk does not look at; a match is walked in full before it is
// printed.
TEST_F(EventParserTest, DoesNotSpellOutScalarsThatNobodyReads) {
  ASSERT_TRUE(Parse(R"({"skipped":[tru],"a":"read"})"));
  EXPECT_FALSE(parsed_.careful);
  EXPECT_EQ(Show(event_.At(slots_[0])), "string read");
  EXPECT_TRUE(ParseJson(R"({"skipped":[tru],"a":"read"})").error().offset == 12);
}

// Random objects with few names, so that duplicates, other letter cases, escapes and nesting meet.
class RandomObject {
 public:
  explicit RandomObject(unsigned seed) : random_(seed) {}

  std::string Make(int depth = 0) {
    std::string out = "{";
    const std::size_t members = random_() % 6;
    for (std::size_t i = 0; i < members; ++i) {
      if (i > 0) out += Blank() + ",";
      out += Blank() + Name() + Blank() + ":" + Blank() + Value(depth);
    }
    return out + Blank() + "}";
  }

 private:
  std::string Blank() { return random_() % 8 == 0 ? " " : ""; }

  std::string Name() {
    static const char* const kNames[] = {"a",
                                         "b",
                                         "A",
                                         "o",
                                         "O",
                                         "x",
                                         "X",
                                         "p",
                                         "q",
                                         "l",
                                         "\\u0061",
                                         "sourceIPAddress",
                                         "sourceIpAddress",
                                         "z\\\"",
                                         "o.x",
                                         "p.q",
                                         "omitted",
                                         ""};
    return "\"" + std::string(kNames[random_() % std::size(kNames)]) + "\"";
  }

  std::string Value(int depth) {
    switch (random_() % (depth < 4 ? 9 : 7)) {
      case 0:
        return "null";
      case 1:
        return "true";
      case 2:
        return "-12.5E+3";
      case 3:
        return R"("plain")";
      case 4:
        return R"("esc\\\"\u00e9\ud83d\ude00\n")";
      case 5:
        return R"("{}[],:")";
      case 6:
        return "\"\xC3\xA9\"";
      case 7:
        return "[" + Value(depth + 1) + "," + Make(depth + 1) + "]";
      default:
        return Make(depth + 1);
    }
  }

  std::mt19937 random_;
};

// One way to read an object; false if it does not decide.
struct Reading {
  std::string name;
  std::function<bool(std::string_view, Event&, ParsedObject&)> read;
  int decided = 0;
};

class EventParserTwinsTest : public EventParserTest {
 protected:
  EventParserTwinsTest() {
    for (const MemberScanner::Kernel kernel : MemberScanner::Kernels()) {
      auto parser = std::make_shared<EventParser>(projection_, kernel);
      readings_.push_back({"scanner " + std::to_string(readings_.size()),
                           [parser](std::string_view text, Event& event, ParsedObject& parsed) {
                             return parser->ParseFront(text, 512, event, parsed) == text.size();
                           }});
    }
    readings_.push_back(
        {"library", [this](std::string_view text, Event& event, ParsedObject& parsed) {
           return parser_.ParseByLibrary(text, 512, event, parsed);
         }});
    readings_.push_back({"all", [this](std::string_view text, Event& event, ParsedObject& parsed) {
                           return !parser_.Parse(text, 512, event, parsed);
                         }});
  }

  // Reads the text in every way; the careful one must have read it, and be right.
  void Compare(std::string_view text, const Event& careful, const ParsedObject& expected) {
    Event event(projection_);
    for (Reading& reading : readings_) {
      SCOPED_TRACE(reading.name + " of " + std::string(text));
      ParsedObject parsed;
      if (!reading.read(text, event, parsed)) {
        EXPECT_NE(reading.name, "all");
        continue;
      }
      ++reading.decided;
      EXPECT_EQ(event.text(), text);
      EXPECT_LE(parsed.plain_ascii, IsAscii(text) && text.find('\\') == std::string_view::npos);
      EXPECT_LE(parsed.lone_surrogate, expected.lone_surrogate);
      EXPECT_EQ(parsed.traits.keys, expected.traits.keys);
      EXPECT_EQ(parsed.near_miss_key, expected.near_miss_key);
      EXPECT_EQ(parsed.dotted_key, expected.dotted_key);
      EXPECT_EQ(parsed.upstream_cut, expected.upstream_cut);
      // Only a careful walk sees duplicates where no path leads.
      EXPECT_LE(parsed.duplicate_key, expected.duplicate_key);
      ASSERT_EQ(parsed.envelope.size(), expected.envelope.size());
      for (std::size_t i = 0; i < parsed.envelope.size(); ++i) {
        EXPECT_EQ(parsed.envelope[i].key, expected.envelope[i].key);
        EXPECT_EQ(parsed.envelope[i].kind, expected.envelope[i].kind);
        EXPECT_EQ(parsed.envelope[i].text, expected.envelope[i].text);
      }
      for (const Slot slot : slots_) {
        ASSERT_EQ(Show(event.At(slot)), Show(careful.At(slot))) << ToString(projection_.path(slot));
      }
    }
  }

  std::vector<Reading> readings_;
};

TEST_F(EventParserTwinsTest, AgreeOnRandomObjects) {
  Event careful(projection_);
  for (unsigned seed = 0; seed < 30'000 && !HasFatalFailure(); ++seed) {
    const std::string text = RandomObject(seed).Make();
    const std::string padded = Pad(text);
    const std::string_view view = std::string_view(padded).substr(0, text.size());
    ParsedObject expected;
    ASSERT_FALSE(parser_.ParseCarefully(view, 512, careful, expected));
    Compare(view, careful, expected);
  }
  for (const Reading& reading : readings_) {
    EXPECT_GT(reading.decided, 5'000) << reading.name;  // Otherwise nothing was compared.
  }
}

// An object that the record before had as well is not walked again; what was taken from it must be
// what it would be, wherever it stands and whatever stands beside it.
TEST_F(EventParserTwinsTest, AgreeOnObjectsThatRepeat) {
  Event careful(projection_);
  for (unsigned seed = 0; seed < 4'000 && !HasFatalFailure(); ++seed) {
    const std::string object = RandomObject(seed).Make();
    const std::string other = RandomObject(seed + 1).Make();
    for (const std::string& text :
         {R"({"o":)" + object + "}", R"({"a":"longer","o":)" + object + R"(,"l":[1]})",
          R"({"a":"\u0041","o":)" + object + "}", R"({"o":)" + other + R"(,"A":1})",
          R"({"O":)" + object + "}", R"({"o":)" + object + R"(,"o":)" + other + "}",
          R"({"o":)" + object + R"(,"b":null})"}) {
      const std::string padded = Pad(text);
      const std::string_view view = std::string_view(padded).substr(0, text.size());
      ParsedObject expected;
      ASSERT_FALSE(parser_.ParseCarefully(view, 512, careful, expected));
      Compare(view, careful, expected);
    }
  }
}

// Whatever one byte of damage does, where an object is still valid all agree.
TEST_F(EventParserTwinsTest, AgreeOnDamagedObjectsThatAreValid) {
  std::mt19937 random(7);
  Event careful(projection_);
  for (unsigned seed = 0; seed < 20'000 && !HasFatalFailure(); ++seed) {
    std::string text = RandomObject(seed).Make();
    text[random() % text.size()] = static_cast<char>(random() % 256);
    const std::string padded = Pad(text);
    const std::string_view view = std::string_view(padded).substr(0, text.size());
    ParsedObject expected;
    if (!parser_.ParseCarefully(view, 512, careful, expected)) Compare(view, careful, expected);
  }
}

// What is read decides neither whether a record is taken nor what others read of it.
TEST(EventParser, APathChangesNothingForTheOthers) {
  Projection some;
  Projection more;
  std::vector<std::pair<Slot, Slot>> slots;  // In both.
  for (const char* path : {"b", "o.p.q", "x", "p.q", "q.o.a"}) more.Add(*ParseKeyPath(path));
  for (const char* path : {"a", "o.x", "l"}) {
    slots.emplace_back(some.Add(*ParseKeyPath(path)), more.Add(*ParseKeyPath(path)));
  }
  EventParser some_parser(some);
  EventParser more_parser(more);
  Event some_event(some);
  Event more_event(more);
  ParsedObject parsed;
  std::mt19937 random(3);
  int lenient = 0;
  for (unsigned seed = 0; seed < 40'000 && !testing::Test::HasFailure(); ++seed) {
    std::string text = RandomObject(seed).Make();
    const std::size_t at = 1 + random() % (text.size() - 1);
    text.replace(at, random() % 2, 1, "{}[]\",:\\ x1t"[random() % 12]);
    if (text.back() != '}') continue;
    const std::string padded = text + std::string(64, '\xEE');
    const std::string_view view = std::string_view(padded).substr(0, text.size());
    SCOPED_TRACE(text);
    const bool taken = !some_parser.Parse(view, 512, some_event, parsed);
    EXPECT_EQ(!more_parser.Parse(view, 512, more_event, parsed), taken);
    if (!taken) continue;
    lenient += more_event.tree_error() ? 1 : 0;
    for (const auto& [slot, other] : slots) {
      EXPECT_EQ(some_event.At(slot).kind, more_event.At(other).kind) << ToString(some.path(slot));
      if (some_event.At(slot).kind < ValueKind::kList) {
        EXPECT_EQ(Show(some_event.At(slot)), Show(more_event.At(other)));
      }
    }
  }
  EXPECT_GT(lenient, 500);
}

TEST_F(EventParserTest, ViewsOfListsExpandToTrees) {
  ASSERT_TRUE(Parse(R"({"l":[1,"two"]})"));
  const FieldValue& value = event_.Expanded(slots_[6]);
  ASSERT_NE(value.tree, nullptr);
  EXPECT_EQ(ToCompactJson(*value.tree), R"([1,"two"])");
}

}  // namespace
}  // namespace trailsift
