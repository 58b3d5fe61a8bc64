#include "scan/misplaced_file.h"

namespace trailsift {
namespace {

bool LiesInDigestFolder(std::string_view path) {
  constexpr std::string_view kFolder = "CloudTrail-Digest/";
  const std::size_t at = path.rfind(kFolder);
  return at == 0 || (at != std::string_view::npos && path[at - 1] == '/');
}

}  // namespace

void NoteMisplacedFile(std::string_view path, Ledger& ledger) {
  if (ledger.state != SourceState::kScanned || ledger.skipped_values.contains("digest") ||
      !LiesInDigestFolder(path)) {
    return;
  }
  ledger.Report(AnomalyKind::kMisplacedFile,
                "the file lies in a folder for digests, but is none; it was scanned");
}

}  // namespace trailsift
