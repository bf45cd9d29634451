#include "text/slug.h"

#include <gtest/gtest.h>

#include "text/utf8.h"

namespace dateline::text {
namespace {

TEST(Slug, IsOneForAllPrintingsOfAName) {
  for (const std::string_view name : {"Ana Núñez-Ruiz", "ANA NUÑEZ RUIZ", "  Ana  Nuñez, Ruiz.", "ana-nunez-ruiz"}) {
    EXPECT_EQ(slug(name), "ana-nunez-ruiz") << name;
  }
}

TEST(Slug, OfAnotherAlphabetIsWrittenAsItSounds) {
  EXPECT_EQ(slug("Иван Орлов"), "ivan-orlov");
}

TEST(Slug, OfChineseStaysChinese) {
  EXPECT_EQ(slug("王 小明、"), "王-小明");
  EXPECT_EQ(slug("王小明"), "王小明");
}

TEST(Slug, OfNoLettersIsEmpty) {
  for (const std::string_view name : {"", " ", "–", "...", "-"}) EXPECT_EQ(slug(name), "") << name;
}

TEST(Slug, IsShortAndEndsBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "王";
  EXPECT_LE(slug(name).size(), 80u);
  EXPECT_TRUE(is_utf8(slug(name)));
  EXPECT_EQ(slug(slug(name)), slug(name));
}

}  // namespace
}  // namespace dateline::text
