#include "base/clock.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace dateline {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(Rfc3339, PrintsUtcToTheSecond) {
  EXPECT_EQ(format_rfc3339(sys_days{2023y / 1 / 31} + 18h), "2023-01-31T18:00:00Z");
  EXPECT_EQ(format_rfc3339(Instant{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(format_rfc3339(sys_days{1969y / 12 / 31} + 23h + 59min + 59s), "1969-12-31T23:59:59Z");
}

TEST(Rfc3339, ReadsOffsetsAndCutsFractions) {
  const Instant evening = sys_days{2023y / 1 / 31} + 18h;
  EXPECT_EQ(parse_rfc3339("2023-01-31T18:00:00Z"), evening);
  EXPECT_EQ(parse_rfc3339("2023-01-31t18:00:00.999z"), evening);
  EXPECT_EQ(parse_rfc3339("2023-01-31 18:00:00+00:00"), evening);
  EXPECT_EQ(parse_rfc3339("2023-01-31T19:30:00+01:30"), evening);
  EXPECT_EQ(parse_rfc3339("2023-01-31T10:00:00-08:00"), evening);
  EXPECT_EQ(parse_rfc3339("2023-02-01T02:00:00+08:00"), evening);
  EXPECT_EQ(parse_rfc3339("2016-12-31T23:59:60Z"), sys_days{2017y / 1 / 1});
}

TEST(Rfc3339, RefusesEverythingElse) {
  for (const char* text :
       {"", "2023", "2023-01-31", "2023-01-31T18:00Z", "2023-01-31T18:00:00", "2023-02-29T00:00:00Z",
        "2023-13-01T00:00:00Z", "2023-01-31T24:00:00Z", "2023-01-31T18:60:00Z", "2023-01-31T18:00:61Z",
        "2023-01-31T18:00:00.Z", "2023-01-31T18:00:00Z ", " 2023-01-31T18:00:00Z", "2023-01-31T18:00:00+0100",
        "2023-01-31T18:00:00+24:00", "-023-01-31T18:00:00Z", "2023-1-31T18:00:00Z", "２023-01-31T18:00:00Z"}) {
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  }
}

RC_GTEST_PROP(Rfc3339, ReadsBackWhatItPrints, ()) {
  // Four-digit years, which is what the form can say.
  const auto seconds = *rc::gen::inRange<std::int64_t>(-62'167'219'200, 253'402'300'800);
  const Instant at{std::chrono::seconds{seconds}};
  RC_ASSERT(parse_rfc3339(format_rfc3339(at)) == at);
}

TEST(HttpDate, PrintsTheFormOfRfc9110) {
  EXPECT_EQ(format_http_date(sys_days{2023y / 1 / 31} + 18h), "Tue, 31 Jan 2023 18:00:00 GMT");
  EXPECT_EQ(format_http_date(sys_days{1994y / 11 / 6} + 8h + 49min + 37s), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(ManualClock, StandsStillUntilItIsMoved) {
  const Instant start = sys_days{2023y / 1 / 31};
  ManualClock clock{start};
  EXPECT_EQ(clock.now(), start);
  clock.advance(90s);
  EXPECT_EQ(clock.now(), start + 90s);
  clock.set(start);
  EXPECT_EQ(clock.now(), start);
}

TEST(ShiftedClock, StartsWhereItIsTold) {
  const Instant start = sys_days{2023y / 1 / 31} + 18h;
  const ShiftedClock clock{start};
  EXPECT_GE(clock.now(), start);
  EXPECT_LT(clock.now(), start + 1h);
}

TEST(SystemClock, IsPastTheDayItWasWritten) {
  EXPECT_GT(SystemClock().now(), sys_days{2023y / 1 / 31});
}

}  // namespace
}  // namespace dateline
