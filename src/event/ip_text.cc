#include "event/ip_text.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>

namespace trailsift {

bool IsIpAddress(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  if (text.empty() || text.size() >= buffer.size() || text.find('\0') != std::string_view::npos) {
    return false;
  }
  std::ranges::copy(text, buffer.begin());
  in6_addr address{};
  return inet_pton(AF_INET, buffer.data(), &address) == 1 ||
         inet_pton(AF_INET6, buffer.data(), &address) == 1;
}

}  // namespace trailsift
