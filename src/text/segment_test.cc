#include "text/segment.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "text/terms.h"

namespace dateline::text {
namespace {

using ::testing::ElementsAre;

TEST(Words, KeepInnerApostrophesAndNumbers) {
  EXPECT_THAT(words("The U.S.-Cuba dialogue wasn't held on 18-19 January; it cost $1,000.50."),
              ElementsAre("The", "U.S", "Cuba", "dialogue", "wasn't", "held", "on", "18", "19", "January", "it", "cost",
                          "1,000.50"));
}

TEST(Words, SegmentScriptsWithoutSpaces) {
  EXPECT_THAT(words("東京は日本の首都です", "ja"), ElementsAre("東京", "は", "日本", "の", "首都", "です"));
  EXPECT_THAT(words("ภาษาไทย", "th"), ElementsAre("ภาษา", "ไทย"));
}

TEST(Words, AreNoneInPunctuation) {
  EXPECT_THAT(words(" — … ___ !?"), ElementsAre());
}

std::vector<std::string> by_icu(std::string_view text, std::string_view language) {
  std::vector<std::string_view> found;
  find_words_by_icu(text, language, found);
  return {found.begin(), found.end()};
}

TEST(Words, StandWithoutTheSignsOfTheNetwork) {
  EXPECT_THAT(words("@reuters #news a@b"), ElementsAre("reuters", "news", "a", "b"));
  EXPECT_THAT(words("@日本", "ja"), ElementsAre("日本"));
}

// Two ways to the same answer: our loop is fast, ICU is right.
RC_GTEST_PROP(Words, OurLoopAgreesWithIcu, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "B", "é", "ß", "я", "ω", "א", "ש", "1", "9", "٣", ".", ",", ";", ":", "'", "’",
                                    "\"", "“", "_", "-", " ", "\n", "\u0301", "\u00AD", "·", "@", "/", "\u200E", "ع",
                                    "€", "\u00A0", "ª", "‿", "日", "カ", "ก", "\u200D", "ः", "क", "한", "국"));
  std::string text;
  for (const auto& piece : pieces) text += piece;
  const auto language = *rc::gen::element<std::string>("en", "fi", "sv", "");
  RC_ASSERT(words(text, language) == by_icu(text, language));
}

}  // namespace
}  // namespace dateline::text
