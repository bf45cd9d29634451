#include "article/section.h"

#include <gmock/gmock.h>

namespace dateline::article {
namespace {

TEST(Section, KnowsTheNamesOfDesksInManyLanguages) {
  EXPECT_EQ(section_of_name("World News"), "world");
  EXPECT_EQ(section_of_name("Wirtschaft"), "business");
  EXPECT_EQ(section_of_name("Política"), "politics");
  EXPECT_EQ(section_of_name("Спорт"), "sport");
  EXPECT_EQ(section_of_name("経済"), "business");
  EXPECT_EQ(section_of_name("Santé"), "health");
  EXPECT_EQ(section_of_name("Débats"), "opinion");
}

TEST(Section, TakesTheFirstPartThatItKnows) {
  EXPECT_EQ(section_of_name("News > Politics"), "politics");
  EXPECT_EQ(section_of_name("Arts & Culture"), "culture");
  EXPECT_EQ(section_of_name("Home/Sport/Football"), "sport");
}

TEST(Section, SaysNothingWhereTheNameSaysNothing) {
  EXPECT_EQ(section_of_name("News"), "");
  EXPECT_EQ(section_of_name(""), "");
  EXPECT_EQ(section_of_name("Sportsmanship in the village of my youth"), "");
}

TEST(Section, ReadsTheFoldersOfAnAddressButNotTheArticlesName) {
  EXPECT_EQ(section_of_path("/news/politics/2023/01/31/a-report"), "politics");
  EXPECT_EQ(section_of_path("/wirtschaft/bericht-1.html"), "business");
  EXPECT_EQ(section_of_path("/2023/01/31/sport"), "");
  EXPECT_EQ(section_of_path("/"), "");
}

}  // namespace
}  // namespace dateline::article
