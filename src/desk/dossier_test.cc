#include "desk/dossier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::desk {
namespace {

using namespace std::chrono;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant kEdited{sys_days{year{2023} / 3 / 1}};

story::Said said(std::string value) {
  return {std::move(value), article::ArticleId{7}, sys_days{year{2023} / 1 / 20}};
}

story::Round round(std::string_view when, std::string place) {
  story::Round out;
  out.when = *story::parse_when(when);
  out.dates = {said(std::string(when))};
  out.places = {said(std::move(place))};
  return out;
}

story::Dossier quarry() {
  story::Dossier dossier;
  dossier.name = "Quarry Talks";
  dossier.kind = story::DossierKind::kTalks;
  dossier.language = "en";
  dossier.rounds = {round("2022-05-03", "Arden"), round("2023-01-18/2023-01-19", "Lydden")};
  dossier.rounds[1].fields = {{"subjects", "", true, {said("sand"), said("gulls")}}};
  dossier.rounds[1].participants = {"Ministry of Stone"};
  dossier.participants = {{"Ministry of Stone", false, {said("chair")}}};
  dossier.fields = {{"parties", "", true, {said("Arden")}}};
  dossier.reports = {article::ArticleId{7}};
  return dossier;
}

std::vector<std::string> places(const story::Dossier& dossier) {
  std::vector<std::string> out;
  for (const auto& r : dossier.rounds) out.push_back(r.places.empty() ? "" : r.places.back().value);
  return out;
}

TEST(DossierEdits, OfNothingChangeNothing) {
  EXPECT_EQ(with_edits(quarry(), {}), quarry());
}

TEST(DossierEdits, ReplaceAddAndRemoveRounds) {
  DossierEdits edits;
  edits.rounds = {{.of = "2022-05-03", .removed = true},
                  {.of = "2023-01-18/2023-01-19", .place = "Port Lydden", .at = kEdited},
                  {.when = story::parse_when("2024-02"), .place = "Arden", .announced = true, .at = kEdited}};
  const auto shown = with_edits(quarry(), edits);
  EXPECT_THAT(places(shown), ElementsAre("Port Lydden", "Arden"));
  EXPECT_THAT(shown.rounds[0].places, SizeIs(2)) << "what the machine read stays as its history";
  EXPECT_EQ(shown.rounds[0].places.back().report, article::ArticleId{}) << "the desk's word has no report";
  EXPECT_TRUE(shown.rounds[1].announced);
}

TEST(DossierEdits, HoldWhenTheMachineKnowsADateBetter) {
  auto machine = quarry();
  machine.rounds[0].when = *story::parse_when("2022-05");
  DossierEdits edits;
  edits.rounds = {{.of = "2022-05", .place = "Old Arden", .at = kEdited}};
  EXPECT_THAT(places(with_edits(machine, edits)), ElementsAre("Old Arden", "Lydden"));
  EXPECT_THAT(places(with_edits(quarry(), edits)), ElementsAre("Old Arden", "Lydden"));
}

TEST(DossierEdits, FollowTheirRoundsToTheNamesThatTheseHaveNow) {
  DossierEdits edits;
  edits.rounds = {{.of = "2022-05", .place = "Old Arden", .at = kEdited}, {.of = "1999", .removed = true}};
  edits.values = {{.round = "2023-01-19", .name = "subjects", .value = "fish", .at = kEdited}};
  const auto now = rekeyed(edits, quarry());
  EXPECT_EQ(now.rounds[0].of, "2022-05-03");
  EXPECT_EQ(now.rounds[1].of, "1999");
  EXPECT_EQ(now.values[0].round, "2023-01-18/2023-01-19");
}

TEST(DossierEdits, AMovedRoundIsStillTheRoundThatItsValuesAreSaidOf) {
  DossierEdits edits;
  edits.rounds = {{.of = "2023-01-18/2023-01-19", .when = story::parse_when("2022-01-18"), .at = kEdited}};
  edits.values = {{.round = "2023-01-18/2023-01-19", .name = "subjects", .value = "sand", .removed = true},
                  {.round = "2023-01-18/2023-01-19", .name = "subjects", .value = "fish", .at = kEdited}};
  const auto shown = with_edits(quarry(), edits);
  EXPECT_EQ(round_key(shown.rounds[0]), "2022-01-18");
  ASSERT_THAT(shown.rounds[0].fields, SizeIs(1));
  EXPECT_EQ(shown.rounds[0].fields[0].said.front().value, "gulls");
  EXPECT_EQ(shown.rounds[0].fields[0].said.back().value, "fish");
}

TEST(DossierEdits, GiveRolesAndTakeParticipantsOut) {
  DossierEdits edits;
  edits.participants = {{.name = "Ministry of Stone", .removed = true},
                        {.name = "Ida Holm", .role = "chairs for Lydden", .at = kEdited}};
  const auto shown = with_edits(quarry(), edits);
  ASSERT_THAT(shown.participants, SizeIs(1));
  EXPECT_EQ(shown.participants[0].roles.back().value, "chairs for Lydden");
  EXPECT_THAT(shown.rounds[1].participants, IsEmpty());
}

TEST(DossierEdits, AFieldOfItsKindIsAddedInItsPlace) {
  DossierEdits edits;
  edits.values = {{.name = "subjects", .value = "sand", .at = kEdited}};
  const auto shown = with_edits(quarry(), edits);
  ASSERT_THAT(shown.fields, SizeIs(2));
  EXPECT_EQ(shown.fields[1].name, "subjects");
  EXPECT_TRUE(shown.fields[1].list);
}

TEST(DossierEdits, WhatTheMachineSaysTooIsNoEdit) {
  DossierEdits form;
  form.name = "Quarry Talks";
  form.kind = story::DossierKind::kTalks;
  form.rounds = {{.of = "2022-05-03",
                  .when = story::parse_when("2022-05-03"),
                  .place = "Arden",
                  .what = "",
                  .announced = false,
                  .at = kEdited}};
  form.participants = {{.name = "Ministry of Stone", .role = "chair", .at = kEdited}};
  EXPECT_TRUE(only_changes(form, quarry(), {}).empty());
}

TEST(DossierEdits, WhatWasSaidOnceIsNotUnsaidBecauseTheMachineSaysItToo) {
  DossierEdits before;
  before.rounds = {{.of = "2022-05-03", .place = "Arden", .at = kEdited}};
  DossierEdits form = before;
  form.rounds[0].at += days{3};
  const auto kept = only_changes(form, quarry(), before);
  ASSERT_THAT(kept.rounds, SizeIs(1));
  EXPECT_EQ(kept.rounds[0].place, "Arden");
  EXPECT_EQ(kept.rounds[0].at, kEdited) << "it was said then, not now";
}

TEST(DossierEdits, JsonGivesBackTheSame) {
  DossierEdits edits;
  edits.name = "Talks on the \"quarry\"";
  edits.kind = story::DossierKind::kOther;
  edits.rounds = {{.when = story::parse_when("2024-02"), .place = "Arden", .announced = true, .at = kEdited},
                  {.of = "2022-05-03", .removed = true, .at = kEdited}};
  edits.participants = {{.name = "Ida Holm", .role = "chair", .at = kEdited}};
  edits.values = {{.round = "2022-05-03", .name = "subjects", .of = "Arden", .value = "fish", .at = kEdited}};
  const auto again = edits_from_json(to_json(edits));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, edits);
}

TEST(DossierEdits, JsonThatIsNoneIsRefusedWithItsReason) {
  const auto why = [](std::string_view text) { return edits_from_json(text).error().message; };
  EXPECT_THAT(why("{"), HasSubstr("not JSON"));
  EXPECT_THAT(why("[]"), HasSubstr("not an object"));
  EXPECT_THAT(why(R"({"kind":"feast"})"), HasSubstr("'feast' is no kind"));
  EXPECT_THAT(why(R"({"rounds":[{"at":"2023-01-01T00:00:00Z","when":"soon"}]})"), HasSubstr("'soon'"));
  EXPECT_THAT(why(R"({"rounds":[{}]})"), HasSubstr("'at'"));
}

}  // namespace
}  // namespace dateline::desk
