#include "input/member_probe.h"

#include <algorithm>

#include "input/decode_sizes.h"
#include "input/stored_format.h"
#include "input/stored_reader.h"
#include "input/stored_window.h"

namespace trailsift {
namespace {

// What a probe costs beside its bytes: setting up a decoder.
constexpr std::uint64_t kSetUp = 4096;

// Gives little at a time, since most probes end soon.
class ViewReader final : public StoredReader {
 public:
  explicit ViewReader(std::string_view bytes) : bytes_(bytes) {}

  std::size_t Read(char* to, std::size_t size) override {
    const std::size_t count = std::min({size, bytes_.size(), kPiece});
    std::copy_n(bytes_.data(), count, to);
    bytes_.remove_prefix(count);
    read_ += count;
    return count;
  }
  std::uint64_t read() const { return read_; }

 private:
  static constexpr std::size_t kPiece = 4096;
  std::string_view bytes_;
  std::uint64_t read_ = 0;
};

}  // namespace

std::optional<std::size_t> MemberProbe::FindWhole(std::string_view bytes, const Search& search) {
  for (std::size_t at = search.begin; at < search.end; ++at) {
    if (!StartsMember(bytes.substr(at, 4))) continue;
    if (work_ >= search.most_work) return std::nullopt;
    if (IsWhole(bytes.substr(at), search.holds_compressed)) return at;
  }
  return std::nullopt;
}

bool MemberProbe::IsWhole(std::string_view bytes, bool holds_compressed) {
  if (StartsGzipMember(bytes)) {
    gzip_.Begin({.whole = false});
    return DecodesWhole(gzip_, bytes, holds_compressed);
  }
  zstd_.Begin(false);
  return DecodesWhole(zstd_, bytes, holds_compressed);
}

bool MemberProbe::IsWholeDespite(GzipHeaderDamage damage, std::string_view bytes,
                                 std::optional<bool> holds_compressed) {
  gzip_.Begin({.whole = false, .damage = damage});
  return DecodesWhole(gzip_, bytes, holds_compressed);
}

template <typename Decoder>
bool MemberProbe::DecodesWhole(Decoder& decoder, std::string_view bytes,
                               std::optional<bool> holds_compressed) {
  stored_.Reserve(kInnerStoredWindow);
  decoded_.Reserve(kInnerDecodedWindow);
  ViewReader reader(bytes);
  StoredWindow stored(reader, stored_, nullptr);
  DecodedWindow decoded(decoded_);
  MemberOutcome outcome;
  bool first = true;
  bool fits = true;
  while (fits && outcome.state == MemberState::kRunning) {
    outcome = decoder.Decode(stored, decoded);
    if (first && holds_compressed) fits = StartsMember(decoded.Sealed()) == *holds_compressed;
    first = false;
    work_ += decoded.size();
    decoded.Clear();
  }
  work_ += kSetUp + reader.read();
  return fits &&
         (outcome.state == MemberState::kComplete || outcome.state == MemberState::kFaultyHeader);
}

}  // namespace trailsift
