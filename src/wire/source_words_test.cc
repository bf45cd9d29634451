#include "wire/source_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::wire {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using testing::HasSubstr;

const Instant kNow = sys_days{2026y / November / 26} + 10h;

FetchState failing(Trouble trouble, std::string problem, Instant since) {
  FetchState state;
  state.last_attempt = kNow - 1h;
  state.next_fetch = kNow + 3h;
  state.failures = 4;
  state.failing_since = since;
  state.trouble = trouble;
  state.problem = std::move(problem);
  return state;
}

FetchState well() {
  FetchState state;
  state.last_attempt = state.last_success = kNow - 4min;
  state.last_news = kNow - 2h;
  state.rhythm = 1h;
  state.next_fetch = kNow + 1min;
  return state;
}

TEST(SourceWords, TellWhatIsWrongSinceWhenAndWhenItIsAskedAgain) {
  EXPECT_EQ(in_plain_words(failing(Trouble::kNoAnswer, "https://a.example/feed: cannot connect.",
                                   sys_days{2026y / November / 24} + 14h + 2min),
                           kNow),
            "The server has not answered since Tuesday, 24 November 2026, 14:02 UTC: cannot connect. Asked again in 3 "
            "hours.");
  EXPECT_THAT(
      in_plain_words(failing(Trouble::kNoFeed, "not a feed: it is a web page", kNow - 1h), kNow),
      HasSubstr("What it sends has been no feed since Thursday, 26 November 2026, 09:00 UTC: it is a web page. "));
}

TEST(SourceWords, TellThatAllIsWell) {
  EXPECT_EQ(in_plain_words(well(), kNow), "All is well: read 4 minutes ago. Asked again in 1 minute.");
  FetchState moved = well();
  moved.moved_to = "https://new.example/feed";
  EXPECT_THAT(in_plain_words(moved, kNow), HasSubstr("It has moved to https://new.example/feed, where it is asked."));
  EXPECT_EQ(in_plain_words({}, kNow), "Not asked yet.");
}

TEST(SourceWords, TellThatItIsGoneAndNotAskedAgain) {
  FetchState gone = failing(Trouble::kGone, "gone", kNow - 1h);
  gone.gone = true;
  const std::string words = in_plain_words(gone, kNow);
  EXPECT_THAT(words, HasSubstr("gone for good"));
  EXPECT_EQ(words.find("Asked again"), std::string::npos);
}

TEST(SourceWords, KnowAQuietSourceByItsSilenceOrItsRhythm) {
  FetchState state = well();
  state.last_news = kNow - 30 * 24h + 1s;
  EXPECT_EQ(standing_of(state, kNow), Standing::kWell);
  state.last_news = kNow - 30 * 24h;
  EXPECT_EQ(standing_of(state, kNow), Standing::kQuiet);
  state = well();
  state.last_news = kNow - 1h;  // Its entries of old, when it was added just now.
  state.rhythm = 400 * 24h;
  EXPECT_EQ(standing_of(state, kNow), Standing::kQuiet);
}

TEST(SourceWords, CallForAttentionAfterAWeek) {
  EXPECT_FALSE(needs_attention(failing(Trouble::kNoAnswer, "", kNow - 7 * 24h + 1s), kNow));
  EXPECT_TRUE(needs_attention(failing(Trouble::kNoAnswer, "", kNow - 7 * 24h), kNow));
  FetchState gone = failing(Trouble::kGone, "", kNow - 1min);
  gone.gone = true;
  EXPECT_TRUE(needs_attention(gone, kNow)) << "at once: it is asked no more";
  EXPECT_FALSE(needs_attention(well(), kNow));
}

TEST(SourceWords, CountLengthsOfTimeRoughly) {
  using Unit = Roughly::Unit;
  const auto is = [](seconds length, std::int64_t n, Unit unit) {
    const Roughly about = roughly(length);
    return about.n == n && about.unit == unit;
  };
  EXPECT_TRUE(is(29s, 0, Unit::kMinutes));
  EXPECT_TRUE(is(31s, 1, Unit::kMinutes));
  EXPECT_TRUE(is(89min, 89, Unit::kMinutes));
  EXPECT_TRUE(is(100min, 2, Unit::kHours));
  EXPECT_TRUE(is(24h, 24, Unit::kHours));
  EXPECT_TRUE(is(47h, 2, Unit::kDays));
}

}  // namespace
}  // namespace dateline::wire
