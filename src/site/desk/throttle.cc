#include "site/desk/throttle.h"

#include <string>

#include "base/ids.h"

namespace dateline::site {
namespace {

std::uint64_t key_of(std::string_view name, std::string_view peer) {
  // Hashed: a name may be a megabyte long, and what is typed there is now and then a password.
  return digest64(std::string(peer) + "\n" + std::string(name));
}

}  // namespace

std::optional<std::chrono::seconds> SignInThrottle::attempt(std::string_view name, std::string_view peer) {
  const Instant now = clock_.now();
  const std::lock_guard lock(mutex_);
  return failures_.attempt(key_of(name, peer), kMostFailures, now);
}

void SignInThrottle::succeeded(std::string_view name, std::string_view peer) {
  const std::lock_guard lock(mutex_);
  failures_.forget(key_of(name, peer));
}

}  // namespace dateline::site
