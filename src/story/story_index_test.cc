#include "story/story_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "story/assignments.h"
#include "story/story_fixture.h"
#include "story/tuning.h"

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
  EXPECT_EQ(copy.kinship, Kinship::kVerbatim);
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
  EXPECT_THAT(why.candidates[0].reasons,
              testing::Contains(testing::Field(&Reason::words, testing::HasSubstr("Castro"))));
  EXPECT_THAT(why.verdict, testing::HasSubstr("joins"));
}

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr const char* kOilToo =
    "Crude futures climbed to 84 a barrel on Tuesday, two percent more than the day before, as traders bet on demand "
    "and "
    "the currency weakened.";
constexpr const char* kOilThird =
    "A weaker currency and hopes for demand lifted oil prices by two percent on Tuesday. Crude settled at 84 a barrel, "
    "traders said.";

/// Three accounts of the visa and three of oil, none a copy of another.
std::vector<ArticlePtr> visa() {
  return {
      report("post", 0, "Former president Castro applies for tourist visa", kVisaOne),
      report("wire", 4, "Castro asks for six-month visa", kVisaTwo),
      report("globe", 9, "Former president Castro wants six-month visa",
             "His lawyer in Porto Novo said the former president, Joao Castro, asked the Republic for a tourist visa "
             "of six months.")};
}
std::vector<ArticlePtr> oil() {
  return {report("mirror", 2, "Oil rises two percent as traders bet on demand", kOil),
          report("ledger", 6, "Crude at 84 a barrel as oil rises", kOilToo),
          report("trader", 11, "Oil prices up two percent on demand hopes", kOilThird)};
}

/// A story that is large enough to be parted when oil got into it.
std::vector<ArticlePtr> large_visa() {
  std::vector<ArticlePtr> many;
  for (int i = 0; i < 24; ++i) {
    const ArticlePtr one = visa()[static_cast<std::size_t>(i) % 3];
    many.push_back(report("outlet" + std::to_string(i), i, one->headline, one->text));
  }
  return many;
}

void restore(StoryIndex& index, const std::vector<ArticlePtr>& articles, StoryId story) {
  for (const ArticlePtr& a : articles) index.restore(a, story, Kinship::kOwnReport, std::nullopt, false);
}

constexpr StoryId kOne{101}, kTwo{102}, kThree{103};
constexpr Instant kNoon = kMorning + std::chrono::hours{3};
constexpr Instant kNextYear = kMorning + std::chrono::hours{24 * 365};

// --- The pass
// ---------------------------------------------------------------------------------------------------------

TEST(StorySettle, JoinsTwoStoriesThatTurnOutToBeOneUnderTheOlderId) {
  StoryIndex index;
  const auto reports = visa();
  restore(index, {reports[1], reports[2]}, kOne);
  restore(index, {reports[0]}, kTwo);  // Restored later, reported first.
  const Changes changes = index.settle(kNoon);
  ASSERT_EQ(changes.merged.size(), 1u);
  EXPECT_EQ(changes.merged[0].from, kOne);
  EXPECT_EQ(changes.merged[0].into, kTwo);
  ASSERT_NE(index.story(kOne), nullptr);  // Found by its old id, too.
  EXPECT_EQ(index.story(kOne)->id, kTwo);
  EXPECT_EQ(index.story(kTwo)->members.size(), 3u);
  EXPECT_TRUE(index.settle(kNoon).empty());
}

TEST(StorySettle, FindsCopiesBetweenStoriesThatItJoins) {
  StoryIndex index;
  const auto source = report("post", 0, "Former president Castro applies for tourist visa", kVisaOne);
  const auto copy = report("echo", 3, "Former president Castro applies for visa", kVisaOne);
  restore(index, {source}, kOne);
  restore(index, {copy}, kTwo);
  const Changes changes = index.settle(kNoon);
  ASSERT_EQ(changes.placed.size(), 1u);
  EXPECT_EQ(changes.placed[0].article, copy->id);
  EXPECT_EQ(changes.placed[0].kinship, Kinship::kVerbatim);
  EXPECT_EQ(changes.placed[0].of, source->id);
  EXPECT_EQ(index.story(kOne)->independent_outlets(), 1);
}

TEST(StorySettle, PartsWhatCameApartAndTheFirstReportKeepsTheId) {
  StoryIndex index;
  const auto one = large_visa();
  const auto other = oil();
  restore(index, one, kOne);
  restore(index, other, kOne);
  const Changes changes = index.settle(kNoon);
  ASSERT_EQ(changes.opened.size(), 1u);
  for (const ArticlePtr& a : one) EXPECT_EQ(index.story_of(a->id), kOne);
  for (const ArticlePtr& a : other) EXPECT_EQ(index.story_of(a->id), changes.opened[0]);
  std::vector<article::ArticleId> moved;
  for (const auto& p : changes.placed) moved.push_back(p.article);
  EXPECT_THAT(moved, UnorderedElementsAre(other[0]->id, other[1]->id, other[2]->id));
  EXPECT_TRUE(index.settle(kNoon).empty());  // And does not join them again.
}

TEST(StorySettle, ACopyGoesWithItsSource) {
  StoryIndex index;
  const auto one = large_visa();
  const auto other = oil();
  const auto copy = report("echo", 12, "Oil up", kOil);
  const auto again = report("parrot", 13, "Oil up two percent", kOil);
  restore(index, one, kOne);
  restore(index, other, kOne);
  index.restore(copy, kOne, Kinship::kVerbatim, other[0]->id, false);
  index.restore(again, kOne, Kinship::kVerbatim, other[0]->id, false);
  const Changes changes = index.settle(kNoon);
  ASSERT_EQ(changes.opened.size(), 1u);
  EXPECT_EQ(index.story_of(copy->id), changes.opened[0]);
  EXPECT_EQ(index.story(changes.opened[0])->independent_outlets(), 3);
}

TEST(StorySettle, WhatAnEditorKeepsApartFromAStoryIsKeptApartFromWhatComesOutOfIt) {
  StoryIndex index;
  const auto one = large_visa();
  const auto other = oil();
  const auto apart = report("herald", 14, "Oil rises two percent to 84 a barrel", kOilToo);
  restore(index, one, kOne);
  restore(index, other, kOne);
  restore(index, {apart}, kTwo);
  index.restore_apart(kOne, kTwo);
  const Changes changes = index.settle(kNoon);
  ASSERT_EQ(changes.opened.size(), 1u);
  EXPECT_THAT(changes.apart, ElementsAre(std::pair(std::minmax(kTwo, changes.opened[0]))));
  index.add(report("ledger", 20, "Oil prices settle two percent up", kOilThird));
  for (int i = 0; i < 3; ++i) index.settle(kNoon);
  EXPECT_NE(index.story_of(apart->id), index.story_of(other[0]->id));
}

TEST(StorySettle, NothingChangesWhenNothingCame) {
  StoryIndex index;
  EXPECT_TRUE(index.settle(kNoon).empty());
  for (const ArticlePtr& a : visa()) index.add(a);
  index.settle(kNoon);
  EXPECT_TRUE(index.settle(kNoon).empty());
  EXPECT_TRUE(index.settle(kNextYear).empty());
}

TEST(StorySettle, LinksTheMatterInOtherLanguages) {
  StoryIndex index;
  const Placement english = index.add(
      report("post", 0, "Bridge over the Olt collapses, 17 dead",
             "SLATINA – A road bridge over the Olt in southern Romania gave way on Friday, killing at least 17 people. "
             "Prefect Mircea Dragulescu said that 43 were in hospital."));
  auto german = std::make_shared<article::Article>(*report(
      "zeitung", 5, "Brücke über den Olt eingestürzt – mindestens 17 Tote",
      "SLATINA – Im Süden Rumäniens ist am Freitag eine Straßenbrücke über den Olt eingestürzt. Mindestens 17 Menschen "
      "starben, 43 kamen in Krankenhäuser, sagte Präfekt Mircea Dragulescu."));
  german->language = "de";
  const Placement abroad = index.add(german);
  EXPECT_THAT(index.story(english.story)->abroad, IsEmpty());
  EXPECT_THAT(index.settle(kNoon).relinked, UnorderedElementsAre(english.story, abroad.story));
  EXPECT_THAT(index.story(english.story)->abroad, ElementsAre(abroad.story));
  EXPECT_THAT(index.story(abroad.story)->abroad, ElementsAre(english.story));
  EXPECT_THAT(index.settle(kNoon).relinked, IsEmpty());
}

// --- Twins
// ------------------------------------------------------------------------------------------------------------

/// Whether two reports are in two stories, also when all has settled.
bool apart(const ArticlePtr& one, const ArticlePtr& other) {
  StoryIndex index;
  index.add(one);
  index.add(other);
  index.settle(std::max(one->fetched_at, other->fetched_at));
  return index.story_of(one->id) != index.story_of(other->id);
}

constexpr int kDay = 24 * 60;

TEST(StoryIndex, KeepsAnotherDayOfATrialApart) {
  EXPECT_TRUE(apart(report("wire", 0, "Fraud trial of Quill founder, day 2"),
                    report("wire", 19 * kDay, "Fraud trial of Quill founder, day 21")));
}

TEST(StoryIndex, KeepsYesterdaysPriceFromTodays) {
  EXPECT_TRUE(apart(
      report(
          "wire", 0, "Gold closes at 1,912 an ounce",
          "Gold rose one percent on Monday to close at 1,912 dollars an ounce as bond yields fell after weak figures "
          "from German factories."),
      report("wire", kDay, "Gold closes at 1,874 an ounce",
             "The strongest dollar in a month pushed gold down to 1,874 on Tuesday. Traders await the speech of the "
             "central bank's chair in Zurich.")));
}

// Twins of two places are put together (golden_test.cc, kTwins). What tells them apart speaks against them, at least.
TEST(StoryIndex, SaysOfBareTwinsInWhatTheyDiffer) {
  StoryIndex index;
  const StoryId ohio = index.add(report("wire", 0, "Senator Alder wins the Ohio primary")).story;
  Explanation why;
  const StoryId iowa = index.add(report("post", 5, "Senator Alder wins the Iowa primary"), &why).story;
  EXPECT_NE(ohio, iowa);
  ASSERT_FALSE(why.candidates.empty());
  EXPECT_THAT(why.candidates[0].reasons,
              Contains(testing::Field(&Reason::words, testing::HasSubstr("here “Iowa”, there “Ohio”"))));
  index.settle(kMorning + std::chrono::minutes{6});
  EXPECT_NE(index.story(ohio)->id, index.story(iowa)->id);
}

// --- An editor's hand
// -------------------------------------------------------------------------------------------------

TEST(StoryEditor, IsToldWhatCannotBeDone) {
  StoryIndex index;
  const auto only = report("post", 0, "Former president Castro applies for tourist visa", kVisaOne);
  const StoryId story = index.add(only).story;
  EXPECT_EQ(index.merge(story, kOne).error().code, Code::kNotFound);
  EXPECT_EQ(index.merge(story, story).error().code, Code::kConflict);
  EXPECT_EQ(index.move({}, std::nullopt).error().code, Code::kInvalid);
  EXPECT_EQ(index.move({only->id}, std::nullopt).error().code, Code::kInvalid);
  EXPECT_EQ(index.move({only->id}, story).error().code, Code::kInvalid);
  EXPECT_EQ(index.move({only->id}, kOne).error().code, Code::kNotFound);
  EXPECT_EQ(index.move({article::ArticleId{7}}, story).error().code, Code::kNotFound);
  EXPECT_EQ(index.lock(kOne, true).error().code, Code::kNotFound);
  EXPECT_EQ(index.explain(only->id, kOne).error().code, Code::kNotFound);
  EXPECT_EQ(index.explain(article::ArticleId{7}, story).error().code, Code::kNotFound);
}

TEST(StoryEditor, WhatWasPartedStaysPartedAndWhatWasBroughtTogetherStaysTogether) {
  StoryIndex index;
  const auto one = visa();
  for (const ArticlePtr& a : one) index.add(a);
  ASSERT_EQ(index.story_of(one[0]->id), index.story_of(one[1]->id));
  const auto moved = index.move({one[1]->id}, std::nullopt);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->opened.size(), 1u);
  EXPECT_EQ(moved->apart.size(), 1u);
  for (int i = 0; i < 5; ++i) index.settle(kNoon);
  EXPECT_NE(index.story_of(one[0]->id), index.story_of(one[1]->id));

  const auto merged = index.merge(*index.story_of(one[0]->id), *index.story_of(one[1]->id));
  ASSERT_TRUE(merged);
  EXPECT_EQ(merged->together_again, moved->apart);
  for (int i = 0; i < 5; ++i) index.settle(kNoon);
  EXPECT_EQ(index.story_of(one[0]->id), index.story_of(one[1]->id));
}

TEST(StoryEditor, MovesAReportAndItsCopiesTogether) {
  StoryIndex index;
  const auto source = report("post", 0, "Former president Castro applies for tourist visa", kVisaOne);
  const auto copy = report("echo", 3, "Former president Castro applies for visa", kVisaOne);
  const auto own = report("wire", 4, "Castro asks for six-month visa", kVisaTwo);
  for (const auto& a : {source, copy, own}) index.add(a);
  ASSERT_EQ(index.story(*index.story_of(own->id))->members.size(), 3u);
  ASSERT_TRUE(index.move({source->id, copy->id}, std::nullopt));
  const auto story = index.story(*index.story_of(source->id));
  ASSERT_EQ(story->members.size(), 2u);
  EXPECT_EQ(story->members[1].kinship, Kinship::kVerbatim);
  EXPECT_EQ(story->members[1].of, source->id);
}

TEST(StoryEditor, ALockedStoryGetsNothingUntilItIsUnlocked) {
  StoryIndex index;
  const auto one = visa();
  const StoryId story = index.add(one[0]).story;
  const auto locked = index.lock(story, true);
  ASSERT_TRUE(locked);
  EXPECT_THAT(locked->locked, ElementsAre(std::pair(story, true)));
  Explanation why;
  EXPECT_NE(index.add(one[1], &why).story, story);
  EXPECT_THAT(why.verdict, testing::HasSubstr("locked"));
  index.settle(kNoon);
  EXPECT_EQ(index.story(story)->members.size(), 1u);
  ASSERT_TRUE(index.lock(story, false));
  index.settle(kNoon);
  EXPECT_EQ(index.story(story)->members.size(), 2u);
}

TEST(StoryEditor, AMergedStoryDoesNotComeBeforeItself) {
  const char* text = "Officials of Arcadia and Ruritania met for the Law Enforcement Dialogue on trafficking.";
  StoryIndex index;
  const StoryId first =
      index.add(report("wire", -60 * 24 * 400, "Arcadia and Ruritania hold Law Enforcement Dialogue", text)).story;
  const StoryId second =
      index.add(report("wire", 10, "Arcadia and Ruritania resume Law Enforcement Dialogue", text)).story;
  ASSERT_THAT(index.story(second)->earlier, ElementsAre(first));
  ASSERT_TRUE(index.merge(second, first));
  EXPECT_THAT(index.story(second)->earlier, IsEmpty());
}

// --- Taking out
// -------------------------------------------------------------------------------------------------------

TEST(StoryIndex, OfAWithdrawnReportsCopiesOneStandsForItselfAndTheOthersForIt) {
  StoryIndex index;
  const auto source = report("wire", 0, "Former president Castro applies for tourist visa", kVisaOne);
  const auto copy = report("echo", 3, "Former president Castro applies for visa", kVisaOne);
  const auto again = report("parrot", 4, "Castro applies for tourist visa", kVisaOne);
  for (const auto& a : {source, copy, again}) index.add(a);
  const StoryId id = *index.story_of(source->id);
  ASSERT_EQ(index.story(id)->members.size(), 3u);
  index.remove(source->id);
  EXPECT_EQ(index.story(id)->independent_outlets(), 1);
  EXPECT_EQ(index.story(id)->members[1].of, copy->id);
}

TEST(StoryIndex, AReportThatComesAgainDoesNotTakeItsOldStorysIdFromThoseWhoAreStillIn) {
  StoryIndex index;
  const auto one = visa();
  const StoryId story = index.add(one[0]).story;
  ASSERT_EQ(index.add(one[1]).story, story);
  index.remove(one[0]->id);
  ASSERT_TRUE(index.lock(story, true));  // So that it cannot go back.
  const Placement again = index.add(one[0]);
  EXPECT_TRUE(again.opened);
  EXPECT_NE(again.story, story);
  EXPECT_EQ(index.story_of(one[1]->id), story);
  EXPECT_EQ(index.story(story)->members.size(), 1u);
}

TEST(Assignments, WhatWentIntoAnotherStoryStaysThereWhenAnIdIsUsedAgain) {
  StoryIndex index;
  Assignments where;
  const auto one = visa();
  const auto other = oil();
  for (const auto& a : {one[0], one[1], other[0]}) where.apply(index.add(a).changes);
  const StoryId from = *index.story_of(one[0]->id);
  ASSERT_EQ(index.story_of(one[1]->id), from);
  where.apply(*index.merge(*index.story_of(other[0]->id), from));
  where.apply(*index.move({one[0]->id}, std::nullopt));  // Its own story again, under the id that it had.
  EXPECT_EQ(index.story_of(one[0]->id), from);
  for (const auto& a : {one[0], one[1], other[0]}) EXPECT_EQ(where.story_of(a->id), index.story_of(a->id));
}

// --- Old stories
// ------------------------------------------------------------------------------------------------------

/// An index in which the visa's story, of three reports, is too old and has left, for so many others came.
struct AfterDays : testing::Test {
  AfterDays() {
    for (const ArticlePtr& a : old_) id_ = index_.add(a).story;
    EXPECT_EQ(index_.story(id_)->members.size(), 3u);
    for (std::size_t i = 0; i < kKeptStories + 500; ++i) {
      const int minute = static_cast<int>(i * 8640 / (kKeptStories + 500));  // Six days.
      index_.add(report("filler" + std::to_string(i % 500), minute,
                        "Item" + std::to_string(i) + " about thing" + std::to_string(i * 31)));
      if (i % 100 == 0) index_.settle(kMorning + std::chrono::minutes{minute});
    }
    index_.settle(now_);
  }
  const Instant now_ = kMorning + std::chrono::hours{24 * 6};
  const std::vector<ArticlePtr> old_ = visa();
  StoryIndex index_;
  StoryId id_;
};

TEST_F(AfterDays, AnOldStoryHasLeftAndTheNewestAreKept) {
  EXPECT_EQ(index_.story(id_), nullptr);
  for (const ArticlePtr& a : old_) EXPECT_EQ(index_.story_of(a->id), std::nullopt);
  EXPECT_EQ(index_.lock(id_, true).error().code, Code::kNotFound);
  EXPECT_EQ(index_.newest(1'000'000, now_).size(), kKeptStories);
}

TEST_F(AfterDays, ALaterRoundOfItsMatterNamesIt) {
  const Placement later =
      index_.add(report("globe", 24 * 60 * 6, "Former president Castro applies for tourist visa again", kVisaTwo));
  EXPECT_TRUE(later.opened);
  EXPECT_THAT(index_.story(later.story)->earlier, ElementsAre(id_));
  EXPECT_THAT(later.changes.relinked, ElementsAre(later.story));
}

TEST_F(AfterDays, ItIsPutBackByRestore) {
  for (const ArticlePtr& a : old_) index_.restore(a, id_, Kinship::kOwnReport, std::nullopt, false);
  index_.restore_links(id_, {kOne}, {kTwo});
  ASSERT_NE(index_.story(id_), nullptr);
  EXPECT_EQ(index_.story(id_)->members.size(), 3u);
  EXPECT_THAT(index_.story(id_)->earlier, ElementsAre(kOne));
  auto newer = std::make_shared<article::Article>(*old_[0]);
  newer->headline = "Corrected: " + newer->headline;
  EXPECT_EQ(index_.add(newer).story, id_);
  ASSERT_TRUE(index_.move({old_[1]->id}, std::nullopt));
  EXPECT_EQ(index_.story(id_)->members.size(), 2u);
  index_.settle(now_);  // Leaves again, being as old as before.
  EXPECT_EQ(index_.story(id_), nullptr);
}

TEST_F(AfterDays, ItsCardPutBackWithoutTextsIsFoundByALaterRound) {
  StoryIndex fresh;
  for (const ArticlePtr& a : old_) {
    article::Article card = *a;
    card.text.clear();
    fresh.restore_card(card, id_, Kinship::kOwnReport);
  }
  EXPECT_EQ(fresh.story(id_), nullptr);
  EXPECT_EQ(fresh.story_of(old_[0]->id), std::nullopt);
  const Placement later =
      fresh.add(report("globe", 24 * 60 * 6, "Former president Castro applies for tourist visa again", kVisaTwo));
  EXPECT_TRUE(later.opened);
  EXPECT_THAT(fresh.story(later.story)->earlier, ElementsAre(id_));
  for (const ArticlePtr& a : old_) fresh.restore(a, id_, Kinship::kOwnReport, std::nullopt, false);
  EXPECT_EQ(fresh.story(id_)->members.size(), 3u) << "and it can be put back whole";
}

TEST(StoryIndex, LooksAgainAtNothingThatWasSettledBeforeARestart) {
  const auto one = report("globe", 0, "Castro applies for tourist visa", kVisaOne);
  const auto other = report("post", 1, "Former president Castro applies for visa", kVisaTwo);
  for (const bool settled : {false, true}) {
    StoryIndex index;
    index.restore(one, kOne, Kinship::kOwnReport, std::nullopt, false);
    index.restore(other, kTwo, Kinship::kOwnReport, std::nullopt, false);
    if (settled) index.restore_settled();
    EXPECT_EQ(index.settle(kMorning).merged.empty(), settled);
    EXPECT_FALSE(index.is_catching_up());
  }
}

TEST_F(AfterDays, OneOfItsReportsThatComesAgainOpensAStoryOfAnotherIdThatNamesIt) {
  auto again = std::make_shared<article::Article>(*old_[0]);
  again->published_at = again->fetched_at = now_;
  const Placement placed = index_.add(again);
  EXPECT_TRUE(placed.opened);
  EXPECT_NE(placed.story, id_);
  EXPECT_THAT(index_.story(placed.story)->earlier, ElementsAre(id_));
}

TEST(StoryIndex, HoldsNoMoreAfterAYearThanAfterAMonth) {
  StoryIndex index;
  std::size_t most = 0;
  for (int i = 0; i < 9000; ++i) {
    const int minute = i * 30;  // Half a year.
    index.add(report("filler" + std::to_string(i % 500), minute,
                     "Item" + std::to_string(i) + " about thing" + std::to_string(i * 31)));
    if (i % 50 != 0) continue;
    index.settle(kMorning + std::chrono::minutes{minute});
    std::size_t held = 0;
    for (const auto& story : index.newest(1'000'000, kNextYear)) held += story->members.size();
    most = std::max(most, held);
  }
  EXPECT_LE(most, kKeptStories + 50);
}

// --- Reasons
// ----------------------------------------------------------------------------------------------------------

double log_odds_of(const Explanation::Candidate& c) {
  return std::log(c.likelihood / (1 - c.likelihood));
}
double sum_of(const std::vector<Reason>& reasons) {
  double sum = 0;
  for (const Reason& r : reasons) sum += r.weight;
  return sum;
}
/// Reasons too small to name are left out, a dozen of them at most.
constexpr double kLeftOut = 12 * 0.005;

TEST(StoryExplain, TheReasonsAddUpToTheLikelihood) {
  StoryIndex index;
  for (const ArticlePtr& a : visa()) index.add(a);
  for (const ArticlePtr& a : oil()) index.add(a);
  index.add(report("tomorrow", 60 * 24, "Castro visa: lawyer of former president expects an answer", kVisaTwo));
  int explained = 0;
  for (const auto& story : index.newest(100, kNextYear)) {
    for (const auto& other : index.newest(100, kNextYear)) {
      for (const Member& m : other->members) {
        const auto why = index.explain(m.article->id, story->id);
        if (!why) continue;
        EXPECT_NEAR(sum_of(why->reasons), log_odds_of(*why), kLeftOut) << m.article->headline;
        ++explained;
      }
    }
  }
  EXPECT_GE(explained, 12);
}

TEST(StoryExplain, TheReasonsGivenAtAddingAreThoseOfTheDecision) {
  StoryIndex index;
  for (const ArticlePtr& a : oil()) index.add(a);
  index.add(visa()[0]);
  Explanation why;
  const Placement placed = index.add(visa()[1], &why);
  ASSERT_FALSE(why.candidates.empty());
  EXPECT_EQ(why.candidates[0].story, placed.story);
  EXPECT_GE(why.candidates[0].likelihood, why.candidates[0].needed);
  EXPECT_TRUE(why.candidates[0].members_agree);
  EXPECT_NEAR(sum_of(why.candidates[0].reasons), log_odds_of(why.candidates[0]), kLeftOut);
}

TEST(StoryExplain, AMemberIsJudgedAgainstTheOthers) {
  StoryIndex index;
  const auto one = visa();
  restore(index, {one[0], one[1], oil()[0]}, kOne);
  const auto fits = index.explain(one[0]->id, kOne);
  const auto odd = index.explain(oil()[0]->id, kOne);
  ASSERT_TRUE(fits && odd);
  EXPECT_GT(fits->likelihood, fits->needed);
  EXPECT_LT(odd->likelihood, 0.1);  // Though it is in it.
  index.remove(one[0]->id);
  index.remove(one[1]->id);
  EXPECT_EQ(index.explain(oil()[0]->id, kOne).error().code, Code::kInvalid);
}

// --- A flood
// ----------------------------------------------------------------------------------------------------------

TEST(StoryIndex, TenThousandNearCopiesOfOneOutletAreOneStoryWithOneVoice) {
  const std::string text =
      "The ferry Halcyon ran aground off the island of Stroma on Tuesday night with 212 people on board, the coast "
      "guard "
      "said. Lifeboats from Scrabster and Longhope took off the passengers within three hours, and nobody was badly "
      "hurt. Captain Ewan Sinclair told reporters that the steering had failed in a strong tide. The operator, "
      "Pentland "
      "Line, has taken the sister ship out of service until the cause is known. Divers found a gash of nine metres "
      "below "
      "the waterline, and a tug will try to pull the vessel free at the next spring tide. Islanders complained for "
      "years "
      "that the thirty-year-old ferry broke down every other week.";
  StoryIndex index;
  const StoryId story = index.add(report("flood", 0, "Ferry Halcyon aground off Stroma", text)).story;
  for (int i = 0; i < 10'000; ++i) {
    const std::string version = std::to_string(i);
    auto copy = std::make_shared<article::Article>(*report(
        "flood", i / 200, "Ferry Halcyon aground off Stroma, version " + version, text + " Version " + version + "."));
    copy->canonical_url = "https://flood.example/" + version;
    copy->id = article::ArticleId{digest64(copy->canonical_url)};
    const Placement placed = index.add(copy);
    ASSERT_EQ(placed.story, story) << i;
    ASSERT_EQ(placed.kinship, Kinship::kVerbatim) << i;
    if (i % 1000 != 0) continue;
    const Changes changes = index.settle(kMorning + std::chrono::minutes{i / 200});
    ASSERT_TRUE(changes.merged.empty() && changes.opened.empty());
  }
  EXPECT_EQ(index.story(story)->members.size(), 10'001u);
  EXPECT_EQ(index.story(story)->independent_outlets(), 1);
  // To a newcomer the story is of one report: none of the copies counts in its profile.
  const auto other =
      index.add(report("post", 60, "All saved as ferry hits rocks",
                       "Two hundred and twelve people were brought to safety after a ferry hit rocks near "
                       "Stroma late on Tuesday."));
  const auto why = index.explain(index.story(other.story)->members.back().article->id, story);
  ASSERT_TRUE(why);
  EXPECT_THAT(why->reasons,
              testing::Not(Contains(testing::Field(&Reason::words, testing::HasSubstr("reports so far")))));
}

}  // namespace
}  // namespace dateline::story
