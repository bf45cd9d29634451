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
  std::unique_ptr<HttpServer> server_;
  std::string head_;
};

TEST_F(EventStream, GivesANewSubscriberTheNewestStateAtOnce) {
  channel_->publish(1, "bar", "one");
  channel_->publish(2, "bar", "two");
  const auto socket = subscribe();
  EXPECT_THAT(head_, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"));
  EXPECT_EQ(socket->read_to("\n\n"), "id: 2\nevent: bar\ndata: two\n\n");
}

TEST_F(EventStream, DoesNotRepeatWhatTheSubscriberHas) {
  channel_->publish(7, "bar", "seven");
  const auto socket = subscribe("Last-Event-ID: 7\r\n");
  EXPECT_TRUE(socket->is_silent(100));
  channel_->publish(8, "bar", "eight");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 8\nevent: bar\ndata: eight\n\n");
}

TEST_F(EventStream, GivesTheNewestToOneThatMissedSome) {
  channel_->publish(9, "bar", "nine");
  EXPECT_THAT(subscribe("Last-Event-ID: 3\r\n")->read_to("\n\n"), HasSubstr("id: 9\n"));
  EXPECT_THAT(subscribe("Last-Event-ID: nonsense\r\n")->read_to("\n\n"), HasSubstr("id: 9\n"));
}

TEST_F(EventStream, CarriesSeveralLinesAndNoForgedFields) {
  const auto socket = subscribe();
  channel_->publish(1, "bar\nid: 99", "a\nb\r\nc\rid: 99\n");
  EXPECT_EQ(socket->read_to("\n\n"), "id: 1\nevent: bar id: 99\ndata: a\ndata: b\ndata: c\ndata: id: 99\ndata: \n\n");
}

TEST_F(EventStream, NeverGoesBack) {
  const auto socket = subscribe();
  channel_->publish(5, "bar", "five");
  EXPECT_THAT(socket->read_to("\n\n"), HasSubstr("id: 5\n"));
  channel_->publish(4, "bar", "four");
  EXPECT_TRUE(socket->is_silent(50));
}

TEST_F(EventStream, ReachesEverySubscriberInOrder) {
  std::vector<std::unique_ptr<RawSocket>> sockets;
  for (int i = 0; i < 20; ++i) sockets.push_back(subscribe());
  std::jthread publisher([&] {
    for (std::uint64_t id = 1; id <= 200; ++id) channel_->publish(id, "bar", "state " + std::to_string(id));
  });
  for (const auto& socket : sockets) {
    std::uint64_t last = 0;
    while (last < 200) {  // Some may be passed over; none comes twice, and the newest always comes.
      const std::string event = socket->read_to("\n\n");
      ASSERT_THAT(event, StartsWith("id: "));
      const std::uint64_t id = std::stoull(event.substr(4));
      ASSERT_GT(id, last);
      last = id;
    }
  }
}

TEST_F(EventStream, GivesASlowSubscriberTheNewestOnly) {
  const auto socket = subscribe();
  const std::string large(100'000, 'x');
  constexpr std::uint64_t kEvents = 300;
  for (std::uint64_t id = 1; id <= kEvents; ++id) {
    channel_->publish(id, "bar", large);
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

TEST_F(EventStream, ForgetsASubscriberThatLeft) {
  subscribe();
  const auto stays = subscribe();
  channel_->publish(1, "bar", "one");
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
  channel_->publish(1, "bar", "nobody is there");
}

TEST_F(EventStream, AnswersHeadWithoutAStream) {
  RawSocket socket(port_of(server_->address()));
  socket.send("HEAD /live HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(socket.read_all(), HasSubstr("text/event-stream"));
  EXPECT_TRUE(socket.closed());
}

}  // namespace
}  // namespace dateline::net
