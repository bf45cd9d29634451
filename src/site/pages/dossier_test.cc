#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/dossier_fixture.h"
#include "site/dossier_view.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(DossierPage, TellsWhatItIsAndWhoHasCheckedIt) {
  DossierFixture f;
  EXPECT_THAT(f.page(),
              HasSubstr("<h1 class=\"headline\" lang=\"en\" dir=\"auto\">Arden &amp; Lydden Quarry Talks</h1>"));
  EXPECT_THAT(f.page(), HasSubstr("3 rounds, April 2022 to 7 June 2023"));
  EXPECT_THAT(f.page(), HasSubstr("not yet checked by an editor"));
  EXPECT_THAT(f.page(), HasSubstr("href=\"/dossiers?kind=talks\""));
  f.stored().state = desk::Dossier::State::kConfirmed;
  f.stored().decided_by = "ana";
  f.stored().decided_at = f.clock.now();
  EXPECT_THAT(f.page(), HasSubstr("Checked by ana on 31 January 2023."));
}

TEST(DossierPage, HasTheRoundsTheNewestFirstAndWhatIsAnnouncedOnTop) {
  DossierFixture f;
  const std::string page = f.page();
  const auto next = page.find("class=\"next\""), second = page.find("id=\"round-2\""),
             first = page.find("id=\"round-1\"");
  ASSERT_NE(next, std::string::npos);
  EXPECT_LT(next, second);
  EXPECT_LT(second, first);
  EXPECT_THAT(page, Not(HasSubstr("id=\"round-3\""))) << "not held yet";
  EXPECT_THAT(page, HasSubstr("href=\"/dossier/" + f.kept.id.str() + ".ics\""));
  EXPECT_THAT(page, HasSubstr(">18–19 January 2023</time>"));
  EXPECT_THAT(page, HasSubstr("Second &lt;round&gt; of quarry talks"));
}

TEST(DossierPage, SaysOfEachFactWhereItComesFromAndWhatWasSaidBefore) {
  DossierFixture f;
  const std::string page = f.page();
  EXPECT_THAT(page, HasSubstr("stone-ministry, 21 January 2023</a>"));
  EXPECT_THAT(page, HasSubstr("<s><time datetime=\"2023-06-05\">5 June 2023</time></s>")) << "the date was moved";
  EXPECT_THAT(page, HasSubstr("<s><span lang=\"en\" dir=\"auto\">envoy</span></s>"));
  EXPECT_THAT(page, HasSubstr("minister"));
}

TEST(DossierPage, SaysWhatChangedSinceTheRoundBefore) {
  DossierFixture f;
  const std::string page = f.page();
  EXPECT_THAT(page, HasSubstr("Since the round before"));
  EXPECT_THAT(page, HasSubstr("Subjects, new: <span lang=\"en\" dir=\"auto\">fish</span>"));
  EXPECT_THAT(page, HasSubstr("Subjects, no longer named: <span lang=\"en\" dir=\"auto\">gulls</span>"));
}

TEST(DossierPage, HasStatementsBySide) {
  DossierFixture f;
  EXPECT_THAT(f.page(), HasSubstr("What each side says"));
  EXPECT_THAT(f.page(), HasSubstr("We moved a stone.</blockquote>"));
}

TEST(DossierPage, ShowsTheDesksWordAsTheDesks) {
  DossierFixture f;
  f.stored().edits.rounds = {{.of = "2023-01-18/2023-01-19", .place = "New Lydden", .at = f.clock.now()}};
  EXPECT_THAT(f.page(), HasSubstr("New Lydden"));
  EXPECT_THAT(f.page(), HasSubstr("<s><span lang=\"en\" dir=\"auto\">Port Lydden</span></s>"));
}

TEST(DossierPage, IsFoundAtTheAddressesThatStoriesHadBefore) {
  DossierFixture f;
  const auto moved = f.get("/dossier/" + f.first->id.str());
  EXPECT_EQ(moved.status, 302);
  EXPECT_EQ(f.header(moved, "Location"), "/dossier/" + f.kept.id.str());
  const auto alone = f.add_story({{f.report("One", "https://one.example/v", "Oil rises", "A.")}});
  EXPECT_EQ(f.header(f.get("/dossier/" + alone->id.str()), "Location"), "/story/" + alone->id.str());
  EXPECT_EQ(f.get("/dossier/nonsense").status, 404);
  EXPECT_EQ(f.get("/dossier/nonsense.ics").status, 404);
}

TEST(DossierPage, OfADismissedOneIsNowhere) {
  DossierFixture f;
  f.stored().state = desk::Dossier::State::kDismissed;
  EXPECT_EQ(f.get("/dossier/" + f.kept.id.str()).status, 404);
  EXPECT_EQ(f.get("/dossier/" + f.kept.id.str() + ".ics").status, 404);
  EXPECT_EQ(f.get("/api/v1/dossiers/" + f.kept.id.str()).status, 404);
  EXPECT_EQ(f.get("/dossier/" + f.kept.id.str() + "/feed").status, 404);
  EXPECT_THAT(f.body(f.get("/dossiers")), Not(HasSubstr("Quarry")));
  EXPECT_THAT(f.body(f.get("/story/" + f.second->id.str())), Not(HasSubstr("Quarry Talks</a>")));
}

TEST(DossierPage, OfTwoThatBecameOneLeadsToTheOther) {
  DossierFixture f;
  desk::Dossier whole = f.kept;
  whole.id = desk::DossierId{78};
  f.stored().state = desk::Dossier::State::kDismissed;
  f.reader.all_dossiers.push_back(whole);
  EXPECT_EQ(f.header(f.get("/dossier/" + f.kept.id.str()), "Location"), "/dossier/" + whole.id.str());
}

TEST(StoryPage, SaysWhichRoundOfWhichMatterItIs) {
  DossierFixture f;
  EXPECT_THAT(f.body(f.get("/story/" + f.second->id.str())),
              HasSubstr("<p class=\"dossier-line\">Round 2 of <a href=\"/dossier/" + f.kept.id.str() + "\""));
  f.stored().machine.rounds[1].number.reset();
  EXPECT_THAT(f.body(f.get("/story/" + f.second->id.str())), HasSubstr("Part of <a href="));
}

TEST(DossiersPage, ListsThemAndThoseOfAKind) {
  DossierFixture f;
  EXPECT_THAT(f.body(f.get("/dossiers")), HasSubstr("Quarry Talks"));
  EXPECT_THAT(f.body(f.get("/dossiers")), HasSubstr("Announced next"));
  EXPECT_THAT(f.body(f.get("/dossiers")), HasSubstr("in English and Spanish")) << "what works in which language";
  EXPECT_THAT(f.body(f.get("/dossiers?kind=talks")), HasSubstr("Quarry Talks"));
  EXPECT_THAT(f.body(f.get("/dossiers?kind=trial")), Not(HasSubstr("Quarry Talks")));
  EXPECT_EQ(f.get("/dossiers?kind=feast").status, 404);
  SiteFixture empty;
  EXPECT_THAT(empty.body(empty.get("/dossiers")), HasSubstr("No matter has come back yet"));
}

TEST(DossierMachines, AFeedHasTheStoriesOfItsRounds) {
  DossierFixture f;
  const std::string feed = f.body(f.get("/dossier/" + f.kept.id.str() + "/feed"));
  EXPECT_THAT(feed, HasSubstr("First round of quarry talks"));
  EXPECT_THAT(feed, HasSubstr("Second ‹round&gt; of quarry talks"));
  EXPECT_THAT(f.body(f.get("/sitemap.xml")), HasSubstr("/sitemap/dossiers.xml"));
  EXPECT_THAT(f.body(f.get("/sitemap/dossiers.xml")), HasSubstr("/dossier/" + f.kept.id.str()));
}

TEST(DossierMachines, TheApiHasEachValueWithItsReport) {
  DossierFixture f;
  const std::string one = f.body(f.get("/api/v1/dossiers/" + f.kept.id.str()));
  EXPECT_THAT(one, HasSubstr(R"("value":"Port Lydden","report":")" + f.second->members[0].article->id.str()));
  EXPECT_THAT(one, HasSubstr(R"("when":"2023-01-18/2023-01-19")"));
  f.stored().edits.rounds = {{.of = "2023-01-18/2023-01-19", .place = "New Lydden", .at = f.clock.now()}};
  EXPECT_THAT(f.body(f.get("/api/v1/dossiers/" + f.kept.id.str())), HasSubstr(R"("value":"New Lydden","report":null)"));
  EXPECT_THAT(f.body(f.get("/api/v1/dossiers?kind=talks")), HasSubstr("Quarry Talks"));
  const auto refused = f.get("/api/v1/dossiers?kind=talk");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(f.body(refused), HasSubstr("did you mean 'talks'?"));
}

TEST(DossierWords, ADateIsToldAsExactlyAsItIsKnown) {
  const Catalogue texts = *Catalogue::of("en", "Pacific/Kiritimati");  // 14 hours ahead of UTC.
  const auto told = [&](std::string_view when) { return when_in_words(texts, *story::parse_when(when)); };
  EXPECT_EQ(told("2023-01-18"), "18 January 2023");
  EXPECT_EQ(told("2023-01-18/2023-01-19"), "18–19 January 2023");
  EXPECT_EQ(told("2023-01-30/2023-02-02"), "30 January 2023 to 2 February 2023");
  EXPECT_EQ(told("2015-11"), "November 2015");
  EXPECT_EQ(told("2015"), "2015");
  EXPECT_EQ(told("2015/2018"), "2015 to 2018");
  const Catalogue spanish = *Catalogue::of("es", "UTC");
  EXPECT_EQ(when_in_words(spanish, *story::parse_when("2023-01-18/2023-01-19")), "18–19 de enero de 2023");
}

}  // namespace
}  // namespace dateline::site
