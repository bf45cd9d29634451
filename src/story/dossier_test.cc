#include "story/dossier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::story {
namespace {

using namespace std::chrono;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Said said(std::string value, int day = 1) {
  return {std::move(value), article::ArticleId{7}, sys_days{year{2023} / 1 / day}};
}

Dossier talks() {
  Dossier dossier;
  dossier.name = "Quarry Talks";
  dossier.names = {"talks on the quarry"};
  dossier.kind = DossierKind::kTalks;
  dossier.language = "en";
  Round first;
  first.number = 1;
  first.when = *parse_when("2023-01-18/2023-01-19");
  first.dates = {said("2023-01-18/2023-01-19")};
  first.places = {said("Arden")};
  first.what = "first round";
  first.fields = {{"chairs", "Arden", true, {said("Ministry of Stone")}}};
  first.participants = {"Ministry of Stone"};
  first.reports = {article::ArticleId{7}};
  Round second;
  second.when = *parse_when("2024");
  second.announced = true;
  dossier.rounds = {first, second};
  dossier.participants = {{"Ministry of Stone", false, {said("chair")}}};
  dossier.fields = {{"parties", "", true, {said("Arden"), said("Lydden", 2)}}};
  dossier.reports = {article::ArticleId{7}};
  return dossier;
}

TEST(Dossier, ADateIsAsExactAsItWasSaid) {
  for (const char* text : {"2015", "2015-11", "2015-11-09", "2023-01-18/2023-01-19", "2015/2018", "0001-01-01"}) {
    const auto when = parse_when(text);
    ASSERT_TRUE(when) << text;
    EXPECT_EQ(to_string(*when), text);
  }
  EXPECT_EQ(parse_when("2015-02")->last, sys_days{year{2015} / 2 / 28});
}

TEST(Dossier, WhatIsNoDateIsAbsent) {
  for (const char* text : {"", "0000", "15", "2015-13", "2015-02-30", "2015-1", "2015-01-01x", "2015/2015-01",
                           "2019/2018", "2015-01-02/2015-01-01", "-015", "2015-+1"})
    EXPECT_FALSE(parse_when(text)) << text;
}

TEST(Dossier, EveryKindHasAName) {
  for (int i = 0; i <= static_cast<int>(DossierKind::kOther); ++i) {
    const auto kind = static_cast<DossierKind>(i);
    EXPECT_EQ(parse_dossier_kind(to_string(kind)), kind);
  }
  EXPECT_FALSE(parse_dossier_kind("party"));
}

TEST(Dossier, JsonGivesBackTheSameDossier) {
  const auto again = dossier_from_json(to_json(talks()));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, talks());
}

TEST(Dossier, JsonThatIsNoDossierIsRefusedWithItsReason) {
  const auto why = [](std::string_view text) { return dossier_from_json(text).error().message; };
  EXPECT_THAT(why("{"), HasSubstr("not JSON"));
  EXPECT_THAT(why("[]"), HasSubstr("not an object"));
  EXPECT_THAT(why("{}"), HasSubstr("no 'name'"));
  EXPECT_THAT(why(R"({"name":"x","kind":"feast"})"), HasSubstr("'feast' is no kind"));
  EXPECT_THAT(why(R"({"name":"x","kind":"talks","rounds":[{"when":"soon"}]})"), HasSubstr("'soon'"));
  EXPECT_THAT(why(R"({"name":"x","kind":"talks","fields":[{"name":"parties"}]})"), HasSubstr("nothing 'said'"));
  EXPECT_TRUE(dossier_from_json(R"({"name":"x","kind":"talks","later":1})"));
}

TEST(Dossier, WhatIsNotToldOfARoundDidNotChange) {
  EXPECT_THAT(what_changed(talks().rounds[0], talks().rounds[1]), IsEmpty());
}

TEST(Dossier, WhatChangedBetweenRoundsIsTold) {
  Round before = talks().rounds[0], after = before;
  after.places = {said("Lydden")};
  after.participants = {"Office of Maps"};
  before.fields = {{"subjects", "", true, {said("fish"), said("sand")}}, {"scores", "", false, {said("2-1")}}};
  after.fields = {{"subjects", "", true, {said("sand"), said("gulls")}}, {"scores", "", false, {said("0-0")}}};
  using enum RoundChange::What;
  EXPECT_THAT(what_changed(before, after), ElementsAre(RoundChange{kPlace, "", "", "Arden", "Lydden"},
                                                       RoundChange{kCame, "", "", "", "Office of Maps"},
                                                       RoundChange{kLeft, "", "", "Ministry of Stone", ""},
                                                       RoundChange{kNewValue, "subjects", "", "", "gulls"},
                                                       RoundChange{kGoneValue, "subjects", "", "fish", ""},
                                                       RoundChange{kChangedValue, "scores", "", "2-1", "0-0"}));
}

}  // namespace
}  // namespace dateline::story
