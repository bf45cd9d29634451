#include "net/http_server.h"

#include <gmock/gmock.h>
#include <ifaddrs.h>
#include <net/if.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "net/raw_socket.h"
#include "net/refusal_log.h"

namespace dateline::net {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Response echo(const Request& request) {
  return Response::text(200, request.method + " " + request.path + " ?" + request.query + " " + request.body);
}

std::unique_ptr<HttpServer> serve(Handler handler, ServerOptions options = {}) {
  options.listen = "127.0.0.1:0";
  return HttpServer::start(options, std::move(handler)).value();
}
std::unique_ptr<HttpServer> serve_echo(ServerOptions options = {}) {
  return serve([](Request request, Respond respond) { respond(echo(request)); }, options);
}

std::string ask(const HttpServer& server, std::string_view request) {
  RawSocket socket(port_of(server.address()));
  socket.send(request);
  socket.finish_sending();
  return socket.read_all();
}

std::string body_of(const std::string& answer) {
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

TEST(HttpServer, AnswersWithWhatTheHandlerSays) {
  const auto server = serve_echo();
  const std::string answer = ask(*server, "GET /a%20b/../c?q=1%202 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nDate: "));
  EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_EQ(body_of(answer), "GET /c ?q=1%202 ");
}

TEST(HttpServer, KeepsAConnectionAndTheOrderOfAPipeline) {
  const auto server = serve_echo();
  RawSocket socket(port_of(server->address()));
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  socket.send(requests);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(body_of(socket.read_answer()), "GET /" + std::to_string(i) + " ? ");
}

TEST(HttpServer, KeepsAnOldClientsConnectionOnlyWhenAsked) {
  const auto server = serve_echo();
  EXPECT_THAT(ask(*server, "GET / HTTP/1.0\r\n\r\n"), HasSubstr("Connection: close"));
  EXPECT_THAT(ask(*server, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), HasSubstr("Connection: keep-alive"));
}

TEST(HttpServer, AnswersHeadLikeGetWithoutTheBody) {
  const auto server = serve_echo();
  const std::string answer = ask(*server, "HEAD /x HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 9\r\n"));
  EXPECT_EQ(body_of(answer), "");
}

TEST(HttpServer, ReadsBodiesOfBothKindsButNotOfAGet) {
  const auto server = serve_echo();
  EXPECT_EQ(body_of(ask(*server, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")), "POST / ? hello");
  EXPECT_EQ(body_of(ask(*server,
                        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "3;ext=1\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: dropped\r\n\r\n")),
            "POST / ? hello");
  EXPECT_EQ(body_of(ask(*server, "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")), "GET / ? ");
}

TEST(HttpServer, InvitesTheBodyOfAClientThatWaits) {
  const auto server = serve_echo();
  RawSocket socket(port_of(server->address()));
  socket.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(socket.read_to("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  socket.send("hello");
  EXPECT_EQ(body_of(socket.read_answer()), "POST / ? hello");
}

TEST(HttpServer, HandsOverFieldsCookiesAndThePeer) {
  const auto server = serve([](Request request, Respond respond) {
    respond(Response::text(200, std::string(request.header("x-word")) + "|" + std::string(request.cookie("b")) + "|" +
                                    std::string(request.cookie("c")) + "|" + request.peer));
  });
  const std::string answer =
      ask(*server, "GET / HTTP/1.1\r\nHost: x\r\nX-WORD: Hi\r\nCookie: a=1; b=2\r\nCookie: c=3=\r\n\r\n");
  EXPECT_EQ(body_of(answer), "Hi|2|3=|127.0.0.1");
}

TEST(HttpServer, RefusesWhatTwoServersCouldReadDifferently) {
  const auto server = serve_echo();
  for (const char* request : {
           "GET / HTTP/1.1\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n",
           "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n",
           "\r\nPOST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n",
           "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
           "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
           "GET /../x HTTP/1.1\r\nHost: a\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
           "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nhello",
           "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
           "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
           "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\n\n",
       }) {
    const std::string answer = ask(*server, request);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << request;
    EXPECT_THAT(answer, HasSubstr("Connection: close")) << request;
  }
  EXPECT_THAT(ask(*server, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
              StartsWith("HTTP/1.1 501 "));
  EXPECT_THAT(ask(*server, "GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n"), StartsWith("HTTP/1.1 417 "));
}

TEST(HttpServer, StopsAtItsSizeLimits) {
  ServerOptions options;
  options.max_header_bytes = 4096;
  options.max_body_bytes = 1000;
  options.max_control_body_bytes = 3000;
  options.max_upload_bytes = 2000;
  options.upload_paths = {"/upload"};
  const auto server = serve_echo(options);
  EXPECT_THAT(ask(*server, "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(5000, 'x') + "\r\n\r\n"),
              StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(ask(*server, "GET /" + std::string(500'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n"),
              StartsWith("HTTP/1.1 431 "));

  const auto post = [](std::string_view path, std::size_t size) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(size) +
           "\r\n\r\n" + std::string(size, 'x');
  };
  EXPECT_THAT(ask(*server, post("/", 1000)), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(ask(*server, post("/", 1001)), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(ask(*server, post("/control/import", 3000)), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(ask(*server, post("/control/import", 3001)), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(ask(*server, post("/control/../import", 3000)), StartsWith("HTTP/1.1 413 "));
  for (int i = 0; i < 20; ++i) {
    EXPECT_THAT(ask(*server, post("/upload", 2000)), StartsWith("HTTP/1.1 200 ")) << "one after the other, any number";
  }
  EXPECT_THAT(ask(*server, post("/upload", 2001)), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(ask(*server, post("/upload/x", 1001)), StartsWith("HTTP/1.1 413 "));
  std::string chunks = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 11; ++i) chunks += "64\r\n" + std::string(100, 'x') + "\r\n";
  EXPECT_THAT(ask(*server, chunks + "0\r\n\r\n"), StartsWith("HTTP/1.1 413 "));
}

TEST(HttpServer, DoesNotWaitForASlowHeaderOrBody) {
  ServerOptions options;
  options.idle_seconds = 1;
  const auto server = serve_echo(options);
  RawSocket header(port_of(server->address()));
  RawSocket body(port_of(server->address()));
  RawSocket silent(port_of(server->address()));
  header.send("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhe");
  // A byte now and then must not buy more time.
  for (int i = 0; i < 4; ++i) {
    std::this_thread::sleep_for(200ms);
    header.send("x");
  }
  EXPECT_THAT(header.read_all(), StartsWith("HTTP/1.1 408 "));
  EXPECT_THAT(body.read_all(), StartsWith("HTTP/1.1 408 "));
  EXPECT_EQ(silent.read_all(), "") << "a connection without a request ends without an answer";
  EXPECT_TRUE(silent.closed());
}

TEST(HttpServer, PacksTextWhenAsked) {
  const std::string page(20'000, 'a');
  const auto server = serve([&](Request request, Respond respond) {
    Response response = Response::html(200, request.path == "/short" ? "short" : page);
    if (request.path == "/image") response.content_type = "image/png";
    if (request.path == "/desk") response.has_secret = true;
    if (request.path == "/vary") response.headers = {{"Vary", "Cookie"}};
    respond(std::move(response));
  });
  const auto get = [&](std::string_view path, std::string_view accept) {
    return ask(*server, "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: " + std::string(accept) +
                            "\r\n\r\n");
  };
  const std::string packed = get("/", "br, gzip");
  EXPECT_THAT(packed, HasSubstr("Content-Encoding: gzip\r\n"));
  EXPECT_THAT(packed, HasSubstr("Vary: Accept-Encoding\r\n"));
  EXPECT_LT(packed.size(), 1000U);
  EXPECT_THAT(get("/", "gzip;q=0, br"), Not(HasSubstr("Content-Encoding")));
  EXPECT_THAT(get("/", "br"), HasSubstr("Vary: Accept-Encoding\r\n")) << "a cache must know that there are two";
  EXPECT_THAT(get("/vary", "gzip"), HasSubstr("Vary: Cookie, Accept-Encoding\r\n"));
  EXPECT_THAT(get("/short", "gzip"), Not(HasSubstr("Content-Encoding")));
  EXPECT_THAT(get("/image", "gzip"), Not(HasSubstr("Content-Encoding")));
  EXPECT_THAT(get("/desk", "gzip"), Not(HasSubstr("Content-Encoding")));
}

TEST(HttpServer, SendsNoBodyWhereThereIsNone) {
  const auto server = serve([](Request, Respond respond) { respond(Response::html(304, "ignored")); });
  const std::string answer = ask(*server, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 304 Not Modified\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
  EXPECT_EQ(body_of(answer), "");
}

TEST(HttpServer, LeavesOutFieldsThatWouldBreakTheHead) {
  const auto server = serve([](Request, Respond respond) {
    Response response = Response::text(200, "x");
    response.headers = {
        {"Location", "/a\r\nSet-Cookie: stolen=1"}, {"Bad Name", "x"}, {"Content-Length", "7"}, {"X-Good", "yes"}};
    respond(std::move(response));
  });
  testing::internal::CaptureStderr();
  const std::string answer = ask(*server, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("left out of a response: field 'Location'"));
  EXPECT_THAT(answer, Not(HasSubstr("stolen")));
  EXPECT_THAT(answer, Not(HasSubstr("Bad Name")));
  EXPECT_THAT(answer, HasSubstr("Content-Length: 1\r\n"));
  EXPECT_THAT(answer, HasSubstr("X-Good: yes\r\n"));
}

TEST(HttpServer, RedirectsAfterAFormWithSeeOther) {
  const auto server = serve([](Request, Respond respond) { respond(Response::see_other("/story/1")); });
  const std::string answer = ask(*server, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 303 See Other\r\n"));
  EXPECT_THAT(answer, HasSubstr("Location: /story/1\r\n"));
}

TEST(HttpServer, AnswersForAHandlerThatThrows) {
  const auto server = serve([](Request, Respond) { throw std::runtime_error("the page is missing a template"); });
  testing::internal::CaptureStderr();
  const std::string answer = ask(*server, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
  server->stop();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(answer, Not(HasSubstr("template"))) << "what broke is for the log";
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("GET /x: the handler threw: the page is missing"));
}

TEST(HttpServer, AnswersForAHandlerThatForgets) {
  const auto server = serve([](Request, Respond) {});
  testing::internal::CaptureStderr();
  EXPECT_THAT(ask(*server, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 500 "));
  server->stop();
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("a handler gave no answer"));
}

TEST(HttpServer, TakesAnAnswerLaterFromAnotherThread) {
  std::vector<std::jthread> later;
  const auto server = serve(
      [&](Request request, Respond respond) {
        later.emplace_back([asked = std::move(request), give = std::move(respond)]() mutable {
          std::this_thread::sleep_for(20ms);
          give(echo(asked));
        });
      },
      {.workers = 1});
  EXPECT_EQ(body_of(ask(*server, "GET /late HTTP/1.1\r\nHost: x\r\n\r\n")), "GET /late ? ");
}

TEST(HttpServer, OutlivesAnAnswerThatComesAfterItsEnd) {
  std::mutex mutex;
  std::condition_variable taken;
  Respond kept;
  auto server = serve(
      [&](Request, Respond respond) {
        std::lock_guard lock(mutex);
        kept = std::move(respond);
        taken.notify_one();
      },
      {.stop_within = 100ms});
  RawSocket socket(port_of(server->address()));
  socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(taken.wait_for(lock, 5s, [&] { return kept != nullptr; }));
  }
  server.reset();
  EXPECT_EQ(socket.read_all(), "");
  kept(Response::text(200, "too late"));
}

TEST(HttpServer, LetsARunningAnswerFinishWhenItStops) {
  std::mutex mutex;
  std::condition_variable changed;
  bool running = false;
  const auto server = serve([&](Request, Respond respond) {
    {
      std::lock_guard lock(mutex);
      running = true;
      changed.notify_one();
    }
    std::this_thread::sleep_for(100ms);
    respond(Response::text(200, "finished"));
  });
  RawSocket busy(port_of(server->address()));
  RawSocket idle(port_of(server->address()));
  busy.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, 5s, [&] { return running; }));
  }
  server->stop();
  server->stop();  // A second time does nothing.
  const std::string answer = busy.read_all();
  EXPECT_EQ(body_of(answer), "finished");
  EXPECT_THAT(answer, HasSubstr("Connection: close"));
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_FALSE(RawSocket(port_of(server->address())).connected());
}

TEST(HttpServer, TurnsConnectionsAwayAboveItsLimit) {
  ServerOptions options;
  options.max_connections = 2;
  const auto server = serve_echo(options);
  const int port = port_of(server->address());
  RawSocket first(port);
  RawSocket second(port);
  for (RawSocket* socket : {&first, &second}) {
    socket->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(socket->read_answer(), StartsWith("HTTP/1.1 200 "));
  }
  RawSocket third(port);
  EXPECT_THAT(third.read_all(), StartsWith("HTTP/1.1 503 "));
  EXPECT_TRUE(third.closed());
  first.send("GET /again HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(body_of(first.read_answer()), "GET /again ? ");
}

/// An address of this machine that is not the loopback; "" if it has none.
std::string outside_address() {
  ifaddrs* all = nullptr;
  std::string found;
  if (::getifaddrs(&all) != 0) return found;
  for (const ifaddrs* one = all; one; one = one->ifa_next) {
    if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET || (one->ifa_flags & IFF_LOOPBACK) != 0) continue;
    std::array<char, INET_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr, text.data(), text.size());
    found = text.data();
  }
  ::freeifaddrs(all);
  return found;
}

TEST(HttpServer, LetsOneAddressHoldSoManyConnectionsAndThisMachineMore) {
  const std::string outside = outside_address();
  if (outside.empty()) GTEST_SKIP() << "this machine has no address but the loopback";
  const auto server = HttpServer::start({.listen = "0.0.0.0:0", .max_connections_per_address = 2}, [](Request request,
                                                                                                      Respond respond) {
                        respond(echo(request));
                      }).value();
  const int port = port_of(server->address());
  const auto ask_first = [](RawSocket& socket) {
    socket.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    return socket.read_answer();
  };
  auto first = std::make_unique<RawSocket>(port, outside);
  RawSocket second(port, outside);
  EXPECT_THAT(ask_first(*first), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(ask_first(second), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(RawSocket(port, outside).read_all(), StartsWith("HTTP/1.1 429 "));
  std::vector<std::unique_ptr<RawSocket>> here;
  for (int i = 0; i < 3; ++i) {
    here.push_back(std::make_unique<RawSocket>(port));
    EXPECT_THAT(ask_first(*here.back()), StartsWith("HTTP/1.1 200 "));
  }
  // Who leaves makes room.
  first->finish_sending();
  EXPECT_EQ(first->read_all(), "");
  first.reset();
  std::string answer;
  for (int i = 0; i < 50 && !answer.starts_with("HTTP/1.1 200 "); ++i) {
    std::this_thread::sleep_for(20ms);
    RawSocket again(port, outside);
    answer = ask_first(again);
  }
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
}

TEST(HttpServer, DoesNotWaitForABodyThatTrickles) {
  ServerOptions options;
  options.idle_seconds = 1;
  const auto server = serve_echo(options);
  RawSocket slow(port_of(server->address()));
  RawSocket steady(port_of(server->address()));
  slow.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6000\r\n\r\n");
  steady.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6000\r\n\r\n");
  for (int i = 0; i < 12; ++i) {  // 2.4 s in all, at 2,500 bytes a second and at 5.
    std::this_thread::sleep_for(200ms);
    slow.send("x");
    steady.send(std::string(500, 'x'));
  }
  EXPECT_THAT(steady.read_answer(), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(slow.read_all(), StartsWith("HTTP/1.1 408 "));
}

TEST(RefusalLog, SaysTheFirstAndThenCounts) {
  const auto start = RefusalLog::Steady::now();
  RefusalLog refusals;
  testing::internal::CaptureStderr();
  for (int i = 0; i < 1000; ++i) refusals.note("a header that is too large (431)", "203.0.113.7", start);
  refusals.note("a body that is too large (413)", "203.0.113.8", start);
  refusals.tell(start + 59s);
  const std::string at_once = testing::internal::GetCapturedStderr();
  EXPECT_THAT(at_once, HasSubstr("refused 203.0.113.7: a header that is too large (431)"));
  EXPECT_THAT(at_once, HasSubstr("refused 203.0.113.8: a body that is too large (413)"));
  EXPECT_EQ(std::ranges::count(at_once, '\n'), 2);
  testing::internal::CaptureStderr();
  refusals.tell(start + 61s);
  refusals.tell(start + 130s);
  const std::string later = testing::internal::GetCapturedStderr();
  EXPECT_THAT(later, HasSubstr("refused 999 more in the last minute: a header that is too large (431)"));
  EXPECT_EQ(std::ranges::count(later, '\n'), 1);
}

TEST(HttpServer, SaysThatItIsBusyWhenTooManyRequestsWait) {
  std::mutex gate;
  std::unique_lock closed(gate);
  const auto server = serve(
      [&](Request request, Respond respond) {
        std::lock_guard wait(gate);
        respond(echo(request));
      },
      {.workers = 1});
  // One is being handled, 1,024 wait; those behind are turned away.
  std::vector<std::unique_ptr<RawSocket>> sockets;
  for (int i = 0; i < 1030; ++i) {
    auto socket = std::make_unique<RawSocket>(port_of(server->address()));
    if (!socket->connected()) GTEST_SKIP() << "too few file descriptors";
    socket->send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    sockets.push_back(std::move(socket));
  }
  const std::string turned_away = sockets.back()->read_all();
  closed.unlock();
  EXPECT_THAT(turned_away, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_THAT(turned_away, HasSubstr("Retry-After: 1\r\n"));
  EXPECT_THAT(sockets.front()->read_all(), StartsWith("HTTP/1.1 200 "));
}

TEST(HttpServer, SaysWhyItCannotListen) {
  const auto server = serve_echo();
  ServerOptions options;
  options.listen = server->address();
  const auto taken = HttpServer::start(options, [](Request, Respond) {});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, Code::kUnavailable);
  EXPECT_THAT(taken.error().message, StartsWith("cannot listen on " + server->address() + ": address in use"));

  for (const char* listen : {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:x", "::1:80",
                             "example.org:80", "[127.0.0.1]:80", "127.0.0.1:-1"}) {
    options.listen = listen;
    const auto wrong = HttpServer::start(options, [](Request, Respond) {});
    ASSERT_FALSE(wrong) << listen;
    EXPECT_EQ(wrong.error().code, Code::kInvalid) << listen;
  }
}

}  // namespace
}  // namespace dateline::net
