#include "story/story_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "story/story_fixture.h"

namespace dateline::story {
namespace {

constexpr const char* kVisaOne =
    "The former president Joao Castro has applied for a six-month tourist visa to remain in the Republic, his lawyer "
    "said. "
    "Castro arrived in Porto Novo two days before his term ended.";
constexpr const char* kVisaTwo =
    "Joao Castro, the former president, wants to stay in the Republic for six more months and has asked for a visitor "
    "visa, "
    "according to his lawyer in Porto Novo.";
constexpr const char* kOil =
    "Oil prices rose two percent on Tuesday as traders bet that demand would hold and the currency weakened against "
    "its peers. "
    "Crude futures settled at 84 a barrel.";

TEST(StoryIndex, TwoReportsOfOneEventShareAStoryAndAnotherMatterOpensItsOwn) {
  StoryIndex index;
  const Placement a = index.add(report("post", 0, "Former president Castro applies for tourist visa", kVisaOne));
  const Placement b = index.add(report("wire", 4, "Castro asks for six-month visa", kVisaTwo));
  const Placement c = index.add(report("mirror", 6, "Oil rises as recession fears ease", kOil));
  EXPECT_TRUE(a.opened);
  EXPECT_EQ(a.story, b.story);
  EXPECT_EQ(b.kinship, Kinship::kOwnReport);
  EXPECT_NE(a.story, c.story);
  EXPECT_EQ(index.story(a.story)->members.size(), 2u);
}

TEST(StoryIndex, AReprintIsKnownByItsTextAndPointsToTheReportItCopies) {
  StoryIndex index;
  const auto first = report("wire", 0, "Castro applies for visa", kVisaOne);
  index.add(first);
  const Placement copy = index.add(report("mirror", 8, "Ex-president seeks visa", kVisaOne));
  EXPECT_EQ(copy.kinship, Kinship::kSameText);
  EXPECT_EQ(copy.of, first->id);
  EXPECT_EQ(index.story(copy.story)->independent_outlets(), 1);
}

TEST(StoryIndex, ANewerVersionOfADocumentReplacesTheOlderWhereItIs) {
  StoryIndex index;
  const auto first = report("post", 0, "Castro applies for visa", kVisaOne);
  const Placement placed = index.add(first);
  auto update = std::make_shared<article::Article>(*first);
  update->headline = "Castro applies for visa, lawyer confirms";
  const Placement again = index.add(update);
  EXPECT_EQ(again.kinship, Kinship::kSameDocument);
  EXPECT_EQ(again.story, placed.story);
  ASSERT_EQ(index.story(placed.story)->members.size(), 1u);
  EXPECT_EQ(index.story(placed.story)->members[0].article->headline, update->headline);
}

TEST(StoryIndex, TheNextRoundOfTalksIsAStoryOfItsOwnThatNamesTheRoundBefore) {
  const char* text =
      "Officials of Arcadia and Ruritania met for the Law Enforcement Dialogue on trafficking, narcotics and other "
      "criminal cases.";
  StoryIndex index;
  const Placement first =
      index.add(report("wire", -60 * 24 * 400, "Arcadia and Ruritania hold Law Enforcement Dialogue", text));
  index.add(report("post", 0, "Oil rises as recession fears ease", kOil));
  const Placement second = index.add(report("wire", 10, "Arcadia and Ruritania resume Law Enforcement Dialogue", text));
  EXPECT_TRUE(second.opened);
  EXPECT_THAT(second.changes.relinked, testing::ElementsAre(second.story));
  EXPECT_THAT(index.story(second.story)->earlier, testing::ElementsAre(first.story));
}

TEST(StoryIndex, ReportsInDifferentLanguagesAreNeverInOneStory) {
  StoryIndex index;
  const Placement english = index.add(report("post", 0, "Castro applies for visa", kVisaOne));
  auto other = std::make_shared<article::Article>(*report("diario", 1, "Castro applies for visa", kVisaTwo));
  other->language = "es";
  EXPECT_NE(index.add(other).story, english.story);
}

TEST(StoryIndex, TakingTheLastReportOutTakesTheStoryWithIt) {
  StoryIndex index;
  const auto only = report("post", 0, "Castro applies for visa", kVisaOne);
  const Placement placed = index.add(only);
  index.remove(only->id);
  EXPECT_EQ(index.story(placed.story), nullptr);
  EXPECT_EQ(index.story_of(only->id), std::nullopt);
}

TEST(StoryIndex, AReportThatComesBackAsAnotherMatterDoesNotTakeTheIdOfTheStoryItOnceOpened) {
  StoryIndex index;
  const auto first = report("post", 0, "Former president Castro applies for tourist visa", kVisaOne);
  const auto second = report("wire", 4, "Castro asks for six-month visa", kVisaTwo);
  const Placement placed = index.add(first);
  ASSERT_EQ(index.add(second).story, placed.story);
  index.remove(first->id);
  auto other = std::make_shared<article::Article>(*first);
  other->headline = "Oil rises as recession fears ease";
  other->text = other->lede = kOil;
  const Placement again = index.add(other);
  EXPECT_TRUE(again.opened);
  EXPECT_NE(again.story, placed.story);
  EXPECT_EQ(index.story_of(second->id), placed.story);
  EXPECT_EQ(index.story(placed.story)->members.size(), 1u);
  EXPECT_EQ(index.newest(10, kMorning).size(), 2u);
}

TEST(StoryIndex, AReportOfNextYearIsNoPartOfTodaysStoryAndWaitsForItsTime) {
  StoryIndex index;
  const Placement today = index.add(report("post", 0, "Former president Castro applies for tourist visa", kVisaOne));
  auto later = std::make_shared<article::Article>(*report("wire", 5, "Castro asks for six-month visa", kVisaTwo));
  later->published_at = kMorning + std::chrono::hours{24 * 365};
  EXPECT_NE(index.add(later).story, today.story);
  EXPECT_EQ(index.newest(10, kMorning).size(), 1u);
  EXPECT_EQ(index.newest(10, kMorning + std::chrono::hours{24 * 365}).size(), 2u);
}

TEST(StoryIndex, SaysWhyInWords) {
  StoryIndex index;
  index.add(report("post", 0, "Former president Castro applies for tourist visa", kVisaOne));
  Explanation why;
  index.add(report("wire", 4, "Castro asks for six-month visa", kVisaTwo), &why);
  ASSERT_FALSE(why.candidates.empty());
  EXPECT_THAT(why.candidates[0].reasons, testing::Contains(testing::Field(&Reason::words, testing::HasSubstr("Castro"))));
  EXPECT_THAT(why.verdict, testing::HasSubstr("joins"));
}

/// Reports drawn from a few matters, in a few words each, so that groups really form.
rc::Gen<std::vector<ArticlePtr>> a_day() {
  return rc::gen::map(rc::gen::container<std::vector<std::tuple<int, int, int>>>(
                          rc::gen::tuple(rc::gen::inRange(0, 5), rc::gen::inRange(0, 8), rc::gen::inRange(0, 600))),
                      [](const std::vector<std::tuple<int, int, int>>& picks) {
                        static const char* matters[] = {
                            "Castro visa application lawyer Porto Novo", "Oil crude futures barrel dollar recession",
                            "Volcano ash flights cancelled island airport", "Chess final champion opening endgame draw",
                            "Hospital strike nurses wage offer union"};
                        std::vector<ArticlePtr> day;
                        for (const auto& [matter, outlet, minute] : picks) {
                          day.push_back(report("outlet" + std::to_string(outlet), minute,
                                               std::string(matters[matter]) + " " + std::to_string(minute % 7), ""));
                        }
                        return day;
                      });
}

RC_GTEST_PROP(StoryIndex, TheSameArticlesInTheSameOrderGiveTheSameStories, ()) {
  const auto day = *a_day();
  StoryIndex one;
  StoryIndex two;
  for (const auto& a : day) {
    const Placement p = one.add(a);
    const Placement q = two.add(a);
    RC_ASSERT(p.story == q.story);
    RC_ASSERT(p.kinship == q.kinship);
  }
}

RC_GTEST_PROP(StoryIndex, EveryArticleIsInExactlyOneStoryAlsoAfterMerges, ()) {
  const auto day = *a_day();
  StoryIndex index;
  std::set<article::ArticleId> ids;
  for (const auto& a : day) {
    index.add(a);
    ids.insert(a->id);
  }
  std::set<article::ArticleId> seen;
  for (const auto& story : index.newest(1000, kMorning + std::chrono::hours{24})) {
    for (const Member& m : story->members) {
      RC_ASSERT(seen.insert(m.article->id).second);
      RC_ASSERT(index.story_of(m.article->id) == story->id);
    }
  }
  RC_ASSERT(seen == ids);
}

RC_GTEST_PROP(StoryIndex, ARestoredIndexHasTheStoriesThatItHadBefore, ()) {
  const auto day = *a_day();
  StoryIndex before;
  for (const auto& a : day) before.add(a);
  StoryIndex after;
  for (const auto& story : before.newest(1000, kMorning + std::chrono::hours{24})) {
    for (const Member& m : story->members) after.restore(m.article, story->id, m.kinship, m.of, m.by_editor);
  }
  for (const auto& story : before.newest(1000, kMorning + std::chrono::hours{24})) {
    const auto again = after.story(story->id);
    RC_ASSERT(again != nullptr);
    RC_ASSERT(again->members.size() == story->members.size());
  }
}

}  // namespace
}  // namespace dateline::story
