#include "site/times.h"

#include <gtest/gtest.h>

namespace dateline::site {
namespace {

const Instant kEvening = *parse_rfc3339("2023-01-31T18:04:05Z");

TEST(Times, AreToldInWordsWithTheirZone) {
  EXPECT_EQ(date_in_words(kEvening), "Tuesday, 31 January 2023");
  EXPECT_EQ(time_in_words(kEvening), "31 January 2023, 18:04 UTC");
  EXPECT_EQ(time_tag(kEvening).str(), R"(<time datetime="2023-01-31T18:04:05Z">31 January 2023, 18:04 UTC</time>)");
}

TEST(Times, AreAsShortAsIsClear) {
  const auto words = [](Instant at) {
    const std::string tag = short_time_tag(at, kEvening).str();
    const auto from = tag.find('>') + 1;
    return tag.substr(from, tag.find('<', from) - from);
  };
  EXPECT_EQ(words(kEvening - std::chrono::hours(2)), "16:04 UTC");
  EXPECT_EQ(words(kEvening - std::chrono::hours(20)), "30 January, 22:04 UTC");
  EXPECT_EQ(words(kEvening - std::chrono::days(40)), "22 December 2022, 18:04 UTC");
}

}  // namespace
}  // namespace dateline::site
