#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rule/condition.h"

namespace trailsift {

// Rounds a random test can afford: fewer in a build that is slow on purpose.
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr std::uint64_t Rounds(std::uint64_t count) { return count; }
#else
constexpr std::uint64_t Rounds(std::uint64_t count) { return count / 5; }
#endif

// Where generated conditions and records get their decisions from.
class Choices {
 public:
  Choices() = default;
  Choices(const Choices&) = delete;
  Choices& operator=(const Choices&) = delete;
  virtual ~Choices() = default;

  // A number from 0 to `bound` - 1.
  virtual std::uint32_t Below(std::uint32_t bound) = 0;

  bool OneIn(std::uint32_t count) { return Below(count) == 0; }
  template <typename T>
  const T& Pick(const std::vector<T>& pool) {
    return pool[Below(static_cast<std::uint32_t>(pool.size()))];
  }
  // Half of the time one of the first three, so that two picks are often the same.
  template <typename T>
  const T& PickOften(const std::vector<T>& pool) {
    return OneIn(2) ? pool[Below(3)] : Pick(pool);
  }
};

class SeededChoices : public Choices {
 public:
  explicit SeededChoices(std::uint64_t seed) : generator_(seed) {}
  std::uint32_t Below(std::uint32_t bound) override {
    return static_cast<std::uint32_t>(generator_() % bound);
  }

 private:
  std::mt19937_64 generator_;
};

// Decisions from a text; all 0 once it is used up.
class ByteChoices : public Choices {
 public:
  explicit ByteChoices(std::string_view bytes) : bytes_(bytes) {}
  std::uint32_t Below(std::uint32_t bound) override {
    return position_ < bytes_.size() ? static_cast<unsigned char>(bytes_[position_++]) % bound : 0;
  }
  bool used_up() const { return position_ >= bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t position_ = 0;
};

// Small pools, so that conditions and records meet often.
inline const std::vector<std::string>& SomePaths() {
  static const std::vector<std::string> kPaths = {"eventName",
                                                  "eventSource",
                                                  "a",
                                                  "A",
                                                  "b",
                                                  "o",
                                                  "o.a",
                                                  "o.b",
                                                  "o.o.a",
                                                  "o.l[*]",
                                                  "l",
                                                  "l[0]",
                                                  "l[1].a",
                                                  "l[*]",
                                                  "l[*].a",
                                                  "l[*].l[*]",
                                                  ".",
                                                  "p_log_type",
                                                  "actor_user",
                                                  "p_udm.actor_user",
                                                  "p_udm.source_ip",
                                                  "p_any_ip_addresses",
                                                  "p_any_usernames[0]"};
  return kPaths;
}

inline const std::vector<std::string>& SomeTexts() {
  static const std::vector<std::string> kTexts = {
      "", "x", "xy", "y", "yx", "X", "\u00e9", "1", "true", "192.0.2.1", "AWS.CloudTrail"};
  return kTexts;
}

inline const std::vector<std::string>& SomeNumbers() {
  static const std::vector<std::string> kNumbers = {"0",
                                                    "-0",
                                                    "1",
                                                    "1.0",
                                                    "10e-1",
                                                    "-1",
                                                    "403",
                                                    "4.03E2",
                                                    "9007199254740992",
                                                    "9007199254740993",
                                                    "9007199254740992.0",
                                                    "18446744073709551616",
                                                    "1e400",
                                                    "0.1"};
  return kNumbers;
}

inline Literal RandomLiteral(Choices& choices) {
  switch (choices.Below(6)) {
    case 0:
      return Literal::Number(choices.PickOften(SomeNumbers()));
    case 1:
      return Literal::Boolean(choices.Below(2) == 1);
    default:
      return Literal::String(choices.PickOften(SomeTexts()));
  }
}

inline Node RandomLeaf(Choices& choices) {
  constexpr std::array kOperators = {Operator::kEquals,     Operator::kContains, Operator::kIsIn,
                                     Operator::kStartsWith, Operator::kEndsWith, Operator::kExists,
                                     Operator::kIsNotNull};
  FieldTest test;
  test.field = *ParseKeyPath(choices.PickOften(SomePaths()));
  test.op = kOperators[choices.Below(kOperators.size())];
  test.negated = choices.Below(3) == 1;
  switch (test.op) {
    case Operator::kExists:
    case Operator::kIsNotNull:
      break;
    case Operator::kStartsWith:
    case Operator::kEndsWith:
      test.operands = {Literal::String(choices.PickOften(SomeTexts()))};
      break;
    case Operator::kEquals:
    case Operator::kContains:
      test.operands = {RandomLiteral(choices)};
      break;
    case Operator::kIsIn:
      for (std::uint32_t i = choices.Below(5); i > 0; --i) {
        test.operands.push_back(RandomLiteral(choices));
      }
      break;
    default:
      break;
  }
  return {std::move(test), {}};
}

// Adds a subtree of at most `depth` groups above each leaf and returns its root.
inline NodeId AddRandomNode(Choices& choices, Condition& condition, std::uint32_t depth) {
  if (depth == 0 || choices.OneIn(3)) return condition.Add(RandomLeaf(choices));
  constexpr std::array kKinds = {Group::Kind::kAll, Group::Kind::kAny, Group::Kind::kOnlyOne,
                                 Group::Kind::kNone};
  Group group;
  group.kind = kKinds[choices.Below(kKinds.size())];
  for (std::uint32_t i = choices.Below(5); i > 0; --i) {
    group.children.push_back(AddRandomNode(choices, condition, depth - 1));
  }
  return condition.Add({std::move(group), {}});
}

inline Condition RandomCondition(Choices& choices) {
  Condition condition;
  condition.root = AddRandomNode(choices, condition, 4);
  return condition;
}

// A condition as rules have it: a few values for a few fields that all must be met, and sometimes
// more.
inline Condition RandomFiledCondition(Choices& choices) {
  Condition condition;
  Group all;
  for (const char* field : {"eventName", "eventSource", "a", "o.a"}) {
    if (choices.OneIn(3)) continue;
    FieldTest test;
    test.field = *ParseKeyPath(field);
    test.op = Operator::kIsIn;
    for (std::uint32_t i = choices.Below(3) + 1; i > 0; --i) {
      test.operands.push_back(Literal::String(choices.PickOften(SomeTexts())));
    }
    if (test.operands.size() == 1) test.op = Operator::kEquals;
    all.children.push_back(condition.Add({std::move(test), {}}));
  }
  if (choices.OneIn(2)) all.children.push_back(AddRandomNode(choices, condition, 3));
  condition.root = condition.Add({std::move(all), {}});
  return condition;
}

// JSON text of a random record: every kind of value, names in both cases, escaped letters.
class RandomRecord {
 public:
  explicit RandomRecord(Choices& choices) : choices_(choices) { AddRecord(); }
  const std::string& text() const { return text_; }

 private:
  void AddRecord() {
    text_ = "{";
    AddMembers({"eventName", "eventSource", "a", "A", "b", "o", "O", "l", "p_log_type", "p_udm",
                "sourceIPAddress", "userIdentity", "eventNames"},
               3);
    text_ += '}';
  }

  void AddMembers(std::initializer_list<const char*> names, std::uint32_t depth) {
    bool first = true;
    for (const char* name : names) {
      if (choices_.OneIn(3)) continue;
      if (!std::exchange(first, false)) text_ += choices_.OneIn(8) ? " , " : ",";
      AddString(name, 200);
      text_ += choices_.OneIn(8) ? " : " : ":";
      AddValue(depth);
    }
  }

  void AddValue(std::uint32_t depth) {
    switch (choices_.Below(depth == 0 ? 8 : 12)) {
      case 0:
        text_ += "null";
        return;
      case 1:
        text_ += choices_.Below(2) == 1 ? "true" : "false";
        return;
      case 2:
        text_ += choices_.PickOften(SomeNumbers());
        return;
      case 8:
      case 9:
        AddList(depth - 1);
        return;
      case 10:
      case 11:
        text_ += '{';
        AddMembers({"a", "A", "b", "o", "l", "actor_user", "type", "userName"}, depth - 1);
        text_ += '}';
        return;
      default:
        AddString(choices_.PickOften(SomeTexts()), 10);
    }
  }

  void AddList(std::uint32_t depth) {
    text_ += '[';
    const std::uint32_t size = choices_.Below(4);
    for (std::uint32_t i = 0; i < size; ++i) {
      if (i > 0) text_ += ',';
      AddValue(depth);
    }
    text_ += ']';
  }

  void AddString(std::string_view text, std::uint32_t escaped_one_in) {
    text_ += '"';
    for (const char c : text) {
      if (c >= 'x' && c <= 'z' && choices_.OneIn(escaped_one_in)) {
        text_ += "\\u00";
        text_ += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4U];
        text_ += "0123456789abcdef"[static_cast<unsigned char>(c) & 15U];
      } else {
        text_ += c;
      }
    }
    text_ += '"';
  }

  Choices& choices_;
  std::string text_;
};

}  // namespace trailsift
