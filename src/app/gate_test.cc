// Documents that name addresses of our own network: whatever reads them, nothing is asked there.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <thread>

#include "app/poller.h"
#include "app/subscriber.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "wire/discovery.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::IsEmpty;

/// 127.0.0.2 is a publisher out in the world; 127.0.0.1 is our own machine, and has a server.
class GateTest : public testing::Test {
 protected:
  GateTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dateline-gate-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    inside_ = net::HttpServer::start({.listen = "127.0.0.1:0"}, [this](const net::Request& request, net::Respond done) {
                const std::lock_guard lock(mutex_);
                asked_inside_.push_back(request.method + " " + request.path);
                done(net::Response::text(200, "secret"));
              }).value();
    outside_ =
        net::HttpServer::start({.listen = "127.0.0.2:0"}, [this](const net::Request& request, net::Respond done) {
          done(page(request.path));
        }).value();
  }
  ~GateTest() override { std::filesystem::remove_all(folder_); }

  std::string inside(std::string_view path) const { return "http://" + inside_->address() + std::string(path); }
  std::string outside(std::string_view path) const { return "http://" + outside_->address() + std::string(path); }

  net::Response page(const std::string& path) const {
    const auto as = [](std::string type, std::string body) {
      net::Response response = net::Response::text(200, std::move(body));
      response.content_type = std::move(type);
      return response;
    };
    if (path == "/robots.txt" && robots_lead_inside_)
      return {.status = 302, .headers = {{"Location", inside("/robots.txt")}}};
    if (path == "/robots.txt") return as("text/plain", "Sitemap: " + inside("/sitemap.xml") + "\n");
    if (path == "/feed") {
      return as("application/rss+xml",
                "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>Cape Gazette</title>"
                "<atom:link rel='self' href='" +
                    outside("/feed") + "'/><atom:link rel='hub' href='" + inside("/hub") +
                    "'/><atom:link rel='next' href='" + inside("/older") + "'/><image><url>" + inside("/image.png") +
                    "</url></image><item><guid>1</guid><title>Cable cut</title><link>" + outside("/cable") +
                    "</link><enclosure url='" + inside("/enclosure.mp3") +
                    "' type='audio/mpeg' length='1'/><comments>" + inside("/comments") + "</comments><source url='" +
                    inside("/source") +
                    "'>S</source></item>"
                    "<item><guid>2</guid><title>Ferry late</title><link>" +
                    inside("/page") + "</link></item></channel></rss>");
    }
    // No feed is declared that could be read, so that each step of discovery is taken.
    return as("text/html", "<html><head><title>Cable cut</title><link rel=canonical href='" + inside("/canonical") +
                               "'><meta property='og:image' content='file:///etc/passwd'><meta property='og:image' "
                               "content='" +
                               inside("/og.png") +
                               "'><link rel=icon href='http://[::1]/icon'><link rel="
                               "alternate type='application/rss+xml' href='" +
                               inside("/declared") + "'><meta http-equiv=refresh content='0;url=" + inside("/refresh") +
                               "'></head><body><article><h1>Cable cut</h1><p>The cable to Cape Rose was cut on Tuesday "
                               "night, and four thousand houses had no light until the morning.</p><p>It is the second "
                               "time this year, said the harbour office.</p></article><a href='" +
                               inside("/rss") + "'>RSS</a><img src='" + inside("/inline.png") + "'></body></html>");
  }

  /// Everything that reads such a site: discovery, a feed, pages, hubs.
  void read_all(const std::string& network) {
    const std::vector<std::string> allowed{network};
    const net::AddressGate gate = net::AddressGate::with_allowed(allowed).value();
    net::HttpClient client(gate, "dateline test");
    static_cast<void>(wire::find_feeds(client, outside("/")));

    const SystemClock clock;
    const auto store = store::open_sqlite(folder_, store::Access::kWrite).value();
    const auto newsroom =
        Newsroom::open({.name = "Test", .public_url = "https://news.example.org"}, clock, *store).value();
    wire::Source source = wire::Source::from_url(outside("/feed")).value();
    source.reads_pages = true;
    ASSERT_TRUE(ask<void>([&](auto done) { newsroom->put_source("test", source, std::move(done)); }));
    std::atomic<bool> asked = false;
    Subscriber subscriber({"https://news.example.org", "dateline test", gate}, clock, store->reader(), *newsroom);
    {
      Poller poller({.pace = {},
                     .user_agent = "dateline test",
                     .gate = gate,
                     .once = true,
                     .on_hubs = [&](auto id, const auto& links) { subscriber.heard(id, links); },
                     .on_asked = [&](const Poller::Asked&) { asked = true; }},
                    clock, store->reader(), *newsroom);
      for (int i = 0; i < 2'000 && !asked; ++i) std::this_thread::sleep_for(10ms);
    }
    ASSERT_TRUE(asked);
    // The hub is asked by another thread; that it was, or was refused, is kept.
    const auto hub_was_tried = [&] {
      const auto subscriptions = store->reader().subscriptions().value();
      return std::ranges::any_of(subscriptions, [](const auto& one) { return one.failures > 0 || one.asked; });
    };
    for (int i = 0; i < 1'000 && !hub_was_tried(); ++i) std::this_thread::sleep_for(10ms);
    EXPECT_TRUE(hub_was_tried());
    EXPECT_EQ(store->reader().counts()->articles, 2) << "what the feed says is told all the same";
  }

  std::vector<std::string> asked_inside() {
    const std::lock_guard lock(mutex_);
    return asked_inside_;
  }

  bool robots_lead_inside_ = false;
  std::filesystem::path folder_;
  std::mutex mutex_;  ///< Guards what follows.
  std::vector<std::string> asked_inside_;
  std::unique_ptr<net::HttpServer> inside_, outside_;
};

TEST_F(GateTest, NoAddressInADocumentLeadsInside) {
  read_all("127.0.0.2");
  EXPECT_THAT(asked_inside(), IsEmpty());
}

TEST_F(GateTest, NoRobotsTxtLeadsInside) {
  robots_lead_inside_ = true;
  read_all("127.0.0.2");
  EXPECT_THAT(asked_inside(), IsEmpty());
}

// The control: where our own machine is allowed, the same documents do lead there.
TEST_F(GateTest, WhereTheNetworkIsAllowedTheyAreAsked) {
  read_all("127.0.0.0/8");
  EXPECT_THAT(asked_inside(), Contains("POST /hub"));
  EXPECT_THAT(asked_inside(), Contains("GET /page"));
  EXPECT_THAT(asked_inside(), Contains("GET /declared"));
}

}  // namespace
}  // namespace dateline::app
