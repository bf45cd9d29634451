#pragma once
// Inside text/: a text read eight bytes at a time.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace dateline::text {

/// The eight bytes at `at`, the first one lowest on every machine.
inline std::uint64_t eight_bytes(const char* at) {
  std::uint64_t bytes;
  std::memcpy(&bytes, at, 8);
  if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  return bytes;
}

/// Length of the run of ASCII at `from`: most of the web is ASCII.
inline std::size_t ascii_run(std::string_view bytes, std::size_t from) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  const char* const data = bytes.data();
  std::size_t i = from;
  for (; i + 32 <= bytes.size(); i += 32) {
    const std::uint64_t all =
        eight_bytes(data + i) | eight_bytes(data + i + 8) | eight_bytes(data + i + 16) | eight_bytes(data + i + 24);
    if (all & kHighBits) break;
  }
  while (i < bytes.size() && static_cast<unsigned char>(data[i]) < 0x80) ++i;
  return i - from;
}

}  // namespace dateline::text
