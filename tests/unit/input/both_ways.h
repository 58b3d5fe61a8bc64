#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "collect.h"

namespace trailsift {

// Decodes with and without whole members at once, which must agree in text, anomalies and account.
// Unless a limit ended it, all stored bytes are accounted for.
inline Collected DecodeBothWays(std::string_view stored,
                                std::size_t piece = std::string_view::npos) {
  static DecodeBuffers buffers;
  CollectOptions options;
  options.piece = piece;
  Collected whole = Collect(stored, buffers, options);
  options.whole_members = false;
  const Collected streamed = Collect(stored, buffers, options);
  EXPECT_TRUE(whole.text == streamed.text) << "the two ways differ";
  EXPECT_EQ(whole.Account(), streamed.Account());
  if (whole.Find(AnomalyKind::kLimitExceeded) == nullptr) {
    EXPECT_EQ(whole.ledger.bytes.stored_read, stored.size());
  }
  EXPECT_EQ(whole.ledger.count(AnomalyKind::kInternalImbalance), 0u);
  return whole;
}

}  // namespace trailsift
