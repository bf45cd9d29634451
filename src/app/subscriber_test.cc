#include "app/subscriber.h"

#include <gmock/gmock.h>

#include <thread>

#include "app/newsroom_fixture.h"
#include "text/url.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kTopic = "https://wire.example/feed";
constexpr std::string_view kFeed =
    "<rss version='2.0'><channel><title>Wire</title><item><guid>1</guid><title>Cable "
    "cut</title></item></channel></rss>";

/// A hub that writes down what it is asked and answers as told; its questions the test asks itself.
class SubscriberTest : public NewsroomTest {
 protected:
  SubscriberTest() {
    hub_ = net::HttpServer::start({.listen = "127.0.0.1:0"}, [this](const net::Request& request, net::Respond respond) {
             const std::lock_guard lock(mutex_);
             asked_.push_back(*wire::read_subscription_request(net::Form::of(request)));
             respond(net::Response::text(hub_answers_, "no room\n"));
           }).value();
    source_ = add_source(kTopic);
    start();
  }
  ~SubscriberTest() override { subscriber_.reset(); }

  void start(std::string public_url = "https://gazette.example") {
    subscriber_.reset();
    const std::vector<std::string> loopback{"127.0.0.0/8"};
    subscriber_ = std::make_unique<Subscriber>(
        Subscriber::Options{std::move(public_url), "dateline test", *net::AddressGate::with_allowed(loopback)}, clock_,
        store_->reader(), *newsroom_);
    subscriber_->hand_to(Subscriber::Receiver{
        .read = [this](wire::SourceId source,
                       net::FetchResponse pushed) { read_.emplace_back(source, std::move(pushed)); },
        .ask_now = [this](wire::SourceId source) { to_ask_.push_back(source); }});
  }

  static bool wait_for(const std::function<bool()>& condition) {
    for (int i = 0; i < 1000 && !condition(); ++i) std::this_thread::sleep_for(5ms);
    return condition();
  }
  std::size_t times_asked() {
    const std::lock_guard lock(mutex_);
    return asked_.size();
  }
  /// The `count`-th request.
  wire::SubscriptionRequest asked(std::size_t count) {
    EXPECT_TRUE(wait_for([&] { return times_asked() >= count; }));
    const std::lock_guard lock(mutex_);
    return asked_.size() >= count ? asked_[count - 1] : wire::SubscriptionRequest{};
  }
  std::vector<store::Subscription> kept() { return *store_->reader().subscriptions(); }
  std::string hub_url() const { return "http://" + hub_->address() + "/"; }

  net::Response handle(std::string method, const std::string& url, std::string body = "", net::Headers headers = {}) {
    const auto read = text::Url::parse(url);
    net::Request request;
    request.method = std::move(method);
    request.path = read->path();
    request.query = read->query();
    request.headers = std::move(headers);
    request.body = std::move(body);
    EXPECT_TRUE(Subscriber::is_for(request));
    net::Response answer;
    subscriber_->handle(std::move(request), [&](net::Response response) { answer = std::move(response); });
    return answer;
  }
  net::Response question(const wire::SubscriptionRequest& of, wire::HubMode mode, std::string_view topic = kTopic,
                         std::optional<std::chrono::seconds> lease = 240h) {
    return handle("GET", wire::question_url(of.callback, {mode, std::string(topic), "a challenge", lease}));
  }
  net::Response push(const wire::SubscriptionRequest& to, std::string body, std::string signature) {
    return handle("POST", to.callback, std::move(body),
                  {{"content-type", "application/rss+xml; charset=utf-8"}, {"x-hub-signature", std::move(signature)}});
  }
  net::Response push(const wire::SubscriptionRequest& to, std::string_view body = kFeed) {
    return push(to, std::string(body), wire::signature_of(body, to.secret));
  }
  wire::Source add_source(std::string_view url) {
    const auto source = *wire::Source::from_url(url);
    EXPECT_TRUE(ask<void>([&](auto done) { newsroom_->put_source("test", source, std::move(done)); }));
    return source;
  }
  void hear() { hear(source_.id); }
  void hear(wire::SourceId source) { subscriber_->heard(source, {{hub_url()}, std::string(kTopic)}); }
  /// And confirmed by the hub.
  wire::SubscriptionRequest subscribe() {
    hear();
    const auto request = asked(1);
    EXPECT_EQ(question(request, wire::HubMode::kSubscribe).status, 200);
    EXPECT_TRUE(wait_for([&] { return kept().at(0).expires_at.has_value(); }));
    return request;
  }

  std::mutex mutex_;
  std::vector<wire::SubscriptionRequest> asked_;
  int hub_answers_ = 202;
  std::unique_ptr<net::HttpServer> hub_;
  std::vector<std::pair<wire::SourceId, net::FetchResponse>> read_;
  std::vector<wire::SourceId> to_ask_;
  wire::Source source_;
  std::unique_ptr<Subscriber> subscriber_;
};

TEST_F(SubscriberTest, AsksTheHubThatAFeedNamesWithASecretAndAnAddressThatNobodyGuesses) {
  hear();
  const auto request = asked(1);
  EXPECT_EQ(request.mode, wire::HubMode::kSubscribe);
  EXPECT_EQ(request.topic, kTopic);
  EXPECT_TRUE(request.callback.starts_with("https://gazette.example/websub/")) << request.callback;
  EXPECT_EQ(request.callback.size(), std::string("https://gazette.example/websub/").size() + 40);
  EXPECT_EQ(request.secret.size(), 64u);
  EXPECT_EQ(request.lease, std::chrono::days{10});
  ASSERT_EQ(kept().size(), 1u) << "before the hub hears of it";
  EXPECT_TRUE(kept()[0].asked);
  for (int i = 0; i < 3; ++i) hear();
  hear(add_source("https://other.example/feed").id);
  EXPECT_NE(asked(2).callback, request.callback);
  EXPECT_EQ(times_asked(), 2u);
}

TEST_F(SubscriberTest, RepeatsTheChallengeOfWhatItAskedForAndOfNothingElse) {
  hear();
  const auto request = asked(1);
  EXPECT_EQ(question(request, wire::HubMode::kUnsubscribe).status, 404);
  EXPECT_EQ(question(request, wire::HubMode::kSubscribe, "https://wire.example/other").status, 404);
  auto elsewhere = request;
  elsewhere.callback.back() = elsewhere.callback.back() == '0' ? '1' : '0';
  EXPECT_EQ(question(elsewhere, wire::HubMode::kSubscribe).status, 404);
  EXPECT_EQ(handle("GET", request.callback).status, 404);

  const net::Response confirmed = question(request, wire::HubMode::kSubscribe);
  EXPECT_EQ(confirmed.status, 200);
  EXPECT_EQ(*confirmed.body, "a challenge");
  EXPECT_TRUE(confirmed.content_type.starts_with("text/plain"));
  EXPECT_EQ(question(request, wire::HubMode::kSubscribe).status, 404) << "once";
}

TEST_F(SubscriberTest, HandsOnWhatIsPushedAsIfItHadBeenFetched) {
  const auto request = subscribe();
  EXPECT_FALSE(subscriber_->is_pushed(source_.id)) << "not before something came";
  EXPECT_EQ(push(request).status, 202);
  ASSERT_EQ(read_.size(), 1u);
  EXPECT_EQ(read_[0].first, source_.id);
  const net::FetchResponse& pushed = read_[0].second;
  EXPECT_EQ(pushed.status, 200);
  EXPECT_EQ(pushed.final_url, kTopic);
  EXPECT_EQ(pushed.content_type, "application/rss+xml");
  EXPECT_EQ(pushed.charset, "utf-8");
  EXPECT_EQ(pushed.body, kFeed);
  EXPECT_EQ(pushed.etag, "");
  EXPECT_TRUE(subscriber_->is_pushed(source_.id));
  clock_.advance(25h);
  EXPECT_FALSE(subscriber_->is_pushed(source_.id)) << "it may have lost us";
}

TEST_F(SubscriberTest, PassesOverWhatIsNotSignedWithItsSecret) {
  const auto request = subscribe();
  for (const std::string& signature : {std::string(), wire::signature_of(kFeed, "another secret"),
                                       wire::signature_of("another body", request.secret), std::string("sha256=")}) {
    EXPECT_EQ(push(request, std::string(kFeed), signature).status, 202) << "as any other: " << signature;
  }
  EXPECT_THAT(read_, IsEmpty());
  EXPECT_THAT(to_ask_, IsEmpty());
  EXPECT_FALSE(subscriber_->is_pushed(source_.id));
  EXPECT_EQ(subscriber_->counts().forged, 4u);
  push(request);
  EXPECT_EQ(subscriber_->counts().taken, 1u) << "and the right one is taken";
}

TEST_F(SubscriberTest, AsksTheSourceWhereAPushSaysOnlyThatThereIsSomething) {
  const auto request = subscribe();
  EXPECT_EQ(push(request, "").status, 202);
  EXPECT_THAT(read_, IsEmpty());
  EXPECT_THAT(to_ask_, ElementsAre(source_.id));
}

TEST_F(SubscriberTest, MakesAHubWaitThatPushesTooOftenOrTooEarly) {
  const auto request = subscribe();
  subscriber_->hand_to(std::nullopt);
  EXPECT_EQ(push(request).status, 503);
  int taken = 0;
  start();
  for (int i = 0; i < 100; ++i) taken += push(request).status == 202;
  EXPECT_EQ(taken, 60);
  clock_.advance(1min);
  EXPECT_EQ(push(request).status, 202);
}

TEST_F(SubscriberTest, AsksAHubThatNeverAsksBackAgainAndAgainLater) {
  hear();
  const auto first = asked(1);
  for (std::size_t i = 2; i <= 4; ++i) {
    clock_.advance(61min);
    EXPECT_TRUE(wait_for([&] { return kept().at(0).failures == static_cast<int>(i) - 1; }));
    EXPECT_THAT(kept()[0].problem, HasSubstr("did not come to ask back"));
    EXPECT_EQ(times_asked(), i - 1) << "not at once";
    clock_.advance(24h);
    EXPECT_EQ(asked(i).callback, first.callback);
  }
  EXPECT_EQ(question(first, wire::HubMode::kSubscribe).status, 200) << "it is not too late";
}

TEST_F(SubscriberTest, WaitsLongerEachTimeAHubRefuses) {
  hub_answers_ = 503;
  hear();
  std::vector<std::chrono::seconds> waits;
  for (int i = 1; i <= 3; ++i) {
    ASSERT_TRUE(wait_for([&] { return !kept().empty() && kept()[0].failures == i; }));
    EXPECT_EQ(kept()[0].problem, "the hub answers 503: no room");
    waits.push_back(kept()[0].next_at - clock_.now());
    clock_.set(kept()[0].next_at);
  }
  EXPECT_GT(waits[1], waits[0]);
  EXPECT_GT(waits[2], waits[1]);
  EXPECT_FALSE(kept()[0].expires_at);
}

TEST_F(SubscriberTest, RenewsBeforeTheLeaseEnds) {
  const auto request = subscribe();
  EXPECT_EQ(*kept()[0].expires_at, clock_.now() + 240h);
  clock_.advance(159h);
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(times_asked(), 1u);
  clock_.advance(2h);
  const auto again = asked(2);
  EXPECT_EQ(again.callback, request.callback);
  EXPECT_EQ(again.secret, request.secret);
  EXPECT_EQ(question(again, wire::HubMode::kSubscribe).status, 200);
  EXPECT_TRUE(wait_for([&] { return kept()[0].expires_at == clock_.now() + 240h; }));
}

TEST_F(SubscriberTest, GoesOnAfterARestart) {
  const auto request = subscribe();
  subscriber_.reset();
  close();
  open();
  start();
  EXPECT_EQ(push(request).status, 202);
  EXPECT_EQ(read_.size(), 1u);
  hear();
  clock_.advance(161h);
  EXPECT_EQ(asked(2).callback, request.callback) << "and renews what it had";
}

TEST_F(SubscriberTest, KnowsAfterARestartWhatItAskedBefore) {
  hear();
  const auto request = asked(1);
  start();
  EXPECT_EQ(question(request, wire::HubMode::kSubscribe).status, 200);
}

TEST_F(SubscriberTest, TellsTheHubWhenTheSourceIsGone) {
  const auto request = subscribe();
  EXPECT_TRUE(ask<bool>([&](auto done) { newsroom_->remove_source("test", source_.id, std::move(done)); }));
  clock_.advance(2min);
  const auto farewell = asked(2);
  EXPECT_EQ(farewell.mode, wire::HubMode::kUnsubscribe);
  EXPECT_EQ(farewell.callback, request.callback);
  EXPECT_EQ(push(request).status, 410);
  EXPECT_EQ(question(farewell, wire::HubMode::kSubscribe).status, 404);
  EXPECT_EQ(question(farewell, wire::HubMode::kUnsubscribe).status, 200);
  EXPECT_TRUE(wait_for([&] { return kept().empty(); }));
  EXPECT_EQ(push(request).status, 410);
}

TEST_F(SubscriberTest, GoesToTheHubThatTheFeedNamesNow) {
  subscribe();
  subscriber_->heard(source_.id, {{hub_url()}, "https://wire.example/each-time-another"});
  clock_.advance(23h);
  subscriber_->heard(source_.id, {{hub_url()}, "https://wire.example/each-time-yet-another"});
  EXPECT_EQ(times_asked(), 1u) << "it is followed once a day";
  clock_.advance(1h);
  subscriber_->heard(source_.id, {{hub_url()}, "https://wire.example/new"});
  ASSERT_TRUE(wait_for([&] { return times_asked() == 3; }));
  std::vector<std::string> words;
  for (std::size_t i : {2u, 3u}) {
    words.push_back(std::string(wire::to_string(asked(i).mode)) + " " + asked(i).topic);
  }
  EXPECT_THAT(words, testing::UnorderedElementsAre("unsubscribe https://wire.example/feed",
                                                   "subscribe https://wire.example/new"));
  clock_.advance(24h);
  subscriber_->heard(source_.id, {});
  EXPECT_TRUE(wait_for([&] { return kept().size() == 1; })) << "what was never granted needs no farewell";
}

TEST_F(SubscriberTest, NotesADenialAndAsksNotBeforeADay) {
  const auto request = subscribe();
  push(request);
  EXPECT_EQ(
      handle("GET", wire::question_url(request.callback, {std::nullopt, std::string(kTopic), "", {}, "closed"})).status,
      200);
  EXPECT_FALSE(subscriber_->is_pushed(source_.id));
  ASSERT_TRUE(wait_for([&] { return !kept()[0].expires_at; }));
  EXPECT_EQ(kept()[0].problem, "the hub does not grant it: closed");
  EXPECT_GE(kept()[0].next_at, clock_.now() + 24h);
}

TEST_F(SubscriberTest, AsksNobodyWithoutAnAddressThatTheWorldKnows) {
  start("");
  hear();
  std::this_thread::sleep_for(20ms);
  EXPECT_EQ(times_asked(), 0u);
  EXPECT_THAT(kept(), IsEmpty());
}

}  // namespace
}  // namespace dateline::app
