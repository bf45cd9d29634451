#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "desk/reply_rules.h"

namespace dateline::desk {
namespace {

TEST(WordList, FindsWholeWordsOnly) {
  const WordList list({"art", "tit"});
  EXPECT_EQ(list.found_in("The art of it"), "art");
  EXPECT_EQ(list.found_in("ART!"), "art");
  EXPECT_EQ(list.found_in("(art)"), "art");
  EXPECT_EQ(list.found_in("At the start, in Martinique, a title and a party"), "");
}

TEST(WordList, FindsPhrasesAcrossLinesAndMarks) {
  const WordList list({"buy now", "buy two"});
  EXPECT_EQ(list.found_in("Buy, now"), "buy now");
  EXPECT_EQ(list.found_in("buy\n  two"), "buy two");
  EXPECT_EQ(list.found_in("buy it now"), "");
  EXPECT_EQ(list.found_in("now buy"), "");
}

TEST(WordList, KnowsNoCaseInAnyScript) {
  EXPECT_EQ(WordList({"straße"}).found_in("Die STRASSE ist lang"), "straße");
  EXPECT_EQ(WordList({"КАЗИНО"}).found_in("лучшее казино"), "КАЗИНО");
}

TEST(WordList, OfNothingFindsNothing) {
  EXPECT_EQ(WordList({}).found_in("anything"), "");
  EXPECT_EQ(WordList({"", "!!!"}).found_in("anything !!!"), "");
}

RC_GTEST_PROP(WordList, FindsAWordWhereverItStands, ()) {
  const auto before = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc .,\n")));
  const auto after = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc .,\n")));
  RC_ASSERT(WordList({"zebra"}).found_in(before + " zebra " + after) == "zebra");
  RC_ASSERT(WordList({"zebra"}).found_in(before + after).empty());
}

}  // namespace
}  // namespace dateline::desk
