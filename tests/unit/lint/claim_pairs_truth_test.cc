// Every pair of many leaves on every one of many values: what is said to exclude each other does.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/claim_pairs.h"
#include "matcher/explain.h"

namespace trailsift {
namespace {

const std::vector<std::string> kTexts = {"", "a", "ab", "abc", "b", "AB", "c", "é", "É", "7", ".1"};
const std::vector<std::string> kAddresses = {
    "10.1.2.3", "10.9.0.1", "8.8.8.8",   "9.9.9.9",       "0.0.0.0",     "::ffff:10.1.2.3",
    "::1",      "fe80::1",  "FE80::1",   "2600::1",       "2001:db8::1", "2001:DB8::1",
    "::",       "2001::1",  "224.0.0.1", "::ffff:8.8.8.8"};
const std::vector<std::string> kRanges = {
    "10.0.0.0/8", "10.1.0.0/16", "8.0.0.0/7", "8.8.8.0/24",    "0.0.0.0/0",         "224.0.0.0/3",
    "::/0",       "fe80::/16",   "2600::/12", "2001:db8::/32", "::ffff:8.8.8.8/128"};

FieldTest Leaf(std::string_view path, Operator op, std::vector<Literal> operands = {},
               bool ignores_case = false) {
  FieldTest test;
  test.field = *ParseKeyPath(path);
  test.op = op;
  test.operands = std::move(operands);
  test.ignores_case = ignores_case;
  return test;
}

void AddComparisons(std::vector<FieldTest>& leaves) {
  const auto add_text = [&](const std::string& text) {
    for (const Operator op :
         {Operator::kEquals, Operator::kContains, Operator::kStartsWith, Operator::kEndsWith}) {
      leaves.push_back(Leaf("v", op, {Literal::String(text)}));
      leaves.push_back(Leaf("v", op, {Literal::String(text)}, true));
    }
  };
  for (const std::string& text : kTexts) add_text(text);
  for (const char* text : {"10.1.2.3", "FE80::1", "::1", "fe80:", "AWS"}) add_text(text);
  leaves.push_back(Leaf("v", Operator::kIsIn, {Literal::String("ab"), Literal::Number("3")}));
  for (const char* number : {"3", "3.0", "4", "-1"}) {
    for (const Operator op :
         {Operator::kEquals, Operator::kContains, Operator::kIsGreater, Operator::kIsGreaterOrEqual,
          Operator::kIsLess, Operator::kIsLessOrEqual}) {
      leaves.push_back(Leaf("v", op, {Literal::Number(number)}));
    }
  }
  for (const Operator op : {Operator::kIsInCidr, Operator::kCidrContains}) {
    leaves.push_back(Leaf("v", op));
    for (const std::string& range : kRanges) {
      leaves.push_back(Leaf("v", op, {Literal::String(range)}));
    }
    leaves.push_back(
        Leaf("v", op, {Literal::String("10.0.0.0/8"), Literal::String("2001:db8::/32")}));
  }
}

std::vector<FieldTest> Leaves() {
  std::vector<FieldTest> leaves;
  AddComparisons(leaves);
  for (const char* path :
       {".", "v", "v.a", "v.a.a", "v[0]", "v[0].a", "v[*]", "v[*].a", "v[*][*]"}) {
    for (std::uint8_t op = 0; op <= static_cast<std::uint8_t>(Operator::kCidrContains); ++op) {
      if (IsUnary(static_cast<Operator>(op))) {
        leaves.push_back(Leaf(path, static_cast<Operator>(op)));
      }
    }
    leaves.push_back(Leaf(path, Operator::kEquals, {Literal::String("ab")}));
    leaves.push_back(Leaf(path, Operator::kContains, {Literal::String("ab")}));
    leaves.push_back(Leaf(path, Operator::kStartsWith, {Literal::String("")}));
  }
  const std::size_t positive = leaves.size();
  for (std::size_t i = 0; i < positive; ++i) leaves.emplace_back(leaves[i]).negated = true;
  const std::size_t plain = leaves.size();
  for (std::size_t i = 0; i < plain; i += 7) {
    leaves.emplace_back(leaves[i]).passes_if_missing = true;
  }
  return leaves;
}

// All that a record can hold as "v".
std::vector<JsonValue> Records() {
  std::vector<JsonValue> values = {{}, JsonValue::Boolean(true)};
  for (const char* number : {"3", "3.5", "4", "0", "-1"})
    values.push_back(JsonValue::Number(number));
  for (const std::string& left : kTexts) {
    for (const std::string& right : kTexts) values.push_back(JsonValue::String(left + right));
    values.push_back(JsonValue::String(left + "abxABcé" + left));
  }
  for (const std::string& address : kAddresses) values.push_back(JsonValue::String(address));
  values.push_back(JsonValue::String("AWS Internal"));
  const std::size_t scalars = values.size();
  for (std::size_t i = 0; i + 1 < scalars; ++i) {
    values.push_back(JsonValue::List({values[i], values[scalars - 1 - i]}));
  }
  values.push_back(JsonValue::List({}));
  values.push_back(JsonValue::Object({}));
  for (std::size_t level = 0, end = values.size(); level < 2; ++level, end = values.size()) {
    for (std::size_t i = 0; i < end; i += level == 0 ? 1 : 3) {
      values.push_back(JsonValue::List({values[i]}));
      values.push_back(JsonValue::Object({{"a", values[i]}}));
    }
  }
  std::vector<JsonValue> records = {JsonValue::Object({})};
  for (JsonValue& value : values) records.push_back(JsonValue::Object({{"v", std::move(value)}}));
  return records;
}

TEST(ExcludeEachOther, OnlySaysWhatIsTrue) {
  const std::vector<JsonValue> records = Records();
  std::vector<Condition> conditions;
  std::vector<std::vector<bool>> verdicts;
  for (FieldTest& leaf : Leaves()) {
    Condition& condition = conditions.emplace_back();
    condition.root = condition.Add({std::move(leaf), {}});
    std::vector<bool>& row = verdicts.emplace_back();
    for (const JsonValue& record : records) row.push_back(Evaluate(condition, record));
  }
  std::uint64_t said = 0;
  std::uint64_t disjoint = 0;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      std::size_t both = 0;
      while (both < records.size() && !(verdicts[i][both] && verdicts[j][both])) ++both;
      const bool excluded = ExcludeEachOther({&conditions[i], 0, true}, {&conditions[j], 0, true});
      said += excluded ? 1U : 0U;
      disjoint += both == records.size() ? 1U : 0U;
      ASSERT_FALSE(excluded && both < records.size())
          << Print(conditions[i]) << " and " << Print(conditions[j]) << " hold for "
          << ToCompactJson(records[both]);
    }
  }
  // A test in which nothing is said would prove nothing. Many of the others have a record that is
  // not among these.
  EXPECT_GT(said * 2, disjoint) << said << " of " << disjoint;
}

}  // namespace
}  // namespace trailsift
