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

TEST(Byline, DropsTheWordBeforeTheNameInOtherScripts) {
  EXPECT_THAT(split_byline("文/王小明"), ElementsAre("王小明"));
  EXPECT_THAT(split_byline("本报记者 王小明"), ElementsAre("王小明"));
  EXPECT_THAT(split_byline("王小明記者"), ElementsAre("王小明"));
  EXPECT_THAT(split_byline("بقلم سامي رو"), ElementsAre("سامي رو"));
}

TEST(Byline, IsFoundBehindADateOrAMark) {
  EXPECT_EQ(byline_in("By Jo Doe"), "By Jo Doe");
  EXPECT_EQ(byline_in("March 3, 2023 · 5 min read · By Jo Doe"), "By Jo Doe");
  EXPECT_EQ(byline_in("03/14/2023 by Jo Doe"), "by Jo Doe");
  EXPECT_EQ(byline_in("Posted on Friday by Jo Doe"), "by Jo Doe");
  EXPECT_EQ(byline_in("The ferry was late by two hours"), "");
  EXPECT_EQ(byline_in("Jo Doe"), "");
}

TEST(Byline, NeedsNoSpaceBetweenTwoElements) {
  EXPECT_THAT(split_byline("ByJo Doe"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("Written by:Jo Doe"), ElementsAre("Jo Doe"));
}

TEST(Byline, LeavesOutWhatSomebodyHasLearnt) {
  EXPECT_THAT(split_byline("Jo Doe, MD, Ph.D., E-RYT 200"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("Dr. Jo Doe, M.D. FACP, and Ann Roe, CFP®"), ElementsAre("Dr. Jo Doe", "Ann Roe"));
  EXPECT_THAT(split_byline("Jo Doe, Ma Li, dpa, AP"), ElementsAre("Jo Doe", "Ma Li", "dpa", "AP")) << "names, agencies";
}

TEST(Byline, EndsBeforeAnAddress) {
  EXPECT_THAT(split_byline("Jo Doe @jodoe"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("By Jo Doe jo@example.org"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("by Ann Gates."), ElementsAre("Ann Gates"));
  EXPECT_THAT(split_byline("Jo Doe Jr."), ElementsAre("Jo Doe Jr."));
}

TEST(Byline, NamesNobodyTwice) {
  EXPECT_THAT(split_bylines({"Jo Doe", "JO DOE", "Doe Jo"}), ElementsAre("Jo Doe"));
}

TEST(Byline, SplitsLists) {
  EXPECT_THAT(split_byline("By Jo Doe, Ann Roe and Max Moe"), ElementsAre("Jo Doe", "Ann Roe", "Max Moe"));
  EXPECT_THAT(split_byline("Jo Doe und Ann Roe"), ElementsAre("Jo Doe", "Ann Roe"));
  EXPECT_THAT(split_byline("Jo Doe; Ann Roe / Max Moe"), ElementsAre("Jo Doe", "Ann Roe", "Max Moe"));
  EXPECT_THAT(split_bylines({"Jo Doe", "By Ann Roe", "Jo Doe"}), ElementsAre("Jo Doe", "Ann Roe"));
}

TEST(Byline, LeavesTwoFirstNamesAndAnAgencyTogether) {
  EXPECT_THAT(split_byline("Jo & Ann"), ElementsAre("Jo & Ann"));
  EXPECT_THAT(split_byline("Le Sample et ABC"), ElementsAre("Le Sample et ABC"));
  EXPECT_THAT(split_byline("Jo Doe, Ann Roe, and Max Moe"), ElementsAre("Jo Doe", "Ann Roe", "Max Moe"));
}

TEST(Byline, EndsWhereSomethingElseBegins) {
  EXPECT_THAT(split_byline("Jo Doe March 3, 2023"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("Jo Doe 2023-03-03"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("Jo Doe on Friday"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("By Jo Doe Reviewed by Ann Roe, Max Moe"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("Jo Doe - Sample Desk"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("Jo Doe | 5 min read"), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("May Roe"), ElementsAre("May Roe"));
}

TEST(Byline, LeavesOutJobTitlesUnlessNothingElseIsSaid) {
  EXPECT_THAT(split_bylines({"Jo Doe, Senior Editor"}), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_bylines({"Staff Writer"}), ElementsAre("Staff Writer"));
  EXPECT_THAT(split_bylines({"by Jo Doe, Senior Director, Text & Pictures, Sample"}), ElementsAre("Jo Doe"));
  EXPECT_THAT(split_byline("Jo Doe (jdo)"), ElementsAre("Jo Doe"));
}

TEST(Byline, TellsPeopleFromDesksAndLogins) {
  for (const char* name : {"Jo Doe", "Ann de la Roe", "Анна Ро", "渡辺洋介", "JO DOE"})
    EXPECT_TRUE(is_name_of_person(name)) << name;
  for (const char* name : {"Sample", "jo.doe", "the sample desk", "20 Minuten", "Sample with Agencies", ""})
    EXPECT_FALSE(is_name_of_person(name)) << name;
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
