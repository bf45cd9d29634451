#pragma once
// So many within so long, by key.

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>

#include "base/clock.h"

namespace dateline::desk {

/// Counts attempts in a window that slides. Kept in memory only: after a restart it begins anew, which nobody outside
/// can bring about. Keys are digests of what is counted. One thread, or under the caller's lock.
class Limit {
 public:
  /// Beyond `most_keys` the oldest is forgotten: 100,000 take some 20 MB at most.
  explicit Limit(std::chrono::seconds window, std::size_t most_keys = 100'000)
      : window_(window), most_keys_(most_keys) {}

  /// Counts one, unless `most` were counted within the window: then how long until there is room (a second at least).
  std::optional<std::chrono::seconds> attempt(std::uint64_t key, int most, Instant now);
  void forget(std::uint64_t key);

 private:
  std::chrono::seconds window_;
  std::size_t most_keys_;
  std::unordered_map<std::uint64_t, std::deque<Instant>> counted_;
  std::deque<std::uint64_t> order_;  ///< Of the keys, by when they came.
};

}  // namespace dateline::desk
