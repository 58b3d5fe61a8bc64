#include "event/repeated_object.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace trailsift {
namespace {

// A record's slots after a walk over an object: the second and the fourth are of the object.
std::vector<FieldValue> WalkedSlots(std::string_view object) {
  std::vector<FieldValue> slots(5);
  slots[1].kind = ValueKind::kString;
  slots[1].text = object.substr(6, 2);
  slots[3].kind = ValueKind::kBoolean;
  slots[3].boolean = true;
  return slots;
}

TEST(RepeatedObject, GivesTheSameValuesInAnotherText) {
  const std::string first = R"({"a":"xy","b":true})";
  const std::string second = first;
  RepeatedObject repeated({1, 2, 3});
  std::vector<FieldValue> slots(5);
  EXPECT_FALSE(repeated.Fill(first, slots));
  repeated.Keep(first, WalkedSlots(first));
  ASSERT_TRUE(repeated.Fill(second, slots));
  EXPECT_EQ(slots[1].text.data(), second.data() + 6);
  EXPECT_EQ(slots[1].text, "xy");
  EXPECT_TRUE(slots[3].boolean);
  for (const std::size_t slot : {0U, 2U, 4U}) EXPECT_EQ(slots[slot].kind, ValueKind::kMissing);
  EXPECT_FALSE(repeated.Fill(R"({"a":"xz","b":true})", slots));
  EXPECT_FALSE(repeated.Fill(second.substr(0, 18), slots));
  EXPECT_TRUE(repeated.Fill(second, slots));
}

// A string with escapes stands elsewhere, and the record after the next overwrites it.
TEST(RepeatedObject, KeepsNothingThatPointsElsewhere) {
  const std::string object = R"({"a":"xy"})";
  const std::string elsewhere = "xy";
  RepeatedObject repeated({1});
  std::vector<FieldValue> slots(5);
  slots[1].kind = ValueKind::kString;
  slots[1].text = elsewhere;
  const std::string before = R"({"a":"ab"})";
  repeated.Keep(before, WalkedSlots(before));
  repeated.Keep(object, slots);
  EXPECT_FALSE(repeated.Fill(object, slots));
  EXPECT_FALSE(repeated.Fill(before, slots)) << "what was kept of it is gone";
}

// To keep each of many objects that never repeat would cost more than it saves.
TEST(RepeatedObject, LosesPatienceAndTriesAgain) {
  RepeatedObject repeated({1, 3});
  std::vector<FieldValue> slots(5);
  const auto meet = [&](const std::string& object) {
    const bool filled = repeated.Fill(object, slots);
    if (!filled) repeated.Keep(object, WalkedSlots(object));
    return filled;
  };
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(meet(R"({"a":")" + std::to_string(100 + i) + R"("})"));
  const std::string object = R"({"a":"xy"})";
  int in_vain = 0;
  while (in_vain < 100 && !meet(object)) ++in_vain;
  EXPECT_GT(in_vain, 1);
  EXPECT_LT(in_vain, 50);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(meet(object));
}

}  // namespace
}  // namespace trailsift
