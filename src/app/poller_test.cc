#include "app/poller.h"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <map>
#include <thread>

#include "net/http_server.h"

namespace dateline::app {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;
using namespace std::chrono_literals;

struct Item {
  std::string id, link, headline, text = {};
};

std::string rss(const std::vector<Item>& items) {
  std::string out = "<rss version='2.0'><channel><title>Cape Gazette</title>";
  for (const Item& item : items) {
    out += "<item><guid isPermaLink='false'>" + item.id + "</guid><link>" + item.link + "</link><title>" +
           item.headline + "</title><description>" + item.text + "</description></item>";
  }
  return out + "</channel></rss>";
}

/// A server with feeds, and a newsroom that reads them.
class PollerTest : public testing::Test {
 protected:
  PollerTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dateline-poller-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    server_ = net::HttpServer::start({.listen = "127.0.0.1:0"}, [this](const net::Request& request, net::Respond done) {
                const std::lock_guard lock(mutex_);
                asked_.push_back(request.path + (request.header("if-none-match").empty() ? "" : " again"));
                const auto at = pages_.find(request.path);
                if (at == pages_.end()) return done(net::Response::text(404, "no"));
                if (request.header("if-none-match") == at->second.second && !at->second.second.empty())
                  return done(net::Response{.status = 304});
                net::Response response = net::Response::text(200, at->second.first);
                response.content_type = "application/rss+xml";
                if (!at->second.second.empty()) response.headers.emplace_back("ETag", at->second.second);
                done(std::move(response));
              }).value();
    store_ = store::open_sqlite(folder_, store::Access::kWrite).value();
    newsroom_ = Newsroom::open({"Test", "", "en", false}, clock_, *store_).value();
  }
  ~PollerTest() override {
    poller_.reset();
    newsroom_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  void serve(const std::string& path, std::string body, std::string etag = "") {
    const std::lock_guard lock(mutex_);
    pages_[path] = {std::move(body), std::move(etag)};
  }
  wire::SourceId add(const std::string& path, wire::Rights rights = wire::Rights::kSnippet) {
    wire::Source source = wire::Source::from_url("http://" + server_->address() + path).value();
    source.rights = rights;
    EXPECT_TRUE(ask<void>([&](auto done) { newsroom_->put_source("test", source, std::move(done)); }));
    return source.id;
  }
  void start() {
    const std::vector<std::string> loopback{"127.0.0.0/8"};
    poller_ = std::make_unique<Poller>(Poller::Options{.pace = {.shortest = 15min},
                                                       .user_agent = "dateline test",
                                                       .gate = net::AddressGate::with_allowed(loopback).value()},
                                       clock_, store_->reader(), *newsroom_);
  }
  /// Many are read here and no answer is lost: what takes longer than this never comes.
  static bool wait_for(const std::function<bool()>& condition) {
    for (int i = 0; i < 2'000 && !condition(); ++i) std::this_thread::sleep_for(10ms);
    return condition();
  }
  std::vector<std::string> headlines() const {
    std::vector<std::string> all;
    EXPECT_TRUE(store_->reader().each_placed(
        {}, [&](const store::PlacedArticle& placed) { all.push_back(placed.article->headline); }));
    return all;
  }
  bool wait_for_headlines(const std::vector<std::string>& wanted) {
    return wait_for([&] { return headlines() == wanted; });
  }
  wire::FetchState state_of(wire::SourceId id) const {
    const auto sources = store_->reader().sources().value();
    for (const auto& [source, state] : sources) {
      if (source.id == id) return state;
    }
    return {};
  }
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

  std::filesystem::path folder_;
  ManualClock clock_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 26} + 12h};
  std::mutex mutex_;  ///< Guards what follows.
  std::map<std::string, std::pair<std::string, std::string>> pages_;
  std::vector<std::string> asked_;
  std::unique_ptr<net::HttpServer> server_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Newsroom> newsroom_;
  std::unique_ptr<Poller> poller_;
};

const Item kCable = {"1", "https://gazette.example/1", "Cable cut", "The cable was cut."};
const Item kFerry = {"2", "https://gazette.example/2", "Ferry late", "The ferry was late."};

TEST_F(PollerTest, FilesWhatASourcePublishesAndAsksAgainWithItsValidators) {
  serve("/feed", rss({kCable}), "\"v1\"");
  const wire::SourceId id = add("/feed");
  start();
  ASSERT_TRUE(wait_for([&] { return newsroom_->front_page()->stories.size() == 1; }));
  EXPECT_EQ(newsroom_->front_page()->stories[0]->best().headline, "Cable cut");
  EXPECT_EQ(newsroom_->front_page()->stories[0]->best().outlet.name, "Cape Gazette");
  ASSERT_TRUE(wait_for([&] { return state_of(id).etag == "\"v1\""; }));
  clock_.advance(30min);
  EXPECT_TRUE(wait_for([&] { return asked().size() == 2; }));
  EXPECT_THAT(asked(), ElementsAre("/feed", "/feed again"));
}

TEST_F(PollerTest, AfterAStartNothingThatIsKnownIsFiledAgain) {
  serve("/feed", rss({kCable, kFerry}));
  const wire::SourceId id = add("/feed");
  start();
  ASSERT_TRUE(wait_for([&] { return headlines().size() == 2; }));
  ASSERT_TRUE(wait_for([&] { return state_of(id).last_news.has_value(); }));
  const auto news = state_of(id).last_news;
  poller_.reset();
  clock_.advance(30min);
  start();
  ASSERT_TRUE(wait_for([&] { return state_of(id).last_success == clock_.now(); }));
  EXPECT_EQ(state_of(id).last_news, news);
  EXPECT_EQ(headlines().size(), 2u);
}

TEST_F(PollerTest, SaysAtTheSourceThatItsIdsAreNewAtEveryFetch) {
  serve("/feed", rss({{"a1", kCable.link, "Cable cut"}, {"b1", kFerry.link, "Ferry late"}}));
  const wire::SourceId id = add("/feed");
  start();
  ASSERT_TRUE(wait_for([&] { return headlines().size() == 2; }));
  serve("/feed", rss({{"a2", kCable.link, "Cable cut"}, {"b2", kFerry.link, "Ferry late"}}));
  clock_.advance(30min);
  EXPECT_TRUE(wait_for([&] { return state_of(id).naming == wire::Naming::kIdsRenewed; }));
  EXPECT_EQ(headlines().size(), 2u);
}

TEST_F(PollerTest, AsksNowWhoIsNamed) {
  serve("/feed", rss({kCable}));
  const wire::SourceId id = add("/feed");
  start();
  ASSERT_TRUE(wait_for_headlines({"Cable cut"}));
  serve("/feed", rss({kFerry, kCable}));
  newsroom_->ask_now(id);
  EXPECT_TRUE(wait_for_headlines({"Cable cut", "Ferry late"}));
}

TEST_F(PollerTest, ReadsWhatIsBroughtAndKeepsTheServersValidators) {
  serve("/feed", rss({kCable}), "\"v1\"");
  const wire::SourceId id = add("/feed");
  start();
  ASSERT_TRUE(wait_for([&] { return state_of(id).etag == "\"v1\""; }));
  net::FetchResponse brought;
  brought.status = 200;
  brought.body = rss({kFerry});
  brought.final_url = "http://" + server_->address() + "/feed";
  brought.etag = "\"of the hub\"";
  poller_->deliver(id, std::move(brought));
  EXPECT_TRUE(wait_for_headlines({"Cable cut", "Ferry late"}));
  poller_.reset();
  EXPECT_EQ(state_of(id).etag, "\"v1\"");
  EXPECT_EQ(asked().size(), 1u);
}

TEST_F(PollerTest, ShowsWhatASourceBringsAsItsRightsAreNow) {
  serve("/feed", rss({kCable}), "\"v1\"");
  const wire::SourceId id = add("/feed");
  start();
  ASSERT_TRUE(wait_for([&] { return state_of(id).etag == "\"v1\""; }));
  add("/feed", wire::Rights::kLink);
  clock_.advance(30min);
  const auto rights = [&] {
    return store_->reader().article(article::article_id("https://gazette.example/1")).value()->rights;
  };
  EXPECT_TRUE(wait_for([&] { return rights() == wire::Rights::kLink; }));
}

TEST_F(PollerTest, ForTheCommandLineAsksEachOnceAndSaysWhatBecameOfIt) {
  serve("/feed", rss({kCable}));
  add("/feed");
  add("/none");
  std::mutex mutex;
  std::vector<std::string> heard;
  const std::vector<std::string> loopback{"127.0.0.0/8"};
  Poller once({.pace = {},
               .user_agent = "dateline test",
               .gate = net::AddressGate::with_allowed(loopback).value(),
               .once = true,
               .on_asked =
                   [&](const Poller::Asked& one) {
                     const std::lock_guard lock(mutex);
                     heard.push_back(one.source.url.substr(one.source.url.rfind('/')) + " " +
                                     std::to_string(one.fresh) + (one.state.problem.empty() ? "" : " problem"));
                   }},
              clock_, store_->reader(), *newsroom_);
  ASSERT_TRUE(wait_for([&] {
    const std::lock_guard lock(mutex);
    return heard.size() == 2;
  }));
  EXPECT_THAT(heard, UnorderedElementsAre("/feed 1", "/none 0 problem"));
}

TEST_F(PollerTest, EndsWithNothingLeftThatTheNewsroomCouldAnswerTo) {
  for (int i = 0; i < 40; ++i) {
    const std::string path = "/" + std::to_string(i);
    serve(path, rss({{path, "", "Cable " + path + " cut"}}));
    add(path);
  }
  for (const auto wait : {1ms, 5ms, 20ms, 60ms}) {
    start();
    std::this_thread::sleep_for(wait);
    poller_.reset();
  }
  // What was filed after it was gone would have come back to it.
  EXPECT_TRUE(ask<void>([&](auto done) { newsroom_->put_fetch_states({}, std::move(done)); }));
}

}  // namespace
}  // namespace dateline::app
