#include "app/in_order.h"

#include <gmock/gmock.h>

#include <atomic>
#include <numeric>

namespace dateline::app {
namespace {

std::vector<std::size_t> taken(std::size_t count, std::size_t threads) {
  std::vector<std::size_t> results;
  in_order(
      count, threads,
      [](std::size_t i) {
        if (i % 7 == 0) std::this_thread::yield();
        return 3 * i;
      },
      [&](std::size_t result) { results.push_back(result); });
  return results;
}

TEST(InOrder, GivesEveryResultOnceInTheOrderOfTheInputs) {
  for (const std::size_t threads : {0, 1, 2, 8}) {
    for (const std::size_t count : {0, 1, 3, 500}) {
      std::vector<std::size_t> expected(count);
      for (std::size_t i = 0; i < count; ++i) expected[i] = 3 * i;
      EXPECT_EQ(taken(count, threads), expected) << count << " by " << threads;
    }
  }
}

TEST(InOrder, LetsFewResultsWaitForASlowOne) {
  std::atomic<std::size_t> begun = 0, most_ahead = 0;
  std::size_t done = 0;
  in_order(
      1000, 4, [&](std::size_t) { return ++begun; },
      [&](std::size_t) {
        ++done;
        if (done < 20) std::this_thread::sleep_for(std::chrono::milliseconds(1));  // So that the others could run away.
        most_ahead = std::max(most_ahead.load(), begun.load() - done);
      });
  EXPECT_LE(most_ahead, 4u * 2 + 1);
}

}  // namespace
}  // namespace dateline::app
