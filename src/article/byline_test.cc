#include "article/byline.h"

#include <gmock/gmock.h>

namespace dateline::article {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Byline, DropsTheWordBeforeTheNameInSeveralLanguages) {
  EXPECT_THAT(split_byline("By Jo Doe"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("BY JO DOE"), ElementsAre("JO DOE"));
  EXPECT_THAT(split_byline("Von Jo Doe"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("Par Jo Doe"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("di Jo Doe"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("Автор: Анна Ро"), ElementsAre("Анна Ро"));
}

TEST(Byline, LeavesSuchWordsInNames) {
  EXPECT_THAT(split_byline("Di Marzio"), ElementsAre("Di Marzio"));
  EXPECT_THAT(split_byline("Per Olsson"), ElementsAre("Per Olsson"));
  EXPECT_THAT(split_byline("Byron Roe"), ElementsAre("Byron Roe"));
  EXPECT_THAT(split_byline("Hildegard von Roe"), ElementsAre("Hildegard von Roe"));
}

TEST(Byline, SplitsLists) {
  EXPECT_THAT(split_byline("By Jo Doe, Ann Roe and Max Moe"), ElementsAre("Jo Doe", "Ann Roe", "Max Moe"));
  EXPECT_THAT(split_byline("Jo Doe und Ann Roe"), ElementsAre("Jo Doe", "Ann Roe"));
  EXPECT_THAT(split_byline("Jo Doe; Ann Roe / Max Moe"), ElementsAre("Jo Doe", "Ann Roe", "Max Moe"));
  EXPECT_THAT(split_bylines({"Jo Doe", "By Ann Roe", "Jo Doe"}), ElementsAre("Jo Doe", "Ann Roe"));
}

TEST(Byline, LeavesOutWhatIsNoName) {
  EXPECT_THAT(split_byline("desk@example.org"), IsEmpty());
  EXPECT_THAT(split_byline("https://example.org/people/jo"), IsEmpty());
  EXPECT_THAT(split_byline("Published 31.01.2023 18:00"), IsEmpty());
  EXPECT_THAT(split_byline(""), IsEmpty());
  EXPECT_THAT(split_byline(" , ; "), IsEmpty());
  EXPECT_THAT(split_byline("Jo has been covering oil markets for us since she left the university"), IsEmpty());
}

TEST(Byline, KeepsDesks) {
  EXPECT_THAT(split_byline("Sample Wire"), ElementsAre("Sample Wire"));
  EXPECT_THAT(split_byline("20 Minuten"), ElementsAre("20 Minuten"));
}

}  // namespace
}  // namespace dateline::article
