#include "net/fetch_pool.h"

#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "net/http_server.h"
#include "net/raw_socket.h"

namespace dateline::net {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// Answers, in the order in which they came.
class Answers {
 public:
  FetchPool::Done done(std::string name) {
    return [this, name = std::move(name)](Result<FetchResponse> result) {
      const std::lock_guard lock(mutex_);
      all_.emplace_back(name, std::move(result));
      came_.notify_all();
    };
  }
  std::vector<std::pair<std::string, Result<FetchResponse>>> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(came_.wait_for(lock, 20s, [&] { return all_.size() >= count; }));
    return std::move(all_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::pair<std::string, Result<FetchResponse>>> all_;
};

/// Keeps the requests for /held, and counts how many were there at once.
class FetchPoolTest : public testing::Test {
 protected:
  FetchPoolTest() {
    server_ =
        HttpServer::start({.listen = "127.0.0.1:0", .stop_within = 0ms}, [this](Request request, Respond respond) {
          if (request.path == "/held") {
            const std::lock_guard lock(mutex_);
            held_.push_back(std::move(respond));
            return;
          }
          if (request.path == "/forever") {
            Response moved{.status = 301, .headers = {{"Location", "/for-now"}}};
            return respond(std::move(moved));
          }
          if (request.path == "/for-now") {
            Response moved{.status = 302, .headers = {{"Location", "//" + server_->address() + "/page"}}};
            return respond(std::move(moved));
          }
          Response page = Response::text(200, "page of " + std::string(request.path));
          page.headers = {{"Link", "<https://hub.example/>; rel=hub"}, {"Link", "</page>; rel=self"}};
          respond(std::move(page));
        }).value();
  }
  std::string url(std::string_view path) const { return "http://" + server_->address() + std::string(path); }
  std::size_t held() {
    const std::lock_guard lock(mutex_);
    return held_.size();
  }
  /// How many were answered.
  int let_go() {
    std::vector<Respond> all;
    {
      const std::lock_guard lock(mutex_);
      all.swap(held_);
    }
    for (Respond& respond : all) respond(Response::text(200, "at last"));
    return static_cast<int>(all.size());
  }
  static FetchPool::Options options(std::size_t at_once = 64, std::size_t per_host = 2) {
    const std::vector<std::string> allowed = {"127.0.0.0/8"};
    return {AddressGate::with_allowed(allowed).value(), "dateline-test", at_once, per_host};
  }

  std::mutex mutex_;
  std::vector<Respond> held_;
  std::unique_ptr<HttpServer> server_;
  Answers answers_;
};

TEST_F(FetchPoolTest, FetchesManyAndEachIsAnsweredOnce) {
  FetchPool pool(options(16, 8));
  for (int i = 0; i < 200; ++i) {
    const std::string path = "/" + std::to_string(i);
    pool.fetch({.url = url(path)}, answers_.done("page of " + path));
  }
  const auto all = answers_.wait_for(200);
  ASSERT_EQ(all.size(), 200u);
  for (const auto& [name, result] : all) {
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->body, name);
    EXPECT_EQ(result->field("link"), "<https://hub.example/>; rel=hub, </page>; rel=self");
  }
}

TEST_F(FetchPoolTest, AsksAHostNoMoreThanItsShareAtOnceAndOthersMeanwhile) {
  FetchPool pool(options(64, 2));
  for (int i = 0; i < 5; ++i) pool.fetch({.url = url("/held")}, answers_.done("held"));
  const auto other = HttpServer::start({.listen = "127.0.0.1:0"}, [](Request, Respond respond) {
                       respond(Response::text(200, "other"));
                     }).value();
  pool.fetch({.url = "http://" + other->address() + "/"}, answers_.done("other"));
  EXPECT_EQ(answers_.wait_for(1).at(0).first, "other");
  while (held() < 2) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(50ms);  // Time enough for a third to come, if it came.
  EXPECT_EQ(held(), 2u);
  for (int let = 0; let < 5;) {
    let += let_go();
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(answers_.wait_for(5).size(), 5u);
}

TEST_F(FetchPoolTest, FollowsRedirectsAndTellsThePermanentOnesApart) {
  FetchPool pool(options());
  pool.fetch({.url = url("/forever")}, answers_.done(""));
  const auto all = answers_.wait_for(1);
  ASSERT_TRUE(all[0].second) << all[0].second.error().message;
  EXPECT_EQ(all[0].second->body, "page of /page");
  EXPECT_EQ(all[0].second->final_url, url("/page"));
  EXPECT_EQ(all[0].second->moved_to, url("/for-now"));
}

TEST_F(FetchPoolTest, PostsOneBodyToMany) {
  std::atomic<int> whole = 0;
  const auto body = std::make_shared<const std::string>(100'000, 'x');
  const auto server =
      HttpServer::start({.listen = "127.0.0.1:0"}, [&](const Request& request, Respond respond) {
        whole += request.method == "POST" && request.body == *body && request.header("x-hub-signature") == "sha256=0a";
        respond(Response{.status = 204});
      }).value();
  {
    FetchPool pool(options(16, 8));
    for (int i = 0; i < 50; ++i) {
      pool.fetch({.url = "http://" + server->address() + "/" + std::to_string(i),
                  .body = body,
                  .content_type = "text/xml",
                  .fields = {{"X-Hub-Signature", "sha256=0a"}}},
                 answers_.done(""));
    }
    for (const auto& [name, result] : answers_.wait_for(50)) EXPECT_TRUE(result && result->status == 204);
  }
  EXPECT_EQ(whole, 50);
  EXPECT_EQ(body.use_count(), 1) << "nothing of it is kept";
}

TEST_F(FetchPoolTest, AsksTheGate) {
  FetchPool pool({AddressGate(), "dateline-test"});
  pool.fetch({.url = url("/page")}, answers_.done(""));
  const auto all = answers_.wait_for(1);
  ASSERT_FALSE(all[0].second);
  EXPECT_EQ(all[0].second.error().code, Code::kDenied);
}

TEST_F(FetchPoolTest, SaysWhatIsNoUrl) {
  FetchPool pool(options());
  pool.fetch({.url = "feed.xml"}, answers_.done(""));
  EXPECT_EQ(answers_.wait_for(1)[0].second.error().code, Code::kInvalid);
}

TEST_F(FetchPoolTest, GivesUpInTimeAndGoesOn) {
  FetchPool pool(options(1, 1));
  pool.fetch({.url = url("/held"), .timeout = 50ms}, answers_.done("late"));
  pool.fetch({.url = url("/page")}, answers_.done("next"));
  const auto all = answers_.wait_for(2);
  EXPECT_THAT(all[0].second.error().message, HasSubstr("no complete answer within 50 ms"));
  EXPECT_TRUE(all[1].second);
}

TEST_F(FetchPoolTest, AnswersEverybodyWhenItEnds) {
  {
    FetchPool pool(options(1, 1));
    for (int i = 0; i < 3; ++i) pool.fetch({.url = url("/held")}, answers_.done(""));
    while (held() < 1) std::this_thread::sleep_for(1ms);
  }
  for (const auto& [name, result] : answers_.wait_for(3)) {
    EXPECT_EQ(result.error().code, Code::kUnavailable);
    EXPECT_THAT(result.error().message, HasSubstr("stopping"));
  }
}

}  // namespace
}  // namespace dateline::net
