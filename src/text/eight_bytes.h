#pragma once
// Inside text/: a text read eight bytes at a time.

#include <bit>
#include <cstdint>
#include <cstring>

namespace dateline::text {

/// The eight bytes at `at`, the first one lowest on every machine.
inline std::uint64_t eight_bytes(const char* at) {
  std::uint64_t bytes;
  std::memcpy(&bytes, at, 8);
  if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  return bytes;
}

}  // namespace dateline::text
