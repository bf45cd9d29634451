#pragma once

#include <atomic>
#include <cstdint>

namespace dateline {

/// Counts the changes of what readers may see, so that who keeps something made from it knows whether it still holds.
/// Thread-safe. Whoever changes something lets others see it first and then calls moved_on(); whoever makes something
/// reads now() first and then looks. What was made is up to date for as long as now() gives that value: if a change
/// fell between, it was made for an earlier count than it deserves, never for a later one.
class Freshness {
 public:
  std::uint64_t now() const { return count_.load(); }
  void moved_on() { count_.fetch_add(1); }

 private:
  std::atomic<std::uint64_t> count_ = 0;
};

}  // namespace dateline
