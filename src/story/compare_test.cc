#include "story/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/utf8.h"

namespace dateline::story {
namespace {

using Fate = Comparison::Fate;
using testing::AllOf;
using testing::Contains;
using testing::Field;

constexpr const char* kStatement =
    "The ministers met in Port Said on 4 and 5 March. Four such talks were held from 2015 to 2018. "
    "The delegation included the Bureau of River Affairs and the Coast Guard.\n\n"
    "The ministers spoke about fisheries, piracy and the lighthouse at Cape Rose.";

TEST(Compare, AVerbatimCopyIsKeptWholeAndChangesNothing) {
  const Comparison c = compare(kStatement, kStatement);
  EXPECT_DOUBLE_EQ(c.kept, 1);
  EXPECT_TRUE(c.facts.empty());
  for (const auto& s : c.sentences) EXPECT_EQ(s.fate, Fate::kKept);
}

TEST(Compare, ANumberChangedInTheRewordingIsNamedBeforeAndAfter) {
  const Comparison c = compare(kStatement, "Some 5 such talks were held between 2015 and 2018, it was said.");
  EXPECT_THAT(c.facts, Contains(AllOf(Field(&Comparison::ChangedFact::kind, "number"),
                                      Field(&Comparison::ChangedFact::after, "5"))));
}

TEST(Compare, ANameBrokenInTheRewordingIsNamedBeforeAndAfter) {
  const Comparison c = compare(kStatement, "In the delegation were the Bureau of Lake Affairs and the Coast Guard.");
  EXPECT_THAT(c.facts, Contains(AllOf(Field(&Comparison::ChangedFact::kind, "name"),
                                      Field(&Comparison::ChangedFact::after, "Lake Affairs"),
                                      Field(&Comparison::ChangedFact::before, "River Affairs"))));
}

TEST(Compare, ANameKeepsTheMarksInsideItSoThatItCanBeFoundInTheText) {
  const std::string copy =
      "RABAT – The delegation of the U.S.-Canada Coast Guard included the Bureau of River Affairs.";
  const Comparison c = compare(kStatement, copy);
  for (const auto& fact : c.facts) EXPECT_NE(copy.find(fact.after), std::string::npos) << fact.after;
  EXPECT_THAT(c.facts, Contains(Field(&Comparison::ChangedFact::after, "U.S.-Canada Coast Guard")));
}

TEST(Compare, ShorteningIsNotAChangeOfFact) {
  const Comparison c = compare(kStatement, "The delegation included the Bureau of River Affairs.");
  EXPECT_TRUE(c.facts.empty());
  EXPECT_THAT(c.sentences, Contains(Field(&Comparison::Sentence::fate, Fate::kDropped)));
}

TEST(Compare, ASentenceThatTheSourceDoesNotHaveIsAdded) {
  const Comparison c =
      compare(kStatement, std::string(kStatement) + " Gulls circled over an empty harbour restaurant.");
  EXPECT_EQ(c.sentences.back().fate, Fate::kAdded);
}

TEST(Compare, ASentenceOfFunctionWordsAloneIsKeptToo) {
  EXPECT_EQ(compare("So it is. And so it was.", "And so it was.").sentences.back().fate, Fate::kKept);
}

TEST(Compare, TextsWithoutWordsHaveNothingToCompare) {
  EXPECT_TRUE(compare("", "").sentences.empty());
  EXPECT_TRUE(compare(" \n ", "--- !!!").sentences.empty());
}

RC_GTEST_PROP(Compare, AnyTextComparedWithItselfIsKept, (const std::string& bytes)) {
  const std::string text = text::repair_utf8(bytes);
  for (const auto& s : compare(text, text).sentences) RC_ASSERT(s.fate == Fate::kKept);
}

}  // namespace
}  // namespace dateline::story
