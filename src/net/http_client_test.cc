#include "net/http_client.h"

#include <gmock/gmock.h>

#include <atomic>
#include <cstdlib>
#include <mutex>

#include "net/http_server.h"
#include "net/raw_socket.h"

namespace dateline::net {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

AddressGate gate_for(std::vector<std::string> blocks) {
  return AddressGate::with_allowed(blocks).value();
}

class HttpClientTest : public testing::Test {
 protected:
  HttpClientTest() {
    ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.workers = 2;
    server_ = HttpServer::start(options, [this](Request request, Respond respond) {
                ++requests_;
                respond(handle(request));
              }).value();
  }

  Response handle(const Request& request) {
    if (request.path == "/feed") {
      if (request.header("if-none-match") == "W/\"v1\"")
        return Response{.status = 304, .headers = {{"ETag", "W/\"v1\""}}};
      Response response = Response::text(200, "<rss/>");
      response.content_type = "Application/RSS+XML; Charset=\"ISO-8859-1\"";
      response.headers = {{"ETag", "W/\"v1\""}, {"Last-Modified", "Tue, 31 Jan 2023 18:00:00 GMT"}};
      return response;
    }
    if (request.path == "/bomb") return Response::html(200, std::string(std::size_t{20} << 20, 'a'));
    if (request.path == "/loop") return Response::see_other("/loop");
    if (request.path == "/moved") return Response::see_other("/feed");
    if (request.path == "/sent") {
      Response response{.status = std::stoi(request.query)};
      response.headers.emplace_back("Location", "/echo");
      return response;
    }
    if (request.path == "/elsewhere") return Response::see_other(std::string(request.query));
    if (request.path == "/busy") return Response{.status = 503, .headers = {{"Retry-After", "120"}}};
    if (request.path == "/agent") return Response::text(200, std::string(request.header("user-agent")));
    if (request.path == "/echo") {
      return Response::text(200, request.method + " " + std::string(request.header("authorization")) + " " +
                                     std::string(request.header("content-type")) + " " + request.body);
    }
    return Response::text(404, "no such page");
  }

  std::string url(std::string_view path) const { return "http://" + server_->address() + std::string(path); }

  std::atomic<int> requests_ = 0;
  std::unique_ptr<HttpServer> server_;
  HttpClient client_{gate_for({"127.0.0.1"}), "dateline-test/1 (+https://example.org)"};
};

TEST_F(HttpClientTest, FetchesAPageAndWhatItSaysAboutItself) {
  const auto response = client_.get({.url = url("/feed")});
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->final_url, url("/feed"));
  EXPECT_EQ(response->content_type, "application/rss+xml");
  EXPECT_EQ(response->charset, "ISO-8859-1");
  EXPECT_EQ(response->etag, "W/\"v1\"");
  EXPECT_EQ(response->last_modified, "Tue, 31 Jan 2023 18:00:00 GMT");
  EXPECT_EQ(response->body, "<rss/>");
  EXPECT_FALSE(response->retry_after);
}

TEST_F(HttpClientTest, AsksOnlyForWhatChanged) {
  const auto response = client_.get({.url = url("/feed"), .etag = "W/\"v1\""});
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 304);
  EXPECT_EQ(response->body, "");
}

TEST_F(HttpClientTest, DoesNotSendAValidatorThatWouldAddAField) {
  const auto response = client_.get({.url = url("/echo"), .etag = "x\r\nAuthorization: stolen"});
  ASSERT_TRUE(response);
  EXPECT_THAT(response->body, testing::Not(HasSubstr("stolen")));
}

TEST_F(HttpClientTest, SaysWhoItIs) {
  EXPECT_EQ(client_.get({.url = url("/agent")})->body, "dateline-test/1 (+https://example.org)");
}

TEST_F(HttpClientTest, FollowsRedirectsToTheFinalAddress) {
  const auto response = client_.get({.url = url("/moved")});
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->final_url, url("/feed"));
  EXPECT_EQ(response->body, "<rss/>");
}

TEST_F(HttpClientTest, GivesUpAfterTenRedirects) {
  const auto response = client_.get({.url = url("/loop")});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::kLimit);
  EXPECT_EQ(response.error().message, url("/loop") + ": more than 10 redirects");
  EXPECT_EQ(requests_, 11);
}

TEST_F(HttpClientTest, AStatusIsNeverAnError) {
  EXPECT_EQ(client_.get({.url = url("/missing")})->status, 404);
  const auto busy = client_.get({.url = url("/busy")});
  ASSERT_TRUE(busy);
  EXPECT_EQ(busy->status, 503);
  EXPECT_EQ(busy->retry_after, 120s);
}

TEST_F(HttpClientTest, AsksTheGateBeforeItConnects) {
  HttpClient strict{AddressGate(), "test"};
  const auto response = strict.get({.url = url("/feed")});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::kDenied);
  EXPECT_EQ(response.error().message, url("/feed") + ": 127.0.0.1 is a loopback address; see [wire] allowed_networks");
  EXPECT_EQ(requests_, 0);
}

TEST_F(HttpClientTest, AsksTheGateAgainAfterARedirect) {
  // 127.0.0.2 is this machine too, and the server would answer; but only 127.0.0.1 is allowed.
  const std::string target = "http://127.0.0.2:" + std::to_string(port_of(server_->address())) + "/feed";
  const auto response = client_.get({.url = url("/elsewhere?" + target)});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::kDenied);
  EXPECT_THAT(response.error().message, HasSubstr("127.0.0.2 is a loopback address"));
  EXPECT_EQ(requests_, 1);
}

TEST_F(HttpClientTest, SeesThroughSpellingsOfAnAddress) {
  HttpClient strict{AddressGate(), "test"};
  const std::string port = std::to_string(port_of(server_->address()));
  for (const char* host :
       {"127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0", "localhost"}) {
    const auto response = strict.get({.url = "http://" + std::string(host) + ":" + port + "/feed"});
    ASSERT_FALSE(response) << host;
    EXPECT_EQ(response.error().code, Code::kDenied) << host << ": " << response.error().message;
  }
  EXPECT_EQ(requests_, 0);
}

TEST_F(HttpClientTest, SpeaksOnlyHttpAlsoAfterARedirect) {
  for (const char* address : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "dict://127.0.0.1/"}) {
    EXPECT_EQ(client_.get({.url = address}).error().code, Code::kInvalid) << address;
    const auto redirected = client_.get({.url = url("/elsewhere?" + std::string(address))});
    ASSERT_FALSE(redirected) << address;
    EXPECT_THAT(redirected.error().message, HasSubstr("only http and https are fetched"));
  }
}

TEST_F(HttpClientTest, RefusesWhatIsNoUrl) {
  for (const std::string address : {"", "   ", "http://", "http://[::1", "http://user:secret@127.0.0.1/", "feed.xml"}) {
    const auto response = client_.get({.url = address, .timeout = 2s});
    ASSERT_FALSE(response) << address;
  }
  EXPECT_EQ(client_.get({.url = std::string("http://a\0b/", 11)}).error().code, Code::kInvalid);
  EXPECT_EQ(client_.get({.url = "http://user:secret@127.0.0.1/"}).error().code, Code::kInvalid);
}

TEST_F(HttpClientTest, CountsAGzipBombWhileItUnpacks) {
  const auto response = client_.get({.url = url("/bomb"), .max_bytes = std::size_t{1} << 20});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::kLimit);
  EXPECT_EQ(response.error().message, url("/bomb") + ": larger than the limit of 1 MiB unpacked");
  EXPECT_EQ(client_.get({.url = url("/bomb"), .max_bytes = std::size_t{20} << 20})->body.size(), std::size_t{20} << 20);
}

TEST_F(HttpClientTest, SaysThatNobodyListens) {
  const std::string address = url("/");
  server_->stop();
  const auto response = client_.get({.url = address});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::kUnavailable);
  EXPECT_THAT(response.error().message, HasSubstr("cannot connect"));
}

TEST_F(HttpClientTest, KeepsWorkingAfterAFailure) {
  EXPECT_FALSE(client_.get({.url = "file:///etc/passwd"}));
  EXPECT_FALSE(client_.get({.url = url("/bomb"), .max_bytes = 10}));
  EXPECT_EQ(client_.get({.url = url("/feed")})->body, "<rss/>");
}

TEST_F(HttpClientTest, TakesNoProxyFromTheEnvironment) {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  const auto response = client_.get({.url = url("/feed")});
  ::unsetenv("http_proxy");
  EXPECT_TRUE(response);
}

FetchRequest posted(std::string url, std::string body) {
  return {.url = std::move(url),
          .timeout = 5s,
          .body = std::make_shared<const std::string>(std::move(body)),
          .content_type = "application/json",
          .fields = {{"Authorization", "Bearer token"}}};
}

TEST_F(HttpClientTest, PostsABodyWithItsTypeAndMoreFields) {
  const auto response = client_.post(posted(url("/echo"), "{\"a\":1}"));
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->body, "POST Bearer token application/json {\"a\":1}");
  const auto empty = client_.post(posted(url("/echo"), ""));
  ASSERT_TRUE(empty) << empty.error().message;
  EXPECT_EQ(empty->body, "POST Bearer token application/json ");
  // The next is a GET again.
  EXPECT_EQ(client_.get({.url = url("/echo")})->body, "GET   ");
}

TEST_F(HttpClientTest, PostsALongBodyWithoutAskingFirst) {
  const std::string body(900'000, 'x');
  EXPECT_EQ(client_.post(posted(url("/echo"), body))->body.size(), body.size() + 35);
}

TEST_F(HttpClientTest, TakesABodyAlongWhereARedirectKeepsTheMethodAndNowhereElse) {
  for (const char* status : {"307", "308"}) {
    const auto response = client_.post(posted(url("/sent?" + std::string(status)), "x"));
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->body, "POST Bearer token application/json x") << status;
    EXPECT_EQ(response->final_url, url("/echo"));
  }
  for (const int status : {301, 302, 303}) {
    EXPECT_EQ(client_.post(posted(url("/sent?" + std::to_string(status)), "x"))->status, status);
  }
}

TEST_F(HttpClientTest, AsksTheGateBeforeItPosts) {
  HttpClient strict{AddressGate(), "test"};
  EXPECT_EQ(strict.post(posted(url("/echo"), "x")).error().code, Code::kDenied);
  EXPECT_EQ(requests_, 0);
}

TEST_F(HttpClientTest, PostsToOurOwnServerWhateverTheGateSays) {
  HttpClient strict{AddressGate(), "test"};
  const auto response = strict.post_here(posted(url("/echo"), "x"));
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->body, "POST Bearer token application/json x");
  EXPECT_EQ(strict.post_here(posted("http://192.0.2.1/", "x")).error().code, Code::kDenied);
  // A redirect is not followed, so the token stays here.
  EXPECT_EQ(strict.post_here(posted(url("/sent?307"), "x"))->status, 307);
}

HttpClient client_for_this_machine() {
  return HttpClient(gate_for({"127.0.0.0/8"}), "test");
}

TEST(HttpClientAgainstABadServer, StopsAtEndlessHeaderFields) {
  std::string answer = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 10'000; ++i) answer += "X-" + std::to_string(i) + ": " + std::string(60, 'y') + "\r\n";
  const CannedServer server(answer + "\r\n");
  auto client = client_for_this_machine();
  const auto response = client.get({.url = server.url()});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::kLimit);
}

TEST(HttpClientAgainstABadServer, SaysThatAnAnswerWasCutShort) {
  const CannedServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  auto client = client_for_this_machine();
  const auto response = client.get({.url = server.url()});
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().message, HasSubstr("before the answer was complete"));
}

TEST(HttpClientAgainstABadServer, SaysThatItGotNothing) {
  const CannedServer server("");
  auto client = client_for_this_machine();
  const auto response = client.get({.url = server.url()});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::kUnavailable);
}

TEST(HttpClientAgainstABadServer, RefusesBrokenCompression) {
  const CannedServer server("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip");
  auto client = client_for_this_machine();
  const auto response = client.get({.url = server.url()});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::kInvalid);
}

TEST(HttpClientAgainstABadServer, DoesNotTakeARedirectsBodyForThePage) {
  const CannedServer end("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nPAGE");
  const CannedServer start("HTTP/1.1 302 Found\r\nLocation: " + end.url() + "\r\nContent-Length: 5\r\n\r\nMOVED");
  auto client = client_for_this_machine();
  EXPECT_EQ(client.get({.url = start.url()})->body, "PAGE");
}

TEST(HttpClientAgainstABadServer, GivesUpInTime) {
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.stop_within = 0ms;
  std::mutex mutex;
  std::vector<Respond> never;
  auto server = HttpServer::start(options, [&](Request, Respond respond) {
                  std::lock_guard lock(mutex);
                  never.push_back(std::move(respond));
                }).value();
  auto client = client_for_this_machine();
  const auto response = client.get({.url = "http://" + server->address() + "/", .timeout = 100ms});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Code::kUnavailable);
  EXPECT_THAT(response.error().message, HasSubstr("no complete answer within 100 ms"));
  server.reset();
}

}  // namespace
}  // namespace dateline::net
