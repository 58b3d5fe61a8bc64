#include "event/key_meanings.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "event/projection.h"

namespace trailsift {
namespace {

// Keys that share ends, lengths and lines with one another, met in any order.
TEST(KeyMeanings, AreThoseOfTheTablesInAnyOrder) {
  Projection projection;
  for (const char* path : {"requestParameters", "requestParameterz", "requestXarameters", "short",
                           "eightlen", "nineletrs", "aVeryLongKeyOfMoreThanThirtyTwoBytesInAll"}) {
    projection.Add(*ParseKeyPath(path));
  }
  const KeyTables tables(projection);
  KeyMeanings meanings(tables.at(0));
  const std::string keys[] = {"requestParameters",
                              "requestParameterz",
                              "requestXarameters",
                              "requestparameters",
                              "requestParametersX",
                              "short",
                              "eightlen",
                              "Eightlen",
                              "nineletrs",
                              "eventName",
                              "EventName",
                              "eventname",
                              "Records",
                              "logEvents",
                              "recipientAccountId",
                              "detail-type",
                              "detailXtype",
                              "",
                              "event\\u004eame",
                              "requestParameters\\",
                              "a",
                              "unknownKeyOfSome32BytesIsThis123",
                              "aVeryLongKeyOfMoreThanThirtyTwoBytesInAll",
                              "aVeryLongKeyOfMoreThanThirtyTwoBytesInAlL"};
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string key = keys[random() % std::size(keys)];
    if (!key.empty() && random() % 4 == 0) key[random() % key.size()] ^= 1;
    const KeyMeaning& found = meanings.Of(key);
    EXPECT_EQ(found.escaped, key.find('\\') != std::string::npos) << key;
    if (found.escaped) {
      EXPECT_EQ(found.use, KeyMeaning::Use::kOther) << key;
      continue;
    }
    KeyTraits traits;
    EXPECT_EQ(found.envelope, traits.Add(key)) << key;
    EXPECT_EQ(found.traits, traits.keys) << key;
    const KeyTable::Entry* const entry = tables.at(0).Find(key);
    ASSERT_EQ(found.entry, entry) << key;
    EXPECT_EQ(found.exact,
              entry != nullptr && !entry->children.empty() && entry->children.front().name == key);
  }
}

}  // namespace
}  // namespace trailsift
