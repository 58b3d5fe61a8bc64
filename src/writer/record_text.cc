#include "writer/record_text.h"

#include <algorithm>

#include "event/json_library.h"
#include "event/utf8.h"
#include "writer/json_text.h"

namespace trailsift {
namespace {

// Walks JSON text with one bit of knowledge, whether it is inside a string, and copies it.
class JsonCopier {
 public:
  JsonCopier(std::string_view json, bool escape_hostile)
      : rest_(json), escape_hostile_(escape_hostile) {
    copy_.text.reserve(json.size() + 16);
  }

  CopiedJson Copy() && {
    while (!rest_.empty()) {
      if (in_string_) {
        CopyInString();
      } else {
        CopyBetween();
      }
    }
    return std::move(copy_);
  }

 private:
  void Take(std::size_t length) {
    copy_.text.append(rest_.substr(0, length));
    rest_.remove_prefix(length);
  }

  void TakeRepaired(const Character& character) {
    copy_.repaired_utf8 = copy_.repaired_utf8 || !character.valid;
    AppendUtf8(copy_.text, character.code_point);
    rest_.remove_prefix(character.length);
  }

  void CopyBetween() {
    if (rest_.starts_with("\r\n")) rest_.remove_prefix(1);
    if (rest_[0] == '\n' || rest_[0] == '\r') {
      copy_.text += ' ';
      rest_.remove_prefix(1);
      return;
    }
    in_string_ = rest_[0] == '"';
    TakeRepaired(NextCharacter(rest_));
  }

  void CopyInString() {
    if (rest_[0] == '\\' && rest_.size() > 1 && rest_[1] >= 0x20 && rest_[1] < 0x7F) {
      Take(2);
      return;
    }
    // No escape, so this is no JSON and will be quoted; an escape of ours would make it one.
    if (rest_[0] == '\\' && rest_.size() > 1 && static_cast<unsigned char>(rest_[1]) >= 0x7F) {
      Take(1);
      TakeRepaired(NextCharacter(rest_));
      return;
    }
    const Character character = NextCharacter(rest_);
    const bool control = character.code_point < 0x20;
    if (control || (escape_hostile_ && IsHostile(character.code_point))) {
      AppendUnicodeEscape(copy_.text, character.code_point);
      rest_.remove_prefix(character.length);
      return;
    }
    in_string_ = rest_[0] != '"';
    TakeRepaired(character);
  }

  std::string_view rest_;
  bool escape_hostile_;
  bool in_string_ = false;
  CopiedJson copy_;
};

bool IsPlain(std::string_view json, bool escape_hostile) {
  const bool plain = std::none_of(json.begin(), json.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || (escape_hostile && byte >= 0x7F);
  });
  return plain && IsUtf8(json);
}

}  // namespace

CopiedJson CopyJson(std::string_view json, bool escape_hostile) {
  CopiedJson copy;
  if (IsPlain(json, escape_hostile)) {
    copy.text = json;
  } else {
    copy = JsonCopier(json, escape_hostile).Copy();
  }
  if (IsJson(copy.text)) return copy;
  copy.text.clear();
  copy.quoted = true;
  AppendJsonString(copy.text, json);
  return copy;
}

}  // namespace trailsift
