#include "story/breaking.h"

#include <gtest/gtest.h>

#include "story/story_fixture.h"

namespace dateline::story {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Story told_at(std::vector<std::pair<const char*, int>> reports, Kinship kinship = Kinship::kOwnReport) {
  Story s;
  for (const auto& [outlet, minute] : reports) s.members.push_back({report(outlet, minute, "Cable cut"), kinship, {}});
  return s;
}

TEST(Breaking, ThreeOutletsInHalfAnHourBreakAStory) {
  EXPECT_EQ(breaking_since(told_at({{"a", 0}, {"b", 10}, {"c", 29}}), kMorning + minutes{30}), kMorning + minutes{29});
}

TEST(Breaking, TwoOutletsDoNot) {
  EXPECT_FALSE(breaking_since(told_at({{"a", 0}, {"b", 1}}), kMorning + minutes{2}));
}

TEST(Breaking, ThreeReportsOfOneHouseDoNot) {
  EXPECT_FALSE(breaking_since(told_at({{"a", 0}, {"a", 1}, {"a", 2}}), kMorning + minutes{3}));
}

TEST(Breaking, CopiesDoNotHoweverMany) {
  Story s = told_at({{"a", 0}, {"b", 1}, {"c", 2}, {"d", 3}}, Kinship::kSameText);
  s.members[0].kinship = Kinship::kOwnReport;
  EXPECT_FALSE(breaking_since(s, kMorning + minutes{4}));
}

TEST(Breaking, ThreeOutletsOverAnHourDoNot) {
  EXPECT_FALSE(breaking_since(told_at({{"a", 0}, {"b", 30}, {"c", 61}}), kMorning + minutes{62}));
}

TEST(Breaking, IsOverWhenNobodyNewHasComeForTwoHours) {
  const Story s = told_at({{"a", 0}, {"b", 1}, {"c", 2}});
  EXPECT_TRUE(breaking_since(s, kMorning + minutes{2} + hours{2}));
  EXPECT_FALSE(breaking_since(s, kMorning + minutes{3} + hours{2}));
}

}  // namespace
}  // namespace dateline::story
