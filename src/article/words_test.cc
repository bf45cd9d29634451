#include "article/words.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline::article {
namespace {

constexpr Parts kParts(std::to_array<std::string_view>({"ate", "ime", "ublish"}));

TEST(Parts, AreFoundWhereverTheyStand) {
  EXPECT_TRUE(kParts.any_in("ate"));
  EXPECT_TRUE(kParts.any_in("update"));
  EXPECT_TRUE(kParts.any_in("times"));
  EXPECT_TRUE(kParts.any_in("js-published"));
  EXPECT_TRUE(kParts.any_in("iime"));
  EXPECT_TRUE(kParts.any_in("ubublish"));
}

TEST(Parts, CountOnlyWhenTheyAreWhole) {
  EXPECT_FALSE(kParts.any_in(""));
  EXPECT_FALSE(kParts.any_in("at"));
  EXPECT_FALSE(kParts.any_in("publis"));
  EXPECT_FALSE(kParts.any_in("publis h"));
  EXPECT_FALSE(kParts.any_in("DATE"));
}

TEST(Parts, DoNotRunIntoEachOther) {
  // The end of one stands right before the beginning of the next among the bits.
  EXPECT_FALSE(kParts.any_in("atme"));
  EXPECT_FALSE(kParts.any_in("imublis"));
  EXPECT_FALSE(kParts.any_in("at\xC3\xA9"));
}

}  // namespace
}  // namespace dateline::article
