#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

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

}  // namespace trailsift
