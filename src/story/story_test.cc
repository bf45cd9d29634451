#include "story/story.h"

#include <gtest/gtest.h>

#include "story/story_fixture.h"

namespace dateline::story {
namespace {

Story story_of(std::vector<Member> members) {
  Story s;
  s.members = std::move(members);
  return s;
}

TEST(Story, CountsDistinctOwnersAndLeavesCopiesOutOfTheIndependentOnes) {
  auto first = report("post", 0, "Bridge closed", "The old bridge is closed.");
  auto reprint = report("mirror", 5, "Bridge closed", "The old bridge is closed.");
  auto again = report("post", 9, "Bridge stays closed", "It stays closed.");
  const Story s = story_of(
      {{first, Kinship::kOwnReport, {}}, {reprint, Kinship::kVerbatim, first->id}, {again, Kinship::kOwnReport, {}}});
  EXPECT_EQ(s.outlets(), 2);
  EXPECT_EQ(s.independent_outlets(), 1);
}

TEST(Story, IsToldByTheMostCompleteOwnReportAndNotByThePrimarySource) {
  auto statement =
      std::make_shared<article::Article>(*report("ministry", 0, "Statement on talks", std::string(900, 'x')));
  statement->outlet.primary = true;
  auto brief = report("post", 5, "Talks held", "Talks were held.");
  auto full =
      report("mirror", 9, "Talks held in the capital", "Talks were held in the capital. They went on for two days.");
  const Story s = story_of(
      {{statement, Kinship::kOwnReport, {}}, {brief, Kinship::kOwnReport, {}}, {full, Kinship::kOwnReport, {}}});
  EXPECT_EQ(s.best().headline, "Talks held in the capital");
  ASSERT_NE(s.primary(), nullptr);
  EXPECT_EQ(s.primary()->headline, "Statement on talks");
}

TEST(Story, KnowsWhenItWasFirstAndLastReported) {
  const Story s =
      story_of({{report("a", 3, "x"), Kinship::kOwnReport, {}}, {report("b", 40, "y"), Kinship::kOwnReport, {}}});
  EXPECT_EQ(s.first_reported(), kMorning + std::chrono::minutes{3});
  EXPECT_EQ(s.last_reported(), kMorning + std::chrono::minutes{40});
}

}  // namespace
}  // namespace dateline::story
