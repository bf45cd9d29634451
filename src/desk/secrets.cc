// Passwords and tokens. The only file of this module that knows libsodium.
#include <sodium.h>

#include <array>

#include "base/ids.h"
#include "desk/account.h"

namespace dateline::desk {
namespace {

// OWASP password storage cheat sheet, 2023: Argon2id with 19 MiB, two passes, one lane.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = std::size_t{19} << 20;

void need_sodium() {
  static const bool ready = sodium_init() >= 0;
  DATELINE_CHECK(ready);
}

}  // namespace

std::string hash_password(std::string_view password) {
  need_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int failed = crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemory,
                                           crypto_pwhash_ALG_ARGON2ID13);
  DATELINE_CHECK(failed == 0);  // Fails only where 19 MiB cannot be had.
  return hash.data();
}

bool verify_password(std::string_view hash, std::string_view password) {
  need_sodium();
  std::array<char, crypto_pwhash_STRBYTES> text{};  // The library reads up to a NUL, within this size.
  if (hash.empty() || hash.size() >= text.size()) {
    pretend_to_verify(password);  // An account without a password must not answer faster.
    return false;
  }
  hash.copy(text.data(), hash.size());
  return crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0;
}

void pretend_to_verify(std::string_view password) {
  static_cast<void>(hash_password(password));  // One Argon2id of the same cost is all that a verification is.
}

std::string csrf_token(std::string_view session_key) {
  // Not the hash that the store keeps: whoever reads the database must not be able to make tokens from it.
  return content_hash("dateline csrf token\n" + std::string(session_key));
}

bool same_token(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace dateline::desk
