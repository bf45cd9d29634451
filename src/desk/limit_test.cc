#include "desk/limit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace dateline::desk {
namespace {

using namespace std::chrono_literals;
constexpr Instant kNow{1'675'188'000s};

TEST(Limit, LetsSoManyThroughAndSaysWhenTheNextMay) {
  Limit limit(60s);
  EXPECT_EQ(limit.attempt(1, 2, kNow), std::nullopt);
  EXPECT_EQ(limit.attempt(1, 2, kNow + 10s), std::nullopt);
  EXPECT_EQ(limit.attempt(1, 2, kNow + 20s), 40s);
  EXPECT_EQ(limit.attempt(1, 2, kNow + 60s), std::nullopt) << "the first is a minute old";
  EXPECT_EQ(limit.attempt(1, 2, kNow + 61s), 9s);
}

TEST(Limit, OfOneIsNotNoticedByAnother) {
  Limit limit(60s);
  for (int i = 0; i < 100; ++i) static_cast<void>(limit.attempt(1, 2, kNow));
  EXPECT_EQ(limit.attempt(2, 2, kNow), std::nullopt);
}

TEST(Limit, ForgetsTheOldestKeyBeyondItsBound) {
  Limit limit(60s, 2);
  EXPECT_EQ(limit.attempt(1, 1, kNow), std::nullopt);
  EXPECT_EQ(limit.attempt(2, 1, kNow), std::nullopt);
  EXPECT_NE(limit.attempt(1, 1, kNow), std::nullopt);
  EXPECT_EQ(limit.attempt(3, 1, kNow), std::nullopt);
  EXPECT_EQ(limit.attempt(1, 1, kNow), std::nullopt);
}

TEST(Limit, OfNoneRefusesAll) {
  Limit limit(60s);
  EXPECT_EQ(limit.attempt(1, 0, kNow), 60s);
}

RC_GTEST_PROP(Limit, NeverLetsMoreThroughInAnyWindow, (const std::vector<std::uint8_t>& steps)) {
  Limit limit(20s);
  std::vector<Instant> through;
  Instant now = kNow;
  for (const std::uint8_t step : steps) {
    now += std::chrono::seconds(step % 8);
    if (!limit.attempt(7, 3, now)) through.push_back(now);
  }
  for (std::size_t i = 3; i < through.size(); ++i) RC_ASSERT(through[i] - through[i - 3] >= 20s);
}

}  // namespace
}  // namespace dateline::desk
