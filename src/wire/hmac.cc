// Signatures of deliveries. The only file that knows OpenSSL: libsodium has neither SHA-1 nor SHA-384.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <span>

#include "wire/websub.h"

namespace dateline::wire {
namespace {

using Mac = std::array<unsigned char, EVP_MAX_MD_SIZE>;

struct Method {
  std::string_view name;
  const EVP_MD* (*digest)();
};
constexpr Method kMethods[] = {
    {"sha1", EVP_sha1}, {"sha256", EVP_sha256}, {"sha384", EVP_sha384}, {"sha512", EVP_sha512}};

std::span<const unsigned char> hmac(const EVP_MD* digest, std::string_view body, std::string_view secret, Mac& mac) {
  unsigned size = 0;
  const auto* made = HMAC(digest, secret.data(), static_cast<int>(secret.size()),
                          reinterpret_cast<const unsigned char*>(body.data()), body.size(), mac.data(), &size);
  DATELINE_CHECK(made != nullptr);
  return {mac.data(), size};
}

std::string hex(std::span<const unsigned char> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : bytes) out.append({kDigits[byte >> 4], kDigits[byte & 15]});
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

std::string signature_of(std::string_view body, std::string_view secret) {
  Mac mac;
  return "sha256=" + hex(hmac(EVP_sha256(), body, secret, mac));
}

bool has_signature(std::string_view field, std::string_view body, std::string_view secret) {
  const std::size_t equals = field.find('=');
  if (equals == std::string_view::npos) return false;
  const std::string name = lower(field.substr(0, equals));
  const std::string given = lower(field.substr(equals + 1));
  for (const Method& method : kMethods) {
    if (method.name != name) continue;
    Mac mac;
    const std::string wanted = hex(hmac(method.digest(), body, secret, mac));
    return given.size() == wanted.size() && CRYPTO_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
  }
  return false;
}

}  // namespace dateline::wire
