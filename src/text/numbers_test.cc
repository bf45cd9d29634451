#include "text/numbers.h"

#include <gmock/gmock.h>

namespace dateline::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Numbers, AreOneSpellingInEveryLanguage) {
  for (const char* spelled :
       {"1,200", "1.200", "1 200", "1\u00A0200", "1’200", "1200", "١٬٢٠٠", "１２００", "千二百"}) {
    EXPECT_THAT(numbers(spelled), ElementsAre("1200")) << spelled;
  }
  EXPECT_THAT(numbers("3,5 % or 3.5 %"), ElementsAre("3.5", "3.5"));
}

TEST(Numbers, TakeInTheWordBehindThem) {
  EXPECT_THAT(numbers("940 million, 940 млн, 940 Millionen, 940 millones, 9亿4000万"),
              ElementsAre("940000000", "940000000", "940000000", "940000000", "900000000", "40000000"));
  EXPECT_THAT(numbers("3.5 million; 3,5 млн; 350万"), ElementsAre("3500000", "3500000", "3500000"));
  EXPECT_THAT(numbers("85 тысяч, 85 thousand, 8.5万"), ElementsAre("85000", "85000", "85000"));
}

TEST(Numbers, AreReadFromChineseCharacters) {
  EXPECT_THAT(numbers("約九億四千万ドル、百二十便、八万五千名"), ElementsAre("940000000", "120", "85000"));
  EXPECT_THAT(numbers("百分之四十八"), ElementsAre("48"));
  EXPECT_THAT(numbers("千葉の三人、十分に"), IsEmpty());
}

TEST(Numbers, LeaveOutDatesTimesScoresAndPartsOfWords) {
  EXPECT_THAT(numbers("31.01.2023 at 10:30, 7.5:6.5, COVID-19, B52, 9"), IsEmpty());
  EXPECT_THAT(numbers("18-19 January 2023"), ElementsAre("18", "19", "2023"));
}

TEST(Numbers, OfNoMeasureAreNone) {
  EXPECT_THAT(numbers(std::string(10'000, '9')), IsEmpty());
  EXPECT_THAT(numbers("1.1.1.1.1.1, 1,,2"), IsEmpty());
}

}  // namespace
}  // namespace dateline::text
