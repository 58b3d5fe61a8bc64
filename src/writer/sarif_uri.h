#pragma once

#include <string>
#include <string_view>

namespace trailsift {

// A path as a URI. Decoding the percent signs gives back its bytes, whatever they are.
struct PathUri {
  std::string text;       // "logs/a%20b.json", or "file:///…"
  bool relative = false;  // To the start directory.
};

// The URI of a path as given: relative if it lies below `start_directory` (absolute), else an
// absolute file URI. "." and ".." are resolved in the text; symbolic links are not looked at. With
// an empty start directory nothing can be resolved against it, and relative paths stay relative.
PathUri UriOfPath(std::string_view path, std::string_view start_directory);

// The path of a URI: all bytes percent-encoded but unreserved characters, sub-delimiters, "@" and
// "/" (RFC 3986, section 3.3; ":" could be taken for a scheme).
std::string EncodeUriPath(std::string_view path);

// A web address from a rule with everything encoded that no URI may hold; empty if it is not http
// or https.
std::string WebUri(std::string_view reference);

}  // namespace trailsift
