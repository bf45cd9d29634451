#include "app/hub.h"

#include <gmock/gmock.h>

#include <thread>

#include "app/newsroom_fixture.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kSite = "https://gazette.example";
const std::string kTopic = kSite + "/feed";
const std::string kHub = kSite + "/websub";

/// A site with one feed, and somebody who subscribes to it, at an address of this machine.
class HubTest : public NewsroomTest {
 protected:
  struct Delivery {
    std::string path, body, type, link, signature;
  };

  HubTest() {
    world_ =
        net::HttpServer::start({.listen = "127.0.0.1:0"}, [this](const net::Request& request, net::Respond respond) {
          respond(answer(request));
        }).value();
    start();
  }
  ~HubTest() override { hub_.reset(); }

  void start(std::vector<std::string> allowed = {"127.0.0.0/8"}) {
    hub_.reset();
    hub_ = std::make_unique<Hub>(
        Hub::Options{kSite, "dateline test", *net::AddressGate::with_allowed(allowed), freshness_},
        [this](net::Request request, net::Respond respond) { respond(page(request)); }, clock_, store_->reader(),
        *newsroom_);
  }
  net::Response page(const net::Request& request) {
    const std::lock_guard lock(mutex_);
    ++pages_;
    if (request.path == "/feed" || request.path == "/feed/rss" || request.path == "/story/1/feed") {
      net::Response response;
      response.content_type = "application/rss+xml; charset=utf-8";
      const std::string self = kSite + (request.path == "/feed/rss" ? "/feed" : request.path);
      response.headers = {{"Cache-Control", "public"}, {"Link", wire::link_field(kHub, self)}};
      response.body = std::make_shared<const std::string>(feed_);
      return response;
    }
    return net::Response::text(request.path == "/search/feed" ? 200 : 404, "a page");
  }
  /// The subscriber.
  net::Response answer(const net::Request& request) {
    const std::lock_guard lock(mutex_);
    if (request.method == "GET") {
      const auto question = wire::read_question(net::Form::parse(request.query));
      questions_.push_back(*question);
      return net::Response::text(200, confirms_ ? question->challenge : "welcome");
    }
    deliveries_.push_back({request.path, request.body, std::string(request.header("content-type")),
                           std::string(request.header("link")), std::string(request.header("x-hub-signature"))});
    return net::Response{.status = answers_};
  }

  std::string callback(std::string_view name = "in") const {
    return "http://" + world_->address() + "/" + std::string(name);
  }
  net::Response ask_hub(const wire::SubscriptionRequest& request, std::string peer = "203.0.113.7") {
    net::Request post;
    post.method = "POST";
    post.path = "/websub";
    post.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    post.body = wire::to_form(request);
    post.peer = std::move(peer);
    EXPECT_TRUE(Hub::is_for(post));
    net::Response answered;
    hub_->handle(post, [&](net::Response response) { answered = std::move(response); });
    return answered;
  }
  wire::SubscriptionRequest wish(std::string_view name = "in") const {
    return {.topic = kTopic, .callback = callback(name), .secret = "a secret", .lease = 48h};
  }
  static bool wait_for(const std::function<bool()>& condition) {
    for (int i = 0; i < 1000 && !condition(); ++i) std::this_thread::sleep_for(5ms);
    return condition();
  }
  std::optional<store::Subscriber> kept(std::string_view name = "in") {
    return *store_->reader().subscriber(kTopic, callback(name));
  }
  void subscribe(std::string_view name = "in") {
    EXPECT_EQ(ask_hub(wish(name)).status, 202);
    EXPECT_TRUE(wait_for([&] { return kept(name).has_value(); })) << name;
  }
  void publish(std::string feed) {
    {
      const std::lock_guard lock(mutex_);
      feed_ = std::move(feed);
    }
    freshness_->moved_on();
  }
  std::vector<std::string> delivered(std::size_t wanted) {
    wait_for([&] {
      const std::lock_guard lock(mutex_);
      return deliveries_.size() >= wanted;
    });
    std::this_thread::sleep_for(20ms);  // Time for one too many.
    const std::lock_guard lock(mutex_);
    std::vector<std::string> bodies;
    for (const Delivery& one : deliveries_) bodies.push_back(one.body);
    return bodies;
  }
  std::size_t asked_back() {
    const std::lock_guard lock(mutex_);
    return questions_.size();
  }
  void set_answer(int status) {
    const std::lock_guard lock(mutex_);
    answers_ = status;
  }

  std::mutex mutex_;
  std::string feed_ = "<rss>first</rss>";
  int pages_ = 0;
  std::vector<wire::HubQuestion> questions_;
  std::vector<Delivery> deliveries_;
  bool confirms_ = true;
  int answers_ = 202;
  std::unique_ptr<net::HttpServer> world_;
  std::unique_ptr<Hub> hub_;
};

TEST_F(HubTest, AsksBackAndThenDeliversWhatChangesSignedAndNamed) {
  subscribe();
  ASSERT_EQ(questions_.size(), 1u);
  EXPECT_EQ(questions_[0].mode, wire::HubMode::kSubscribe);
  EXPECT_EQ(questions_[0].topic, kTopic);
  EXPECT_EQ(questions_[0].lease, 48h);
  EXPECT_GE(questions_[0].challenge.size(), 32u);
  publish("<rss>second</rss>");
  EXPECT_THAT(delivered(1), ElementsAre("<rss>second</rss>")) << "and not what it had before";
  const Delivery& one = deliveries_[0];
  EXPECT_EQ(one.path, "/in");
  EXPECT_EQ(one.type, "application/rss+xml; charset=utf-8");
  EXPECT_EQ(one.link, wire::link_field(kHub, kTopic));
  EXPECT_TRUE(wire::has_signature(one.signature, one.body, "a secret"));
}

TEST_F(HubTest, SendsNothingToWhoDoesNotRepeatTheChallenge) {
  confirms_ = false;
  EXPECT_EQ(ask_hub(wish()).status, 202);
  EXPECT_TRUE(wait_for([&] { return asked_back() == 1; }));
  publish("<rss>second</rss>");
  EXPECT_THAT(delivered(0), IsEmpty());
  EXPECT_FALSE(kept());
  EXPECT_EQ(asked_back(), 1u) << "and asks once";
}

TEST_F(HubTest, TakesOnlyFeedsOfItsOwnSiteForTopics) {
  const auto refusal = [&](std::string topic) {
    auto request = wish();
    request.topic = std::move(topic);
    const net::Response answer = ask_hub(request);
    EXPECT_EQ(answer.status, 400);
    return *answer.body;
  };
  EXPECT_THAT(refusal("https://other.example/feed"), HasSubstr("not a feed of https://gazette.example"));
  EXPECT_THAT(refusal("https://gazette.example.evil.example/feed"), HasSubstr("not a feed of"));
  EXPECT_THAT(refusal(kSite + "/desk/replies"), HasSubstr("not a feed of"));
  EXPECT_THAT(refusal(kSite + "/reply/abc"), HasSubstr("not a feed of"));
  EXPECT_EQ(pages_, 0) << "the site was not asked for these";
  EXPECT_THAT(refusal(kSite + "/other/feed"), HasSubstr("no such feed"));
  EXPECT_THAT(refusal(kSite + "/search/feed?q=a"), HasSubstr("cannot be subscribed to"));
  EXPECT_THAT(refusal(kSite + "/feed/rss"), HasSubstr("own address is https://gazette.example/feed"));
  EXPECT_EQ(asked_back(), 0u);
}

TEST_F(HubTest, RefusesACallbackThatTheGateRefuses) {
  start({});
  for (const char* callback :
       {"http://127.0.0.1/", "http://10.0.0.1/x", "http://[::1]/", "http://intranet/", "http://example.org:25/"}) {
    auto request = wish();
    request.callback = callback;
    const net::Response answer = ask_hub(request);
    EXPECT_EQ(answer.status, 400) << callback;
    EXPECT_THAT(*answer.body, HasSubstr("hub.callback")) << callback;
  }
}

TEST_F(HubTest, DeliversOnlyOtherBytes) {
  subscribe();
  publish("<rss>first</rss>");
  publish("<rss>first</rss>");
  EXPECT_THAT(delivered(0), IsEmpty());
  publish("<rss>second</rss>");
  EXPECT_THAT(delivered(1), ElementsAre("<rss>second</rss>"));
}

TEST_F(HubTest, TriesAgainLaterAndThenWithTheNewestBytes) {
  subscribe();
  set_answer(503);
  publish("<rss>second</rss>");
  EXPECT_EQ(delivered(1).size(), 1u);
  ASSERT_TRUE(wait_for([&] { return kept()->failures == 1; }));
  publish("<rss>third</rss>");
  EXPECT_EQ(delivered(1).size(), 1u) << "its time has not come";
  set_answer(204);
  clock_.set(kept()->next_at);
  EXPECT_THAT(delivered(2), ElementsAre("<rss>second</rss>", "<rss>third</rss>"));
  EXPECT_TRUE(wait_for([&] { return kept()->failures == 0; }));
}

TEST_F(HubTest, GivesUpADeliveryAfterADayAndASubscriberAfterAWeek) {
  auto request = wish();
  request.lease = 720h;
  EXPECT_EQ(ask_hub(request).status, 202);
  ASSERT_TRUE(wait_for([&] { return kept().has_value(); }));
  set_answer(500);
  publish("<rss>second</rss>");
  ASSERT_TRUE(wait_for([&] { return kept()->failures == 1; }));
  clock_.advance(24h);
  ASSERT_TRUE(wait_for([&] { return kept()->failures == 2; }));
  clock_.advance(24h);
  EXPECT_EQ(delivered(2).size(), 2u) << "not a third time";
  publish("<rss>third</rss>");
  ASSERT_TRUE(wait_for([&] { return kept()->failures == 3; }));
  clock_.advance(std::chrono::days{6});
  publish("<rss>fourth</rss>");
  EXPECT_TRUE(wait_for([&] { return !kept(); }));
}

TEST_F(HubTest, ForgetsWhoSaysThatItIsGone) {
  subscribe();
  set_answer(410);
  publish("<rss>second</rss>");
  EXPECT_TRUE(wait_for([&] { return !kept(); }));
  EXPECT_THAT(*store_->reader().topics(), IsEmpty());
}

TEST_F(HubTest, DeliversAfterARestartWhatChangedMeanwhile) {
  subscribe();
  hub_.reset();
  publish("<rss>second</rss>");
  close();
  open();
  start();
  EXPECT_THAT(delivered(1), ElementsAre("<rss>second</rss>"));
}

TEST_F(HubTest, EndsALeaseThatNobodyRenews) {
  subscribe();
  clock_.advance(47h);
  publish("<rss>second</rss>");
  EXPECT_EQ(delivered(1).size(), 1u);
  clock_.advance(2h);
  publish("<rss>third</rss>");
  EXPECT_TRUE(wait_for([&] { return !kept(); }));
  EXPECT_EQ(delivered(1).size(), 1u);
}

TEST_F(HubTest, UnsubscribesWhoMeansIt) {
  subscribe();
  auto farewell = wish();
  farewell.mode = wire::HubMode::kUnsubscribe;
  confirms_ = false;
  EXPECT_EQ(ask_hub(farewell).status, 202);
  EXPECT_TRUE(wait_for([&] { return asked_back() == 2; }));
  std::this_thread::sleep_for(20ms);
  EXPECT_TRUE(kept()) << "somebody else asked";
  confirms_ = true;
  EXPECT_EQ(ask_hub(farewell).status, 202);
  EXPECT_TRUE(wait_for([&] { return !kept(); }));
  EXPECT_EQ(ask_hub(farewell).status, 202) << "nothing is told about who is there";
  EXPECT_EQ(asked_back(), 3u);
}

TEST_F(HubTest, RenewsWithoutAnotherDelivery) {
  subscribe();
  clock_.advance(24h);
  auto again = wish();
  again.secret = "another";
  EXPECT_EQ(ask_hub(again).status, 202);
  EXPECT_TRUE(wait_for([&] { return kept()->secret == "another" && kept()->expires_at == clock_.now() + 48h; }));
  EXPECT_THAT(delivered(0), IsEmpty());
}

TEST_F(HubTest, AsksAHostThatConfirmsNothingThirtyTimesAnHourAndNoMore) {
  confirms_ = false;
  int taken = 0;
  for (int i = 0; i < 40; ++i) {
    const std::string name = std::to_string(i);
    taken += ask_hub(wish("x" + name), "203.0.113." + name).status == 202;
  }
  EXPECT_EQ(taken, 30);
  EXPECT_TRUE(wait_for([&] { return asked_back() == 30; }));
  clock_.advance(1h);
  EXPECT_EQ(ask_hub(wish("later")).status, 202);
}

TEST_F(HubTest, LetsOneAddressAskAHundredTimesInTenMinutes) {
  int refused = 0;
  for (int i = 0; i < 110; ++i) {
    auto request = wish();
    request.topic = "https://other.example/";
    refused += ask_hub(request).status == 429;
  }
  EXPECT_EQ(refused, 10);
  EXPECT_EQ(ask_hub(wish(), "198.51.100.1").status, 202) << "another";
}

TEST_F(HubTest, ServesOthersWhileOneHostDoesNotAnswer) {
  // 127.0.0.2 is this machine too, and another host to the hub.
  std::mutex held_mutex;
  std::vector<net::Respond> held;
  const auto slow =
      net::HttpServer::start({.listen = "127.0.0.2:0", .stop_within = 0ms}, [&](const net::Request& request,
                                                                                net::Respond respond) {
        if (request.method == "GET") {
          respond(net::Response::text(200, wire::read_question(net::Form::parse(request.query))->challenge));
          return;
        }
        const std::lock_guard lock(held_mutex);
        held.push_back(std::move(respond));
      }).value();
  for (int i = 0; i < 20; ++i) {
    auto request = wish();
    request.callback = "http://" + slow->address() + "/" + std::to_string(i);
    EXPECT_EQ(ask_hub(request).status, 202);
    ASSERT_TRUE(wait_for([&] { return store_->reader().subscriber(kTopic, request.callback)->has_value(); }));
  }
  subscribe();
  publish("<rss>second</rss>");
  EXPECT_EQ(delivered(1).size(), 1u);
  const std::lock_guard lock(held_mutex);
  EXPECT_LE(held.size(), 2u);
}

}  // namespace
}  // namespace dateline::app
