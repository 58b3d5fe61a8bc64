#include "scan/ordered_numbers.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <stdexcept>
#include <vector>

namespace trailsift {
namespace {

// As a set of the library tells them apart, however they are spread: evenly, with some at the very
// end, where there is little room behind, and in heaps.
TEST(OrderedNumbers, TellsWhatIsThere) {
  constexpr std::uint64_t kMost = (std::uint64_t{1} << 48U) - 1;
  std::mt19937_64 random(7);
  const std::vector<std::function<std::uint64_t()>> spreads = {
      [&] { return random() % kMost + 1; },
      [&] { return random() % 100 == 0 ? kMost - random() % 16 : random() % kMost + 1; },
      [&] { return random() % 2'000 + 1; },
      [&] { return (random() % 3 << 46U) + random() % 1'000 + 1; },
  };
  for (const auto& next : spreads) {
    OrderedNumbers numbers;
    std::set<std::uint64_t> twin;
    for (int i = 0; i < 8'000; ++i) {
      const std::uint64_t number = next();
      ASSERT_EQ(numbers.Insert(number), twin.insert(number).second) << number;
    }
    for (const std::uint64_t number : twin) ASSERT_FALSE(numbers.Insert(number)) << number;
  }
}

TEST(OrderedNumbers, RefusesMoreThanItCanHold) {
  OrderedNumbers numbers;
  std::mt19937_64 random(3);
  std::size_t held = 0;
  const auto fill = [&] {
    for (std::size_t i = 0; i < OrderedNumbers::kMaximumSlots; ++i, ++held) {
      numbers.Insert(random() >> 16U | 1U);
    }
  };
  EXPECT_THROW(fill(), std::length_error);
  EXPECT_GT(held, OrderedNumbers::kMaximumSlots / 5 * 4);
}

// By far more than stand in a part of EventIdSet, so that none of them is full by chance.
TEST(OrderedNumbers, HoldsNumbersThatAreEvenlySpread) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    OrderedNumbers numbers;
    std::mt19937_64 random(seed);
    for (int i = 0; i < 9'000; ++i) ASSERT_NO_THROW(numbers.Insert(random() >> 16U | 1U)) << seed;
  }
}

}  // namespace
}  // namespace trailsift
