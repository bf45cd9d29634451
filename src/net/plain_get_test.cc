#include "net/plain_get.h"

#include <gmock/gmock.h>

#include <random>

#include "net/http_server.h"
#include "net/packing.h"
#include "net/raw_socket.h"
#include "net/request_path.h"

namespace dateline::net {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string kBrowser =
    "GET /article/0abc?replytocom=1 HTTP/1.1\r\n"
    "Host: gazette.example:8080\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
    "Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: en-GB,en;q=0.5\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n"
    "DNT: 1\r\n"
    "Connection: keep-alive\r\n"
    "Upgrade-Insecure-Requests: 1\r\n"
    "Sec-Fetch-Dest: document\r\n"
    "If-None-Match: W/\"abc\"\r\n"
    "Cache-Control: max-age=0\r\n"
    "\r\n";

TEST(PlainGet, IsWhatABrowserSends) {
  const std::string input = kBrowser + "GET /next";
  const auto get = recognise_plain_get(input);
  ASSERT_TRUE(get);
  EXPECT_EQ(get->target, "/article/0abc?replytocom=1");
  EXPECT_EQ(get->if_none_match, "W/\"abc\"");
  EXPECT_TRUE(get->gzip);
  EXPECT_TRUE(get->keep_alive);
  EXPECT_FALSE(get->head_only);
  EXPECT_EQ(get->size, kBrowser.size());
}

TEST(PlainGet, IsAlsoHeadAndTheLastOfAConnection) {
  const auto get = recognise_plain_get("HEAD / HTTP/1.1\r\nhost:x\r\nconnection:\tClose \r\n\r\n");
  ASSERT_TRUE(get);
  EXPECT_EQ(get->target, "/");
  EXPECT_TRUE(get->head_only);
  EXPECT_FALSE(get->gzip);
  EXPECT_FALSE(get->keep_alive);
}

TEST(PlainGet, IsNothingElse) {
  for (const char* field : {"Cookie: a=1",
                            "Authorization: Basic eA==",
                            "Range: bytes=0-1",
                            "Last-Event-ID: 7",
                            "Content-Length: 0",
                            "Transfer-Encoding: chunked",
                            "Expect: 100-continue",
                            "Upgrade: h2c",
                            "Connection: Upgrade",
                            "Connection: keep-alive, close",
                            "Proxy-Connection: close",
                            "TE: trailers",
                            "Host: y",
                            "Host : y",
                            " folded",
                            "X: \xc3\xa9",
                            "X: a\rb",
                            "X: a\nY: b",
                            "NoColon",
                            ": empty",
                            "X\x01: y",
                            "Accept-Encoding: gzip\r\nAccept-Encoding: br"}) {
    EXPECT_FALSE(recognise_plain_get("GET / HTTP/1.1\r\nHost: x\r\n" + std::string(field) + "\r\n\r\n")) << field;
  }
  for (const char* request :
       {"", "GET", "GET / HTTP/1.1\r\nHost: x\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: \r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: x\r\n\r\n", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", "get / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET /#a HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1 \r\nHost: x\r\n\r\n"}) {
    EXPECT_FALSE(recognise_plain_get(request)) << request;
  }
}

/// What the server's parser makes of a request, by a server that keeps nothing; and of the one after it.
std::string understood(RawSocket& socket, std::string_view request) {
  socket.send(std::string(request) + "GET /after HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  return socket.read_all();
}

TEST(PlainGet, IsUnderstoodAsTheParserDoes) {
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  const auto server =
      HttpServer::start(options, [](Request request, Respond respond) {
        respond(Response::text(200, "[" + request.path + "|" + request.query + "|" +
                                        std::string(request.header("if-none-match")) + "|" +
                                        (accepts_gzip(request.header("accept-encoding")) ? "gzip" : "") + "]"));
      }).value();
  // Pieces that an attacker, or a proxy with ideas of its own, might put anywhere.
  const std::vector<std::string> pieces = {"\r\n",
                                           "\r",
                                           "\n",
                                           " ",
                                           "\t",
                                           ":",
                                           ",",
                                           "\r\n ",
                                           "\0x",
                                           "\x7f",
                                           "\xff",
                                           "%2e",
                                           "%00",
                                           "..",
                                           "//",
                                           "?",
                                           "#",
                                           "Host: y",
                                           "\r\nHost: y",
                                           "\r\nX: y",
                                           "\r\nConnection: close",
                                           "\r\nAccept-Encoding: gzip;q=0",
                                           "\r\nContent-Length: 3",
                                           "\r\nTransfer-Encoding: chunked",
                                           "HTTP/1.0",
                                           "HEAD",
                                           "GET / HTTP/1.1\r\n",
                                           "close",
                                           "\r\nIf-None-Match: *",
                                           "a",
                                           "Z",
                                           "9",
                                           "-"};
  const std::vector<std::string> seeds = {kBrowser, "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                                          "HEAD /a?b=c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"};
  std::mt19937 random(7);
  int recognised = 0;
  for (int round = 0; round < 40'000 && recognised < 1500; ++round) {
    std::string request = seeds[random() % seeds.size()];
    for (auto edits = random() % 4; edits > 0; --edits) {
      const auto at = random() % request.size();
      switch (random() % 3) {
        case 0:
          request.insert(at, pieces[random() % pieces.size()]);
          break;
        case 1:
          request.erase(at, 1 + random() % 3);
          break;
        default:
          request[at] = static_cast<char>(random() % 256);
      }
      if (request.empty()) request = "G";
    }
    const auto get = recognise_plain_get(request);
    if (!get) continue;
    ++recognised;
    const auto target = parse_request_target(get->target);
    if (!target) continue;  // The parser's side refuses it, so nothing is kept under it.
    RawSocket socket(port_of(server->address()));
    const std::string answers = understood(socket, std::string_view(request).substr(0, get->size));
    ASSERT_THAT(answers, StartsWith("HTTP/1.1 200 OK\r\n")) << request;
    if (!get->head_only) {
      ASSERT_THAT(answers, HasSubstr("[" + target->path + "|" + target->query + "|" + std::string(get->if_none_match) +
                                     "|" + (get->gzip ? "gzip" : "") + "]"))
          << request;
    }
    // It ended where we thought: the next request on the connection is understood, if there is to be one.
    ASSERT_EQ(answers.find("[/after|||]") != std::string::npos, get->keep_alive) << request;
  }
  EXPECT_EQ(recognised, 1500);
}

}  // namespace
}  // namespace dateline::net
