#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "support/choices.h"
#include "support/random_values.h"

namespace trailsift {

// JSON text of a random record: every kind of value, names in both cases, escaped letters.
class RandomRecord {
 public:
  explicit RandomRecord(Choices& choices) : choices_(choices) { AddRecord(); }
  const std::string& text() const { return text_; }

 private:
  void AddRecord() {
    text_ = "{";
    AddMembers({"eventName", "eventSource", "a", "A", "b", "n", "m", "o", "O", "l", "p_log_type",
                "p_udm", "sourceIPAddress", "userIdentity", "eventNames", "p_enrichment"},
               3);
    text_ += '}';
  }

  void AddMembers(std::initializer_list<std::string_view> names, std::uint32_t depth) {
    bool first = true;
    for (const std::string_view name : names) {
      if (choices_.OneIn(3)) continue;
      if (!std::exchange(first, false)) text_ += choices_.OneIn(8) ? " , " : ",";
      AddString(name, 200);
      text_ += choices_.OneIn(8) ? " : " : ":";
      if (choices_.OneIn(4)) {
        AddValue(depth);
      } else {
        AddUsualValue(name, depth);
      }
    }
  }

  // What a name promises.
  void AddUsualValue(std::string_view name, std::uint32_t depth) {
    if (name == "n" || name == "m") {
      text_ += choices_.PickOften(SomeNumbers());
    } else if (name == "i" || name == "sourceIPAddress") {
      AddString(choices_.PickOften(SomeAddresses()), 10);
    } else if (name == "l" && depth > 0) {
      AddList(depth - 1);
    } else if ((name == "o" || name == "O" || name == "p_enrichment") && depth > 0) {
      AddObject(depth - 1);
    } else {
      AddValue(depth);
    }
  }

  void AddValue(std::uint32_t depth) {
    switch (choices_.Below(depth == 0 ? 8 : 13)) {
      case 0:
        text_ += "null";
        return;
      case 1:
        text_ += choices_.Below(2) == 1 ? "true" : "false";
        return;
      case 2:
        text_ += choices_.PickOften(SomeNumbers());
        return;
      case 3:
        AddString(choices_.PickOften(SomeAddresses()), 10);
        return;
      case 8:
      case 9:
        AddList(depth - 1);
        return;
      case 10:
        text_ += choices_.OneIn(2) ? "{ }" : "[ ]";
        return;
      case 11:
      case 12:
        AddObject(depth - 1);
        return;
      default:
        AddString(choices_.PickOften(SomeTexts()), 10);
    }
  }

  void AddObject(std::uint32_t depth) {
    text_ += '{';
    AddMembers({"a", "A", "b", "n", "m", "i", "o", "l", "actor_user", "type", "userName"}, depth);
    text_ += '}';
  }

  void AddList(std::uint32_t depth) {
    text_ += '[';
    const std::uint32_t size = choices_.Below(4);
    const std::uint32_t kind = choices_.Below(4);
    for (std::uint32_t i = 0; i < size; ++i) {
      if (i > 0) text_ += ',';
      if (kind == 0) {
        AddString(choices_.PickOften(SomeAddresses()), 10);
      } else if (kind == 1 && depth > 0) {
        AddObject(depth - 1);
      } else {
        AddValue(depth);
      }
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
