#include "hostile/hostile_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "support/choices.h"
#include "support/envelopes.h"
#include "unit/input/compress.h"
#include "unit/input/utf16.h"

namespace trailsift {
namespace {

// Values that have made readers stumble.
constexpr std::array<std::string_view, 16> kAwkwardValues = {
    R"("")",
    R"("\u0000")",
    R"("\ud800")",
    R"("}],\"Records\":[{")",
    R"("\\")",
    R"("\\\"")",
    R"("\u202e\u001b[31m")",
    R"("{\"eventName\":\"DeleteModelInvocationLoggingConfiguration\"}")",
    R"(null)",
    R"({})",
    R"([])",
    R"(1e400)",
    R"(-0)",
    R"(123456789012345678901234567890)",
    R"([[[[[[{"eventName":"x","eventSource":"y"}]]]]]])",
    R"("\/")",
};

class InputMaker {
 public:
  explicit InputMaker(std::uint64_t seed) : choices_(seed) {}

  HostileInput Make() {
    std::vector<std::string> events;
    const std::uint32_t count = 1 + choices_.Below(choices_.OneIn(4) ? 60 : 8);
    for (std::uint32_t i = 0; i < count; ++i) events.push_back(MakeEvent(i));
    const std::vector<WrappedEvents> wrapped = WrapInEachEnvelope(std::move(events));
    const WrappedEvents& chosen = choices_.Pick(wrapped);
    input_.description = chosen.name;
    std::string text = chosen.text;
    if (choices_.OneIn(3)) DamageText(text);
    input_.stored = Store(std::move(text));
    if (choices_.OneIn(5)) DamageStored();
    return std::move(input_);
  }

 private:
  std::string MakeEvent(std::uint32_t number) {
    const bool planted = choices_.OneIn(3);
    const std::string id = fmt::format("{}-{:04}-", planted ? "planted" : "other", number);
    input_.records.push_back({.id = id, .planted = planted, .nested = ""});
    std::vector<std::string> members = {
        fmt::format(R"("eventID":"{}")", id),
        R"("eventVersion":"1.11")",
        R"("eventTime":"2026-11-01T03:00:00Z")",
        R"("awsRegion":"us-east-1")",
        fmt::format(R"("eventName":"{}")",
                    planted ? "DeleteModelInvocationLoggingConfiguration" : "ListBuckets"),
        fmt::format(R"("eventSource":"{}")",
                    planted || choices_.OneIn(4) ? "bedrock.amazonaws.com" : "s3.amazonaws.com"),
    };
    for (std::uint32_t i = choices_.Below(5); i > 0; --i) {
      members.push_back(
          fmt::format(R"("extra{}":{})", i, kAwkwardValues[choices_.Below(kAwkwardValues.size())]));
    }
    if (choices_.OneIn(4)) members.push_back(MakeParameters(number));
    Shuffle(members);
    const std::string_view between = choices_.OneIn(5) ? ", " : ",";
    return fmt::format("{{{}}}", fmt::join(members, between));
  }

  // An event as CloudTrail writes it, which the rule would match, in a record's requestParameters:
  // whoever calls an interface can put one there.
  std::string MakeParameters(std::uint32_t number) {
    std::string& id = input_.records.back().nested;
    id = fmt::format("nested-{:04}-", number);
    const std::string event = fmt::format(
        R"({{"eventVersion":"1.11","userIdentity":{{"type":"Root"}},)"
        R"("eventTime":"2026-11-01T04:00:00Z","eventSource":"bedrock.amazonaws.com",)"
        R"("eventName":"DeleteModelInvocationLoggingConfiguration","awsRegion":"us-east-1",)"
        R"("eventID":"{}"}})",
        id);
    constexpr std::array<std::string_view, 4> kForms = {
        "{}", R"({{"entries":[{}]}})", R"({{"Records":[{0},{0}]}})", R"({{"body":{}}})"};
    const std::uint32_t form = choices_.Below(kForms.size());
    return R"("requestParameters":)" +
           fmt::format(fmt::runtime(kForms[form]),
                       form + 1 < kForms.size() ? event : EnvelopeMaker::Quoted(event));
  }

  void Shuffle(std::vector<std::string>& members) {
    for (std::size_t i = members.size(); i > 1; --i) {
      std::swap(members[i - 1], members[choices_.Below(static_cast<std::uint32_t>(i))]);
    }
  }

  std::size_t Place(const std::string& text) {
    return choices_.Below(static_cast<std::uint32_t>(text.size()) + 1);
  }

  // Replaces a part of the text, and notes which records are no longer whole.
  void DamageText(std::string& text) {
    const std::size_t begin = Place(text);
    const std::size_t longest = choices_.OneIn(3) ? 400 : 12;
    const std::size_t length = std::min<std::size_t>(
        1 + choices_.Below(static_cast<std::uint32_t>(longest)), text.size() - begin);
    std::string_view what;
    std::string replacement;
    std::size_t end = begin + length;
    switch (choices_.Below(6)) {
      case 0:
        what = "cut off";
        end = text.size();
        break;
      case 1:
        what = "removed";
        break;
      case 2:
        what = "overwritten by noise";
        for (std::size_t i = 0; i < length; ++i) {
          replacement += static_cast<char>(choices_.Below(256));
        }
        break;
      case 3:
        what = "overwritten by NUL";
        replacement.assign(length, '\0');
        break;
      case 4:
        what = "overwritten by brackets and quotes";
        for (std::size_t i = 0; i < length; ++i) {
          replacement += std::string_view("{}[]\",:\\\n")[choices_.Below(9)];
        }
        break;
      default:
        what = "pushed apart by garbage";
        end = begin;
        replacement = std::string(length, static_cast<char>(choices_.Below(256)));
    }
    NoteDamage(text, begin, end);
    input_.description += fmt::format(", text bytes {} to {} {}", begin, end, what);
    text.replace(begin, end - begin, replacement);
  }

  // A record counts as intact only if the damage keeps a neighbour's distance from it: where
  // exactly it begins and ends depends on the envelope.
  void NoteDamage(const std::string& text, std::size_t begin, std::size_t end) {
    input_.damaged = true;
    std::size_t previous_end = 0;
    for (std::size_t i = 0; i < input_.records.size(); ++i) {
      const std::size_t here = text.find(input_.records[i].id);
      const std::size_t next =
          i + 1 < input_.records.size() ? text.find(input_.records[i + 1].id) : std::string::npos;
      const bool behind = next != std::string::npos && begin >= next;
      const bool before = i > 0 && end <= previous_end;
      input_.records[i].intact = behind || before;
      previous_end = here + input_.records[i].id.size();
    }
  }

  std::string Store(std::string text) {
    switch (choices_.Below(9)) {
      case 0:
        input_.description += ", gzip";
        return Gzip(text, static_cast<int>(choices_.Below(10)));
      case 1: {
        input_.description += ", gzip of several members";
        std::string stored;
        for (std::uint32_t left = choices_.Below(4); left > 0; --left) {
          const std::size_t cut = Place(text);
          stored += Gzip(std::string_view(text).substr(0, cut));
          text.erase(0, cut);
        }
        return stored + Gzip(text);
      }
      case 2:
        input_.description += ", zstd";
        return Zstd(text);
      case 3:
        input_.description += ", gzip in gzip";
        return Gzip(Gzip(text));
      case 4:
        input_.description += ", byte order mark";
        return "\xEF\xBB\xBF" + text;
      case 5:
        // Wider characters are subject of the tests of the decoder.
        if (std::ranges::any_of(text,
                                [](char c) { return static_cast<unsigned char>(c) > 0x7E; })) {
          return text;
        }
        input_.description += ", UTF-16";
        return (choices_.OneIn(2) ? "\xFF\xFE" + Utf16(std::string_view(text), true)
                                  : "\xFE\xFF" + Utf16(std::string_view(text), false));
      default:
        return text;
    }
  }

  // What is left of the records then is not known.
  void DamageStored() {
    std::string& stored = input_.stored;
    if (stored.empty()) return;
    input_.damaged = true;
    for (ExpectedRecord& record : input_.records) record.intact = false;
    const std::size_t place = choices_.Below(static_cast<std::uint32_t>(stored.size()));
    switch (choices_.Below(4)) {
      case 0:
        stored.resize(place);
        input_.description += fmt::format(", stored bytes cut off at {}", place);
        break;
      case 1:
        stored[place] = static_cast<char>(stored[place] ^ (1 << choices_.Below(8)));
        input_.description += fmt::format(", a bit of stored byte {} flipped", place);
        break;
      case 2:
        stored.insert(place, choices_.Below(40), static_cast<char>(choices_.Below(256)));
        input_.description += fmt::format(", garbage in stored bytes at {}", place);
        break;
      default:
        stored.append(choices_.Below(4000), '\0');
        stored += "garbage";
        input_.description += ", padding and garbage behind the stored bytes";
    }
  }

  SeededChoices choices_;
  HostileInput input_;
};

}  // namespace

HostileInput MakeHostileInput(std::uint64_t seed) { return InputMaker(seed).Make(); }

}  // namespace trailsift
