#include "store/search_query.h"

#include <gtest/gtest.h>

namespace dateline::store {
namespace {

TEST(SearchQuery, QuotesEachWord) {
  EXPECT_EQ(fts_expression("havana talks"), R"("havana" "talks")");
  EXPECT_EQ(fts_expression("  NOT\tnew*\n"), R"("NOT" "new*")");
}

TEST(SearchQuery, KeepsPhrasesTogether) {
  EXPECT_EQ(fts_expression(R"(one "two three" four)"), R"("one" "two three" "four")");
  EXPECT_EQ(fts_expression("one“two three”four"), R"("one" "two three" "four")");
}

TEST(SearchQuery, TakesWhatIsNeverClosedForWords) {
  EXPECT_EQ(fts_expression(R"("two three)"), R"("two" "three")");
  EXPECT_EQ(fts_expression(R"(a "b c" d"e f)"), R"("a" "b c" "d" "e" "f")");
}

TEST(SearchQuery, LeavesOutWhatHoldsNoWord) {
  EXPECT_EQ(fts_expression("- havana & \"--\""), R"("havana")");
  EXPECT_EQ(fts_expression(std::string_view("a\0b", 3)), R"("a" "b")");
}

TEST(SearchQuery, EndsAfterAThousandBytesBetweenCharacters) {
  std::string words(999, 'a');
  words += "é";
  EXPECT_EQ(fts_expression(words), '"' + std::string(999, 'a') + '"');
}

TEST(SearchQuery, EndsAfterThirtyTwoWords) {
  std::string words, expected;
  for (int i = 0; i < 40; ++i) words += "w ";
  for (int i = 0; i < 32; ++i) expected += i > 0 ? R"( "w")" : R"("w")";
  EXPECT_EQ(fts_expression(words), expected);
}

}  // namespace
}  // namespace dateline::store
