// Two newsrooms on this machine: one publishes, and its hub tells the other.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "app/hub.h"
#include "app/newsroom_fixture.h"
#include "app/poller.h"
#include "app/subscriber.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "site/site.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;

bool wait_for(const std::function<bool()>& condition) {
  for (int i = 0; i < 2000 && !condition(); ++i) std::this_thread::sleep_for(5ms);
  return condition();
}

net::AddressGate loopback() {
  const std::vector<std::string> allowed{"127.0.0.0/8"};
  return *net::AddressGate::with_allowed(allowed);
}

/// All that serve puts together, but for the desk's mail. Its address stays the same when it is opened again.
class House {
 public:
  House(std::string name, const Clock& clock) : name_(std::move(name)), clock_(clock) {
    std::string pattern = (std::filesystem::temp_directory_path() / "dateline-push-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    server_ = net::HttpServer::start({.listen = "127.0.0.1:0"}, [this](net::Request request, net::Respond respond) {
                const std::lock_guard lock(mutex_);
                if (!site_) return respond(net::Response::text(503, "closed"));
                if (Subscriber::is_for(request)) return subscriber_->handle(std::move(request), std::move(respond));
                if (Hub::is_for(request)) return hub_->handle(request, std::move(respond));
                ++pages_asked;
                site_->handle(std::move(request), std::move(respond));
              }).value();
    url = "http://" + server_->address();
    open();
  }
  ~House() {
    close();
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  void open() {
    store_ = store::open_sqlite(folder_, store::Access::kWrite).value();
    const auto freshness = std::make_shared<Freshness>();
    newsroom_ = Newsroom::open({.name = name_, .public_url = url, .freshness = freshness}, clock_, *store_).value();
    subscriber_ = std::make_unique<Subscriber>(Subscriber::Options{url, "dateline test", loopback()}, clock_,
                                               store_->reader(), *newsroom_);
    Config config;
    config.name = name_;
    auto site =
        std::make_unique<site::Site>(site::Site::Options{.config = config, .public_url = url, .freshness = freshness},
                                     clock_, store_->reader(), *newsroom_);
    newsroom_->on_new_edition([opened = site.get()] { opened->edition_changed(); });
    hub_ = std::make_unique<Hub>(
        Hub::Options{url, "dateline test", loopback(), freshness},
        [opened = site.get()](auto request, auto respond) { opened->handle(std::move(request), std::move(respond)); },
        clock_, store_->reader(), *newsroom_);
    poller_ = std::make_unique<Poller>(
        Poller::Options{.pace = {.shortest = 15min},
                        .user_agent = "dateline test",
                        .gate = loopback(),
                        .on_hubs = [this](auto source, const auto& links) { subscriber_->heard(source, links); },
                        .is_pushed = [this](auto source) { return subscriber_->is_pushed(source); }},
        clock_, store_->reader(), *newsroom_);
    take_pushes();
    const std::lock_guard lock(mutex_);
    site_ = std::move(site);
  }
  void close() {
    subscriber_->hand_to(std::nullopt);
    poller_.reset();
    std::unique_ptr<site::Site> site;
    {
      const std::lock_guard lock(mutex_);
      site = std::move(site_);
    }
    hub_.reset();
    subscriber_.reset();
    newsroom_.reset();
    site.reset();
    store_.reset();
  }
  void take_pushes() {
    subscriber_->hand_to(
        Subscriber::Receiver{.read = [this](auto source, auto pushed) { poller_->deliver(source, std::move(pushed)); },
                             .ask_now = [this](auto source) { poller_->ask_now(source); }});
  }
  /// As a process that is killed after it has acknowledged a push and before it has filed it.
  void lose_pushes() {
    subscriber_->hand_to(Subscriber::Receiver{.read = [](auto, auto) {}, .ask_now = [](auto) {}});
  }

  void publish(const std::string& headline) {
    desk::Post post = desk::new_post(clock_.now());
    post.headline = headline;
    post.body = "A body of a few words, which is all that it takes.";
    post.section = "world";
    post.state = desk::Post::State::kPublished;
    EXPECT_TRUE(ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); }));
  }
  void add_source(const std::string& feed) {
    EXPECT_TRUE(
        ask<void>([&](auto done) { newsroom_->put_source("ana", *wire::Source::from_url(feed), std::move(done)); }));
  }
  void remove_source(const std::string& feed) {
    EXPECT_TRUE(ask<bool>(
        [&](auto done) { newsroom_->remove_source("ana", wire::Source::from_url(feed)->id, std::move(done)); }));
  }
  std::int64_t subscribers() const { return store_->reader().count_subscribers("")->all; }
  bool has(const std::string& headline) const {
    const auto found = store_->reader().search({.words = "\"" + headline + "\""}, {});
    return found && !found->items.empty();
  }
  std::vector<store::Subscription> subscriptions() const { return *store_->reader().subscriptions(); }
  /// A hub has confirmed it.
  bool is_subscribed() const {
    const auto all = subscriptions();
    return all.size() == 1 && all[0].expires_at;
  }
  Subscriber& subscriber() { return *subscriber_; }

  std::string url;
  std::atomic<int> pages_asked = 0;  ///< Over the network: its own hub asks for none.

 private:
  const std::string name_;
  const Clock& clock_;
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Newsroom> newsroom_;
  std::unique_ptr<Subscriber> subscriber_;
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<Poller> poller_;
  std::mutex mutex_;  ///< Guards the next, which says whether the house is open.
  std::unique_ptr<site::Site> site_;
  std::unique_ptr<net::HttpServer> server_;
};

class PushTest : public testing::Test {
 protected:
  PushTest() {
    gazette_.publish("Harbour bridge closed for a week");
    herald_.add_source(gazette_.url + "/feed");
    EXPECT_TRUE(wait_for([&] { return herald_.is_subscribed(); }));
    EXPECT_TRUE(wait_for([&] { return herald_.has("Harbour bridge closed for a week"); }));
    EXPECT_EQ(gazette_.pages_asked, 1);
  }

  ManualClock clock_{kNoon};
  House gazette_{"Cape Gazette", clock_}, herald_{"Bay Herald", clock_};
};

TEST_F(PushTest, WhatOneNewsroomPublishesIsInTheOthersStoreWithoutAnotherPoll) {
  gazette_.publish("Lighthouse keeper retires after forty years");
  EXPECT_TRUE(wait_for([&] { return herald_.has("Lighthouse keeper retires after forty years"); }));
  EXPECT_EQ(gazette_.pages_asked, 1);
  EXPECT_EQ(herald_.subscriber().counts().taken, 1u);
  EXPECT_EQ(herald_.subscriber().counts().forged, 0u);
}

TEST_F(PushTest, ASourceThatIsPushedIsPolledOnceAnHour) {
  gazette_.publish("Lighthouse keeper retires after forty years");
  EXPECT_TRUE(wait_for([&] { return herald_.has("Lighthouse keeper retires after forty years"); }));
  clock_.advance(50min);
  std::this_thread::sleep_for(1500ms);  // The schedule looks at the clock once a second.
  EXPECT_EQ(gazette_.pages_asked, 1);
  clock_.advance(20min);
  EXPECT_TRUE(wait_for([&] { return gazette_.pages_asked == 2; }));
}

TEST_F(PushTest, WhatIsForgedIsNotFiled) {
  const auto ours = herald_.subscriptions().at(0);
  net::HttpClient client(loopback(), "somebody");
  const auto forge = [&](std::string signature) {
    const auto answer = client.post({.url = herald_.url + "/websub/" + ours.key,
                                     .body = std::make_shared<const std::string>(
                                         "<rss version='2.0'><channel><title>Gazette</title><item><guid>x"
                                         "</guid><title>Mayor resigns at once</title></item></channel></rss>"),
                                     .content_type = "application/rss+xml",
                                     .fields = {{"X-Hub-Signature", std::move(signature)}}});
    EXPECT_EQ(answer->status, 202);
  };
  forge("");
  forge("sha256=" + std::string(64, '0'));
  gazette_.publish("Lighthouse keeper retires after forty years");
  EXPECT_TRUE(wait_for([&] { return herald_.has("Lighthouse keeper retires after forty years"); }));
  EXPECT_FALSE(herald_.has("Mayor resigns at once"));
  EXPECT_EQ(herald_.subscriber().counts().forged, 2u);
}

TEST_F(PushTest, WhatWasAcknowledgedAndThenLostComesWithTheNextPoll) {
  herald_.lose_pushes();
  gazette_.publish("Lighthouse keeper retires after forty years");
  EXPECT_TRUE(wait_for([&] { return herald_.subscriber().counts().taken == 1; }));
  herald_.close();
  herald_.open();
  EXPECT_FALSE(herald_.has("Lighthouse keeper retires after forty years"));
  clock_.advance(2h);
  EXPECT_TRUE(wait_for([&] { return herald_.has("Lighthouse keeper retires after forty years"); }));
}

TEST_F(PushTest, GoesOnAfterBothHaveStartedAgain) {
  gazette_.close();
  herald_.close();
  herald_.open();
  gazette_.open();
  gazette_.publish("Lighthouse keeper retires after forty years");
  EXPECT_TRUE(wait_for([&] { return herald_.has("Lighthouse keeper retires after forty years"); }));
  EXPECT_EQ(gazette_.pages_asked, 1);
}

TEST_F(PushTest, ASourceThatIsRemovedIsUnsubscribed) {
  EXPECT_TRUE(herald_.is_subscribed());
  herald_.remove_source(gazette_.url + "/feed");
  clock_.advance(2min);
  EXPECT_TRUE(wait_for([&] { return herald_.subscriptions().empty(); }));
  EXPECT_TRUE(wait_for([&] { return gazette_.subscribers() == 0; }));
}

}  // namespace
}  // namespace dateline::app
