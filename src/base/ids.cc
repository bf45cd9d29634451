#include "base/ids.h"

#include <sodium.h>

#include <array>
#include <vector>

#include "base/result.h"

namespace dateline {
namespace {

constexpr std::size_t kHashBytes = 32;
using Hash = std::array<unsigned char, kHashBytes>;

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford: without i, l, o, u.
constexpr std::size_t kIdLength = 13;                                       // 64 bits at 5 a character, rounded up.

void need_sodium() {
  static const bool ready = sodium_init() >= 0;
  DATELINE_CHECK(ready);
}

Hash blake2b(std::string_view bytes) {
  need_sodium();
  Hash hash;
  const int failed = crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                                        bytes.size(), nullptr, 0);
  DATELINE_CHECK(failed == 0);
  return hash;
}

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string out(size * 2 + 1, '\0');  // sodium_bin2hex() wants room for the final NUL.
  sodium_bin2hex(out.data(), out.size(), bytes, size);
  out.pop_back();
  return out;
}

}  // namespace

std::uint64_t digest64(std::string_view bytes) {
  const Hash hash = blake2b(bytes);
  std::uint64_t value = 0;  // Big end first, so that it reads like the start of content_hash() on every machine.
  for (std::size_t i = 0; i < 8; ++i) value = (value << 8) | hash[i];
  return value;
}

std::string content_hash(std::string_view bytes) {
  const Hash hash = blake2b(bytes);
  return hex(hash.data(), hash.size());
}

std::string random_key(std::size_t size) {
  need_sodium();
  std::vector<unsigned char> bytes(size);
  if (size > 0) randombytes_buf(bytes.data(), bytes.size());
  return hex(bytes.data(), bytes.size());
}

std::string encode_id(std::uint64_t value) {
  std::string out(kIdLength, '0');
  for (std::size_t i = kIdLength; i-- > 0; value >>= 5) out[i] = kAlphabet[value & 31];
  return out;
}

std::optional<std::uint64_t> decode_id(std::string_view text) {
  if (text.size() != kIdLength) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    if (value >> 59 != 0) return std::nullopt;  // The first character carries four bits, so it cannot be above 'f'.
    value = (value << 5) | digit;
  }
  return value;
}

}  // namespace dateline
