#include "site/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;

TEST(Routes, FindTheirPartsAndPreferTheLiteralPath) {
  EXPECT_EQ(match_route("GET", "/story/abc").parts, std::vector<std::string>{"abc"});
  EXPECT_EQ(match_route("GET", "/section/world/feed").parts, std::vector<std::string>{"world"});
  EXPECT_EQ(match_route("GET", "/desk/posts/new").route->pattern, "/desk/posts/new");
  EXPECT_EQ(match_route("GET", "/story/").route, nullptr);
  EXPECT_EQ(match_route("GET", "/story/a/b").route, nullptr);
}

TEST(Routes, SayWhichMethodsAPathHas) {
  EXPECT_EQ(match_route("GET", "/replies").allow, "POST");
  EXPECT_EQ(match_route("PUT", "/desk/bar").allow, "GET, HEAD, POST");
  EXPECT_EQ(match_route("GET", "/nowhere").allow, "");
}

TEST(Site, AnswersAWrongMethodWith405AndAllow) {
  SiteFixture f;
  const auto answer = f.get("/replies");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(f.header(answer, "Allow"), "POST");
  EXPECT_EQ(f.post("/", "").status, 405);
}

TEST(Site, AnswersAnUnknownPathWith404AndAWayOn) {
  SiteFixture f;
  const auto answer = f.get("/nowhere");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(f.body(answer), HasSubstr("href=\"/search\""));
}

TEST(Site, LeadsAFinalSlashToTheBarePath) {
  SiteFixture f;
  const auto answer = f.get("/section/world/?a=b");
  EXPECT_EQ(answer.status, 301);
  EXPECT_EQ(f.header(answer, "Location"), "/section/world?a=b");
}

TEST(Site, SendsTheSecurityHeadersWithEveryAnswer) {
  SiteFixture f;
  for (const char* path : {"/", "/nowhere", "/feed", "/desk", "/robots.txt", "/replies", "/favicon.svg"}) {
    const auto answer = f.get(path);
    EXPECT_THAT(f.header(answer, "Content-Security-Policy"), HasSubstr("default-src 'none'")) << path;
    EXPECT_EQ(f.header(answer, "X-Content-Type-Options"), "nosniff") << path;
    EXPECT_NE(f.header(answer, "Referrer-Policy"), "") << path;
    EXPECT_NE(f.header(answer, "Cache-Control"), "") << path;
  }
}

TEST(Site, TellsBrowsersToStayWithTlsWhereItIsSpoken) {
  SiteFixture plain;
  EXPECT_EQ(plain.header(plain.get("/"), "Strict-Transport-Security"), "");
  SiteFixture f;
  f.public_url = "https://gazette.example";
  EXPECT_EQ(f.header(f.get("/"), "Strict-Transport-Security"), "max-age=63072000; includeSubDomains");
}

TEST(Site, LetsTheServerKeepWhatIsTheSameForEverybody) {
  SiteFixture f;
  f.freshness->moved_on();
  EXPECT_EQ(f.get("/").fresh_at, 1U);
  EXPECT_EQ(f.get("/feed").fresh_at, 1U);
  EXPECT_EQ(f.get("/desk/sign-in").fresh_at, std::nullopt);
  EXPECT_EQ(f.get("/nowhere").fresh_at, std::nullopt);
}

TEST(Site, AnswersAPageThatTheBrowserHasWith304) {
  SiteFixture f;
  f.add_story({{f.report("One", "https://one.example/a", "Ice on the river", "Ice.")}});
  for (const char* path : {"/", "/section/world", "/feed"}) {
    const std::string etag = f.header(f.get(path), "ETag");
    ASSERT_NE(etag, "") << path;
    f.clock.advance(std::chrono::minutes(1));
    const auto again = f.get(path, {{"if-none-match", "\"other\", " + etag}});
    EXPECT_EQ(again.status, 304) << path;
    EXPECT_EQ(again.body, nullptr) << path;
    EXPECT_EQ(f.get(path, {{"if-none-match", "\"other\""}}).status, 200) << path;
  }
}

TEST(Site, KeepsAssetsForGoodUnderTheirHash) {
  SiteFixture f;
  const std::string page = f.body(f.get("/"));
  const auto at = page.find("/assets/");
  ASSERT_NE(at, std::string::npos);
  const std::string path = page.substr(at, page.find('"', at) - at);
  const auto asset = f.get(path);
  EXPECT_EQ(asset.status, 200);
  EXPECT_THAT(f.header(asset, "Cache-Control"), HasSubstr("immutable"));
  EXPECT_EQ(asset.fresh_at, net::kAlwaysFresh);
  EXPECT_EQ(f.get("/assets/0/site.css").status, 404);
}

}  // namespace
}  // namespace dateline::site
