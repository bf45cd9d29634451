#include "site/plain_words.h"

#include <gtest/gtest.h>

namespace dateline::site {
namespace {

TEST(PlainWords, LeaveMarksPicturesAndAddressesOut) {
  EXPECT_EQ(plain_words("# A *text*\n\n> with [a link](https://x.example) & `code`"), "A text with a link & code");
  EXPECT_EQ(plain_words("Before ![a boat](/x.png) after <b onclick=x>bold</b>."), "Before a boat after bold .");
}

TEST(PlainWords, KeepWhatOnlyLooksLikeAMark) {
  EXPECT_EQ(plain_words("2 < 3 and 5 > 4"), "2 < 3 and 5 > 4");
  EXPECT_EQ(plain_words("an open [link](never closed"), "an open link(never closed");
  EXPECT_EQ(plain_words("an open <tag never closed"), "an open <tag never closed");
}

TEST(PlainWords, OfALongHostileTextEnd) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "[](<a";
  EXPECT_FALSE(plain_words(text).empty());
}

}  // namespace
}  // namespace dateline::site
