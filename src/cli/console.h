#pragma once

#include <memory>
#include <string_view>

#include "base/diagnostic.h"
#include "cli/terminal.h"

namespace spdlog {
class logger;
}

namespace trailsift {

// How much is said on standard error. Each level includes those before it.
enum class Verbosity { kQuiet, kNormal, kNotes, kDebug, kTrace };

// Everything that trailsift says on standard error goes through here. `text` is foreign and becomes
// harmless here, unless a parameter is called `escaped`.
class Console {
 public:
  Console(Verbosity verbosity, const StreamTraits& traits);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  Verbosity verbosity() const { return verbosity_; }
  const StreamTraits& traits() const { return traits_; }
  bool shows(Diagnostic::Level level) const;

  // "trailsift: warning: text".
  void Say(Diagnostic::Level level, std::string_view text);
  void SayEscaped(Diagnostic::Level level, std::string_view escaped);
  // A problem with its place and source line; without a place as Say does.
  void Show(const Diagnostic& diagnostic);
  // Whole lines without prefix, unless quiet: summaries.
  void Print(std::string_view escaped);
  // With the time, under -vv and -vvv.
  void Debug(std::string_view text);
  void Trace(std::string_view text);

 private:
  void Log(std::string_view line);

  Verbosity verbosity_;
  StreamTraits traits_;
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace trailsift
