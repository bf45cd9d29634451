#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "desk/limit.h"

namespace dateline::site {

/// Slows down who guesses passwords: five failures for one name from one address within fifteen minutes. Thread-safe.
class SignInThrottle {
 public:
  static constexpr int kMostFailures = 5;
  static constexpr std::chrono::minutes kWindow{15};

  explicit SignInThrottle(const Clock& clock) : clock_(clock) {}

  /// Before the password is looked at: counts a failure in advance, so that a hundred tries at once are not one. If it
  /// is too many: how long to wait.
  std::optional<std::chrono::seconds> attempt(std::string_view name, std::string_view peer);
  /// It was the right one: what was counted is forgotten.
  void succeeded(std::string_view name, std::string_view peer);

 private:
  const Clock& clock_;

  std::mutex mutex_;
  desk::Limit failures_{kWindow};  ///< Guarded by mutex_.
};

}  // namespace dateline::site
