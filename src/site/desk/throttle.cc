#include "site/desk/throttle.h"

#include "base/ids.h"

namespace dateline::site {
namespace {

std::string key_of(std::string_view name, std::string_view peer) {
  // Hashed: a name may be a megabyte long, and what is typed there is now and then a password.
  return encode_id(digest64(std::string(peer) + "\n" + std::string(name)));
}

}  // namespace

std::optional<std::chrono::seconds> SignInThrottle::attempt(std::string_view name, std::string_view peer) {
  const std::string key = key_of(name, peer);
  const Instant now = clock_.now();
  std::lock_guard lock(mutex_);
  const auto [entry, fresh] = failures_.try_emplace(key);
  if (fresh) {
    order_.push_back(key);
    if (order_.size() > kMostKeys) {
      failures_.erase(order_.front());
      order_.pop_front();
    }
  }
  std::deque<Instant>& failures = failures_[key];
  while (!failures.empty() && now - failures.front() >= kWindow) failures.pop_front();
  if (failures.size() >= kMostFailures) return failures.front() + kWindow - now;
  failures.push_back(now);
  return std::nullopt;
}

void SignInThrottle::succeeded(std::string_view name, std::string_view peer) {
  std::lock_guard lock(mutex_);
  // The key stays in order_, with nothing counted; it goes when it is the oldest.
  if (const auto entry = failures_.find(key_of(name, peer)); entry != failures_.end()) entry->second.clear();
}

}  // namespace dateline::site
