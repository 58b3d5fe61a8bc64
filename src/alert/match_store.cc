#include "alert/match_store.h"

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace trailsift {
namespace {

// Both walk a match by Transfer below, so that what one writes the other reads.
class Packer {
 public:
  template <typename Number>
  requires std::is_arithmetic_v<Number> || std::is_enum_v<Number>
  void operator()(const Number& number) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    bytes_.append(bytes, sizeof number);
  }
  void operator()(const std::string& text) {
    (*this)(text.size());
    bytes_ += text;
  }
  template <typename T>
  void operator()(const std::vector<T>& list) {
    (*this)(list.size());
    for (const T& element : list) (*this)(element);
  }
  template <typename First, typename Second>
  void operator()(const std::pair<First, Second>& pair) {
    (*this)(pair.first);
    (*this)(pair.second);
  }
  template <typename T>
  void operator()(const std::optional<T>& value) {
    (*this)(value.has_value());
    if (value) (*this)(*value);
  }
  void operator()(const Timestamp& time) {
    (*this)(time.seconds);
    (*this)(time.nanoseconds);
  }
  void operator()(const MatchField& field) {
    (*this)(field.text);
    (*this)(field.wrong_type);
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  template <typename Number>
  requires std::is_arithmetic_v<Number> || std::is_enum_v<Number>
  void operator()(Number& number) {
    std::memcpy(&number, bytes_.data(), sizeof number);
    bytes_.remove_prefix(sizeof number);
  }
  void operator()(std::string& text) {
    text = bytes_.substr(0, Size());
    bytes_.remove_prefix(text.size());
  }
  template <typename T>
  void operator()(std::vector<T>& list) {
    list.resize(Size());
    for (T& element : list) (*this)(element);
  }
  template <typename First, typename Second>
  void operator()(std::pair<First, Second>& pair) {
    (*this)(pair.first);
    (*this)(pair.second);
  }
  template <typename T>
  void operator()(std::optional<T>& value) {
    bool present = false;
    (*this)(present);
    if (present) (*this)(value.emplace());
  }
  void operator()(Timestamp& time) {
    (*this)(time.seconds);
    (*this)(time.nanoseconds);
  }
  void operator()(MatchField& field) {
    (*this)(field.text);
    (*this)(field.wrong_type);
  }

 private:
  std::size_t Size() {
    std::size_t size = 0;
    (*this)(size);
    return size;
  }

  std::string_view bytes_;
};

template <typename Archive, typename... Fields>
void TransferAll(Archive& archive, Fields&... fields) {
  (archive(fields), ...);
}

// Calls the archive for every field. Names them all: a field that is new does not compile until it
// stands here.
template <typename Archive, typename AnyMatch>
void Transfer(Archive& archive, AnyMatch& match) {
  auto& [rule, severity, signal, title, dedup, event_time, event_time_text, event_id, event_name,
         event_source, aws_region, recipient_account_id, source_ip_address, user_agent, error_code,
         user_identity_type, user_identity_arn, access_key_id, actor_user, user_identity, context,
         summary, flags, path, member, compressed, standard_input, place, event] = match;
  TransferAll(archive, rule, severity, signal, title, dedup, event_time, event_time_text, event_id,
              event_name, event_source, aws_region, recipient_account_id, source_ip_address,
              user_agent, error_code, user_identity_type, user_identity_arn, access_key_id,
              actor_user, user_identity, context, summary, flags, path, member, compressed,
              standard_input, event);
  auto& [record, byte_offset, byte_length, line, column, end_line, utf16_column, utf16_end_column,
         pointer] = place;
  TransferAll(archive, record, byte_offset, byte_length, line, column, end_line, utf16_column,
              utf16_end_column, pointer);
}

}  // namespace

Spool::Range MatchStore::Add(const Match& match) {
  Packer packer;
  Transfer(packer, match);
  return spool_.Append(packer.bytes());
}

Match MatchStore::Get(Spool::Range range) const {
  const std::string bytes = spool_.Read(range);
  Unpacker unpacker(bytes);
  Match match;
  Transfer(unpacker, match);
  return match;
}

}  // namespace trailsift
