#pragma once
// Many inputs on all cores, their results one after another.

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace dateline::app {

/// Calls `make(i)` for every i below `count` on up to `threads` threads, and `take(result)` on the caller's, in order,
/// each as soon as all before it were taken. Results that wait are few (two a thread), so one slow input costs no
/// memory. `make` is called from several threads at once; neither may throw.
template <typename Make, typename Take>
void in_order(std::size_t count, std::size_t threads, const Make& make, const Take& take) {
  using Made = decltype(make(std::size_t{}));
  threads = std::min(threads, count);
  if (threads <= 1) {
    for (std::size_t i = 0; i < count; ++i) take(make(i));
    return;
  }
  std::vector<std::optional<Made>> waiting(2 * threads);  // The result of i is at i modulo its size.
  std::size_t next = 0, taken = 0;
  std::mutex mutex;
  std::condition_variable changed;
  const auto work = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return next == count || next < taken + waiting.size(); });
      if (next == count) return;
      const std::size_t i = next++;
      lock.unlock();
      Made made = make(i);
      lock.lock();
      waiting[i % waiting.size()] = std::move(made);
      changed.notify_all();
    }
  };
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < threads; ++i) workers.emplace_back(work);
  for (std::unique_lock lock(mutex); taken < count;) {
    std::optional<Made>& place = waiting[taken % waiting.size()];
    changed.wait(lock, [&] { return place.has_value(); });
    Made made = std::move(*place);
    place.reset();
    ++taken;
    changed.notify_all();
    lock.unlock();
    take(std::move(made));
    lock.lock();
  }
}

}  // namespace dateline::app
