#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using story::Kinship;
using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

TEST(FrontPage, WithoutStoriesSaysWhatWillBeHere) {
  SiteFixture f;
  EXPECT_THAT(f.body(f.get("/")), HasSubstr("Each story will stand here once"));
}

TEST(FrontPage, ShowsTheLeadLargestAndEachStoryOnceAboveTheLatest) {
  SiteFixture f;
  for (int i = 0; i < 9; ++i) {
    const std::string n = std::to_string(i);
    f.add_story({{f.report("Outlet " + n, "https://o.example/" + n, "Headline number " + n, "Text " + n + ".")}});
  }
  const std::string page = f.body(f.get("/"));
  EXPECT_EQ(count(page, "class=\"story rank-lead\""), 1U);
  EXPECT_LT(page.find("rank-lead"), page.find("rank-second"));
  for (int i = 0; i < 9; ++i) EXPECT_EQ(count(page, ">Headline number " + std::to_string(i) + "</a>"), 2U) << i;
}

TEST(FrontPage, LeavesToTheSectionsWhatIsLongOver) {
  SiteFixture f;
  for (int i = 0; i < 13; ++i) {
    const std::string n = std::to_string(i);
    auto report = f.report("Outlet " + n, "https://o.example/" + n, "Headline number " + n + ".", "Text.");
    if (i >= 12) report->published_at = f.clock.now() - std::chrono::days(40);
    f.add_story({{report}});
  }
  EXPECT_THAT(f.body(f.get("/")), HasSubstr("Headline number 0."));
  EXPECT_THAT(f.body(f.get("/")), Not(HasSubstr("Headline number 12.")));
  EXPECT_THAT(f.body(f.get("/section/world")), HasSubstr("Headline number 12."));
}

TEST(FrontPage, OfAnArchiveIsNotEmptiedByOneReportOfToday) {
  SiteFixture f;
  for (int i = 0; i < 6; ++i) {
    auto report =
        f.report("Outlet", "https://o.example/" + std::to_string(i), "Headline " + std::to_string(i), "Text.");
    if (i > 0) report->published_at = f.clock.now() - std::chrono::days(400);
    f.add_story({{report}});
  }
  EXPECT_THAT(f.body(f.get("/")), HasSubstr("Headline 5"));
}

TEST(FrontPage, EscapesWhatOutletsWrite) {
  SiteFixture f;
  f.add_story({{f.report("<b>Outlet", "https://o.example/1", "<script>alert(1)</script>", "\"quoted\" & <i>")}});
  const std::string page = f.body(f.get("/"));
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

TEST(FrontPage, SaysThatItIsTheSampleEdition) {
  SiteFixture f;
  EXPECT_THAT(f.body(f.get("/")), HasSubstr("Sample edition"));
  EXPECT_THAT(f.body(f.get("/")), HasSubstr("its clock started at 31 January 2023, 18:00 UTC"));
  SiteFixture real;
  real.sample = false;
  EXPECT_THAT(real.body(real.get("/")), Not(HasSubstr("Sample edition")));
}

TEST(FrontPage, SpeaksTheLanguageOfTheNewsroom) {
  SiteFixture f;
  f.texts = *Catalogue::of("es", "Europe/Madrid");
  f.add_story({{f.report("Uno", "https://uno.example/1", "Sube el petróleo", "Texto.")},
               {f.report("Dos", "https://dos.example/1", "El crudo, al alza", "Otro texto.")}});
  f.add_to_bar(*f.newsroom.front->stories.begin());
  const std::string page = f.body(f.get("/"));
  for (const char* words :
       {"<html lang=\"es\" dir=\"ltr\"", "Portada</a>", "Internacional</a>", "Lo último</h2>", "Última hora</strong>",
        "2 medios independientes", "1 de 1</span>", "martes, 31 de enero de 2023", "18:40 CET", "aria-label=\"Buscar\"",
        "&quot;pause&quot;:&quot;Pausar&quot;"}) {
    EXPECT_THAT(page, HasSubstr(words));
  }
  for (const char* words : {"Front page", "Latest", "Breaking", "outlet<", ">Search", "UTC"}) {
    EXPECT_THAT(page, Not(HasSubstr(words)));
  }
}

TEST(FrontPage, RunsFromTheRightWhereTheLanguageDoes) {
  SiteFixture f;
  f.texts = *Catalogue::of("ar", "UTC", "nav.front = الصفحة الأولى\n", "texts/ar.txt");
  f.add_story({{f.report("One", "https://one.example/1", "Oil rises", "Text.")}});
  const std::string page = f.body(f.get("/"));
  EXPECT_THAT(page, HasSubstr("<html lang=\"ar\" dir=\"rtl\""));
  EXPECT_THAT(page, HasSubstr("الصفحة الأولى</a>"));
  EXPECT_THAT(page, HasSubstr("lang=\"en\" dir=\"auto\">Oil rises</a>"));
}

TEST(Bar, TakesNoRoomWhenNothingBreaks) {
  SiteFixture f;
  EXPECT_THAT(f.body(f.get("/")), HasSubstr("aria-label=\"Breaking news\" hidden></aside>"));
}

TEST(Bar, ShowsEachStoryOnceWithItsOutlets) {
  SiteFixture f;
  const auto visa = f.add_story({{f.report("One", "https://one.example/v", "Ex-president asks for a visa", "A.")},
                                 {f.report("Two", "https://two.example/v", "Visa sought", "B.")},
                                 {f.report("Three", "https://three.example/v", "A visa, he asks", "C.")}});
  const auto oil = f.add_story({{f.report("One", "https://one.example/o", "Oil rises", "D.")}});
  f.add_to_bar(visa);
  f.add_to_bar(oil);
  const std::string page = f.body(f.get("/"));
  EXPECT_EQ(count(page, "class=\"bar-entry\""), 2U);
  EXPECT_EQ(count(page, "class=\"bar-entry\" data-story=\"" + visa->id.str() + "\""), 1U);
  EXPECT_THAT(page,
              HasSubstr("<span class=\"bar-outlets\">3 outlets</span> <span class=\"bar-position\">2 of 2</span>"));
}

TEST(Bar, IsOnEveryReaderPage) {
  SiteFixture f;
  const auto story = f.add_story({{f.report("One", "https://one.example/v", "Oil rises", "A.")}});
  f.add_to_bar(story);
  const std::string article = "/article/" + story->members[0].article->id.str();
  for (const std::string& path :
       {std::string("/section/world"), "/story/" + story->id.str(), article, std::string("/search")}) {
    EXPECT_THAT(f.body(f.get(path)), HasSubstr("class=\"bar-entry\"")) << path;
  }
}

TEST(SectionPage, WithoutStoriesSaysWhatWillBeHere) {
  SiteFixture f;
  EXPECT_EQ(f.get("/section/sport").status, 200);
  EXPECT_THAT(f.body(f.get("/section/sport")), HasSubstr("No stories yet"));
  EXPECT_EQ(f.get("/section/nonsense").status, 404);
}

struct CubaStory : testing::Test {
  SiteFixture f;
  std::shared_ptr<article::Article> statement = f.report(
      "State Department", "https://state.example/cuba", "United States and Cuba hold a dialogue",
      "Officials met in Havana on January 18 and 19. The delegation was led by three departments of the government.");
  std::shared_ptr<article::Article> reprint =
      f.report("Copy Post", "https://copy.example/1", "US and Cuba hold a dialogue", statement->text);
  std::shared_ptr<article::Article> brief = f.report("Brief", "https://brief.example/1", "Dialogue in Havana",
                                                     "Officials met in Havana on January 18 and 19.");
  std::shared_ptr<article::Article> rewrite = f.report(
      "Rewrite Daily", "https://rewrite.example/1", "Talks in Havana",
      "Officials met in Havana on January 28 and 29. The delegation was led by five departments of the government.");
  std::shared_ptr<article::Article> agency = f.report("Agency", "https://agency.example/1", "Police chiefs confer",
                                                      "Quite another text, about the talks of this week.");

  std::string page() {
    statement->outlet.primary = true;
    statement->rights = rewrite->rights = wire::Rights::kFull;
    const auto before = f.add_story({{f.report("Agency", "https://agency.example/0", "The round before", "Old.")}});
    const auto story = f.add_story({{statement},
                                    {reprint, Kinship::kVerbatim, statement->id},
                                    {brief, Kinship::kCut, reprint->id},
                                    {rewrite, Kinship::kReworded, statement->id},
                                    {agency}},
                                   {before->id});
    return f.body(f.get("/story/" + story->id.str()));
  }
};

TEST_F(CubaStory, StandsWithItsPrimarySourceOnTop) {
  const std::string text = page();
  EXPECT_LT(text.find("Primary source</strong>"), text.find("Rewrite Daily", text.find("Who reports it")));
  EXPECT_EQ(count(text, "<strong class=\"mark-primary\">"), 1U);
}

TEST_F(CubaStory, FoldsCopiesUnderWhatTheyCopiedAndSaysHow) {
  const std::string text = page();
  EXPECT_EQ(count(text, "class=\"report "), 2U);
  EXPECT_THAT(text, HasSubstr("<summary>3 copies of this text</summary>"));
  const auto copy = text.find("copy-verbatim\" data-article=\"" + reprint->id.str());
  const auto of_the_copy = text.find("<ol>\n<li class=\"copy copy-cut\" data-article=\"" + brief->id.str(), copy);
  const auto other = text.find("</ol>\n</li>\n<li class=\"copy copy-reworded\" data-article=\"" + rewrite->id.str());
  EXPECT_LT(copy, of_the_copy);
  EXPECT_LT(of_the_copy, other);
  EXPECT_NE(other, std::string::npos);
  EXPECT_EQ(count(text, "<ol"), count(text, "</ol>"));
  EXPECT_THAT(text.substr(other), HasSubstr("See which facts it changed"));
  EXPECT_THAT(text, HasSubstr("3 copies</li>"));
}

TEST_F(CubaStory, ShowsWhatTheRewriteChanged) {
  const std::string text = page();
  const auto table = text.find("data-copy=\"" + rewrite->id.str() + "\"");
  ASSERT_NE(table, std::string::npos);
  EXPECT_EQ(text.find("data-copy=\"" + agency->id.str() + "\""), std::string::npos);
  EXPECT_NE(text.find("<mark>", table), std::string::npos);
  EXPECT_NE(text.find("28", table), std::string::npos);
}

TEST_F(CubaStory, LeadsToTheRoundBefore) {
  EXPECT_THAT(page(), HasSubstr("The round before"));
}

TEST(StoryPage, OfAMergedStoryLeadsToWhereItWent) {
  SiteFixture f;
  const auto story = f.add_story({{f.report("One", "https://one.example/v", "Oil rises", "A.")}});
  f.reader.merged[42] = story->id;
  const auto answer = f.get("/story/" + story::StoryId{42}.str());
  EXPECT_EQ(answer.status, 301);
  EXPECT_EQ(f.header(answer, "Location"), "/story/" + story->id.str());
  EXPECT_EQ(f.get("/story/nonsense").status, 404);
}

TEST(ArticlePage, ShowsOfAnOutletsTextWhatItsRightsAllow) {
  SiteFixture f;
  const std::string text = "First sentence here. Second sentence here. Third sentence here.\n\nA second paragraph.";
  for (const auto& [rights, shown, hidden] : {std::tuple(wire::Rights::kLink, "A headline", "First sentence"),
                                              std::tuple(wire::Rights::kSnippet, "Second sentence", "Third sentence"),
                                              std::tuple(wire::Rights::kFull, "A second paragraph", "Nothing")}) {
    auto report = f.report("One", "https://one.example/" + std::string(wire::to_string(rights)), "A headline", text);
    report->rights = rights;
    f.add_story({{report}});
    const std::string page = f.body(f.get("/article/" + report->id.str()));
    EXPECT_THAT(page, HasSubstr(shown));
    EXPECT_THAT(page, Not(HasSubstr(hidden)));
    EXPECT_THAT(page, HasSubstr("href=\"https://one.example/"));
  }
}

TEST(ArticlePage, DoesNotLinkWhatIsNoWebAddress) {
  SiteFixture f;
  auto report = f.report("One", "javascript:alert(1)", "A headline", "Text.");
  f.add_story({{report}});
  EXPECT_THAT(f.body(f.get("/article/" + report->id.str())), Not(HasSubstr("javascript:")));
}

TEST(ArticlePage, ShowsOurOwnArticleInFullWithItsCorrectionFirst) {
  SiteFixture f;
  auto post = f.add_post("Five meetings", "A *text* of ours.\n\n<script>x</script>");
  f.reader.all_posts[0].notes = {
      {desk::Note::Kind::kCorrection, "It was Havana, not Washington.", f.clock.now() - std::chrono::hours(1)},
      {desk::Note::Kind::kUpdate, "A third outlet has it.", f.clock.now()}};
  const std::string whole = f.body(f.get("/article/" + post.article_id().str()));
  const std::string page = whole.substr(whole.find("<main"));  // Not what its head tells machines.
  EXPECT_THAT(page, HasSubstr("<em>text</em>"));
  EXPECT_THAT(page, Not(HasSubstr("<script>x")));
  EXPECT_LT(page.find("It was Havana"), page.find("<em>text</em>"));
  EXPECT_LT(page.find("A third outlet has it."), page.find("It was Havana")) << "the newest first";
  EXPECT_THAT(page, testing::ContainsRegex("class=\"correction\"><strong>Correction, <time"));
  EXPECT_THAT(page, testing::ContainsRegex("class=\"update-note\"><strong>Updated, <time"));
}

TEST(Comparing, ShowsBothTextsAsFarAsTheOutletsRightsGo) {
  SiteFixture f;
  const std::string text =
      "The delegations met on January 18 in Havana. They spoke about law enforcement for two days. "
      "The next round will be held in Washington.";
  auto source = f.report("Ministry", "https://ministry.example/1", "Talks held in Havana", text);
  auto copy = f.report("Copy", "https://copy.example/1", "Talks in Havana",
                       "The delegations met on January 19 in Havana. They spoke about law enforcement for two days. A "
                       "band played.");
  source->rights = copy->rights = wire::Rights::kFull;
  f.add_story({{source}, {copy}});
  const std::string path = "/compare/" + source->id.str() + "/" + copy->id.str();
  const std::string page = f.body(f.get(path));
  EXPECT_THAT(page, HasSubstr("<mark>January 19</mark>"));
  EXPECT_THAT(page, HasSubstr("They spoke about law enforcement"));
  EXPECT_THAT(page, HasSubstr("fate-dropped"));
  EXPECT_THAT(page, HasSubstr("A band played."));

  copy->rights = wire::Rights::kLink;
  const std::string less = f.body(f.get(path));
  EXPECT_THAT(less, HasSubstr("<mark>January 19</mark>")) << "a fact is nobody's";
  EXPECT_THAT(less, Not(HasSubstr("A band played.")));
  EXPECT_THAT(less, Not(HasSubstr("They spoke about")));
  EXPECT_EQ(f.get("/compare/" + source->id.str() + "/zzzzzzzzzzzzz").status, 404);
}

TEST(Lists, SayWhereFactsChangedOnceTheStorysPageHasFoundThem) {
  SiteFixture f;
  const std::string text =
      "The delegations met on January 18 in Havana. They spoke about law enforcement for two days. "
      "The next round will be held in Washington.";
  auto source = f.report("Ministry", "https://ministry.example/1", "Talks held in Havana", text);
  source->outlet.primary = true;
  std::string changed = text;
  changed.replace(changed.find("January 18"), 10, "January 19");
  auto copy = f.report("Copy", "https://copy.example/1", "Talks in Havana", changed);
  const auto story = f.add_story({{source}, {copy}});
  EXPECT_THAT(f.body(f.get("/")), Not(HasSubstr("fact-changed"))) << "a list compares nothing";
  ASSERT_THAT(f.body(f.get("/story/" + story->id.str())), HasSubstr("drift-table"));
  EXPECT_THAT(f.body(f.get("/")), HasSubstr("<li class=\"fact-changed\">facts changed in 1 copy</li>"));
  EXPECT_THAT(f.body(f.get("/section/world")), HasSubstr("facts changed in 1 copy"));

  auto grown = std::make_shared<story::Story>(*story);
  grown->members.push_back({f.report("Third", "https://third.example/1", "A third report", "Of its own."),
                            story::Kinship::kOwnReport, std::nullopt});
  auto next = std::make_shared<story::FrontPage>(*f.newsroom.front);
  next->stories = {grown};
  f.newsroom.front = next;
  EXPECT_THAT(f.body(f.get("/")), Not(HasSubstr("fact-changed"))) << "of the story as it is now nobody knows";
}

TEST(ArticlePage, IsGoneWhenWithdrawn) {
  SiteFixture f;
  auto post = f.add_post("Five meetings", "Text.");
  f.reader.all_posts[0].state = desk::Post::State::kWithdrawn;
  EXPECT_EQ(f.get("/article/" + post.article_id().str()).status, 410);
}

TEST(ArticlePage, SaysWhyItWasWithdrawnAndNothingOfWhatItWas) {
  SiteFixture f;
  auto post = f.add_post("Five meetings", "Text of ours.");
  f.reader.all_posts[0].state = desk::Post::State::kWithdrawn;
  f.reader.all_posts[0].notes = {{desk::Note::Kind::kCorrection, "It was six meetings.", f.clock.now()},
                                 {desk::Note::Kind::kWithdrawal, "The <minutes> were forged.", f.clock.now()}};
  const net::Response answer = f.get("/article/" + post.article_id().str());
  EXPECT_EQ(answer.status, 410);
  const std::string page = f.body(answer);
  EXPECT_THAT(page, HasSubstr("The &lt;minutes&gt; were forged."));
  EXPECT_THAT(page, HasSubstr("The newsroom withdrew it on "));
  EXPECT_THAT(page, Not(HasSubstr("meetings")));
  EXPECT_THAT(page, HasSubstr("noindex"));
}

TEST(Search, FindsAndSaysWhenItDoesNot) {
  SiteFixture f;
  f.add_story({{f.report("One", "https://one.example/v", "Oil rises", "Barrels.")}});
  EXPECT_THAT(f.body(f.get("/search?q=Barrels")), HasSubstr("Oil rises"));
  EXPECT_THAT(f.body(f.get("/search?q=%22nothing%22")), HasSubstr("Nothing found for “&quot;nothing&quot;”"));
  EXPECT_THAT(f.body(f.get("/search")), HasSubstr("can be found here"));
}

TEST(Search, MarksTheWordsThatItFound) {
  SiteFixture f;
  f.add_story({{f.report("One", "https://one.example/v", "Oil <rises>", "Barrels.")}});
  EXPECT_THAT(f.body(f.get("/search?q=%3Crises%3E")), HasSubstr("Oil <mark>&lt;rises&gt;</mark></a>"));
}

TEST(Search, KeepsAllThatWasAskedInItsAddresses) {
  SiteFixture f;
  for (int i = 0; i < 25; ++i) {
    f.add_story({{f.report("One", "https://one.example/" + std::to_string(i), "Oil rises", "Barrels.")}});
  }
  const std::string page =
      f.body(f.get("/search?q=Oil&section=world&source=one&language=en&from=2023-01-01"
                   "&to=2023-12-31&order=best"));
  EXPECT_THAT(page, HasSubstr(R"(<a rel="next" href="/search?q=Oil&amp;section=world&amp;source=one&amp;language=en)"
                              R"(&amp;from=2023-01-01&amp;to=2023-12-31&amp;order=best&amp;page=b20">Next</a>)"));
  EXPECT_THAT(page, HasSubstr("25 reports"));
  EXPECT_THAT(page, HasSubstr(R"(<option value="world" selected>World</option>)"));
  EXPECT_THAT(page, HasSubstr(R"(<details class="search-more" open>)"));
  EXPECT_THAT(f.body(f.get("/search?q=Oil&section=sport")), HasSubstr("Nothing found"));
  EXPECT_THAT(f.body(f.get("/search?q=Oil&from=tomorrow&to=2023-02-31")), HasSubstr("25 reports"))
      << "what is no day is not asked";
}

TEST(Search, SaysThatADateWasNotUnderstoodAndShowsWhatWasTyped) {
  SiteFixture f;
  const std::string page = f.body(f.get("/search?q=Oil&from=2023-13-45&to=2023-01-31"));
  EXPECT_THAT(page,
              HasSubstr(R"(name="from" value="2023-13-45" aria-describedby="search-from-error" aria-invalid="true")"));
  EXPECT_THAT(page, HasSubstr(R"(id="search-from-error">“2023-13-45” is no date)"));
  EXPECT_THAT(page, HasSubstr(R"(id="search-to-error"></span>)"));
  EXPECT_THAT(page, HasSubstr(R"(<details class="search-more" open>)"));
  EXPECT_THAT(f.body(f.get("/search?q=Oil&from=2023-02-01&to=2023-01-31")),
              HasSubstr(R"(id="search-to-error">This day is before the first one)"));
  EXPECT_THAT(f.body(f.get("/search?q=Oil&from=2023-01-31&to=2023-01-31")), Not(HasSubstr("aria-invalid")));
  for (const char* dates : {"from=x", "to=2023-13-45", "from=2023-02-01&to=2023-01-31"})
    EXPECT_EQ(f.get(std::string("/search/feed?q=Oil&") + dates).status, 400) << dates;
  EXPECT_EQ(f.get("/search/feed?q=Oil&from=2023-01-31").status, 200);
}

TEST(Search, SaysWhatWouldFindSomething) {
  SiteFixture f;
  f.add_story({{f.report("Harbour Post", "https://one.example/v", "Oil rises", "Barrels.")}});
  EXPECT_THAT(f.body(f.get("/search?q=Oil+falls")), HasSubstr(R"(<a href="/search?q=Oil">Oil</a> (1 report))"));
  EXPECT_THAT(f.body(f.get("/search?q=Oil&section=sport")), HasSubstr(R"(<a href="/search?q=Oil">The same words)"));
  const std::string misspelt = f.body(f.get("/search?q=Oil&source=Harbor+Post"));
  EXPECT_THAT(misspelt, HasSubstr("No source here is called “Harbor Post”."));
  EXPECT_THAT(misspelt, HasSubstr(R"(<a href="/search?q=Oil&amp;source=Harbour%20Post">Search Harbour Post</a>)"));
}

TEST(Feed, IsWellFormedWithStableIds) {
  SiteFixture f;
  const auto story = f.add_story({{f.report("A & B", "https://one.example/v", "Oil <rises>\x0B now", "Barrels.")}});
  for (const char* path : {"/feed", "/section/world/feed"}) {
    const auto answer = f.get(path);
    EXPECT_THAT(answer.content_type, HasSubstr("application/rss+xml"));
    const std::string text = f.body(answer);
    EXPECT_THAT(text, HasSubstr("<guid isPermaLink=\"false\">dateline:story:" + story->id.str() + "</guid>"));
    EXPECT_THAT(text, HasSubstr("<title>Oil ‹rises&gt; now</title>"));
    EXPECT_THAT(text, HasSubstr("rel=\"self\""));
    EXPECT_THAT(text, HasSubstr("<pubDate>Tue, 31 Jan 2023 17:40:00 GMT</pubDate>"));
  }
}

}  // namespace
}  // namespace dateline::site
