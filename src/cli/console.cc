#include "cli/console.h"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <string>

#include "writer/diagnostic_text.h"
#include "writer/terminal_text.h"

namespace trailsift {

Console::Console(Verbosity verbosity, const StreamTraits& traits)
    : verbosity_(verbosity),
      traits_(traits),
      logger_(std::make_shared<spdlog::logger>("trailsift",
                                               std::make_shared<spdlog::sinks::stderr_sink_st>())) {
  logger_->set_level(spdlog::level::trace);
  logger_->flush_on(spdlog::level::trace);
}

Console::~Console() = default;

bool Console::shows(Diagnostic::Level level) const {
  switch (level) {
    case Diagnostic::Level::kError:
      return true;
    case Diagnostic::Level::kWarning:
      return verbosity_ >= Verbosity::kNormal;
    case Diagnostic::Level::kNote:
      return verbosity_ >= Verbosity::kNotes;
  }
  return true;
}

void Console::Say(Diagnostic::Level level, std::string_view text) {
  SayEscaped(level, EscapeForTerminal(text));
}

void Console::SayEscaped(Diagnostic::Level level, std::string_view escaped) {
  if (!shows(level)) return;
  const std::string_view colour = traits_.colour ? LevelColour(level) : "";
  const std::string_view colour_end = traits_.colour ? "\x1b[0m" : "";
  Log(fmt::format("trailsift: {}{}:{} {}", colour, LevelName(level), colour_end, escaped));
}

void Console::Show(const Diagnostic& diagnostic) {
  if (!shows(diagnostic.level)) return;
  if (diagnostic.place.file.empty()) {
    Say(diagnostic.level, diagnostic.message);
    return;
  }
  std::string text = FormatDiagnostic(diagnostic, traits_.colour);
  text.pop_back();  // Its line end, which the log adds.
  Log(text);
}

void Console::Print(std::string_view escaped) {
  if (verbosity_ == Verbosity::kQuiet) return;
  if (escaped.ends_with('\n')) escaped.remove_suffix(1);
  Log(escaped);
}

void Console::Debug(std::string_view text) {
  if (verbosity_ < Verbosity::kDebug) return;
  logger_->set_pattern("%H:%M:%S.%e trailsift: debug: %v");
  logger_->debug("{}", EscapeForTerminal(text));
}

void Console::Trace(std::string_view text) {
  if (verbosity_ < Verbosity::kTrace) return;
  logger_->set_pattern("%H:%M:%S.%e trailsift: trace: %v");
  logger_->trace("{}", EscapeForTerminal(text));
}

void Console::Log(std::string_view line) {
  logger_->set_pattern("%v");
  logger_->info("{}", line);
}

}  // namespace trailsift
