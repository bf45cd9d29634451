#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(DeskDoor, LeadsToSignInAndBackAgain) {
  SiteFixture f;
  const auto answer = f.get("/desk/replies?state=spam");
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(f.header(answer, "Location"), "/desk/sign-in?next=%2Fdesk%2Freplies%3Fstate%3Dspam");
  EXPECT_THAT(f.body(f.get(f.header(answer, "Location"))), HasSubstr("value=\"/desk/replies?state=spam\""));
  EXPECT_THAT(f.body(f.get("/desk/sign-in?next=https://evil.example/")), Not(HasSubstr("evil.example")));
  EXPECT_THAT(f.body(f.get("/desk/sign-in?next=/desk/..%5C%5Cevil.example")), Not(HasSubstr("evil.example")));
}

TEST(DeskDoor, OpensOnceByASetupLinkAndThenByPassword) {
  SiteFixture f;
  f.reader.setup_links[content_hash("key")] = {content_hash("key"), "", f.clock.now() + std::chrono::hours(1)};
  EXPECT_EQ(f.get("/desk/setup/key").status, 200);
  EXPECT_EQ(f.post("/desk/setup/key", "account=ida&password=short").status, 422);
  const auto set = f.post("/desk/setup/key", "account=ida&password=a+quay+in+the+morning+fog");
  EXPECT_EQ(set.status, 303);
  EXPECT_EQ(f.header(set, "Location"), "/desk");
  EXPECT_THAT(f.header(set, "Set-Cookie"), HasSubstr("HttpOnly; SameSite=Lax"));
  EXPECT_EQ(f.get("/desk/setup/key").status, 404);

  EXPECT_EQ(f.post("/desk/sign-in", "account=ida&password=wrong").status, 401);
  const auto in = f.post("/desk/sign-in", "account=ida&password=a+quay+in+the+morning+fog&next=/desk/bar");
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(f.header(in, "Location"), "/desk/bar");
  const std::string cookie = f.header(in, "Set-Cookie");
  EXPECT_EQ(f.get("/desk", {{"cookie", cookie.substr(0, cookie.find(';'))}}).status, 200);
}

TEST(DeskDoor, KeepsItsCookieForThisHostAloneOverHttps) {
  SiteFixture f;
  f.public_url = "https://news.example";
  f.reader.setup_links[content_hash("key")] = {content_hash("key"), "ida", f.clock.now() + std::chrono::hours(1)};
  const auto set = f.post("/desk/setup/key", "account=somebody-else&password=a+quay+in+the+morning+fog");
  EXPECT_THAT(f.header(set, "Set-Cookie"), testing::StartsWith("__Host-"));
  EXPECT_THAT(f.header(set, "Set-Cookie"), HasSubstr("; Secure"));
  EXPECT_EQ(f.reader.all_accounts[0].name, "ida");
}

TEST(DeskDoor, MakesWhoGuessesWait) {
  SiteFixture f;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(f.post("/desk/sign-in", "account=ida&password=wrong").status, 401);
  const auto answer = f.post("/desk/sign-in", "account=ida&password=wrong");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(f.header(answer, "Retry-After"), "900");
  EXPECT_EQ(f.post("/desk/sign-in", "account=ana&password=wrong").status, 401);
  f.clock.advance(std::chrono::minutes(15));
  EXPECT_EQ(f.post("/desk/sign-in", "account=ida&password=wrong").status, 401);
}

struct Desk : testing::Test {
  SiteFixture f;
  SiteFixture::Signed ana = f.sign_in_as("ana");

  net::Response get(std::string_view path) { return f.get(path, ana.cookie); }
  net::Response post(std::string_view path, std::string body) {
    return f.post(path, "csrf=" + ana.csrf + "&" + body, ana.cookie);
  }
};

TEST_F(Desk, KeepsNothingInCachesAndOutOfSearchEngines) {
  for (const char* path :
       {"/desk", "/desk/posts", "/desk/posts/new", "/desk/pictures", "/desk/replies", "/desk/bar", "/desk/audit"}) {
    const auto answer = get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(f.header(answer, "Cache-Control"), "no-store") << path;
    EXPECT_THAT(f.body(answer), HasSubstr("noindex")) << path;
  }
}

TEST_F(Desk, SpeaksTheLanguageOfTheNewsroom) {
  f.texts = *Catalogue::of("es", "Europe/Madrid");
  const std::string posts = f.body(get("/desk/posts/new"));
  for (const char* words : {"<html lang=\"es\" dir=\"ltr\">", "Un artículo nuevo</h1>", "Entradilla</label>",
                            "Guardar borrador</button>"}) {
    EXPECT_THAT(posts, HasSubstr(words));
  }
  const auto refused = post("/desk/posts/" + desk::new_post(f.clock.now()).id.str(),
                            "do=publish&headline=" + std::string(400, 'x') + "&body=Texto");
  EXPECT_THAT(f.body(refused), HasSubstr("Acorta «Titular»: tiene 400 caracteres y caben 300."));
  EXPECT_THAT(f.body(get("/desk/bar")), HasSubstr("No hay nada de última hora"));
  for (const char* path : {"/desk", "/desk/posts", "/desk/replies", "/desk/stories", "/desk/bar", "/desk/audit"}) {
    EXPECT_THAT(f.body(get(path)), Not(testing::ContainsRegex("Overview|Stories|Sign out|will stand here|Search")))
        << path;
  }
}

TEST_F(Desk, ChangesNothingWithoutTheSessionsToken) {
  const auto post = f.add_post("Five meetings", "Text.");
  const auto reply = f.add_reply(post, "Jon", "jon@mail.example", "Agreed.", desk::ReplyState::kHeld);
  const std::string decision = "reply=" + reply.id.str() + "%3A0&state=approved";
  EXPECT_EQ(f.post("/desk/replies", decision, ana.cookie).status, 403);
  EXPECT_EQ(f.post("/desk/replies", "csrf=00&" + decision, ana.cookie).status, 403);
  auto headers = ana.cookie;
  headers.emplace_back("sec-fetch-site", "cross-site");
  EXPECT_EQ(f.post("/desk/replies", "csrf=" + ana.csrf + "&" + decision, headers).status, 403);
  EXPECT_EQ(f.post("/desk/replies", "csrf=" + ana.csrf + "&" + decision).status, 401);
  EXPECT_EQ(f.reader.all_replies[0].state, desk::ReplyState::kHeld);
}

TEST_F(Desk, WritesPublishesAndWithdrawsAnArticle) {
  const std::string form = f.body(get("/desk/posts/new"));
  const auto at = form.find("action=\"/desk/posts/") + 8;
  const std::string path = form.substr(at, form.find('"', at) - at);
  EXPECT_EQ(post(path, "revision=0&do=save&headline=Ice&body=Ice.").status, 303);
  ASSERT_EQ(f.reader.all_posts.size(), 1U);
  EXPECT_EQ(f.reader.all_posts[0].state, desk::Post::State::kDraft);
  const std::string article = "/article/" + f.reader.all_posts[0].article_id().str();
  EXPECT_EQ(f.get(article).status, 404);

  EXPECT_EQ(post(path, "revision=1&do=publish&headline=&body=Ice.").status, 422);
  EXPECT_EQ(post(path, "revision=1&do=publish&headline=Ice&body=Ice.&replies_open=yes").status, 303);
  EXPECT_EQ(f.get(article).status, 200);
  EXPECT_EQ(post(path, "revision=2&do=withdraw&headline=Ice&body=Ice.&reason=It+melted.").status, 303);
  EXPECT_EQ(f.get(article).status, 410);
}

TEST_F(Desk, TellsReadersWhyAnArticleIsGone) {
  const auto saved = f.add_post("Ice", "Ice.");
  const std::string path = "/desk/posts/" + saved.id.str();
  const auto without = post(path, "revision=1&do=withdraw&headline=Ice&body=Ice.&reason=+");
  EXPECT_EQ(without.status, 422);
  EXPECT_THAT(f.body(without), HasSubstr("Say why: readers are told, and this cannot be untold."));
  EXPECT_EQ(f.get("/article/" + saved.article_id().str()).status, 200);
  EXPECT_EQ(post(path, "revision=1&do=withdraw&headline=Ice&body=Ice.&reason=It+is+%3Cwater%3E.").status, 303);
  EXPECT_THAT(f.body(f.get("/article/" + saved.article_id().str())), HasSubstr("It is &lt;water&gt;."));
  EXPECT_EQ(post(path, "revision=2&do=save&headline=Ice&body=Ice.&reason=It+melted.").status, 303);
  EXPECT_THAT(f.body(f.get("/article/" + saved.article_id().str())), HasSubstr("It melted."));
  EXPECT_THAT(f.body(get("/desk/posts")), HasSubstr("state-withdrawn"));
}

TEST_F(Desk, KeepsCorrectionsAndUpdatesApartAndInOrder) {
  const auto saved = f.add_post("Ice", "Ice.");
  const std::string path = "/desk/posts/" + saved.id.str();
  const std::string text = "&headline=Ice&body=Ice.";
  EXPECT_EQ(post(path, "revision=1&do=publish" + text + "&note_kind=correction&note_at=&note=It+is+%3Cthin%3E.").status,
            303);
  const Instant first = f.clock.now();
  const std::string kept = "&note_kind=correction&note_at=" + format_rfc3339(first) + "&note=It+is+thin.";
  f.clock.advance(std::chrono::minutes(5));
  EXPECT_EQ(post(path, "revision=2&do=publish" + text + kept + "&note_kind=update&note_at=&note=It+%0Abroke.").status,
            303);
  EXPECT_EQ(f.reader.all_posts[0].notes,
            (std::vector<desk::Note>{{desk::Note::Kind::kCorrection, "It is thin.", first},
                                     {desk::Note::Kind::kUpdate, "It broke.", f.clock.now()}}));
  const std::string form = f.body(get(path));
  EXPECT_THAT(form, HasSubstr("It is thin.</textarea>"));
  EXPECT_THAT(form, HasSubstr("It broke.</textarea>"));
  const std::string list = f.body(get("/desk/posts"));
  EXPECT_THAT(list, HasSubstr("mark-corrected"));
  EXPECT_THAT(list, HasSubstr("mark-updated"));
  EXPECT_THAT(list, Not(HasSubstr("mark-live")));

  const auto preview =
      f.body(post(path, "revision=3&do=preview" + text + kept + "&note_kind=update&note_at=&note=Cold."));
  EXPECT_THAT(preview, HasSubstr("class=\"update-note\"><strong>Updated"));
  EXPECT_THAT(preview, HasSubstr("<option value=\"update\" selected>"));
  EXPECT_EQ(
      post(path, "revision=3&do=publish" + text + "&note_kind=update&note_at=2001-01-01T00:00:00Z&note=Old.").status,
      303);
  ASSERT_EQ(f.reader.all_posts[0].notes.size(), 1u) << "an emptied note goes";
  EXPECT_EQ(f.reader.all_posts[0].notes[0].at, f.clock.now()) << "a time that no note had is not believed";
}

TEST_F(Desk, MarksWhatIsOnAirAndWhatHasEnded) {
  f.add_post("Storm", "Summary.");
  f.reader.all_posts[0].live = desk::Post::Live::kOn;
  EXPECT_THAT(f.body(get("/desk/posts")), HasSubstr("<span class=\"mark mark-live\">on air</span>"));
  f.reader.all_posts[0].live = desk::Post::Live::kOver;
  EXPECT_THAT(f.body(get("/desk/posts")), HasSubstr("<span class=\"mark mark-over\">coverage ended</span>"));
}

TEST_F(Desk, LosesNothingWhenSomebodySavedMeanwhile) {
  const auto saved = f.add_post("Ice", "Ice.");
  f.reader.all_posts[0].revision = 7;
  const auto answer = post("/desk/posts/" + saved.id.str(), "revision=6&do=save&headline=My+own+words&body=Ice.");
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(f.body(answer), HasSubstr("My own words"));
  EXPECT_EQ(f.reader.all_posts[0].headline, "Ice");
}

TEST_F(Desk, PreviewsWithoutSaving) {
  const auto saved = f.add_post("Ice", "Ice.");
  const auto answer = post("/desk/posts/" + saved.id.str(), "revision=1&do=preview&headline=Ice&body=*Thin*+ice.");
  EXPECT_THAT(f.body(answer), HasSubstr("<em>Thin</em> ice."));
  EXPECT_EQ(f.reader.all_posts[0].body, "Ice.");
}

TEST_F(Desk, HoldsADraftAgainstTheSourcesThatItLinksTo) {
  auto source = f.report("Ministry", "https://ministry.example/1", "Talks held in Havana",
                         "The delegations met on January 18 in Havana. Four such talks were held before 2018.");
  f.add_story({{source}});
  const auto saved = f.add_post("Talks",
                                "The delegations met on January 18 in Havana, [the ministry said]("
                                "https://www.ministry.example/1?utm_source=x). Five such talks were held "
                                "before 2018. [More](https://nowhere.example/a).");
  const std::string page = f.body(get("/desk/posts/" + saved.id.str()));
  EXPECT_THAT(page, HasSubstr("id=\"sources\""));
  EXPECT_THAT(page, testing::ContainsRegex("<mark>Four[^<]*</mark>.*<mark>Five[^<]*</mark>"));
  EXPECT_THAT(page, HasSubstr("https://nowhere.example/a"));
  const auto without = f.add_post("Ice", "Ice.");
  EXPECT_THAT(f.body(get("/desk/posts/" + without.id.str())), Not(HasSubstr("id=\"sources\"")));
}

TEST_F(Desk, PinsDropsAndTakesBack) {
  const auto story = f.add_story({{f.report("One", "https://one.example/v", "Oil rises", "Barrels.")}});
  EXPECT_THAT(f.body(get("/desk/bar?q=Barrels")), HasSubstr("Pin with this headline"));
  EXPECT_EQ(post("/desk/bar", "story=" + story->id.str() + "&decision=pin&headline=Oil+rises").status, 303);
  ASSERT_EQ(f.reader.bar_records.size(), 1U);
  EXPECT_EQ(f.reader.bar_records[0].headline, "Oil rises");
  post("/desk/bar", "story=" + story->id.str() + "&decision=drop");
  EXPECT_EQ(f.reader.bar_records[0].decision, story::BarDecision::kDropped);
  EXPECT_THAT(f.body(get("/desk/bar")), HasSubstr("Kept out"));
  post("/desk/bar", "story=" + story->id.str() + "&decision=take-back");
  EXPECT_TRUE(f.reader.bar_records.empty());
}

TEST_F(Desk, DropsACorrectionOrWithdrawalFromTheBar) {
  const auto saved = f.add_post("Ice", "Ice.");
  auto front = std::make_shared<story::FrontPage>(*f.newsroom.front);
  front->notices = {{story::BarNotice::Kind::kCorrection, story::StoryId{7}, saved.article_id(), "Ice", f.clock.now()}};
  f.newsroom.front = std::move(front);
  const std::string page = f.body(get("/desk/bar"));
  EXPECT_THAT(page, HasSubstr("Told of what the bar said"));
  EXPECT_THAT(page, HasSubstr("name=\"notice\" value=\"" + saved.article_id().str()));
  EXPECT_EQ(post("/desk/bar", "decision=pin&notice=" + saved.article_id().str()).status, 422);
  EXPECT_EQ(post("/desk/bar", "decision=drop&notice=" + saved.article_id().str()).status, 303);
  EXPECT_TRUE(f.newsroom.front->notices.empty());
}

TEST_F(Desk, EndsASession) {
  const auto out = post("/desk/sign-out", "");
  EXPECT_EQ(out.status, 303);
  EXPECT_THAT(f.header(out, "Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(get("/desk").status, 303);
}

}  // namespace
}  // namespace dateline::site
