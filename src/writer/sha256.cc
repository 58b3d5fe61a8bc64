#include "writer/sha256.h"

#include <sha2.h>

#include <array>
#include <cstdint>

namespace trailsift {

std::string Sha256Hex(std::string_view bytes) {
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digits{};
  SHA256End(&context, digits.data());
  return digits.data();
}

}  // namespace trailsift
