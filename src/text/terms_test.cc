#include "text/terms.h"

#include <gmock/gmock.h>

#include <thread>

namespace dateline::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Terms, AreFoldedStemmedAndWithoutFunctionWords) {
  EXPECT_THAT(terms("The emergencies will END on May 11, officials said"),
              ElementsAre("emerg", "will", "end", "may", "11", "offici", "said"));
}

TEST(Terms, TakeACurlyApostropheForAStraightOne) {
  EXPECT_EQ(terms("Biden’s plan isn’t new"), terms("Biden's plan isn't new"));
}

TEST(Terms, KnowOtherLanguages) {
  EXPECT_THAT(terms("Die Häuser in den Städten", "de"), ElementsAre("haus", "stadt"));
  EXPECT_EQ(terms("новости", "ru"), terms("новостей", "ru"));
}

TEST(Terms, AreWordsWhereNoStemmerKnowsTheLanguage) {
  EXPECT_THAT(terms("Habari za leo", "sw"), ElementsAre("habari", "za", "leo"));
}

TEST(Terms, LeaveOutEncodedData) {
  EXPECT_THAT(terms(std::string(5000, 'x') + " news"), ElementsAre("news"));
}

TEST(Terms, AreTheSameFromEveryThread) {
  const auto here = terms("Running dogs barked", "en");
  std::vector<std::string> there;
  std::thread([&] { there = terms("Running dogs barked", "en"); }).join();
  EXPECT_EQ(here, there);
}

TEST(Names, AreRunsOfCapitalisedWords) {
  EXPECT_THAT(names("Officials said that Russia breaks the New START treaty, and Jair Bolsonaro applied."),
              ElementsAre("russia", "new start", "jair bolsonaro"));
}

TEST(Names, AtTheStartOfASentenceNeedASecondWitness) {
  EXPECT_THAT(names("Talks began. Yesterday they ended."), IsEmpty());
  EXPECT_THAT(names("Havana was quiet. They met in Havana."), ElementsAre("havana", "havana"));
  EXPECT_THAT(names("Joe Biden spoke."), ElementsAre("joe biden"));
}

TEST(Names, DropTheArticleBeforeThem) {
  EXPECT_THAT(names("The United States agreed."), ElementsAre("united states"));
  EXPECT_THAT(names("Yes, I agree with The Hague."), ElementsAre("hague"));
}

TEST(Names, GoOnOverHyphensInitialsAndPossessives) {
  EXPECT_THAT(names("the U.S.-Cuba Law Enforcement Dialogue"), ElementsAre("u.s cuba law enforcement dialogue"));
  EXPECT_THAT(names("the end of COVID-19 on May 11"), ElementsAre("covid 19", "may"));
  EXPECT_THAT(names("then George W. Bush and Mr. Biden's son"), ElementsAre("george w bush", "mr biden"));
}

TEST(Names, AreNotWholeHeadlines) {
  EXPECT_THAT(names("Officials Say Emergency Will End This Spring After Years"), IsEmpty());
}

TEST(Names, NeedAScriptWithCase) {
  EXPECT_THAT(names("東京は日本の首都です", "ja"), IsEmpty());
}

}  // namespace
}  // namespace dateline::text
