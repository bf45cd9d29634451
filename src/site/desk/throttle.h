#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace dateline::site {

/// Slows down who guesses passwords: five failures for one name from one address within fifteen minutes. Thread-safe.
/// Kept in memory only: after a restart the count begins anew, which nobody outside can bring about.
class SignInThrottle {
 public:
  static constexpr int kMostFailures = 5;
  static constexpr std::chrono::minutes kWindow{15};
  /// Names and addresses at a time; beyond it the oldest is forgotten. 100,000 are about 20 MB.
  static constexpr std::size_t kMostKeys = 100'000;

  explicit SignInThrottle(const Clock& clock) : clock_(clock) {}

  /// Before the password is looked at: counts a failure in advance, so that a hundred tries at once are not one. If it
  /// is too many: how long to wait.
  std::optional<std::chrono::seconds> attempt(std::string_view name, std::string_view peer);
  /// It was the right one: what was counted is forgotten.
  void succeeded(std::string_view name, std::string_view peer);

 private:
  const Clock& clock_;

  std::mutex mutex_;  // Guards all below.
  std::unordered_map<std::string, std::deque<Instant>> failures_;
  std::deque<std::string> order_;  ///< Of the keys, by their first failure.
};

}  // namespace dateline::site
