#include "net/kept_answers.h"

#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "net/raw_socket.h"

namespace dateline::net {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Response page(std::uint64_t fresh_at, std::string body) {
  Response response = Response::html(200, std::move(body));
  response.headers = {{"Cache-Control", "public, no-cache"}, {"ETag", "W/\"1\""}};
  response.fresh_at = fresh_at;
  return response;
}

TEST(KeptAnswers, AreThoseThatSayItAndAreTheSameForAll) {
  EXPECT_TRUE(keep(page(1, "x")));
  Response response = page(1, "x");
  response.fresh_at.reset();
  EXPECT_FALSE(keep(response));
  response = page(1, "x");
  response.status = 404;
  EXPECT_FALSE(keep(response));
  response = page(1, "x");
  response.headers.emplace_back("Set-Cookie", "a=1");
  EXPECT_FALSE(keep(response));
  response = page(1, "x");
  response.headers.emplace_back("vary", "Cookie");
  EXPECT_TRUE(keep(response));
  response.headers.emplace_back("Vary", "Accept-Language");
  EXPECT_FALSE(keep(response));
}

TEST(KeptAnswers, ComeInAllForms) {
  const auto kept = keep(page(1, std::string(5000, 'a')));
  EXPECT_THAT(kept->form_for(false, "").head, HasSubstr("Content-Length: 5000\r\n"));
  EXPECT_THAT(kept->form_for(true, "").head, HasSubstr("Content-Encoding: gzip\r\n"));
  EXPECT_LT(kept->form_for(true, "").body->size(), 200U);
  const auto& unchanged = kept->form_for(true, "\"0\", \"1\"");
  EXPECT_THAT(unchanged.head, StartsWith("HTTP/1.1 304 Not Modified\r\n"));
  EXPECT_THAT(unchanged.head, HasSubstr("Vary: Accept-Encoding\r\n"));
  EXPECT_EQ(unchanged.body, nullptr);
}

TEST(KeptAnswers, LeaveInTheOrderInWhichTheyWereAskedFor) {
  const auto freshness = std::make_shared<Freshness>();
  KeptAnswers kept(200'000, freshness);  // Each of 9,000 bytes counts twice: it is in a file, too.
  const auto bytes = std::string(9'000, 'x');
  for (int i = 0; i < 8; ++i) {
    Response image = page(0, bytes);
    image.content_type = "image/png";
    ASSERT_TRUE(kept.put("/" + std::to_string(i), keep(image)));
  }
  EXPECT_TRUE(kept.find("/0"));
  for (int i = 8; i < 12; ++i) {
    Response image = page(0, bytes);
    image.content_type = "image/png";
    ASSERT_TRUE(kept.put("/" + std::to_string(i), keep(image)));
  }
  EXPECT_TRUE(kept.find("/0"));
  EXPECT_FALSE(kept.find("/1"));
  EXPECT_TRUE(kept.find("/11"));
  EXPECT_FALSE(kept.put("/large", keep(page(0, std::string(30'000, 'y')))));
  freshness->moved_on();
  EXPECT_FALSE(kept.find("/11"));
}

/// A server whose pages say how often they were made.
class KeepingServer : public testing::Test {
 protected:
  KeepingServer() {
    ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.freshness = freshness_;
    server_ = HttpServer::start(options, [this](Request request, Respond respond) {
                const auto fresh_at = freshness_->now();
                const int made = ++made_;
                if (wait_) wait_(request);
                Response response =
                    page(fresh_at, request.path + " made " + std::to_string(made) + std::string(2000, ' '));
                if (request.path == "/private" || !request.cookie("reader").empty()) response.fresh_at.reset();
                response.headers.back().second = "W/\"" + std::to_string(made) + "\"";
                respond(std::move(response));
              }).value();
  }

  static std::string request(std::string_view target, std::string_view fields = "") {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(fields) + "\r\n";
  }
  std::string get(std::string_view target, std::string_view fields = "") {
    RawSocket socket(port_of(server_->address()));
    socket.send(request(target, fields));
    return socket.read_answer();
  }

  const std::shared_ptr<Freshness> freshness_ = std::make_shared<Freshness>();
  std::atomic<int> made_ = 0;
  std::function<void(const Request&)> wait_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(KeepingServer, MakesAPageOnceUntilSomethingChanges) {
  const std::string first = get("/");
  EXPECT_THAT(first, HasSubstr("made 1"));
  EXPECT_EQ(get("/"), first);
  freshness_->moved_on();
  EXPECT_THAT(get("/"), HasSubstr("made 2"));
  EXPECT_THAT(get("/?other"), HasSubstr("made 3"));
}

TEST_F(KeepingServer, AnswersTheSameByBothWays) {
  get("/");
  // TE and HTTP/1.0 are for the parser.
  for (const char* fields : {"", "Accept-Encoding: gzip\r\n", "If-None-Match: \"1\"\r\n", "If-None-Match: \"9\"\r\n"}) {
    RawSocket parsed(port_of(server_->address()));
    parsed.send(request("/", std::string(fields) + "TE: trailers\r\n"));
    EXPECT_EQ(parsed.read_answer(), get("/", fields)) << fields;
  }
  EXPECT_EQ(made_, 1);
  RawSocket old(port_of(server_->address()));
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_THAT(old.read_all(), HasSubstr("Connection: close\r\n"));
  EXPECT_EQ(made_, 1);
}

TEST_F(KeepingServer, AnswersAPipelineOfKeptAndUnkept) {
  get("/kept");
  std::string requests;
  for (int i = 0; i < 40; ++i) requests += request(i % 3 == 0 ? "/private" : "/kept");
  requests += request("/kept", "Connection: close\r\n");
  RawSocket socket(port_of(server_->address()));
  socket.send(requests);
  for (int i = 0; i < 40; ++i)
    EXPECT_THAT(socket.read_answer(), HasSubstr(i % 3 == 0 ? "/private made" : "/kept made 1"));
  EXPECT_THAT(socket.read_all(), HasSubstr("Connection: close\r\n"));
  EXPECT_TRUE(socket.closed());
}

TEST_F(KeepingServer, KeepsNothingOfWhoBringsACookieAndGivesHimNothingKept) {
  EXPECT_THAT(get("/", "Cookie: reader=Tuva\r\n"), HasSubstr("made 1"));
  EXPECT_THAT(get("/"), HasSubstr("made 2"));
  EXPECT_THAT(get("/", "Cookie: reader=Tuva\r\n"), HasSubstr("made 3"));
  EXPECT_THAT(get("/", "Authorization: Basic eA==\r\n"), HasSubstr("made 4"));
}

TEST_F(KeepingServer, SaysThatTheBrowserHasItAlsoWhenItWasJustMade) {
  EXPECT_THAT(get("/", "If-None-Match: \"1\"\r\n"), StartsWith("HTTP/1.1 304 "));
  EXPECT_THAT(get("/", "If-None-Match: W/\"1\"\r\n"), StartsWith("HTTP/1.1 304 "));
  EXPECT_THAT(get("/"), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(made_, 1);
  EXPECT_THAT(get("/private", "If-None-Match: \"2\"\r\n"), StartsWith("HTTP/1.1 304 "));
}

TEST_F(KeepingServer, AnswersHeadFromWhatIsKept) {
  get("/");
  RawSocket socket(port_of(server_->address()));
  socket.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answer = socket.read_all();
  EXPECT_THAT(answer, HasSubstr("Content-Length: "));
  EXPECT_THAT(answer, Not(HasSubstr("made")));
  EXPECT_EQ(made_, 1);
}

TEST_F(KeepingServer, SendsALargePageToASlowReaderWhole) {
  const std::string query(1500, 'q');
  RawSocket socket(port_of(server_->address()));
  get("/" + query);
  std::string requests;
  for (int i = 0; i < 3000; ++i) requests += request("/" + query);  // 10 MB of answers before the first is read.
  std::jthread writer([&] { socket.send(requests); });
  std::this_thread::sleep_for(50ms);
  for (int i = 0; i < 3000; ++i) ASSERT_THAT(socket.read_answer(), HasSubstr(query + " made 1"));
}

TEST_F(KeepingServer, SendsALargeFileToASlowReaderWhole) {
  // Does not pack, so it goes out from its file: 500 KB and a pipeline of them, more than any buffer.
  std::string bytes;
  for (std::uint32_t seed = 1; bytes.size() < 500'000; seed = seed * 1'664'525 + 1'013'904'223) {
    bytes += static_cast<char>(seed >> 24);
  }
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.freshness = freshness_;
  const auto server = HttpServer::start(options, [&](Request, Respond respond) {
                        Response response = page(kAlwaysFresh, bytes);
                        response.content_type = "font/woff2";
                        respond(std::move(response));
                      }).value();
  RawSocket socket(port_of(server->address()));
  const std::string one = request("/font", "Accept-Encoding: gzip\r\n");
  socket.send(one);
  const std::string first = socket.read_answer();
  ASSERT_TRUE(first.ends_with(bytes));
  for (int i = 0; i < 20; ++i) socket.send(one);
  std::this_thread::sleep_for(50ms);
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(socket.read_answer().ends_with(bytes)) << i;
}

TEST_F(KeepingServer, MakesAPageOnceForAllWhoAskMeanwhile) {
  std::mutex gate;
  std::unique_lock closed(gate);
  wait_ = [&](const Request&) { std::lock_guard wait(gate); };
  std::vector<std::unique_ptr<RawSocket>> sockets;
  for (int i = 0; i < 20; ++i) {
    sockets.push_back(std::make_unique<RawSocket>(port_of(server_->address())));
    sockets.back()->send(request("/"));
  }
  while (made_ == 0) std::this_thread::yield();
  std::this_thread::sleep_for(20ms);
  closed.unlock();
  for (const auto& socket : sockets) EXPECT_THAT(socket->read_answer(), HasSubstr("made 1"));
  EXPECT_EQ(made_, 1);
}

TEST_F(KeepingServer, MakesItAgainForThoseWhoAskedAfterAChange) {
  std::mutex gate;
  std::unique_lock closed(gate);
  wait_ = [&](const Request&) { std::lock_guard wait(gate); };
  RawSocket before(port_of(server_->address()));
  before.send(request("/"));
  while (made_ == 0) std::this_thread::yield();
  freshness_->moved_on();
  RawSocket after(port_of(server_->address()));
  after.send(request("/"));
  std::this_thread::sleep_for(20ms);
  closed.unlock();
  EXPECT_THAT(before.read_answer(), HasSubstr("made 1"));
  EXPECT_THAT(after.read_answer(), HasSubstr("made 2"));
}

TEST_F(KeepingServer, LetsEachGoItsOwnWayWhereNothingCanBeShared) {
  std::mutex gate;
  std::unique_lock closed(gate);
  wait_ = [&](const Request&) { std::lock_guard wait(gate); };
  std::vector<std::unique_ptr<RawSocket>> sockets;
  for (int i = 0; i < 4; ++i) {
    sockets.push_back(std::make_unique<RawSocket>(port_of(server_->address())));
    sockets.back()->send(request("/private"));
  }
  std::this_thread::sleep_for(20ms);
  closed.unlock();
  for (const auto& socket : sockets) EXPECT_THAT(socket->read_answer(), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(made_, 4);
}

TEST_F(KeepingServer, NeverShowsAnOldPageAfterAChange) {
  std::atomic<int> state = 0;
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.freshness = freshness_;
  const auto server = HttpServer::start(options, [&](Request, Respond respond) {
                        const auto fresh_at = freshness_->now();
                        respond(page(fresh_at, "state " + std::to_string(state.load()) + "."));
                      }).value();
  std::atomic<bool> done = false;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      RawSocket socket(port_of(server->address()));
      while (!done) {
        const int known = state;
        socket.send(request("/"));
        const std::string answer = socket.read_answer();
        ASSERT_GE(std::stoi(answer.substr(answer.find("state ") + 6)), known - 1);
      }
    });
  }
  RawSocket socket(port_of(server->address()));
  for (int i = 1; i <= 300; ++i) {
    state = i;
    freshness_->moved_on();
    // Whoever is told now that it is done sees it.
    socket.send(request("/"));
    ASSERT_THAT(socket.read_answer(), HasSubstr("state " + std::to_string(i) + "."));
  }
  done = true;
}

}  // namespace
}  // namespace dateline::net
