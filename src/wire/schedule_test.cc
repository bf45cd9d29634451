#include "wire/schedule.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + 10h + 20min;  // A Wednesday.
constexpr Pace kPace;

Instant after(seconds rhythm, const Wishes& wishes = {}, const Politeness& politeness = {}) {
  return next_after_success(kNow, rhythm, wishes, politeness, kPace, 0);
}

TEST(Rhythm, IsTheMeanOfItsEntries) {
  const std::vector<Instant> hourly = {kNow - 3h, kNow, kNow - 1h, kNow - 2h};
  EXPECT_EQ(rhythm_of(hourly, kNow), 1h);
}

TEST(Rhythm, IsItsSilenceWhereThatIsLonger) {
  const std::vector<Instant> burst = {kNow - 24h, kNow - 24h - 1min, kNow - 24h - 2min};
  EXPECT_EQ(rhythm_of(burst, kNow), 24h);
}

TEST(Rhythm, IsUnknownWithoutDates) {
  EXPECT_EQ(rhythm_of({}, kNow), 0s);
  EXPECT_EQ(rhythm_of(std::vector<Instant>{kNow - 1h}, kNow), 0s);
}

TEST(Rhythm, PassesOverWhatIsDatedAhead) {
  EXPECT_EQ(rhythm_of(std::vector<Instant>{kNow + 24h, kNow - 1h, kNow - 2h}, kNow), 1h);
}

TEST(Rhythm, WithoutDatesFollowsWhatComes) {
  seconds rhythm = rhythm_after(0s, false, kPace);
  EXPECT_EQ(rhythm, 10min);
  for (int i = 0; i < 50; ++i) rhythm = rhythm_after(rhythm, false, kPace);
  EXPECT_EQ(rhythm, 48h);  // Asked once a day.
  EXPECT_EQ(rhythm_after(rhythm, true, kPace), 24h);
  for (int i = 0; i < 50; ++i) rhythm = rhythm_after(rhythm, true, kPace);
  EXPECT_EQ(rhythm, 10min);
}

TEST(Schedule, AsksTwiceInTheRhythmBetweenFiveMinutesAndADay) {
  EXPECT_EQ(after(2h), kNow + 1h);
  EXPECT_EQ(after(1min), kNow + 5min);
  EXPECT_EQ(after(100 * 24h), kNow + 24h);
  EXPECT_EQ(after(0s), kNow + 5min);
}

TEST(Schedule, KeepsToWhatTheFeedAndItsServerWish) {
  EXPECT_EQ(after(0s, {.at_least = 60min}), kNow + 1h);
  EXPECT_EQ(after(0s, {}, {.fresh_for = 900s}), kNow + 15min);
  EXPECT_EQ(after(2h, {}, {.fresh_for = 900s}), kNow + 1h);
  EXPECT_EQ(after(0s, {}, {.fresh_for = seconds{365 * 24h}}), kNow + 24h) << "a mistake";
}

TEST(Schedule, LeavesItAloneInItsHoursAndDays) {
  Wishes wishes;
  wishes.skip_hours.set(10).set(11);
  EXPECT_EQ(after(0s, wishes), kNow + 1h + 40min);   // 12:00.
  wishes.skip_days.set(3);                           // Wednesday.
  EXPECT_EQ(after(0s, wishes), kNow + 13h + 40min);  // Thursday, 0:00.
  wishes.skip_days.set();
  EXPECT_EQ(after(0s, wishes), kNow + 5min) << "always is never meant";
}

TEST(Schedule, WaitsTwiceAsLongAfterEachFailure) {
  const auto wait = [](int failures, Politeness politeness = {}) {
    return std::chrono::duration_cast<seconds>(next_after_failure(kNow, failures, politeness, kPace, 0) - kNow);
  };
  EXPECT_EQ(wait(1), 10min);
  EXPECT_EQ(wait(2), 20min);
  EXPECT_EQ(wait(20), 24h);
  EXPECT_EQ(wait(1, {.retry_after = seconds{2h}}), 2h);
  EXPECT_EQ(wait(1, {.retry_after = 1s}), 10min);
  EXPECT_EQ(wait(1, {.retry_after = seconds{1000h}}), 7 * 24h);
}

RC_GTEST_PROP(Schedule, IsNeverSoonerThanFiveMinutesNorLaterThanADayAndATenth, ()) {
  const auto rhythm = seconds{*rc::gen::inRange<std::int64_t>(0, 1'000'000'000)};
  const auto fresh = seconds{*rc::gen::inRange<std::int64_t>(0, 1'000'000'000)};
  const auto phase = *rc::gen::arbitrary<std::uint64_t>();
  const auto wait = next_after_success(kNow, rhythm, {}, {.fresh_for = fresh}, kPace, phase) - kNow;
  RC_ASSERT(wait >= 5min);
  RC_ASSERT(wait <= 24h + 144min);
}

}  // namespace
}  // namespace dateline::wire
