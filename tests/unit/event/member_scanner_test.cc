#include "event/member_scanner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trailsift {
namespace {

using Outcome = MemberScanner::Outcome;
using testing::HasSubstr;

std::string Pad(std::string_view text) { return std::string(text) + std::string(64, '\xEE'); }

// "name=value name=value"; nothing if the scanner is unsure of them.
std::optional<std::string> Members(const MemberScanner& scanner) {
  std::string members;
  const bool sure =
      scanner.VisitMembers([&](std::string_view name, std::string_view value, std::size_t) {
        if (!members.empty()) members += ' ';
        members += std::string(name) + '=' + std::string(value);
        return true;
      });
  return sure ? std::optional(members) : std::nullopt;
}

// Those of an object and what stands behind it, or what else came of it.
std::string Describe(MemberScanner& scanner, std::string_view text) {
  const std::string padded = Pad(text);
  switch (scanner.Scan(std::string_view(padded).substr(0, text.size()))) {
    case Outcome::kOpen:
      return "open";
    case Outcome::kUnsure:
      return "unsure";
    case Outcome::kClosed:
      break;
  }
  const auto members = Members(scanner);
  if (!members) return "unsure";
  return *members + '|' + std::string(text.substr(scanner.length()));
}

std::string Long(std::size_t size) { return std::string(size, 'x'); }

TEST(MemberScanner, SplitsObjectsOrIsUnsure) {
  const std::string deep = std::string(70, '[') + std::string(70, ']');
  std::string many = "{\"0\":0";
  for (int i = 1; i < 1200; ++i) many += ",\"" + std::to_string(i) + "\":0";
  many += '}';
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({})", "|"},
      {R"({ })", "|"},
      {R"({"a":1})", "a=1|"},
      {R"({"a":1}{"b":2})", R"(a=1|{"b":2})"},
      {R"({"a":"b","c":null,"d":true,"e":false,"f":-1.5e3})",
       "a=\"b\" c=null d=true e=false f=-1.5e3|"},
      {"{ \"a\" : 1 ,\n\t\"b\" : [ 1, 2 ] }\n", "a=1 b=[ 1, 2 ]|\n"},
      {R"({"a":{"b":{"c":1},"d":[{},[]]},"e":{}})", R"(a={"b":{"c":1},"d":[{},[]]} e={}|)"},
      {R"({"a":"{[,:]}","b":"\"","c":"\\","d":"\\\""})", R"(a="{[,:]}" b="\"" c="\\" d="\\\""|)"},
      {R"({"a\"b":1})", R"(a\"b=1|)"},
      {"{\"a\":\"\xC3\xA9\"}", "a=\"\xC3\xA9\"|"},
      {R"({"a":")" + Long(200) + R"(","b":[")" + Long(100) + R"("]})",
       "a=\"" + Long(200) + "\" b=[\"" + Long(100) + "\"]|"},
      // Not looked at: what stands within values.
      {R"({"a":[tru,,:"x" "y"]})", R"(a=[tru,,:"x" "y"]|)"},
      {R"({"a":"\q"})", R"(a="\q"|)"},
      // Not closed.
      {R"({)", "open"},
      {R"({"a":1)", "open"},
      {R"({"a":"})", "open"},
      {R"({"a":[{})", "open"},
      {R"({"a":"\)", "open"},
      // Wrong, or left to others.
      {R"({"a":1,})", "unsure"},
      {R"({,"a":1})", "unsure"},
      {R"({"a":1,,"b":2})", "unsure"},
      {R"({"a":1 "b":2})", "unsure"},
      {R"({"a"1})", "unsure"},
      {R"({"a"})", "unsure"},
      {R"({a:1})", "unsure"},
      {R"({"a"x:1})", "unsure"},
      {R"({"a""b":1})", "unsure"},
      {R"({"a"::1})", "unsure"},
      {R"({"a":})", "unsure"},
      {R"({"a":tru})", "unsure"},
      {R"({"a":01})", "unsure"},
      {R"({"a":1 2})", "unsure"},
      {R"({"a":"b""c"})", "unsure"},
      {R"({"a":"b"c})", "unsure"},
      {R"({"a":"b"c"d"})", "unsure"},
      {R"({"a":{}{}})", "unsure"},
      {R"({"a":{}1})", "unsure"},
      {R"({"a":1{}})", "unsure"},
      {R"({"a":[}})", "unsure"},
      {R"({"a":[1})", "unsure"},
      {R"({"a":1])", "unsure"},
      {R"({"a":{]})", "unsure"},
      {"{\"a\":\"\n\"}", "unsure"},
      {std::string("{\"a\":\"\0\"}", 9), "unsure"},
      {"{\"a\":\"\xFF\"}", "unsure"},
      {"{\"a\":[\"\xC3\"]}", "unsure"},
      {R"({"a":)" + deep + "}", "unsure"},
      {many, "unsure"},
      // A bracket where a name belongs.
      {R"({"a":{"b":1,{"c":2}}})", "unsure"},
      {R"({"a":{"b":1{"c":2}}})", "unsure"},
      {R"({"a":{"b":[1]{"c":2}}})", "unsure"},
      {R"({"a":{["b"]}})", "unsure"},
      {"{\"a\":{\"b\":1\n{\"c\":2}\n}}", "unsure"},
      {R"({"a":1,{"b":2}})", "unsure"},
      {R"({"a":{"b":"c"d}})", "unsure"},
      {R"({"a":{"b":[1]2}})", "unsure"},
      {R"({"a":[{"eventVersion":1}]})", "unsure"},
      {"{\"a\":\n{}}", "unsure"},
      {R"({"a": {"b": [ {}, {} ], "c": [] } })", R"(a={"b": [ {}, {} ], "c": [] }|)"},
  };
  for (const MemberScanner::Kernel kernel : MemberScanner::Kernels()) {
    for (const auto& [text, expected] : cases) {
      MemberScanner scanner(kernel);
      EXPECT_EQ(Describe(scanner, text), expected) << text.substr(0, 200);
    }
  }
}

// What stands behind an object changes nothing, wherever in a block it ends.
TEST(MemberScanner, LooksAtNothingBehindTheObject) {
  for (const MemberScanner::Kernel kernel : MemberScanner::Kernels()) {
    MemberScanner scanner(kernel);
    for (std::size_t size = 0; size < 130; ++size) {
      const std::string object = "{\"" + Long(size) + "\":[\"" + Long(size) + "\"]}";
      for (const std::string_view behind : {"\"", "\n\xFF{", "]]", "\\\"}", "\x01"}) {
        const std::string text = object + std::string(behind);
        EXPECT_THAT(Describe(scanner, text), HasSubstr("=[\"")) << size;
        EXPECT_EQ(scanner.length(), object.size());
      }
    }
  }
}

// Text against the end of memory that may be read.
class GuardedText {
 public:
  // Of so many pages at most.
  explicit GuardedText(std::size_t pages = 1)
      : size_(pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
    memory_ = static_cast<char*>(
        mmap(nullptr, 2 * size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    mprotect(memory_ + size_, size_, PROT_NONE);
  }
  ~GuardedText() { munmap(memory_, 2 * size_); }
  GuardedText(const GuardedText&) = delete;
  GuardedText& operator=(const GuardedText&) = delete;

  std::string_view Put(std::string_view text) {
    char* const begin = memory_ + size_ - text.size() - 64;
    std::ranges::copy(text, begin);
    for (std::size_t i = 0; i < 64; ++i) begin[text.size() + i] = "{[\"}{"[i % 5];
    return {begin, text.size()};
  }

 private:
  std::size_t size_;
  char* memory_;
};

std::string RandomText(std::mt19937& random) {
  constexpr std::string_view kPieces[] = {"{", "}",  "[",    "]",  ":",      ",",     "\"",   "\\",
                                          "1", "\n", "\xC3", "\"", "\"a\":", "\"b\"", "true", " "};
  std::string text = "{";
  const std::size_t count = random() % 60;
  for (std::size_t i = 0; i < count; ++i) {
    text += kPieces[random() % std::size(kPieces)];
    if (random() % 12 == 0) text += std::string(random() % 80, 'x');
  }
  return text;
}

// AddressSanitizer knows that nothing stands before it.
TEST(MemberScanner, LooksAtNothingBeforeTheObject) {
  for (const MemberScanner::Kernel kernel : MemberScanner::Kernels()) {
    MemberScanner scanner(kernel);
    for (const std::string_view text : {"{}", "{{}}", "{ {}}", "{[]}", "{\"a\":{}}"}) {
      const std::vector<char> exact = [&] {
        std::vector<char> bytes(text.begin(), text.end());
        bytes.resize(text.size() + 64);
        return bytes;
      }();
      const Outcome outcome = scanner.Scan({exact.data(), text.size()});
      EXPECT_EQ(outcome == Outcome::kClosed, text == "{}" || text.starts_with("{\""));
    }
  }
}

// Records and what is nearly one, as random text seldom is.
std::string RandomObject(std::mt19937& random, int depth = 0) {
  constexpr std::string_view kValues[] = {"1",  "null",         "\"b\"", "\"{,\\\":\"", "[]",
                                          "{}", "[1,\"c\",{}]", "\"\"",  "[{},{}]"};
  constexpr std::string_view kSlips[] = {" ", ",", "}", "\"", "{", "\\", "1", "\n", "[", ":", "]"};
  const auto slip = [&] {
    return random() % 200 == 0 ? kSlips[random() % std::size(kSlips)] : std::string_view();
  };
  const std::string_view blank = random() % 4 == 0 ? " " : "";
  std::string text = "{";
  const std::size_t count = random() % (depth == 0 ? 12 : 4);
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) text.append(",").append(blank);
    text += slip();
    text.append("\"").append(random() % 40, 'n').append("\":").append(blank);
    text += slip();
    if (depth < 6 && random() % 4 == 0) {
      text += RandomObject(random, depth + 1);
    } else if (random() % 3 == 0) {
      text.append("\"").append(random() % 90, 'v').append("\"");
    } else {
      text += kValues[random() % std::size(kValues)];
    }
    text += slip();
  }
  text += '}';
  return text;
}

std::string Behind(std::mt19937& random) {
  constexpr std::string_view kPieces[] = {"", "\n{\"a\":1}", ",{", "]}", "\x01", "\"", "\\"};
  return std::string(kPieces[random() % std::size(kPieces)]);
}

// Of all kernels, and of both gears where the compact one is sure.
TEST(MemberScanner, GearsAgreeOnObjects) {
  std::mt19937 random(12);
  GuardedText guarded;
  std::size_t compact = 0;
  for (int round = 0; round < 30'000; ++round) {
    const std::string text = RandomObject(random) + Behind(random);
    if (text.size() > 4000) continue;
    const std::string_view view = guarded.Put(text);
    MemberScanner general(MemberScanner::Kernels().back());
    const Outcome expected = general.ScanGenerally(view);
    std::optional<bool> decided;
    for (const MemberScanner::Kernel kernel : MemberScanner::Kernels()) {
      MemberScanner scanner(kernel);
      ASSERT_EQ(scanner.Scan(view), expected) << kernel.name << ": " << text;
      EXPECT_EQ(decided.value_or(scanner.is_compact()), scanner.is_compact()) << text;
      decided = scanner.is_compact();
      if (expected != Outcome::kClosed) continue;
      EXPECT_EQ(scanner.length(), general.length()) << text;
      EXPECT_LE(scanner.greatest_depth(), general.greatest_depth()) << text;
      EXPECT_EQ(Members(scanner), Members(general)) << text;
      const auto is_word = [](std::string_view value) {
        return value.find_first_of(" \n\"{[") == std::string_view::npos;
      };
      const auto any = [](std::string_view, std::string_view, std::size_t) { return true; };
      EXPECT_EQ(scanner.VisitMembers(any, is_word), general.VisitMembers(any, is_word)) << text;
    }
    compact += *decided ? 1U : 0U;
  }
  EXPECT_GT(compact, 10'000);
}

// "name=value", and of objects within also name{…}, by visit(visitor); nothing if it is unsure.
template <typename VisitAll, typename VisitWithin>
std::optional<std::string> AllMembers(const VisitAll& visit_all, const VisitWithin& visit_within) {
  std::string members;
  const bool sure =
      visit_all([&](std::string_view name, std::string_view value, std::size_t place) {
        members.append(name).append("=").append(value).append(" ");
        if (value.front() != '{') return true;
        const std::optional<std::string> within = visit_within(value, place);
        members += '{' + within.value_or("unsure") + '}';
        return true;
      });
  return sure ? std::optional(members) : std::nullopt;
}

std::optional<std::string> MembersByPlace(const MemberScanner& scanner,
                                          std::optional<std::size_t> place) {
  return AllMembers(
      [&](const auto& visit) {
        return place ? scanner.VisitMembersOf(*place, visit) : scanner.VisitMembers(visit);
      },
      [&](std::string_view, std::size_t within) { return MembersByPlace(scanner, within); });
}

std::optional<std::string> MembersByScanning(std::string_view text) {
  const std::string padded = Pad(text);
  MemberScanner scanner;
  if (scanner.ScanGenerally(std::string_view(padded).substr(0, text.size())) != Outcome::kClosed) {
    return std::nullopt;
  }
  return AllMembers([&](const auto& visit) { return scanner.VisitMembers(visit); },
                    [](std::string_view value, std::size_t) { return MembersByScanning(value); });
}

TEST(MemberScanner, ObjectsWithinAreReadByTheirPlaces) {
  std::mt19937 random(13);
  std::size_t nested = 0;
  for (int round = 0; round < 30'000; ++round) {
    const std::string text = RandomObject(random);
    const std::string padded = Pad(text);
    MemberScanner scanner;
    if (scanner.Scan(std::string_view(padded).substr(0, text.size())) != Outcome::kClosed ||
        !scanner.is_compact()) {
      continue;
    }
    const std::optional<std::string> members = MembersByPlace(scanner, std::nullopt);
    EXPECT_EQ(members, MembersByScanning(text.substr(0, scanner.length()))) << text;
    if (members && members->find('{') != std::string::npos) ++nested;
  }
  EXPECT_GT(nested, 5'000);
}

TEST(MemberScanner, LeavesWhatIsNotCompactToTheGeneralGear) {
  const auto is_compact = [](std::string_view text) {
    MemberScanner scanner;
    Describe(scanner, text);
    return scanner.is_compact();
  };
  EXPECT_TRUE(is_compact(R"({"a":{"b":[1,2,{"c":"d\\"}]},"e":null}})"));
  EXPECT_TRUE(is_compact(R"({"a": {"b": [1, 2, {"c": "d"}]}, "e": null})"));
  EXPECT_FALSE(is_compact("{\"a\":\n1}"));
  EXPECT_FALSE(is_compact(R"({"a" :1})"));
  EXPECT_FALSE(is_compact("{\"a\":\"\xC3\xA9\"}"));
  std::string many = "{\"0\":[";
  for (int i = 0; i < 100; ++i) many += "{\"a\":[]},";
  EXPECT_TRUE(is_compact(many + "1]}"));
  EXPECT_FALSE(is_compact("{\"a\":\"" + std::string(40'000, 'x') + "\"}"));
}

// Texts of as many brackets and separators as there can be, around the most that the compact gear
// looks at. What it has noted of them must not touch what it notes of the next object.
TEST(MemberScanner, FullTextsLeaveNoTrace) {
  const auto repeat = [](std::string_view head, std::string_view piece, std::string_view tail) {
    std::string text(head);
    while (text.size() < 40'000) text += piece;
    return text.append(tail);
  };
  const std::string texts[] = {repeat("{", ",", "}"), repeat("{", ":", "}"),
                               repeat("{\"a\":", "{\"a\":", "1"), repeat("{\"a\":[", "[],", "1]}"),
                               repeat("{", "\"a\":[],", "\"b\":{}}")};
  const std::string good = R"({"a":{"b":[1,{"c":"d"}]},"e":[[]],"f":null})";
  GuardedText guarded(12);
  for (const MemberScanner::Kernel kernel : MemberScanner::Kernels()) {
    for (const std::string& text : texts) {
      for (std::size_t size = 32'760; size <= 32'776; ++size) {
        MemberScanner scanner(kernel);
        MemberScanner general(MemberScanner::Kernels().back());
        const std::string_view cut = guarded.Put(text.substr(0, size));
        ASSERT_EQ(scanner.Scan(cut), general.ScanGenerally(cut)) << kernel.name << " " << size;
        const std::string_view closed = guarded.Put(text.substr(0, size - 2) + "]}");
        ASSERT_EQ(scanner.Scan(closed), general.ScanGenerally(closed)) << kernel.name;
        const std::string_view next = guarded.Put(good);
        while (scanner.Scan(next) == Outcome::kClosed && !scanner.is_compact()) {
        }
        ASSERT_EQ(general.ScanGenerally(next), Outcome::kClosed);
        EXPECT_EQ(Members(scanner), Members(general));
        EXPECT_EQ(scanner.greatest_depth(), 4U);
      }
    }
  }
}

TEST(MemberScanner, KernelsAgreeOnRandomText) {
  std::mt19937 random(11);
  GuardedText guarded;
  const auto kernels = MemberScanner::Kernels();
  for (int round = 0; round < 60'000; ++round) {
    const std::string text = RandomText(random);
    const std::string_view view = guarded.Put(text);
    MemberScanner portable(kernels.back());
    const Outcome expected = portable.Scan(view);
    for (const MemberScanner::Kernel kernel : kernels) {
      MemberScanner scanner(kernel);
      ASSERT_EQ(scanner.Scan(view), expected) << kernel.name << ": " << text;
      if (expected != Outcome::kClosed) continue;
      EXPECT_EQ(scanner.length(), portable.length()) << text;
      EXPECT_EQ(scanner.greatest_depth(), portable.greatest_depth()) << text;
      EXPECT_EQ(scanner.has_backslash(), portable.has_backslash()) << text;
      EXPECT_EQ(scanner.has_non_ascii(), portable.has_non_ascii()) << text;
      EXPECT_EQ(Members(scanner), Members(portable)) << text;
    }
  }
}

}  // namespace
}  // namespace trailsift
