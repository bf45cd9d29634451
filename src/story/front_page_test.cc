#include "story/front_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

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

FrontPage page_of(const std::vector<std::shared_ptr<const Story>>& stories, Instant now,
                  const std::map<StoryId, EditorsWord>& words = {}, std::string_view own_outlet = "") {
  BreakingWatch watch;
  watch.observe(stories, now);
  return make_front_page(watch, words, own_outlet, 1);
}

TEST(FrontPage, MoreOutletsRankHigherAndAgeRanksLower) {
  const auto one = story(1, "world", {report("a", 0, "one")});
  const auto three = story(2, "business", {report("a", 0, "x"), report("b", 100, "x"), report("c", 200, "x")});
  const auto old = story(3, "culture", {report("a", -60 * 20, "y"), report("b", -60 * 20, "y")});
  const auto page = page_of({old, one, three}, kMorning + hours{4});
  EXPECT_THAT(page.stories, testing::ElementsAre(three, one, old));
}

TEST(FrontPage, OneOutletsFloodCountsAsOneOutlet) {
  const auto flood =
      story(1, "world", {report("a", 0, "1"), report("a", 0, "2"), report("a", 0, "3"), report("a", 0, "4")});
  const auto two = story(2, "world", {report("b", 0, "x"), report("c", 0, "x")});
  EXPECT_THAT(page_of({flood, two}, kMorning + hours{1}).stories, testing::ElementsAre(two, flood));
}

TEST(FrontPage, AnEditorsPinIsInTheBarAndAnEditorsDropIsNot) {
  const auto quiet = story(1, "world", {report("a", 0, "quiet")});
  const auto loud = story(2, "world", {report("a", 0, "x"), report("b", 1, "x"), report("c", 2, "x")});
  const Instant now = kMorning + minutes{5};
  const auto machine = page_of({quiet, loud}, now);
  ASSERT_EQ(machine.bar.size(), 1u);
  EXPECT_EQ(machine.bar[0].story, loud);

  const std::map<StoryId, EditorsWord> words{{quiet->id, {BarDecision::kPinned, "As the editor has it", now}},
                                             {loud->id, {BarDecision::kDropped, "", now}}};
  const auto edited = page_of({quiet, loud}, now, words);
  ASSERT_EQ(edited.bar.size(), 1u);
  EXPECT_EQ(edited.bar[0].headline, "As the editor has it");
  EXPECT_TRUE(edited.bar[0].by_editor);
}

TEST(FrontPage, AStoryOfTheFutureStaysOffUntilItsTime) {
  auto later = std::make_shared<article::Article>(*report("a", 0, "later"));
  later->published_at = kMorning + hours{50};
  const auto s = story(1, "world", {later});
  EXPECT_TRUE(page_of({s}, kMorning + hours{4}).stories.empty());
  EXPECT_EQ(page_of({s}, kMorning + hours{30}).stories.size(), 1u);
}

TEST(FrontPage, TheTopShowsMoreThanOneSection) {
  std::vector<std::shared_ptr<const Story>> stories;
  for (std::uint64_t i = 0; i < 6; ++i) stories.push_back(story(i + 1, "world", {report("a", 30, std::to_string(i))}));
  stories.push_back(story(9, "culture", {report("a", 20, "opera")}));
  const auto page = page_of(stories, kMorning + hours{1});
  EXPECT_EQ(page.stories[1]->section, "culture");
}

TEST(FrontPage, TheNewsroomsOwnArticleComesFirstAmongEquals) {
  const auto wire = story(1, "world", {report("a", 0, "x")});
  const auto own = story(2, "business", {report("us", 0, "y")});
  EXPECT_EQ(page_of({wire, own}, kMorning + hours{1}, {}, "us").stories[0], own);
}

TEST(FrontPage, APinLiftsAStoryWhileItIsFreshAndADropDoesNotSinkOne) {
  const auto quiet = story(1, "world", {report("a", 0, "quiet")});
  const auto two = story(2, "business", {report("a", 0, "x"), report("b", 0, "x")});
  const auto loud = story(3, "culture", {report("a", 0, "y"), report("b", 1, "y"), report("c", 2, "y")});
  const Instant pinned = kMorning + hours{1};
  const std::map<StoryId, EditorsWord> words{{quiet->id, {BarDecision::kPinned, "", pinned}},
                                             {loud->id, {BarDecision::kDropped, "", pinned}}};
  const auto order = [&](Instant now) { return page_of({quiet, two, loud}, now, words).stories; };
  EXPECT_THAT(order(pinned), testing::ElementsAre(quiet, loud, two));
  EXPECT_THAT(order(pinned + hours{48}), testing::ElementsAre(loud, two, quiet));
  EXPECT_THAT(page_of({quiet, two, loud}, pinned + hours{48}).stories, testing::ElementsAre(loud, two, quiet));
}

TEST(FrontPage, NobodyKeepsAStoryFreshByRepeatingIt) {
  const auto repeated = story(1, "world", {report("a", 0, "1"), report("a", 50, "2"), report("a", 100, "3")});
  const auto newer = story(2, "world", {report("b", 30, "x")});
  EXPECT_THAT(page_of({repeated, newer}, kMorning + hours{2}).stories, testing::ElementsAre(newer, repeated));
}

TEST(FrontPage, ABreakingStoryStandsHigherForAnHourOrTwo) {
  const auto breaks = story(1, "world", {report("a", 0, "x"), report("b", 1, "x"), report("c", 2, "x")});
  const auto known = story(2, "business",
                           {report("a", -200, "y"), report("b", -150, "y"), report("c", -100, "y"),
                            report("d", -50, "y"), report("e", 0, "y"), report("f", 20, "y")});
  EXPECT_EQ(page_of({breaks, known}, kMorning + minutes{30}).stories[0], breaks);
  EXPECT_EQ(page_of({breaks, known}, kMorning + minutes{150}).stories[0], known);
}

/// A page's worth of stories with what decides: owners, repeats, times, sections.
std::vector<std::shared_ptr<const Story>> generated() {
  static const char* const kSections[] = {"world", "sport", "opinion", ""};
  std::vector<std::shared_ptr<const Story>> stories;
  const int count = *rc::gen::inRange(0, 40);
  for (int i = 0; i < count; ++i) {
    std::vector<ArticlePtr> reports;
    int minute = -*rc::gen::inRange(0, 300);
    for (int n = *rc::gen::inRange(1, 6); n > 0; --n) {
      reports.push_back(report("outlet" + std::to_string(*rc::gen::inRange(0, 5)), minute, std::to_string(minute)));
      minute += *rc::gen::inRange(0, 30);
    }
    stories.push_back(story(static_cast<std::uint64_t>(i) + 1, kSections[*rc::gen::inRange(0, 4)], std::move(reports)));
  }
  return stories;
}

RC_GTEST_PROP(FrontPage, IsTheSameInWhateverOrderTheStoriesCome, ()) {
  auto stories = generated();
  const FrontPage page = page_of(stories, kMorning + hours{1});
  for (std::size_t i = stories.size(); i > 1; --i)
    std::swap(stories[i - 1], stories[*rc::gen::inRange<std::size_t>(0, i)]);
  RC_ASSERT(same_page(page, page_of(stories, kMorning + hours{1})));
}

RC_GTEST_PROP(FrontPage, TheSumThatExplainsIsTheSumThatRanks, ()) {
  const auto stories = generated();
  BreakingWatch watch;
  watch.observe(stories, kMorning + hours{1});
  std::map<StoryId, double> sums;
  for (const auto& w : watch.stories()) sums[w.story->id] = rank(w, nullptr, "outlet1", watch.now()).sum();
  for (const auto& [section, of_section] : make_front_page(watch, {}, "outlet1", 1).sections) {
    // Variety moves whole sections against each other, never the stories of one.
    for (std::size_t i = 1; i < of_section.size(); ++i)
      RC_ASSERT(sums[of_section[i - 1]->id] >= sums[of_section[i]->id]);
  }
}

TEST(FrontPage, SamePageTellsWhetherReadersWouldSeeADifference) {
  const auto s = story(1, "world", {report("a", 0, "x")});
  const auto page = page_of({s}, kMorning + hours{1});
  EXPECT_TRUE(same_page(page, page_of({s}, kMorning + hours{1})));
  EXPECT_FALSE(same_page(page, page_of({}, kMorning + hours{1})));
}

}  // namespace
}  // namespace dateline::story
