#include "wire/fetcher.h"

#include <gmock/gmock.h>

#include <functional>
#include <mutex>

#include "net/http_server.h"

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr std::string_view kFeed = "<rss><channel><title>Post</title></channel></rss>";

/// A server on this machine whose answer each test sets, and a client that the gate lets through to it.
class Fetching : public testing::Test {
 protected:
  Fetching() {
    auto server = net::HttpServer::start({.listen = "127.0.0.1:0"}, [this](net::Request request, net::Respond respond) {
      std::lock_guard lock(mutex_);
      asked_ = request;
      respond(answer_(request));
    });
    EXPECT_TRUE(server) << server.error().message;
    server_ = std::move(*server);
    const std::vector<std::string> allowed = {"127.0.0.0/8"};
    client_ = std::make_unique<net::HttpClient>(*net::AddressGate::with_allowed(allowed), user_agent(""));
    source_ = *Source::from_url("http://" + server_->address() + "/rss");
    source_.outlet.name = "The Post";
    source_.id = SourceId{1'000};  // Without a phase of its own.
  }

  void answer(std::function<net::Response(const net::Request&)> with) {
    std::lock_guard lock(mutex_);
    answer_ = std::move(with);
  }
  static net::Response status(int code, net::Headers headers = {}) {
    net::Response response = net::Response::text(code, code == 304 ? "" : "words");
    if (code == 304) response.body = nullptr;
    response.headers = std::move(headers);
    return response;
  }
  FetchOutcome fetch(const FetchState& before = {}) { return fetch_source(*client_, clock_, source_, before, pace_); }
  net::Request asked() {
    std::lock_guard lock(mutex_);
    return asked_;
  }

  const Pace pace_{.shortest = 15min};
  const Instant start_ = std::chrono::sys_days{std::chrono::year{2023} / 1 / 31} + 18h;
  ManualClock clock_{start_};
  Source source_;
  std::mutex mutex_;  // Guards the next two: handlers run on the server's threads.
  std::function<net::Response(const net::Request&)> answer_ = [](const net::Request&) { return status(404); };
  net::Request asked_;
  std::unique_ptr<net::HttpServer> server_;
  std::unique_ptr<net::HttpClient> client_;
};

TEST_F(Fetching, BringsAPageWithItsOutletAndRemembersItsValidators) {
  answer([](const net::Request&) {
    net::Response response = net::Response::text(200, std::string(kFeed));
    response.content_type = "application/rss+xml; charset=utf-8";
    response.headers = {{"ETag", "\"v1\""}, {"Last-Modified", "Tue, 31 Jan 2023 17:00:00 GMT"}};
    return response;
  });
  const FetchOutcome outcome = fetch();
  ASSERT_TRUE(outcome.page);
  EXPECT_EQ(outcome.page->body, kFeed);
  EXPECT_EQ(outcome.page->content_type, "application/rss+xml");
  EXPECT_EQ(outcome.page->outlet->name, "The Post");
  EXPECT_EQ(outcome.page->fetched_at, start_);
  EXPECT_EQ(outcome.state.etag, "\"v1\"");
  EXPECT_EQ(outcome.state.last_modified, "Tue, 31 Jan 2023 17:00:00 GMT");
  EXPECT_EQ(outcome.state.next_fetch, start_ + 15min);
  EXPECT_EQ(outcome.state.last_success, start_);
}

TEST_F(Fetching, AsksWithValidatorsAndTakes304ForSuccess) {
  answer([](const net::Request&) { return status(304); });
  FetchState before;
  before.etag = "\"v1\"";
  before.last_modified = "Tue, 31 Jan 2023 17:00:00 GMT";
  before.failures = 3;
  before.problem = "x";
  const FetchOutcome outcome = fetch(before);
  EXPECT_EQ(asked().header("if-none-match"), "\"v1\"");
  EXPECT_EQ(asked().header("if-modified-since"), "Tue, 31 Jan 2023 17:00:00 GMT");
  EXPECT_FALSE(outcome.page);
  EXPECT_EQ(outcome.state.failures, 0);
  EXPECT_EQ(outcome.state.problem, "");
  EXPECT_EQ(outcome.state.etag, "\"v1\"");
  EXPECT_EQ(outcome.state.next_fetch, start_ + 15min);
}

TEST_F(Fetching, WaitsTwiceAsLongAfterEachFailureUpToADay) {
  answer([](const net::Request&) { return status(500); });
  FetchState state;
  std::vector<std::chrono::seconds> waits;
  for (int i = 0; i < 9; ++i) {
    const FetchOutcome outcome = fetch(state);
    EXPECT_FALSE(outcome.page);
    state = outcome.state;
    waits.push_back(state.next_fetch - clock_.now());
  }
  EXPECT_THAT(waits, testing::ElementsAre(30min, 1h, 2h, 4h, 8h, 16h, 24h, 24h, 24h));
  EXPECT_EQ(state.failures, 9);
  EXPECT_THAT(state.problem, HasSubstr("500"));
}

TEST_F(Fetching, KeepsTheValidatorsThroughAFailure) {
  answer([](const net::Request&) { return status(404); });
  FetchState before;
  before.etag = "\"v1\"";
  const FetchOutcome outcome = fetch(before);
  EXPECT_EQ(outcome.state.etag, "\"v1\"");
  EXPECT_THAT(outcome.state.problem, HasSubstr("404"));
}

TEST_F(Fetching, HonoursRetryAfterWithinReason) {
  answer([](const net::Request&) { return status(429, {{"Retry-After", "7200"}}); });
  EXPECT_EQ(fetch().state.next_fetch, start_ + 2h);
  answer([](const net::Request&) { return status(503, {{"Retry-After", "99999999"}}); });
  EXPECT_EQ(fetch().state.next_fetch, start_ + 7 * 24h);
  answer([](const net::Request&) { return status(503, {{"Retry-After", "1"}}); });
  EXPECT_EQ(fetch().state.next_fetch, start_ + 30min) << "never sooner than without it";
}

TEST_F(Fetching, StopsWhereItIsGone) {
  answer([](const net::Request&) { return status(410); });
  const FetchOutcome outcome = fetch();
  EXPECT_TRUE(outcome.state.gone);
  EXPECT_EQ(outcome.state.failing_since, start_);
  EXPECT_THAT(outcome.state.problem, HasSubstr("410"));
}

TEST_F(Fetching, TakesAPermanentRedirectOverOnceAFeedWasReadThere) {
  answer([](const net::Request& request) {
    if (request.path == "/rss") return status(301, {{"Location", "/new"}});
    return net::Response::text(200, std::string(kFeed));
  });
  FetchOutcome outcome = fetch();
  EXPECT_EQ(outcome.state.moved_to, "");
  FetchOutcome parked = outcome;
  unreadable(parked, source_.id, {}, "not a feed but a web page", start_, pace_);
  EXPECT_EQ(parked.state.moved_to, "");
  EXPECT_EQ(parked.state.failures, 1);
  learn(outcome, source_.id, {}, true, start_, pace_);
  EXPECT_EQ(outcome.state.moved_to, "http://" + server_->address() + "/new");
  fetch(outcome.state);
  EXPECT_EQ(asked().path, "/new");
  EXPECT_EQ(request_for(source_, outcome.state).url, outcome.state.moved_to);
}

TEST_F(Fetching, KeepsToWhatTheFeedWishes) {
  answer([](const net::Request&) { return net::Response::text(200, std::string(kFeed)); });
  FetchOutcome outcome = fetch();
  Feed feed;
  feed.ttl = 90min;
  learn(outcome, source_.id, feed, true, start_, pace_);
  EXPECT_EQ(outcome.state.next_fetch, start_ + 90min);
  feed.skip_hours = {19, 20};
  learn(outcome, source_.id, feed, true, start_, pace_);
  EXPECT_EQ(outcome.state.next_fetch, start_ + 3h);
}

TEST_F(Fetching, DoesNotTakeATemporaryRedirectOver) {
  answer([](const net::Request& request) {
    if (request.path == "/rss") return status(302, {{"Location", "/new"}});
    return net::Response::text(200, std::string(kFeed));
  });
  FetchOutcome outcome = fetch();
  learn(outcome, source_.id, {}, true, start_, pace_);
  EXPECT_EQ(outcome.state.moved_to, "");
}

TEST_F(Fetching, ForgetsAValidatorThatTheNewAnswerDoesNotHave) {
  answer([](const net::Request&) {
    net::Response page = net::Response::text(200, std::string(kFeed));
    page.headers = {{"Last-Modified", "Tue, 31 Jan 2023 17:00:00 GMT"}};
    return page;
  });
  FetchState before;
  before.etag = "\"v1\"";
  const FetchOutcome outcome = fetch(before);
  EXPECT_EQ(outcome.state.etag, "");
  EXPECT_EQ(outcome.state.last_modified, "Tue, 31 Jan 2023 17:00:00 GMT");
}

TEST_F(Fetching, TakesTheNewEntriesAlone) {
  answer([](const net::Request& request) {
    EXPECT_EQ(request.header("a-im"), "feed");
    net::Response delta = status(226, {{"ETag", "\"v2\""}});
    delta.body = std::make_shared<const std::string>(kFeed);
    return delta;
  });
  FetchState before;
  before.etag = "\"v1\"";
  const FetchOutcome outcome = fetch(before);
  ASSERT_TRUE(outcome.page);
  EXPECT_EQ(outcome.state.etag, "\"v2\"");
}

TEST_F(Fetching, AsksAQuietFeedLessOften) {
  answer([](const net::Request&) { return status(304); });
  FetchState before;
  before.rhythm = 1h;
  before.last_news = start_ - 10h;
  EXPECT_EQ(fetch(before).state.next_fetch, start_ + 5h);
}

TEST_F(Fetching, KeepsToMaxAgeLessTheAgeOfTheAnswer) {
  answer([](const net::Request&) {
    return status(304, {{"Cache-Control", "public, s-maxage=9, max-age=7200"}, {"Age", "3600"}});
  });
  EXPECT_EQ(fetch().state.next_fetch, start_ + 1h);
  answer([](const net::Request&) { return status(304, {{"Cache-Control", "no-cache, max-age=7200"}}); });
  EXPECT_EQ(fetch().state.next_fetch, start_ + 15min);
}

TEST_F(Fetching, TellsWhyTheGateRefused) {
  net::HttpClient closed(net::AddressGate{}, user_agent(""));
  const FetchOutcome outcome = fetch_source(closed, clock_, source_, {}, pace_);
  EXPECT_FALSE(outcome.page);
  EXPECT_THAT(outcome.state.problem, HasSubstr("loopback"));
}

TEST_F(Fetching, FetchesOneAddressOrSaysWhyNot) {
  answer([](const net::Request&) { return net::Response::html(200, "<p>x"); });
  const auto page = fetch_url(*client_, clock_, source_.url);
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->body, "<p>x");
  EXPECT_EQ(page->content_type, "text/html");
  EXPECT_FALSE(page->outlet);

  answer([](const net::Request&) { return status(404); });
  const auto missing = fetch_url(*client_, clock_, source_.url);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::kNotFound);
  EXPECT_THAT(missing.error().message, HasSubstr(source_.url));
  EXPECT_EQ(fetch_url(*client_, clock_, "nonsense").error().code, Code::kInvalid);
}

TEST(UserAgent, SaysWhoAsksAndWhereToComplain) {
  EXPECT_EQ(user_agent("https://example.org/"), "dateline/0.1 (+https://example.org/about)");
  EXPECT_EQ(user_agent(""), "dateline/0.1");
}

}  // namespace
}  // namespace dateline::wire
