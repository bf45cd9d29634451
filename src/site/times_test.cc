#include "site/times.h"

#include <gtest/gtest.h>

namespace dateline::site {
namespace {

const Instant kEvening = *parse_rfc3339("2023-01-31T18:04:05Z");

std::string words(const Html& tag) {
  const auto from = tag.str().find('>') + 1;
  return tag.str().substr(from, tag.str().find('<', from) - from);
}

TEST(Times, AreToldInWordsWithTheirZone) {
  const text::Locale english = *text::Locale::of("en", "UTC");
  EXPECT_EQ(time_tag(english, kEvening).str(),
            R"(<time datetime="2023-01-31T18:04:05Z">31 January 2023, 18:04 UTC</time>)");
  EXPECT_EQ(words(time_tag(*text::Locale::of("es", "Europe/Madrid"), kEvening)), "31 de enero de 2023, 19:04 CET");
}

TEST(Times, AreAsShortAsIsClear) {
  const text::Locale english = *text::Locale::of("en", "UTC");
  const auto shortly = [&](Instant at) { return words(short_time_tag(english, at, kEvening)); };
  EXPECT_EQ(shortly(kEvening - std::chrono::hours(2)), "16:04 UTC");
  EXPECT_EQ(shortly(kEvening - std::chrono::hours(20)), "30 January, 22:04 UTC");
  EXPECT_EQ(shortly(kEvening - std::chrono::days(40)), "22 December 2022, 18:04 UTC");
  EXPECT_EQ(words(shortest_time_tag(english, kEvening - std::chrono::hours(20), kEvening)), "30 January");
}

TEST(Times, KnowTheDayOfTheNewsroomAndNotOfGreenwich) {
  const text::Locale tokyo = *text::Locale::of("en", "Asia/Tokyo");
  // 31 January at 18:04 UTC is 1 February at 03:04 in Tokyo, where 14:00 UTC was still the day before.
  EXPECT_EQ(words(shortest_time_tag(tokyo, kEvening - std::chrono::hours(4), kEvening)), "31 January");
  EXPECT_EQ(words(shortest_time_tag(tokyo, kEvening - std::chrono::hours(2), kEvening)).substr(0, 5), "01:04");
}

}  // namespace
}  // namespace dateline::site
