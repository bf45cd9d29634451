#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace dateline {

/// The newest version of an immutable value. One thread publishes, any thread takes; nobody edits what was published.
/// A reader's copy stays valid for as long as it is held.
template <class T>
class Published {
 public:
  explicit Published(std::shared_ptr<const T> first = std::make_shared<const T>()) : value_(std::move(first)) {}

  std::shared_ptr<const T> get() const {
    std::lock_guard lock(mutex_);
    return value_;
  }

  void publish(std::shared_ptr<const T> value) {
    std::lock_guard lock(mutex_);
    value_.swap(value);  // The old value's last owner may be us: it is freed after the lock is gone.
  }

 private:
  // Not std::atomic<std::shared_ptr>: with GCC 12, ThreadSanitizer reports a race inside libstdc++,
  // and the noise would hide one of ours.
  mutable std::mutex mutex_;
  std::shared_ptr<const T> value_;
};

}  // namespace dateline
