// The input's bytes choose a rule and a record; the compiled evaluator and the reference must agree
// on them, whichever way the record was read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>

#include "support/evaluator_comparison.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trailsift;
  ByteChoices choices({reinterpret_cast<const char*>(data), size});
  EvaluatorComparison comparison(RandomRules(choices, 1));
  const std::string record = RandomRecord(choices).text();
  if (const std::optional<std::string> difference = comparison.Compare(record)) {
    std::cerr << *difference << '\n';
    std::abort();
  }
  return 0;
}
