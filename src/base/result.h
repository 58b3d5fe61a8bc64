#pragma once

#include <tl/expected.hpp>

#include "base/diagnostic.h"

namespace trailsift {

// A value or the one problem that prevented it.
template <typename T>
using Result = tl::expected<T, Diagnostic>;

inline tl::unexpected<Diagnostic> Fail(std::string code, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  return tl::make_unexpected(std::move(diagnostic));
}

}  // namespace trailsift
