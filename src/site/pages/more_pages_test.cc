// Author, tag, archive, sources, about, privacy, offline, not found.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

TEST(AuthorPage, ListsWhatTheAuthorReported) {
  SiteFixture f;
  auto report = f.report("One", "https://one.example/v", "Oil rises", "Barrels. More of them. And more.");
  report->authors = {"Ana Ruiz", "Bo Li"};
  f.add_story({{report}});
  const std::string page = f.body(f.get("/author/ana-ruiz"));
  EXPECT_THAT(page, HasSubstr("<h1 class=\"page-name\">Ana Ruiz</h1>"));
  EXPECT_THAT(page, HasSubstr("Oil rises"));
  EXPECT_EQ(f.get("/author/nobody").status, 404);
}

TEST(TagPage, ListsOurArticlesWithTheTag) {
  SiteFixture f;
  const auto report = f.report("Dateline", "https://one.example/v", "Oil rises", "Barrels.");
  f.add_story({{report}});
  f.reader.tags[report->id.value] = {"Oil & Gas"};
  const std::string page = f.body(f.get("/tag/oil-gas"));
  EXPECT_THAT(page, HasSubstr("<h1 class=\"page-name\">Oil &amp; Gas</h1>"));
  EXPECT_THAT(page, HasSubstr("Oil rises"));
  EXPECT_EQ(f.get("/tag/nothing").status, 404);
}

struct Archive : testing::Test {
  SiteFixture f;
  std::shared_ptr<article::Article> told(std::string outlet, std::string headline, const char* at) {
    auto report = f.report(outlet, "https://o.example/" + headline, headline, "Text.");
    report->published_at = parse_rfc3339(at).value();
    return report;
  }
  Archive() {
    f.add_story(
        {{told("One", "Oil rises", "2023-01-30T09:00:00Z")}, {told("Two", "Oil is up", "2023-01-30T10:00:00Z")}});
    f.add_story({{told("One", "Oil falls", "2023-01-28T09:00:00Z")}});
    f.add_story({{told("One", "An older story", "2022-12-24T23:59:59Z")}});
  }
};

TEST_F(Archive, LeadsFromMonthsToDaysToReports) {
  EXPECT_THAT(f.body(f.get("/archive")), HasSubstr("href=\"/archive/2022/12\""));
  EXPECT_THAT(f.body(f.get("/archive")), HasSubstr("January 2023 <span class=\"count\">3</span>"));
  const std::string month = f.body(f.get("/archive/2023/01"));
  EXPECT_THAT(month, HasSubstr("<a href=\"/archive/2023/01/30\">30<span class=\"count\">2 reports</span></a>"));
  EXPECT_THAT(month, HasSubstr("<a rel=\"prev\" href=\"/archive/2022/12\">December 2022</a>"));
  EXPECT_THAT(f.body(f.get("/archive/2023/01/28")), HasSubstr("Oil falls"));
}

/// Where the newsroom is: west, east, half an hour beside the others, beyond the date line.
struct Zone {
  const char* name;
  const char* late_evening;  ///< 23:30 of 30 January 2023 there.
  const char* long_evening;  ///< 23:30 of the day on which its clocks are set back.
  const char* long_day;
};

TEST(ArchiveInAZone, PutsWhatCameLateInTheEveningOnThatDay) {
  for (const Zone& zone :
       {Zone{"America/New_York", "2023-01-31T04:30:00Z", "2022-11-07T04:30:00Z", "/archive/2022/11/06"},
        Zone{"Europe/Madrid", "2023-01-30T22:30:00Z", "2022-10-30T22:30:00Z", "/archive/2022/10/30"},
        Zone{"Australia/Adelaide", "2023-01-30T13:00:00Z", "2022-04-03T14:00:00Z", "/archive/2022/04/03"},
        Zone{"Pacific/Auckland", "2023-01-30T10:30:00Z", "2022-04-03T11:30:00Z", "/archive/2022/04/03"}}) {
    SiteFixture f;
    f.texts = *Catalogue::of("en", zone.name);
    const auto told = [&](std::string headline, Instant at) {
      auto report = f.report("One", "https://o.example/" + headline, headline, "Text.");
      report->published_at = at;
      f.add_story({{report}});
    };
    told("Late", *parse_rfc3339(zone.late_evening));
    told("Next", *parse_rfc3339(zone.late_evening) + std::chrono::minutes(31));
    told("Autumn", *parse_rfc3339(zone.long_evening));
    const std::string day = f.body(f.get("/archive/2023/01/30"));
    EXPECT_THAT(day, HasSubstr("Late")) << zone.name;
    EXPECT_THAT(day, Not(HasSubstr("https://o.example/Next"))) << zone.name;
    EXPECT_THAT(day, HasSubstr("1 report<")) << zone.name;
    EXPECT_THAT(day, HasSubstr("rel=\"next\" href=\"/archive/2023/01/31\"")) << zone.name;
    EXPECT_THAT(day, HasSubstr("rel=\"prev\" href=\"" + std::string(zone.long_day) + "\"")) << zone.name;
    EXPECT_THAT(f.body(f.get("/archive/2023/01")),
                HasSubstr("<a href=\"/archive/2023/01/30\">30<span class=\"count\">1 report</span></a>"))
        << zone.name;
    EXPECT_THAT(f.body(f.get(zone.long_day)), HasSubstr("Autumn")) << zone.name;
    EXPECT_THAT(f.body(f.get("/archive")), HasSubstr("January 2023 <span class=\"count\">2</span>")) << zone.name;
  }
}

TEST(ArchiveInAZone, LeavesTheMonthToTheNewsroomToo) {
  SiteFixture f;
  f.texts = *Catalogue::of("en", "America/New_York");
  auto report = f.report("One", "https://o.example/1", "New year's eve", "Text.");
  report->published_at = *parse_rfc3339("2023-01-01T03:00:00Z");
  f.add_story({{report}});
  EXPECT_THAT(f.body(f.get("/archive")), HasSubstr("December 2022 <span class=\"count\">1</span>"));
  EXPECT_EQ(f.get("/archive/2023/01").status, 404);
  EXPECT_EQ(f.get("/archive/2022/12/31").status, 200);
}

TEST_F(Archive, HasCalendarsOfWholeWeeksThatBeginOnMonday) {
  const std::string month = f.body(f.get("/archive/2023/01"));
  const auto body = month.substr(month.find("<tbody>"));
  EXPECT_EQ(count(body, "<tr>"), 6U);
  EXPECT_EQ(count(body, "<td>"), 42U);
  EXPECT_THAT(body,
              HasSubstr("<tr><td></td><td></td><td></td><td></td><td></td><td></td><td><span>1</span></td></tr>"));
}

TEST_F(Archive, ShowsEachStoryOnceADay) {
  const std::string day = f.body(f.get("/archive/2023/01/30"));
  EXPECT_EQ(count(day, "<article class=\"story"), 1U);
  EXPECT_THAT(day, HasSubstr("1 more report"));
}

TEST_F(Archive, LeadsToTheDaysBesideThatHaveReports) {
  const std::string day = f.body(f.get("/archive/2023/01/28"));
  EXPECT_THAT(day, HasSubstr("<a rel=\"prev\" href=\"/archive/2022/12/24\">24 December 2022</a>"));
  EXPECT_THAT(day, HasSubstr("<a rel=\"next\" href=\"/archive/2023/01/30\">30 January 2023</a>"));
}

TEST_F(Archive, HasOneAddressForADayAndNoneForNoDay) {
  for (const char* path : {"/archive/2023/1", "/archive/2023/13", "/archive/2023/00", "/archive/2023/02",
                           "/archive/2023/01/29", "/archive/2023/01/32", "/archive/2023/01/1", "/archive/-023/01",
                           "/archive/2023/02/30", "/archive/0000/01/01", "/archive/20x3/01"}) {
    EXPECT_EQ(f.get(path).status, 404) << path;
  }
}

TEST(Sources, SaysOfEachOutletWhatIsShownOfIt) {
  SiteFixture f;
  auto link = f.report("Link Post", "https://link.example/1", "A", "Text.");
  link->rights = wire::Rights::kLink;
  auto whole = f.report("Ministry", "https://ministry.example/1", "B", "Text.");
  whole->rights = wire::Rights::kFull;
  whole->outlet.primary = true;
  f.add_story({{link}});
  f.add_story({{whole}});
  const std::string page = f.body(f.get("/sources"));
  EXPECT_THAT(page, HasSubstr("2 outlets are read here."));
  EXPECT_LT(page.find("Link Post"), page.find("Headline and link"));
  EXPECT_LT(page.find("Ministry"), page.find("The whole text"));
  EXPECT_EQ(count(page, "class=\"mark-primary\""), 1U);
  EXPECT_THAT(page, HasSubstr("href=\"/source/link-post\""));
  EXPECT_THAT(f.body(f.get("/source/link-post")), HasSubstr(">A</a>"));
  EXPECT_EQ(f.get("/source/nobody").status, 404);
}

TEST(Privacy, NamesTheCookiesThatTheSiteReallySets) {
  SiteFixture f;
  EXPECT_THAT(f.body(f.get("/privacy")), HasSubstr("<code>dateline_reader</code>"));
  EXPECT_THAT(f.body(f.get("/privacy")), HasSubstr("<code>dateline_desk</code>"));
  SiteFixture behind_tls;
  behind_tls.public_url = "https://news.example.org";
  EXPECT_THAT(behind_tls.body(behind_tls.get("/privacy")), HasSubstr("<code>__Host-dateline_desk</code>"));
}

TEST(About, SaysHowThePaperIsMade) {
  SiteFixture f;
  EXPECT_THAT(f.body(f.get("/about")), HasSubstr("<h2>Each story once</h2>"));
}

TEST(OwnArticle, ShowsItsBriefItsTagsAndWhatElseThereIsOfItsStory) {
  SiteFixture f;
  const auto post = f.add_post("Five meetings", "Text.");
  auto& saved = f.reader.all_posts[0];
  saved.byline = "Ana Ruiz and Bo Li";
  saved.tags = {"Oil & Gas"};
  saved.brief = {.known = {"They met twice."}, .unknown = {"What they said."}, .matters = {}};
  auto own = f.report("Dateline", "https://dateline.example/1", "Five meetings", "Text.");
  own->id = post.article_id();
  own->authors = {"Ana Ruiz", "Bo Li"};
  const auto story = f.add_story({{own}, {f.report("One", "https://one.example/v", "They met again", "Other text.")}});
  const std::string page = f.body(f.get("/article/" + post.article_id().str()));
  EXPECT_THAT(page, HasSubstr("By <a rel=\"author\" href=\"/author/ana-ruiz\">Ana Ruiz</a> and <a rel=\"author\""));
  EXPECT_THAT(page, HasSubstr("<h2>What we know</h2>\n<ul>\n<li>They met twice.</li>"));
  EXPECT_THAT(page, HasSubstr("What they said."));
  EXPECT_THAT(page, Not(HasSubstr("Why it matters")));
  EXPECT_THAT(page, HasSubstr("href=\"/tag/oil-gas\">Oil &amp; Gas</a>"));
  EXPECT_THAT(page, HasSubstr("They met again"));
  EXPECT_THAT(f.body(f.get("/story/" + story->id.str())), HasSubstr("<li>They met twice. <a class=\"outlet\""));
}

TEST(StoryLine, HasAMarkForEachReport) {
  SiteFixture f;
  auto primary = f.report("Ministry", "https://m.example/1", "A statement", "Text.");
  primary->outlet.primary = true;
  f.add_story(
      {{primary},
       {f.report("One", "https://one.example/1", "A report", "Other.")},
       {f.report("Copy", "https://copy.example/1", "A copy", "Text."), story::Kinship::kVerbatim, primary->id}});
  EXPECT_THAT(
      f.body(f.get("/")),
      HasSubstr(
          "<span class=\"tally\" aria-hidden=\"true\"><i class=\"primary\"></i><i></i><i class=\"copy\"></i></span>"));
}

TEST(Offline, IsAPageWithoutTheNewsOfTheMoment) {
  SiteFixture f;
  const auto story = f.add_story({{f.report("One", "https://one.example/v", "Oil rises", "A.")}});
  f.add_to_bar(story);
  EXPECT_THAT(f.body(f.get("/offline")), Not(HasSubstr("Oil rises")));
  const auto worker = f.get("/sw.js");
  EXPECT_THAT(worker.content_type, HasSubstr("text/javascript"));
  EXPECT_THAT(f.body(worker), HasSubstr("caches.match('/offline')"));
  EXPECT_LT(f.body(worker).size(), 1024U);
}

TEST(NotFound, OffersTheSearchAndTheLatestStories) {
  SiteFixture f;
  f.add_story({{f.report("One", "https://one.example/v", "Oil rises", "A.")}});
  const auto answer = f.get("/nowhere");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(f.body(answer), HasSubstr("name=\"q\""));
  EXPECT_THAT(f.body(answer), HasSubstr("Oil rises"));
}

TEST(Footer, LeadsToWhatEveryPaperHas) {
  SiteFixture f;
  const std::string page = f.body(f.get("/"));
  for (const char* path : {"/dossiers", "/archive", "/sources", "/about", "/privacy", "/feed", "/desk"})
    EXPECT_THAT(page.substr(page.find("<footer")), HasSubstr("href=\"" + std::string(path) + "\"")) << path;
}

}  // namespace
}  // namespace dateline::site
