#include "app/poller.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <thread>

#include "net/http_server.h"

namespace dateline::app {
namespace {

TEST(Poller, FilesWhatASourcePublishesAndAsksAgainWithItsValidators) {
  std::atomic<int> asked = 0;
  std::atomic<int> not_modified = 0;
  net::ServerOptions options;
  options.listen = "127.0.0.1:0";
  auto server = net::HttpServer::start(options, [&](const net::Request& request, net::Respond respond) {
    ++asked;
    if (request.header("if-none-match") == "\"v1\"") {
      ++not_modified;
      return respond(net::Response{.status = 304});
    }
    net::Response r = net::Response::text(
        200,
        "<rss version='2.0'><channel><title>Cape Gazette</title><item><guid>1</guid><title>Cable to Cape Rose "
        "cut</title>"
        "<link>https://gazette.example/1</link><description>The cable was cut.</description></item></channel></rss>");
    r.content_type = "application/rss+xml";
    r.headers.emplace_back("ETag", "\"v1\"");
    respond(std::move(r));
  });
  ASSERT_TRUE(server) << server.error().message;

  std::string pattern = (std::filesystem::temp_directory_path() / "dateline-poller-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  ManualClock clock{std::chrono::sys_days{std::chrono::year{2023} / 1 / 31} + std::chrono::hours{12}};
  {
    auto store = store::open_sqlite(folder, store::Access::kWrite);
    ASSERT_TRUE(store);
    auto newsroom = Newsroom::open({"Test", "", "en", false}, clock, **store);
    ASSERT_TRUE(newsroom);
    auto source = wire::Source::from_url("http://" + (*server)->address() + "/feed");
    ASSERT_TRUE(source);
    ASSERT_TRUE(ask<void>([&](auto done) { (*newsroom)->put_source("test", *source, std::move(done)); }));

    const std::vector<std::string> loopback{"127.0.0.0/8"};
    Poller poller({.pace = {.shortest = std::chrono::minutes{15}},
                   .user_agent = "dateline test",
                   .gate = *net::AddressGate::with_allowed(loopback)},
                  clock, (*store)->reader(), **newsroom);
    const auto wait_for = [](auto condition) {
      for (int i = 0; i < 1000 && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
      return condition();
    };
    ASSERT_TRUE(wait_for([&] { return (*newsroom)->front_page()->stories.size() == 1; }));
    EXPECT_EQ((*newsroom)->front_page()->stories[0]->best().headline, "Cable to Cape Rose cut");
    EXPECT_EQ((*newsroom)->front_page()->stories[0]->best().outlet.name, "Cape Gazette");
    ASSERT_TRUE(wait_for([&] { return (*store)->reader().sources()->at(0).second.etag == "\"v1\""; }));

    clock.advance(std::chrono::minutes{30});
    EXPECT_TRUE(wait_for([&] { return not_modified == 1; }));
    EXPECT_EQ(asked, 2);
  }
  std::filesystem::remove_all(folder);
}

TEST(Poller, EndsWithNothingLeftThatTheNewsroomCouldAnswerTo) {
  auto server =
      net::HttpServer::start({.listen = "127.0.0.1:0"}, [](const net::Request& request, net::Respond respond) {
        respond(net::Response::text(200, "<rss version='2.0'><channel><item><guid>" + request.path +
                                             "</guid><title>Cable " + request.path +
                                             " cut</title></item></channel></rss>"));
      });
  ASSERT_TRUE(server) << server.error().message;
  std::string pattern = (std::filesystem::temp_directory_path() / "dateline-poller-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  ManualClock clock{std::chrono::sys_days{std::chrono::year{2023} / 1 / 31}};
  {
    auto store = store::open_sqlite(folder, store::Access::kWrite);
    ASSERT_TRUE(store);
    auto newsroom = Newsroom::open({"Test", "", "en", false}, clock, **store);
    ASSERT_TRUE(newsroom);
    for (int i = 0; i < 40; ++i) {
      auto source = wire::Source::from_url("http://" + (*server)->address() + "/" + std::to_string(i));
      ASSERT_TRUE(ask<void>([&](auto done) { (*newsroom)->put_source("test", *source, std::move(done)); }));
    }
    const std::vector<std::string> loopback{"127.0.0.0/8"};
    for (const int milliseconds : {1, 5, 20, 60}) {
      Poller poller({.pace = {.shortest = std::chrono::minutes{15}},
                     .user_agent = "dateline test",
                     .gate = *net::AddressGate::with_allowed(loopback)},
                    clock, (*store)->reader(), **newsroom);
      std::this_thread::sleep_for(std::chrono::milliseconds{milliseconds});
    }
    // What was filed after it was gone would have come back to it.
    EXPECT_TRUE(ask<void>([&](auto done) { (*newsroom)->put_fetch_states({}, std::move(done)); }));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace dateline::app
