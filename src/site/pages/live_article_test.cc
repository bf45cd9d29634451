#include "site/pages/live_article.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;

class LivePages : public testing::Test, public SiteFixture {
 protected:
  LivePages() {
    post = add_post("Storm at the coast", "The **storm** is at the coast.");
    stored().live = desk::Post::Live::kOn;
    path = article_path(post.article_id()).str();
  }
  desk::Post& stored() { return reader.all_posts.back(); }
  desk::LiveEntry add_entry(std::string headline, std::string text, bool key = false) {
    desk::LiveEntry entry = desk::new_entry(clock.now());
    entry.headline = std::move(headline);
    entry.body = std::move(text);
    entry.key_event = key;
    newsroom.save_entry("ana", post.id, entry, [&](Result<desk::LiveEntry> saved) { entry = *saved; });
    return entry;
  }
  static std::size_t count(std::string_view text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++found;
    return found;
  }

  desk::Post post;
  std::string path;
};

TEST_F(LivePages, ShowTheSummaryThenKeyEventsThenTheNewestEntryFirst) {
  const auto bridge = add_entry("The bridge is closed", "Until *morning*.", true);
  clock.advance(std::chrono::minutes(5));
  add_entry("", "The wind turns.");
  const std::string page = body(get(path));
  const std::size_t main = page.find("<main");  // The head tells machines the same.
  const std::size_t summary = page.find("<strong>storm</strong>", main), keys = page.find("live-keys-list", main),
                    wind = page.find("The wind turns.", main), until = page.find("Until <em>morning</em>", main);
  EXPECT_LT(summary, keys);
  EXPECT_LT(keys, wind);
  EXPECT_LT(wind, until);
  EXPECT_THAT(page, HasSubstr("<strong class=\"live-label\">Live</strong>"));
  EXPECT_THAT(page, HasSubstr("id=\"entry-" + bridge.id.str() + "\""));
  EXPECT_THAT(page, HasSubstr("href=\"" + path + "?from=" + bridge.id.str() + "#entry-" + bridge.id.str() + "\""));
  EXPECT_THAT(page, HasSubstr("coverage.js"));
}

TEST_F(LivePages, ShowThePicturesOfTheSummaryAndOfEntries) {
  reader.all_pictures.push_back({{7}, 960, 540, "A pier", "At dusk", "Bo Li", "ana", clock.now()});
  const std::string picture = "![](picture:" + desk::PictureId{7}.str() + ")";
  stored().body = "The summary.\n\n" + picture;
  add_entry("The pier", picture + "\n\nIt stands.");
  for (const std::string& at : {path, path + "/live"}) {
    const std::string page = body(get(at));
    EXPECT_EQ(count(page, "<figure class=\"figure\"><img src=\"/picture/" + desk::PictureId{7}.str()), 2u) << at;
    EXPECT_EQ(count(page, "<span class=\"credit\">Bo Li</span>"), 2u) << at;
  }
}

TEST_F(LivePages, ShowTwentyEntriesAndPlainLinksToTheOthers) {
  std::vector<desk::LiveEntry> entries;
  for (int i = 0; i < 45; ++i) entries.push_back(add_entry("Entry " + std::to_string(i), "x"));
  const std::string first = body(get(path));
  EXPECT_EQ(count(first, "<article class=\"live-entry"), 20u);
  EXPECT_THAT(first, HasSubstr("Older updates (25 more)"));
  EXPECT_THAT(first, Not(HasSubstr("rel=\"prev\"")));
  const std::string older = path + "?from=" + entries[24].id.str();
  EXPECT_THAT(first, HasSubstr("href=\"" + older + "#live-entries\""));

  const std::string second = body(get(older));
  EXPECT_THAT(second, HasSubstr("Entry 24<"));
  EXPECT_THAT(second, HasSubstr("Entry 5<"));
  EXPECT_THAT(second, Not(HasSubstr("Entry 25<")));
  EXPECT_THAT(second, HasSubstr("rel=\"prev\" href=\"" + path + "#live-entries\""))
      << "the newest twenty are the page itself";
  EXPECT_THAT(second, HasSubstr("data-first=\"no\""));
  EXPECT_THAT(second, HasSubstr("rel=\"canonical\" href=\"http://127.0.0.1:8080" + path + "\""));
  const std::string third = body(get(path + "?from=" + entries[4].id.str()));
  EXPECT_EQ(count(third, "<article class=\"live-entry"), 5u);
  EXPECT_THAT(third, Not(HasSubstr("rel=\"next\"")));
}

TEST_F(LivePages, LeadFromAnEntryThatWasTakenBackToThePageAsItIs) {
  const auto entry = add_entry("Wrong", "x");
  newsroom.take_back_entry("ana", entry.id, true, [](auto) {});
  const auto answer = get(path + "?from=" + entry.id.str());
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(header(answer, "Location"), path);
  EXPECT_THAT(body(get(path)), Not(HasSubstr("Wrong")));
}

TEST_F(LivePages, SayWhatWasCorrectedAndWhenItEnded) {
  auto entry = add_entry("One", "x");
  clock.advance(std::chrono::minutes(9));
  entry.headline = "One, corrected";
  newsroom.save_entry("ana", post.id, entry, [](auto) {});
  EXPECT_THAT(body(get(path)), HasSubstr("Updated <time datetime=\"2023-01-31T18:09:00Z\""));
  stored().live = desk::Post::Live::kOver;
  stored().live_ended_at = clock.now();
  const std::string page = body(get(path));
  EXPECT_THAT(page, HasSubstr("<strong class=\"live-label\">Ended</strong> <time datetime=\"2023-01-31T18:09:00Z\""));
  EXPECT_THAT(page, Not(HasSubstr("live-on")));
}

TEST_F(LivePages, GiveTheirLivePartByItselfTheSameForAll) {
  add_entry("One", "x");
  const auto answer = get(path + "/live");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(header(answer, "Cache-Control"), "public, no-cache");
  EXPECT_THAT(body(answer), testing::StartsWith("<div class=\"live live-on\""));
  EXPECT_THAT(body(get(path)), HasSubstr(body(answer))) << "what is on the page, to the byte";
  EXPECT_EQ(get("/article/" + add_post("Plain", "x").article_id().str() + "/live").status, 404);
}

TEST_F(LivePages, HaveAStreamThatSaysWhenToReadAgain) {
  EXPECT_THAT(body(get(path)), HasSubstr("data-last=\"0\"")) << "nobody listens yet";
  const auto stream = get(path + "/stream?last=0");
  ASSERT_NE(stream.events, nullptr);
  EXPECT_EQ(stream.events_after, 0u);
  const std::uint64_t last = stream.events->last_id();
  EXPECT_THAT(body(get(path)), HasSubstr("data-last=\"" + std::to_string(last) + "\""));
  EXPECT_EQ(get(path + "/stream").events, stream.events) << "one for all";
  EXPECT_EQ(get("/article/" + add_post("Plain", "x").article_id().str() + "/stream").status, 404);
}

TEST_F(LivePages, ShowTheBriefOfAnyArticle) {
  stored().brief = {{"The bridge is closed."}, {"When it opens."}, {}};
  EXPECT_THAT(body(get(path)), HasSubstr("<h2>What we know</h2>\n<ul>\n<li>The bridge is closed.</li>"));
  stored().live = desk::Post::Live::kNo;
  const std::string page = body(get(path));
  EXPECT_THAT(page, HasSubstr("<h2>What we don’t know</h2>"));
  EXPECT_THAT(page, Not(HasSubstr("Why it matters")));
  EXPECT_THAT(page, Not(HasSubstr("coverage.js")));
}

}  // namespace
}  // namespace dateline::site
