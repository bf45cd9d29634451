#include "app/page_reading.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>

#include "net/http_server.h"
#include "wire/fetcher.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using Steady = std::chrono::steady_clock;

constexpr std::string_view kText =
    "The new bridge over the Vest opened on Tuesday after three years of work. The mayor, Anna Lind, cut a ribbon at "
    "nine "
    "in the morning, and the first bus crossed it ten minutes later.";

std::string news_page(std::string_view head = "") {
  std::string page =
      "<!doctype html><html lang=en><head><title>Bridge opens | Vestby Post</title>"
      "<meta property=og:type content=article>";
  page.append(head).append("</head><body><article><h1>Bridge opens</h1>");
  for (int i = 0; i < 4; ++i) page.append("<p>").append(kText).append("</p>");
  return page + "</article></body></html>";
}

/// A site on this machine by its paths, which notes what it is asked.
class Site {
 public:
  using Answer = std::function<net::Response()>;

  Site() {
    server_ = net::HttpServer::start({.listen = "127.0.0.1:0"}, [this](net::Request request, net::Respond respond) {
                Answer answer;
                {
                  const std::lock_guard lock(mutex_);
                  asked_.emplace_back(request.path, Steady::now());
                  const auto at = answers_.find(request.path);
                  if (at != answers_.end()) answer = at->second;
                }
                respond(answer ? answer() : net::Response::text(404, "no"));
              }).value();
  }
  void put(const std::string& path, int status, std::string body, net::Headers headers = {}) {
    const std::lock_guard lock(mutex_);
    answers_[path] = [=] {
      net::Response response = net::Response::html(status, body);
      response.headers = headers;
      return response;
    };
  }
  void page(const std::string& path, std::string_view head = "", net::Headers headers = {}) {
    put(path, 200, news_page(head), std::move(headers));
  }
  std::string url(std::string_view path) const { return "http://" + server_->address() + std::string(path); }
  std::vector<std::string> asked() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> paths;
    for (const auto& [path, at] : asked_) paths.push_back(path);
    return paths;
  }
  auto times() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  mutable std::mutex mutex_;  // Guards the next two: handlers run on the server's threads.
  std::map<std::string, Answer> answers_;
  std::vector<std::pair<std::string, Steady::time_point>> asked_;
  std::unique_ptr<net::HttpServer> server_;
};

class PageReadingTest : public testing::Test {
 protected:
  static net::FetchPool::Options pool_options() {
    const std::vector<std::string> allowed = {"127.0.0.1/32"};
    return {net::AddressGate::with_allowed(allowed).value(), "dateline-test"};
  }
  PageReading& reading(PageReading::Options options = {}) {
    if (!reading_) reading_ = std::make_unique<PageReading>(options, pool_, clock_);
    return *reading_;
  }
  static article::Article entry(std::string url) {
    article::Article entry;
    entry.url = std::move(url);
    entry.id = article::article_id(entry.url);
    entry.headline = "A bridge opens";
    entry.outlet = {"Vestby Post", "vestby.example", false};
    entry.rights = wire::Rights::kFull;
    entry.lede = "In the feed's words.";
    entry.text = "In the feed's words.";
    entry.language = "en";
    return entry;
  }
  void read(const std::string& url) {
    reading().read(entry(url), [this, url](Result<article::Article> result) {
      const std::lock_guard lock(mutex_);
      came_.emplace_back(url, std::move(result));
      wake_.notify_all();
    });
  }
  /// What came since the last time, in order.
  std::vector<std::pair<std::string, Result<article::Article>>> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(wake_.wait_for(lock, 20s, [&] { return came_.size() >= count; }));
    return std::exchange(came_, {});
  }
  Result<article::Article> read_one(const std::string& url) {
    read(url);
    return wait_for(1).at(0).second;
  }
  std::string refusal(const std::string& url) {
    const auto result = read_one(url);
    return result ? "it was read" : result.error().message;
  }

  ManualClock clock_{std::chrono::sys_days{std::chrono::year{2023} / 1 / 31}};
  Site site_;
  std::mutex mutex_;  // Guards the next two.
  std::condition_variable wake_;
  std::vector<std::pair<std::string, Result<article::Article>>> came_;
  net::FetchPool pool_{pool_options()};
  std::unique_ptr<PageReading> reading_;  // Last, so that it ends before what it uses.
};

TEST_F(PageReadingTest, GivesTheEntryItsPagesText) {
  site_.page("/1", "<meta name=author content='Jo Doe'>");
  const auto result = read_one(site_.url("/1"));
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_THAT(result->text, HasSubstr("the first bus crossed it"));
  EXPECT_EQ(result->headline, "A bridge opens") << "the feed's";
  EXPECT_EQ(result->lede, "In the feed's words.");
  EXPECT_THAT(result->authors, ElementsAre("Jo Doe"));
  EXPECT_EQ(result->id, entry(site_.url("/1")).id);
  EXPECT_EQ(result->rights, wire::Rights::kFull);
  EXPECT_THAT(site_.asked(), ElementsAre("/robots.txt", "/1"));
}

TEST_F(PageReadingTest, AsksForRobotsOnceForTenPages) {
  site_.put("/robots.txt", 200, "User-agent: *\nDisallow: /private\n");
  for (int i = 0; i < 10; ++i) site_.page("/" + std::to_string(i));
  for (int i = 0; i < 10; ++i) read(site_.url("/" + std::to_string(i)));
  for (const auto& [url, result] : wait_for(10)) EXPECT_TRUE(result) << result.error().message;
  const auto asked = site_.asked();
  EXPECT_EQ(asked.size(), 11u);
  EXPECT_EQ(std::ranges::count(asked, "/robots.txt"), 1);
}

TEST_F(PageReadingTest, AsksForNoPageThatRobotsForbids) {
  site_.put("/robots.txt", 200, "User-agent: *\nDisallow: /private\n\nUser-agent: Dateline\nDisallow: /members/\n");
  site_.page("/members/1");
  site_.page("/private/1");
  EXPECT_THAT(refusal(site_.url("/members/1")), HasSubstr("robots.txt forbids it"));
  EXPECT_TRUE(read_one(site_.url("/private/1"))) << "forbidden to others";
  EXPECT_THAT(site_.asked(), ElementsAre("/robots.txt", "/private/1"));
}

TEST_F(PageReadingTest, AsksForNoPageWhileRobotsCannotBeRead) {
  site_.put("/robots.txt", 503, "later");
  site_.page("/1");
  EXPECT_THAT(refusal(site_.url("/1")), HasSubstr("robots.txt cannot be read: the server answered 503"));
  EXPECT_EQ(read_one(site_.url("/1")).error().code, Code::kDenied);
  EXPECT_THAT(site_.asked(), ElementsAre("/robots.txt"));

  site_.put("/robots.txt", 404, "none");
  clock_.advance(10min);
  EXPECT_TRUE(read_one(site_.url("/1")));
  EXPECT_THAT(site_.asked(), ElementsAre("/robots.txt", "/robots.txt", "/1"));
}

TEST_F(PageReadingTest, ReadsRobotsAgainAfterADayAndKeepsACopyForOneMoreDay) {
  site_.put("/robots.txt", 200, "User-agent: *\nDisallow: /private\n");
  site_.page("/1");
  EXPECT_TRUE(read_one(site_.url("/1")));
  site_.put("/robots.txt", 500, "a fault");
  clock_.advance(23h);
  EXPECT_TRUE(read_one(site_.url("/1")));
  EXPECT_EQ(std::ranges::count(site_.asked(), "/robots.txt"), 1);
  clock_.advance(1h);
  EXPECT_TRUE(read_one(site_.url("/1"))) << "by the copy";
  EXPECT_THAT(refusal(site_.url("/private")), HasSubstr("forbids it")) << "by the copy";
  EXPECT_EQ(std::ranges::count(site_.asked(), "/robots.txt"), 2);
  clock_.advance(24h);
  EXPECT_THAT(refusal(site_.url("/1")), HasSubstr("cannot be read"));
}

TEST_F(PageReadingTest, KeepsNothingOfAPageThatDoesNotWantIt) {
  site_.page("/meta", "<meta name=robots content=noindex>");
  site_.page("/header", "", {{"X-Robots-Tag", "noarchive"}});
  site_.page("/tdm", "", {{"TDM-Reservation", "1"}});
  EXPECT_THAT(refusal(site_.url("/meta")), HasSubstr("its text is not kept: noindex, by its meta robots"));
  EXPECT_THAT(refusal(site_.url("/header")), HasSubstr("noarchive, by its X-Robots-Tag"));
  EXPECT_THAT(refusal(site_.url("/tdm")), HasSubstr("tdm-reservation"));
  EXPECT_EQ(read_one(site_.url("/tdm")).error().code, Code::kDenied);
}

TEST_F(PageReadingTest, NarrowsTheRightsAsThePageWishes) {
  site_.page("/1", "<meta name=robots content='nosnippet, noimageindex'><meta property=og:image content=/bridge.jpg>");
  site_.page("/2", "<meta name=robots content=max-snippet:500><meta property=og:image content=/bridge.jpg>");
  const auto link = read_one(site_.url("/1"));
  ASSERT_TRUE(link) << link.error().message;
  EXPECT_EQ(link->rights, wire::Rights::kLink);
  EXPECT_EQ(link->image, "");
  const auto snippet = read_one(site_.url("/2"));
  ASSERT_TRUE(snippet) << snippet.error().message;
  EXPECT_EQ(snippet->rights, wire::Rights::kSnippet);
  EXPECT_EQ(snippet->image, site_.url("/bridge.jpg"));
}

TEST_F(PageReadingTest, KeepsTheFeedsTextWhereThePageHasLess) {
  site_.page("/1");
  article::Article full = entry(site_.url("/1"));
  for (int i = 0; i < 20; ++i) full.text += kText;
  reading().read(full, [&](Result<article::Article> result) {
    const std::lock_guard lock(mutex_);
    came_.emplace_back("", std::move(result));
    wake_.notify_all();
  });
  EXPECT_EQ(wait_for(1).at(0).second.value().text, full.text);
}

TEST_F(PageReadingTest, SaysWhyThereIsNoArticle) {
  site_.put("/refused", 403, "no");
  site_.put("/empty", 200, "<!doctype html><title>x</title>");
  EXPECT_EQ(read_one(site_.url("/gone")).error().code, Code::kNotFound);
  EXPECT_EQ(read_one(site_.url("/refused")).error().code, Code::kDenied);
  EXPECT_EQ(read_one(site_.url("/empty")).error().code, Code::kInvalid);
  EXPECT_THAT(refusal(site_.url("/gone")), HasSubstr(site_.url("/gone") + ": there is nothing at this address (404)"));
  EXPECT_THAT(refusal(""), HasSubstr("the feed gives no address"));
}

TEST_F(PageReadingTest, FetchesThePagesOfAHostOneByOneAsFarApartAsItWishes) {
  site_.put("/robots.txt", 200, "User-agent: *\nCrawl-delay: 3600\n");
  for (const std::string path : {"/1", "/2", "/3"}) site_.page(path);
  reading({.longest_delay = 60ms});
  for (const std::string path : {"/1", "/2", "/3"}) read(site_.url(path));
  EXPECT_EQ(wait_for(3).size(), 3u);
  const auto asked = site_.times();
  ASSERT_EQ(asked.size(), 4u);
  EXPECT_GE(asked[2].second - asked[1].second, 60ms);
  EXPECT_GE(asked[3].second - asked[2].second, 60ms);
}

TEST_F(PageReadingTest, GivesUpAPageWhoseTurnDoesNotCome) {
  site_.put("/robots.txt", 200, "User-agent: *\nCrawl-delay: 3600\n");
  for (const std::string path : {"/1", "/2", "/3"}) site_.page(path);
  reading({.longest_delay = 1h, .patience = 1s});
  for (const std::string path : {"/1", "/2", "/3"}) read(site_.url(path));
  const auto came = wait_for(3);
  EXPECT_TRUE(came[0].second);
  for (const std::size_t i : {1, 2}) EXPECT_EQ(came[i].second.error().code, Code::kUnavailable);
  EXPECT_THAT(site_.asked(), ElementsAre("/robots.txt", "/1"));
}

TEST_F(PageReadingTest, LeavesAHostAloneThatHasEnough) {
  site_.put("/1", 429, "enough");
  site_.page("/2");
  reading({.patience = 200ms});
  read(site_.url("/1"));
  read(site_.url("/2"));
  for (const auto& [url, result] : wait_for(2)) EXPECT_EQ(result.error().code, Code::kUnavailable);
  EXPECT_THAT(site_.asked(), ElementsAre("/robots.txt", "/1"));
}

TEST_F(PageReadingTest, AsksTheRulesOfTheHostThatAPageLedTo) {
  Site other;
  other.put("/robots.txt", 200, "User-agent: *\nDisallow: /closed\n");
  other.page("/open");
  other.page("/closed");
  site_.put("/1", 302, "", {{"Location", other.url("/open")}});
  site_.put("/2", 302, "", {{"Location", other.url("/closed")}});
  site_.put("/3", 302, "", {{"Location", "/4"}});
  site_.page("/4");
  EXPECT_TRUE(read_one(site_.url("/1")));
  EXPECT_THAT(refusal(site_.url("/2")), HasSubstr("robots.txt forbids it"));
  EXPECT_TRUE(read_one(site_.url("/3")));
  EXPECT_EQ(std::ranges::count(other.asked(), "/robots.txt"), 1);
  EXPECT_EQ(std::ranges::count(site_.asked(), "/robots.txt"), 1);
}

TEST_F(PageReadingTest, DoesNotGoAroundTheGate) {
  const std::string port = site_.url("").substr(site_.url("").rfind(':'));
  site_.put("/1", 302, "", {{"Location", "http://127.0.0.2" + port + "/2"}});
  site_.page("/2");
  site_.page("/3",
             "<link rel=canonical href='http://127.0.0.2" + port +
                 "/secret'>"
                 "<meta http-equiv=refresh content='0;url=http://127.0.0.2" +
                 port + "/secret'>",
             {{"Refresh", "0;url=http://127.0.0.2" + port + "/secret"}});
  EXPECT_EQ(read_one(site_.url("/1")).error().code, Code::kDenied);
  EXPECT_THAT(refusal("http://127.0.0.2" + port + "/2"), HasSubstr("loopback"));
  EXPECT_TRUE(read_one(site_.url("/3")));
  EXPECT_THAT(site_.asked(), ElementsAre("/robots.txt", "/1", "/3"));
}

TEST_F(PageReadingTest, TakesARobotsBehindTheGateForClosed) {
  const std::string port = site_.url("").substr(site_.url("").rfind(':'));
  site_.put("/robots.txt", 302, "", {{"Location", "http://127.0.0.2" + port + "/open.txt"}});
  site_.page("/1");
  EXPECT_THAT(refusal(site_.url("/1")), HasSubstr("cannot be read"));
  EXPECT_THAT(site_.asked(), ElementsAre("/robots.txt"));
}

TEST_F(PageReadingTest, ForgetsTheRulesThatNobodyNeedsBeforeTheyTakeTooMuch) {
  std::string rules = "User-agent: *\n";
  for (int i = 0; i < 500; ++i) rules += "Disallow: /private/" + std::to_string(i) + "\n";
  Site other;
  for (Site* site : {&site_, &other}) {
    site->put("/robots.txt", 200, rules);
    site->page("/1");
  }
  reading({.most_robots_bytes = 40'000});
  for (Site* site : {&site_, &other, &other, &site_}) {
    EXPECT_TRUE(read_one(site->url("/1")));
    clock_.advance(1s);
  }
  EXPECT_EQ(std::ranges::count(site_.asked(), "/robots.txt"), 2);
  EXPECT_EQ(std::ranges::count(other.asked(), "/robots.txt"), 1);
}

TEST_F(PageReadingTest, RefusesMoreThanMayWait) {
  site_.put("/robots.txt", 200, "User-agent: *\nCrawl-delay: 3600\n");
  site_.page("/1");
  reading({.longest_delay = 1h, .most_waiting = 2});
  EXPECT_TRUE(read_one(site_.url("/1")));
  for (int i = 0; i < 3; ++i) read(site_.url("/1"));
  EXPECT_EQ(wait_for(1).at(0).second.error().code, Code::kLimit);
  reading_.reset();
  const auto rest = wait_for(2);
  ASSERT_EQ(rest.size(), 2u);
  for (const auto& [url, result] : rest) EXPECT_EQ(result.error().code, Code::kUnavailable) << "stopping";
}

}  // namespace
}  // namespace dateline::app
