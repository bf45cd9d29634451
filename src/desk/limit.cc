#include "desk/limit.h"

#include <algorithm>

namespace dateline::desk {

std::optional<std::chrono::seconds> Limit::attempt(std::uint64_t key, int most, Instant now) {
  if (most <= 0) return window_;
  const auto [entry, fresh] = counted_.try_emplace(key);
  std::deque<Instant>& counted = entry->second;
  while (!counted.empty() && now - counted.front() >= window_) counted.pop_front();
  if (std::ssize(counted) >= most) return std::max(std::chrono::seconds(1), counted.front() + window_ - now);
  counted.push_back(now);
  if (!fresh) return std::nullopt;
  order_.push_back(key);
  if (order_.size() > most_keys_) {
    counted_.erase(order_.front());
    order_.pop_front();
  }
  return std::nullopt;
}

void Limit::forget(std::uint64_t key) {
  // The key stays in order_, with nothing counted; it goes when it is the oldest.
  if (const auto entry = counted_.find(key); entry != counted_.end()) entry->second.clear();
}

}  // namespace dateline::desk
