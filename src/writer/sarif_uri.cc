#include "writer/sarif_uri.h"

#include <filesystem>

#include "base/ascii.h"

namespace trailsift {
namespace {

bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}

bool IsHexDigit(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

void AppendEncoded(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out += '%';
  out += kDigits[static_cast<unsigned char>(c) >> 4];
  out += kDigits[static_cast<unsigned char>(c) & 0xF];
}

bool StartsWithScheme(std::string_view text, std::string_view scheme) {
  return text.size() > scheme.size() && EqualsIgnoringCase(text.substr(0, scheme.size()), scheme);
}

}  // namespace

std::string EncodeUriPath(std::string_view path) {
  constexpr std::string_view kKept = "/!$&'()*+,;=@";
  std::string encoded;
  for (const char c : path) {
    if (IsUnreserved(c) || kKept.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      AppendEncoded(encoded, c);
    }
  }
  return encoded;
}

PathUri UriOfPath(std::string_view path, std::string_view start_directory) {
  const std::filesystem::path start(start_directory);
  const std::filesystem::path whole = (start / std::filesystem::path(path)).lexically_normal();
  const std::filesystem::path below =
      start.empty() ? whole : whole.lexically_relative(start.lexically_normal());
  if (below.is_relative() && !below.empty() && *below.begin() != "..") {
    return {EncodeUriPath(below.native()), true};
  }
  if (!whole.is_absolute()) return {EncodeUriPath(whole.native()), true};
  return {"file://" + EncodeUriPath(whole.native()), false};
}

std::string WebUri(std::string_view reference) {
  if (!StartsWithScheme(reference, "http://") && !StartsWithScheme(reference, "https://")) {
    return {};
  }
  constexpr std::string_view kKept = ":/?#@!$&'()*+,;=";
  std::string uri;
  bool fragment = false;
  for (std::size_t i = 0; i < reference.size(); ++i) {
    const char c = reference[i];
    const bool escape = c == '%' && i + 2 < reference.size() && IsHexDigit(reference[i + 1]) &&
                        IsHexDigit(reference[i + 2]);
    const bool second_fragment = c == '#' && fragment;
    fragment = fragment || c == '#';
    if (!second_fragment && (escape || IsUnreserved(c) || kKept.find(c) != kKept.npos)) {
      uri += c;
    } else {
      AppendEncoded(uri, c);
    }
  }
  return uri;
}

}  // namespace trailsift
