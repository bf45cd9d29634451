#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "net/event_channel.h"
#include "net/http_server.h"
#include "net/raw_socket.h"

namespace dateline::net {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

class EventStream : public testing::Test {
 protected:
  EventStream() : channel_(std::make_shared<EventChannel>()) {
    ServerOptions options;
    options.listen = "127.0.0.1:0";
    server_ = HttpServer::start(options, [this](Request, Respond respond) {
                Response response;
                response.events = channel_;
                response.events_after = after_;
                respond(std::move(response));
              }).value();
  }

  /// A subscriber that has read everything up to the first event.
  std::unique_ptr<RawSocket> subscribe(const std::string& fields = "") {
    auto socket = std::make_unique<RawSocket>(port_of(server_->address()));
    socket->send("GET /live HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
    head_ = socket->read_to("\r\n\r\n");
    EXPECT_EQ(socket->read_to("\n\n"), "retry: 2000\n\n");
    return socket;
  }

  const std::shared_ptr<EventChannel> channel_;
  std::optional<std::uint64_t> after_;
  std::unique_ptr<HttpServer> server_;
  std::string head_;
};

TEST_F(EventStream, GivesANewSubscriberTheNewestStateAtOnce) {
  channel_->set_state("bar", "one");
  channel_->set_state("bar", "two");
  const auto socket = subscribe();
  EXPECT_THAT(head_, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"));
  EXPECT_EQ(socket->read_to("\n\n"), "id: 2\nevent: bar\ndata: two\n\n");
}

TEST_F(EventStream, DoesNotRepeatWhatTheSubscriberHas) {
  const auto id = channel_->set_state("bar", "seven");
  const auto socket = subscribe("Last-Event-ID: " + std::to_string(id) + "\r\n");
  EXPECT_TRUE(socket->is_silent(100));
  channel_->set_state("bar", "eight");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 2\nevent: bar\ndata: eight\n\n");
}

TEST_F(EventStream, GivesTheNewestStateToOneThatMissedSome) {
  for (const char* bar : {"one", "two", "three"}) channel_->set_state("bar", bar);
  EXPECT_THAT(subscribe("Last-Event-ID: 1\r\n")->read_to("\n\n"), HasSubstr("id: 3\n"));
  EXPECT_THAT(subscribe("Last-Event-ID: nonsense\r\n")->read_to("\n\n"), HasSubstr("id: 3\n"));
  EXPECT_THAT(subscribe("Last-Event-ID: 99\r\n")->read_to("\n\n"), HasSubstr("id: 3\n"));
}

TEST_F(EventStream, GivesEachBulletinThatWasMissedOnceAndInOrder) {
  channel_->add_bulletin("bulletin", "one");
  channel_->set_state("bar", "old");
  channel_->add_bulletin("bulletin", "two");
  channel_->set_state("bar", "new");
  channel_->add_bulletin("bulletin", "three");
  const auto socket = subscribe("Last-Event-ID: 1\r\n");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 3\nevent: bulletin\ndata: two\n\n");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 4\nevent: bar\ndata: new\n\n");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 5\nevent: bulletin\ndata: three\n\n");
  EXPECT_TRUE(socket->is_silent(50));
}

TEST_F(EventStream, GivesNoOldBulletinsToANewSubscriberWhoCanComeBackForTheNext) {
  channel_->set_state("bar", "calm");
  channel_->add_bulletin("bulletin", "one");
  const auto socket = subscribe();
  EXPECT_EQ(socket->read_to("\n\n"), "id: 1\nevent: bar\ndata: calm\n\n");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 2\n\n") << "what the browser says when it comes back";
  EXPECT_TRUE(socket->is_silent(50));
}

TEST_F(EventStream, BeginsWhereThePageWasMade) {
  channel_->add_bulletin("bulletin", "one");
  after_ = channel_->last_id();
  channel_->add_bulletin("bulletin", "two");
  EXPECT_EQ(subscribe()->read_to("\n\n"), "id: 2\nevent: bulletin\ndata: two\n\n");
  EXPECT_TRUE(subscribe("Last-Event-ID: 2\r\n")->is_silent(50)) << "the browser knows better";
}

TEST_F(EventStream, SaysWhenBulletinsThatWereMissedAreGone) {
  channel_->set_state("bar", "before");
  for (int i = 0; i < 300; ++i) channel_->add_bulletin("bulletin", std::to_string(i));
  const auto socket = subscribe("Last-Event-ID: 0\r\n");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 1\nevent: bar\ndata: before\n\n");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 45\nevent: gap\ndata: reload\n\n");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 46\nevent: bulletin\ndata: 44\n\n");
}

TEST_F(EventStream, KnowsThatABrowserWasThereBeforeTheRestart) {
  EventChannel channel(1000);
  EXPECT_EQ(channel.add_bulletin("bulletin", "first"), 1001U);
  EXPECT_THAT(channel.impl().start(17).text, HasSubstr("event: gap"));
  EXPECT_EQ(channel.impl().start(1000).text, "");
}

TEST_F(EventStream, CarriesSeveralLinesAndNoForgedFields) {
  const auto socket = subscribe();
  channel_->set_state("bar\nid: 99", "a\nb\r\nc\rid: 99\n");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 1\nevent: bar id: 99\ndata: a\ndata: b\ndata: c\ndata: id: 99\ndata: \n\n");
}

TEST_F(EventStream, ReachesEverySubscriberWithEveryBulletinInOrder) {
  std::vector<std::unique_ptr<RawSocket>> sockets;
  for (int i = 0; i < 20; ++i) sockets.push_back(subscribe());
  std::jthread publisher([&] {
    for (int i = 1; i <= 200; ++i) {
      channel_->set_state("bar", "state " + std::to_string(i));
      channel_->add_bulletin("bulletin", std::to_string(i));
    }
  });
  for (const auto& socket : sockets) {
    std::uint64_t last = 0;
    int bulletins = 0;
    while (last < 400) {
      const std::string event = socket->read_to("\n\n");
      ASSERT_THAT(event, StartsWith("id: "));
      const std::uint64_t id = std::stoull(event.substr(4));
      ASSERT_GT(id, last);
      last = id;
      if (event.find("event: bulletin") != std::string::npos) {
        ASSERT_THAT(event, HasSubstr("data: " + std::to_string(++bulletins) + "\n"));
      }
    }
    EXPECT_EQ(bulletins, 200);
  }
}

TEST_F(EventStream, GivesASlowSubscriberTheNewestStateOnly) {
  const auto socket = subscribe();
  const std::string large(100'000, 'x');
  constexpr std::uint64_t kEvents = 300;
  for (std::uint64_t id = 1; id <= kEvents; ++id) {
    channel_->set_state("bar", large);
    std::this_thread::sleep_for(1ms);
  }
  int events = 0;
  std::uint64_t last = 0;
  while (last < kEvents) {
    const std::string event = socket->read_to("\n\n");
    ASSERT_THAT(event, StartsWith("id: "));
    last = std::stoull(event.substr(4));
    ++events;
  }
  EXPECT_LT(events, 150) << "30 MB were queued for a reader that did not read";
}

TEST_F(EventStream, ClosesASubscriberThatFellTooFarBehindAndLetsItCatchUp) {
  const auto slow = subscribe();
  const std::string large(20'000, 'x');
  for (int i = 0; i < 400; ++i) channel_->add_bulletin("bulletin", large);
  const std::string had = slow->read_all();
  EXPECT_TRUE(slow->closed());
  const auto last = had.rfind("\nid: ");
  const auto id = last == std::string::npos ? "0" : had.substr(last + 5, had.find('\n', last + 1) - last - 5);
  const auto again = subscribe("Last-Event-ID: " + id + "\r\n");
  EXPECT_THAT(again->read_to("\n\n"), HasSubstr("event: gap"));
  for (int i = 388; i <= 400; ++i) {  // 13 of them are 256 KiB.
    ASSERT_EQ(again->read_to("\n").substr(0, 8), "id: " + std::to_string(i) + "\n");
    again->read_to("\n\n");
  }
  EXPECT_TRUE(again->is_silent(50));
}

TEST_F(EventStream, ForgetsASubscriberThatLeft) {
  subscribe();
  const auto stays = subscribe();
  channel_->set_state("bar", "one");
  EXPECT_THAT(stays->read_to("\n\n"), HasSubstr("one"));
  stays->finish_sending();  // The end of a stream's client is its end, also when only half of the socket is closed.
  EXPECT_EQ(stays->read_all(), "");
  EXPECT_TRUE(stays->closed());
}

TEST_F(EventStream, EndsWhenTheServerStops) {
  const auto socket = subscribe();
  server_->stop();
  EXPECT_EQ(socket->read_all(), "");
  EXPECT_TRUE(socket->closed());
  channel_->set_state("bar", "nobody is there");
}

TEST_F(EventStream, AnswersHeadWithoutAStream) {
  RawSocket socket(port_of(server_->address()));
  socket.send("HEAD /live HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(socket.read_all(), HasSubstr("text/event-stream"));
  EXPECT_TRUE(socket.closed());
}

}  // namespace
}  // namespace dateline::net
