#include "cli/output_target.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstring>
#include <string_view>
#include <utility>

namespace trailsift {

std::string OutputPath(const CommandLine& line) {
  const std::string_view path = line.ValueOr("output", "-");
  return path == "-" ? "" : std::string(path);
}

Result<std::unique_ptr<OutputTarget>> OutputTarget::Open(const std::string& path, bool overwrite) {
  std::unique_ptr<OutputTarget> target(new OutputTarget());
  target->path_ = path;
  if (!path.empty()) {
    auto file = OutputFile::Create(path, overwrite);
    if (!file) return tl::make_unexpected(std::move(file.error()));
    target->file_ = std::move(*file);
  }
  target->stream_ = std::make_unique<OutputStream>(target->is_file() ? target->file_->descriptor()
                                                                     : STDOUT_FILENO);
  return target;
}

std::optional<Identity> OutputTarget::identity() const {
  return is_file() ? IdentityOf(file_->descriptor()) : std::nullopt;
}

bool OutputTarget::abandoned() const {
  return !is_file() && stream_->state() == OutputStream::State::kClosedPipe;
}

std::optional<Diagnostic> OutputTarget::Close() {
  stream_->Flush();
  if (abandoned()) return std::nullopt;
  if (stream_->state() != OutputStream::State::kGood) {
    return Fail("output", fmt::format("cannot write {}: {}", is_file() ? path_ : "standard output",
                                      std::strerror(stream_->error())))
        .value();
  }
  return is_file() ? file_->Commit() : std::nullopt;
}

StreamTraits TraitsOfTarget(const std::string& path, const CommandLine& line) {
  return path.empty() ? TraitsOf(STDOUT_FILENO, line.ValueOr("color", "auto")) : StreamTraits{};
}

WriterOptions WriterOptionsFor(const StreamTraits& traits) {
  return {traits.terminal, traits.colour, traits.width, traits.waited_for};
}

}  // namespace trailsift
