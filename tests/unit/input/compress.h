#pragma once

#include <zlib.h>
#include <zstd.h>

#include <random>
#include <string>
#include <string_view>

namespace trailsift {

// Text with the repetitions of a log, of exactly this size.
inline std::string SampleText(std::size_t size, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < size) {
    text += R"({"eventName":"DescribeInstances","eventID":")" + std::to_string(random()) +
            R"(","requestParameters":)" + std::to_string(random() % 1000) + "}\n";
  }
  text.resize(size);
  return text;
}

// Text that does not compress.
inline std::string NoiseText(std::size_t size, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::string text(size, ' ');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

inline std::string Gzip(std::string_view text, int level = 6, gz_header* header = nullptr) {
  z_stream stream{};
  deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  if (header != nullptr) deflateSetHeader(&stream, header);
  std::string stored(deflateBound(&stream, text.size()) + 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(stored.data());
  stream.avail_out = static_cast<uInt>(stored.size());
  deflate(&stream, Z_FINISH);
  stored.resize(stream.total_out);
  deflateEnd(&stream);
  return stored;
}

// What zlib makes of the first member of damaged data: the third opinion.
inline std::string GunzipByZlib(std::string_view stored) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string text;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(stored.data()));
  stream.avail_in = static_cast<uInt>(stored.size());
  for (int result = Z_OK; result == Z_OK;) {
    char piece[4096];
    stream.next_out = reinterpret_cast<Bytef*>(piece);
    stream.avail_out = sizeof piece;
    result = inflate(&stream, Z_NO_FLUSH);
    text.append(piece, sizeof piece - stream.avail_out);
  }
  inflateEnd(&stream);
  return text;
}

struct ZstdOptions {
  int level = 3;
  bool checksum = true;
  bool content_size = true;
  int window_log = 0;  // 0 for the level's own.
};

inline std::string Zstd(std::string_view text, const ZstdOptions& options = {}) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, options.level);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, options.checksum ? 1 : 0);
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, options.content_size ? 1 : 0);
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, options.window_log);
  std::string stored(ZSTD_compressBound(text.size()), '\0');
  ZSTD_inBuffer input{text.data(), text.size(), 0};
  ZSTD_outBuffer output{stored.data(), stored.size(), 0};
  if (options.content_size) ZSTD_CCtx_setPledgedSrcSize(context, text.size());
  ZSTD_compressStream2(context, &output, &input, ZSTD_e_end);
  stored.resize(output.pos);
  ZSTD_freeCCtx(context);
  return stored;
}

}  // namespace trailsift
