#include "story/front_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "story/story_fixture.h"
#include "story/tuning.h"

namespace dateline::story {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::shared_ptr<Story> story(std::uint64_t id, const char* section, std::vector<ArticlePtr> reports) {
  auto s = std::make_shared<Story>();
  s->id = StoryId{id};
  s->section = section;
  for (auto& r : reports) s->members.push_back({r, Kinship::kOwnReport, {}});
  return s;
}

TEST(FrontPage, MoreOutletsRankHigherAndAgeRanksLower) {
  const auto one = story(1, "world", {report("a", 0, "one")});
  const auto three = story(2, "business", {report("a", 0, "x"), report("b", 100, "x"), report("c", 200, "x")});
  const auto old = story(3, "culture", {report("a", -60 * 20, "y"), report("b", -60 * 20, "y")});
  const auto page = make_front_page({old, one, three}, {}, "", kMorning + hours{4}, 1);
  EXPECT_THAT(page.stories, testing::ElementsAre(three, one, old));
}

TEST(FrontPage, OneOutletsFloodCountsAsOneOutlet) {
  const auto flood =
      story(1, "world", {report("a", 0, "1"), report("a", 0, "2"), report("a", 0, "3"), report("a", 0, "4")});
  const auto two = story(2, "world", {report("b", 0, "x"), report("c", 0, "x")});
  EXPECT_THAT(make_front_page({flood, two}, {}, "", kMorning + hours{1}, 1).stories, testing::ElementsAre(two, flood));
}

TEST(FrontPage, AnEditorsPinIsInTheBarAndAnEditorsDropIsNot) {
  const auto quiet = story(1, "world", {report("a", 0, "quiet")});
  const auto loud = story(2, "world", {report("a", 0, "x"), report("b", 1, "x"), report("c", 2, "x")});
  const Instant now = kMorning + minutes{5};
  const auto machine = make_front_page({quiet, loud}, {}, "", now, 1);
  ASSERT_EQ(machine.bar.size(), 1u);
  EXPECT_EQ(machine.bar[0].story, loud);

  const std::map<StoryId, EditorsWord> words{{quiet->id, {BarDecision::kPinned, "As the editor has it", now}},
                                             {loud->id, {BarDecision::kDropped, "", now}}};
  const auto edited = make_front_page({quiet, loud}, words, "", now, 2);
  ASSERT_EQ(edited.bar.size(), 1u);
  EXPECT_EQ(edited.bar[0].headline, "As the editor has it");
  EXPECT_TRUE(edited.bar[0].by_editor);
}

TEST(FrontPage, AStoryOfTheFutureStaysOffUntilItsTime) {
  auto later = std::make_shared<article::Article>(*report("a", 0, "later"));
  later->published_at = kMorning + hours{50};
  const auto s = story(1, "world", {later});
  EXPECT_TRUE(make_front_page({s}, {}, "", kMorning + hours{4}, 1).stories.empty());
  EXPECT_EQ(make_front_page({s}, {}, "", kMorning + hours{30}, 1).stories.size(), 1u);
}

TEST(FrontPage, TheTopShowsMoreThanOneSection) {
  std::vector<std::shared_ptr<const Story>> stories;
  for (std::uint64_t i = 0; i < 6; ++i) stories.push_back(story(i + 1, "world", {report("a", 30, std::to_string(i))}));
  stories.push_back(story(9, "culture", {report("a", 20, "opera")}));
  const auto page = make_front_page(stories, {}, "", kMorning + hours{1}, 1);
  EXPECT_EQ(page.stories[1]->section, "culture");
}

TEST(FrontPage, TheNewsroomsOwnArticleComesFirstAmongEquals) {
  const auto wire = story(1, "world", {report("a", 0, "x")});
  const auto own = story(2, "business", {report("us", 0, "y")});
  EXPECT_EQ(make_front_page({wire, own}, {}, "us", kMorning + hours{1}, 1).stories[0], own);
}

TEST(FrontPage, SamePageTellsWhetherReadersWouldSeeADifference) {
  const auto s = story(1, "world", {report("a", 0, "x")});
  const auto page = make_front_page({s}, {}, "", kMorning + hours{1}, 1);
  EXPECT_TRUE(same_page(page, make_front_page({s}, {}, "", kMorning + hours{1}, 2)));
  EXPECT_FALSE(same_page(page, make_front_page({}, {}, "", kMorning + hours{1}, 2)));
}

}  // namespace
}  // namespace dateline::story
