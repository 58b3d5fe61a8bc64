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
  const bool sure = scanner.VisitMembers([&](std::string_view name, std::string_view value) {
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
  for (int i = 1; i < 400; ++i) many += ",\"" + std::to_string(i) + "\":0";
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
    MemberScanner scanner(kernel);
    for (const auto& [text, expected] : cases) EXPECT_EQ(Describe(scanner, text), expected) << text;
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
  GuardedText() : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))) {
    memory_ = static_cast<char*>(
        mmap(nullptr, 2 * page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    mprotect(memory_ + page_, page_, PROT_NONE);
  }
  ~GuardedText() { munmap(memory_, 2 * page_); }
  GuardedText(const GuardedText&) = delete;
  GuardedText& operator=(const GuardedText&) = delete;

  std::string_view Put(std::string_view text) {
    char* const begin = memory_ + page_ - text.size() - 64;
    std::ranges::copy(text, begin);
    for (std::size_t i = 0; i < 64; ++i) begin[text.size() + i] = "{[\"}{"[i % 5];
    return {begin, text.size()};
  }

 private:
  std::size_t page_;
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

TEST(MemberScanner, KernelsAgreeOnRandomText) {
  std::mt19937 random(11);
  GuardedText guarded;
  const auto kernels = MemberScanner::Kernels();
  MemberScanner portable(kernels.back());
  for (int round = 0; round < 60'000; ++round) {
    const std::string text = RandomText(random);
    const std::string_view view = guarded.Put(text);
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
