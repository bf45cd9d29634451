#include "site/bar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/event_channel.h"
#include "site/assets.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class BarStreamTest : public testing::Test, public SiteFixture {
 protected:
  std::shared_ptr<const story::Story> told(const std::string& name) {
    return add_story({{report(name, "https://" + name + ".example/1", "Headline of " + name, "A text.")}});
  }
  void show() { stream.show(texts, *newsroom.front, clock.now()); }
  /// All bulletins that came after the event `last`.
  std::vector<std::string> bulletins(std::uint64_t last) {
    std::vector<std::string> out;
    while (const auto event = stream.channel()->impl().next(last)) {
      last = event->id;
      if (event->text.find("event: bulletin") != std::string::npos) out.push_back(event->text);
    }
    return out;
  }
  void set_bar(std::vector<story::BarEntry> bar) {
    auto next = std::make_shared<story::FrontPage>(*newsroom.front);
    ++next->edition;
    next->bar = std::move(bar);
    newsroom.front = next;
    show();
  }

  Catalogue texts = *Catalogue::of("en", "UTC");
  BarStream stream{100};
};

TEST_F(BarStreamTest, TellsEachStoryThatBreaksOnce) {
  const auto first = told("one"), second = told("two");
  set_bar({{first, "One", clock.now(), false}});
  EXPECT_THAT(bulletins(0), IsEmpty()) << "what breaks already when the server starts is on every page";
  const std::uint64_t before = stream.channel()->last_id();
  set_bar({{second, "Two & more", clock.now(), false}, {first, "One", clock.now(), false}});
  const auto told = bulletins(before);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_THAT(told[0], HasSubstr(R"("headline":"Two & more")"));
  EXPECT_THAT(told[0], HasSubstr("\"address\":\"/story/" + second->id.str() + "\""));
  EXPECT_THAT(told[0], HasSubstr(R"("outlets":1)"));
  set_bar({{second, "Two, better told", clock.now(), false}, {first, "One", clock.now(), false}});
  EXPECT_EQ(bulletins(before).size(), 1u) << "another headline is no news";
}

TEST_F(BarStreamTest, TellsAStoryThatBreaksAgainButNotAnEditorsWordAboutIt) {
  const auto story = told("one");
  set_bar({});
  const std::uint64_t before = stream.channel()->last_id();
  const Instant first = clock.now(), later = first + std::chrono::hours(1);
  set_bar({{story, "One", first, false}});
  set_bar({{story, "One", later, true}});
  set_bar({{story, "One", first, false}});
  EXPECT_EQ(bulletins(before).size(), 1u);
  set_bar({{story, "One", later, false}});
  EXPECT_EQ(bulletins(before).size(), 2u);
}

TEST_F(BarStreamTest, TellsACorrectionAndAWithdrawalOnceAndShowsThem) {
  const auto story = told("one"), other = told("two");
  set_bar({{story, "One", clock.now(), false}, {other, "Two", clock.now(), false}});
  const std::uint64_t before = stream.channel()->last_id();
  const auto events = [&](std::string_view kind) {
    int count = 0;
    std::uint64_t last = before;
    while (const auto event = stream.channel()->impl().next(last)) {
      last = event->id;
      if (event->text.find("\"kind\":\"" + std::string(kind) + "\"") != std::string::npos) ++count;
    }
    return count;
  };
  const auto set_notices = [&](std::vector<story::BarNotice> notices) {
    auto next = std::make_shared<story::FrontPage>(*newsroom.front);
    ++next->edition;
    next->notices = std::move(notices);
    newsroom.front = next;
    show();
    return bar_markup(texts, *newsroom.front, clock.now()).str();
  };
  using Kind = story::BarNotice::Kind;
  const auto report = story->members[0].article->id;
  const std::string corrected = set_notices({{Kind::kCorrection, story->id, report, "One & <right>", clock.now()}});
  EXPECT_EQ(events("correction"), 1);
  EXPECT_THAT(corrected, HasSubstr("One &amp; &lt;right&gt;</a>"));
  EXPECT_THAT(corrected, HasSubstr("<strong class=\"bar-kind\">Correction</strong>"));
  EXPECT_THAT(corrected, HasSubstr("href=\"/article/" + report.str() + "\""));
  EXPECT_THAT(corrected, HasSubstr("2 of 2")) << "the story stands once, with its correction";
  EXPECT_THAT(corrected, Not(HasSubstr("href=\"/story/" + story->id.str())));

  set_bar({{other, "Two", clock.now(), false}});
  EXPECT_EQ(events("correction"), 1);
  const std::string gone = set_notices({{Kind::kWithdrawal, story->id, report, "One", clock.now()}});
  EXPECT_EQ(events("withdrawal"), 1);
  EXPECT_THAT(gone, HasSubstr("<strong class=\"bar-kind\">Withdrawn</strong>"));
  EXPECT_THAT(gone, HasSubstr("<strong class=\"bar-label\">Breaking</strong>"));
  set_bar({});
  EXPECT_THAT(bar_markup(texts, *newsroom.front, clock.now()).str(),
              HasSubstr("<strong class=\"bar-label\">Bulletin</strong>"))
      << "what is corrected breaks no more";
  EXPECT_THAT(set_notices({}), HasSubstr("hidden"));
  EXPECT_THAT(bulletins(before), IsEmpty());
}

TEST_F(BarStreamTest, WakesNobodyForABarThatIsTheSame) {
  const auto story = told("one");
  set_bar({{story, "One", clock.now(), false}});
  const std::uint64_t last = stream.channel()->last_id();
  set_bar({{story, "One", clock.now(), false}});
  EXPECT_EQ(stream.channel()->last_id(), last);
}

TEST_F(BarStreamTest, GivesAPageTheEventsOfItsOwnEdition) {
  const auto story = told("one");
  set_bar({});
  const std::uint64_t old_edition = newsroom.front->edition;
  const std::uint64_t old_id = stream.last_id(old_edition);
  set_bar({{story, "One", clock.now(), false}});
  EXPECT_EQ(stream.last_id(old_edition), old_id) << "a page of the edition before has not seen what broke";
  EXPECT_EQ(stream.last_id(newsroom.front->edition), stream.channel()->last_id());
  EXPECT_EQ(stream.last_id(newsroom.front->edition + 5), stream.channel()->last_id()) << "editions with the same bar";
  EXPECT_EQ(stream.last_id(0), 0u);
}

class BarPages : public testing::Test, public SiteFixture {};

TEST_F(BarPages, SayWhichEventsTheyHave) {
  const auto story = add_story({{report("one", "https://one.example/1", "A cable is cut", "A text.")}});
  add_to_bar(story);
  const std::string page = body(get("/"));
  EXPECT_THAT(page, HasSubstr("data-key=\"" + story->id.str() + "."));
  EXPECT_THAT(page, HasSubstr("data-bar=\"" + story->id.str() + "."));
  EXPECT_THAT(page, testing::ContainsRegex("data-last=\"[1-9]"));
  EXPECT_EQ(get("/live?last=7").events_after, 7u);
  EXPECT_EQ(get("/live?last=").events_after, std::nullopt);
  EXPECT_EQ(get("/live?last=x").events_after, std::nullopt);
}

TEST_F(BarPages, MayStandOnAnotherSite) {
  const auto story = add_story({{report("one", "https://one.example/1", "A cable is cut", "A text.")}});
  add_to_bar(story);
  const net::Response answer = get("/embed/bar?theme=dark&lang=es");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(header(answer, "Content-Security-Policy"), HasSubstr("frame-ancestors *"));
  EXPECT_THAT(header(answer, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(header(answer, "Cross-Origin-Resource-Policy"), "cross-origin");
  EXPECT_THAT(header(answer, "Set-Cookie"), IsEmpty());
  EXPECT_THAT(body(answer), HasSubstr("<html lang=\"es\""));
  EXPECT_THAT(body(answer), HasSubstr("embed-dark"));
  EXPECT_THAT(body(answer), HasSubstr("A cable is cut"));
  EXPECT_THAT(body(get("/embed/bar?theme=%22&lang=tlh")),
              HasSubstr("<html lang=\"en\" dir=\"ltr\" class=\"embed embed-auto\""));
  EXPECT_THAT(header(get("/"), "Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
}

TEST_F(BarPages, BringTenKilobytesOfScriptAtMost) {
  std::size_t bytes = 0;
  for (const std::string_view script : {"early.js", "live.js", "coverage.js"}) {
    const std::size_t size = body(get(asset_path(script).str())).size();
    EXPECT_GT(size, 0u) << script;
    bytes += size;
  }
  EXPECT_LE(bytes, 10u * 1024) << "all that a live article has; other pages have a third less";
}

TEST_F(BarPages, BringScriptsWithoutCommentsThatStillHaveTheirLines) {
  const std::string script = body(get(asset_path("live.js").str()));
  EXPECT_THAT(script, Not(HasSubstr("\n//")));
  EXPECT_THAT(script, Not(HasSubstr("\n ")));
  EXPECT_THAT(script, HasSubstr("\nexport function follow(address,last,events){\n"));
}

}  // namespace
}  // namespace dateline::site
