// Runs the security corpora against the real client and server. They are not part of the repository: set
// DATELINE_CORPORA to the folder that holds security/.
#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "net/address_gate.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "net/raw_socket.h"
#include "net/scripted_names.h"
#include "text/url.h"

namespace dateline::net {
namespace {

using namespace std::chrono_literals;

/// The cases of one file, or null where there is no corpus.
boost::json::value read_cases(const std::string& file) {
  const char* folder = std::getenv("DATELINE_CORPORA");
  if (!folder) return nullptr;
  return boost::json::parse(read_file(std::filesystem::path(folder) / "security" / file).value());
}

std::string text_of(const boost::json::value& value) {
  return std::string(value.as_string());
}

std::string decode_base64(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto digit = std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").find(c);
    if (digit == std::string_view::npos) continue;
    bits = (bits << 6) | static_cast<unsigned>(digit);
    if ((count += 6) >= 8) out += static_cast<char>((bits >> (count -= 8)) & 0xff);
  }
  return out;
}

std::set<std::string> split(std::string_view alternatives) {
  std::set<std::string> out;
  while (true) {
    const std::size_t bar = alternatives.find('|');
    out.emplace(alternatives.substr(0, bar));
    if (bar == std::string_view::npos) return out;
    alternatives.remove_prefix(bar + 1);
  }
}

/// A site of two pages, as a handler of ours would be.
Response small_site(const Request& request) {
  if (request.path == "/" && request.method == "GET") return Response::html(200, "<p>front page");
  if (request.path == "/api/comment" && request.method == "POST") return Response::text(200, "held");
  if (request.path == "/" || request.path == "/api/comment") return Response::text(405, "not with this method");
  return Response::text(404, "no such page");
}

TEST(SecurityCorpus, RawRequestsGetTheAnswersAllowed) {
  const auto cases = read_cases("http/raw.json");
  if (cases.is_null()) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.idle_seconds = 1;
  const auto server =
      HttpServer::start(options, [](Request request, Respond respond) { respond(small_site(request)); }).value();
  std::vector<std::unique_ptr<RawSocket>> sockets;  // All at once, so that their waits pass together.
  for (const auto& one : cases.as_array()) {
    sockets.push_back(std::make_unique<RawSocket>(port_of(server->address())));
    sockets.back()->send(decode_base64(text_of(one.as_object().at("raw_b64"))));
  }
  for (std::size_t i = 0; i < sockets.size(); ++i) {
    const auto& fields = cases.as_array()[i].as_object();
    RawSocket& socket = *sockets[i];
    const std::string answer = socket.read_all();  // The server ends idle connections after a second.
    const bool answered = answer.starts_with("HTTP/1.1 ");
    const std::string status = answered ? answer.substr(9, 3) : socket.closed() ? "close" : "hang";
    const auto allowed = split(text_of(fields.at("expect")));
    const bool refused = status.front() == '4' || status == "close";
    EXPECT_TRUE(allowed.contains(status) || (allowed.contains("ok") && status.front() == '2') ||
                (allowed.contains("400") && refused) ||
                (allowed.contains("close") && socket.closed() && status.front() != '2'))
        << fields.at("name") << ": expected " << fields.at("expect") << ", got " << status << " (" << fields.at("why")
        << ")";
  }
}

std::string host_written_in(const std::string& url) {
  const auto parsed = text::Url::parse(url);
  return parsed ? parsed->host() : "";
}

/// Whether our side let it through: what fails later, since there is no network here, was let through.
bool is_refused(const Result<FetchResponse>& response) {
  return !response && (response.error().code == Code::kDenied || response.error().code == Code::kInvalid ||
                       response.error().code == Code::kLimit);
}

TEST(SecurityCorpus, TheClientRefusesEveryForbiddenUrl) {
  const auto cases = read_cases("ssrf/block.json");
  if (cases.is_null()) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  // The public ones among the names; to an address where nobody listens, of this machine and allowed, so that nothing
  // leaves it. A name that the corpus calls one of loopback is one.
  const std::vector<std::string> allowed = {"127.0.0.9"};
  HttpClient client{AddressGate::with_allowed(allowed).value(), "test"};
  HttpClient closed{AddressGate(), "test"};
  int judged = 0;
  for (const auto& one : cases.as_array()) {
    const std::string url = text_of(one.as_object().at("url"));
    const std::string why = text_of(one.as_object().at("why"));
    const bool block = text_of(one.as_object().at("expect")) == "block";
    const std::string host = host_written_in(url);
    const ScriptedName scripted(host.empty() ? "x" : host,
                                {{block && why.find("loopback") != std::string::npos ? "127.0.0.1" : "127.0.0.9"}});
    ++judged;
    if (block) {
      const auto response = closed.get({.url = url, .timeout = 1s});
      // "newline in host" reads as a name that does not exist.
      EXPECT_TRUE(is_refused(response) || why == "newline in host")
          << url << " (" << why << "): " << (response ? "fetched" : response.error().message);
    } else if (host.find_first_not_of("0123456789.[]:abcdef") == std::string::npos) {
      EXPECT_TRUE(AddressGate().check(host, 443, host.starts_with('[') ? host.substr(1, host.size() - 2) : host))
          << url;
    } else {
      const auto response = client.get({.url = url, .timeout = 1s});
      EXPECT_FALSE(is_refused(response)) << url << ": " << response.error().message;
    }
  }
  EXPECT_EQ(judged, static_cast<int>(cases.as_array().size()));
  std::printf("ssrf/block.json: %d cases\n", judged);
}

TEST(SecurityCorpus, RedirectsAndNamesLeadToNoForbiddenAddress) {
  const auto cases = read_cases("ssrf/redirects.json");
  if (cases.is_null()) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  // 127.0.0.2 is allowed and has the server that redirects; everything else of this machine is forbidden.
  int step = 0, forbidden_requests = 0;
  std::vector<std::string> steps;
  const auto inside = HttpServer::start({.listen = "127.0.0.1:0"}, [&](Request, Respond respond) {
                        ++forbidden_requests;
                        respond(Response::text(200, "secret"));
                      }).value();
  const auto outside = HttpServer::start({.listen = "127.0.0.2:0"}, [&](Request, Respond respond) {
                         const std::string said =
                             step < static_cast<int>(steps.size()) ? steps[static_cast<std::size_t>(step)] : "200 page";
                         ++step;
                         std::string rest = said.substr(4);
                         if (rest == "next") rest = "/" + std::to_string(step);
                         if (rest == "self") --step, rest = "/";
                         if (said.starts_with("3"))
                           return respond(Response{.status = std::atoi(said.c_str()), .headers = {{"Location", rest}}});
                         Response page = Response::html(200, rest);
                         if (rest.starts_with("Refresh: ")) page.headers = {{"Refresh", rest.substr(9)}};
                         respond(std::move(page));
                       }).value();
  const std::vector<std::string> allowed = {"127.0.0.2"};
  HttpClient client{AddressGate::with_allowed(allowed).value(), "test"};
  int judged = 0;
  for (const auto& one : cases.as_array()) {
    const std::string name = text_of(one.as_object().at("name"));
    steps.clear();
    for (const auto& value : one.as_object().at("steps").as_array()) steps.push_back(text_of(value));
    step = 0;
    const std::string& first = steps.front();
    if (first.starts_with("200 ")) {
      // What a page says itself is no redirect: it is brought, and nothing else is asked.
      EXPECT_TRUE(client.get({.url = "http://" + outside->address() + "/", .timeout = 1s})) << name;
      EXPECT_EQ(step, 1) << name;
    } else if (first.starts_with("30")) {
      EXPECT_TRUE(is_refused(client.get({.url = "http://" + outside->address() + "/", .timeout = 1s}))) << name;
    } else if (first.starts_with("dns")) {
      // The public address of a name, 127.0.0.2, is one where nobody listens at this port.
      std::vector<std::vector<std::string>> answers = {{"127.0.0.2", "127.0.0.1"}};
      if (first.find("->") != std::string::npos) answers = {{"127.0.0.2"}, {"127.0.0.1"}};
      if (first.find("::ffff") != std::string::npos) answers = {{"::ffff:127.0.0.1"}};
      if (first.find("CNAME") != std::string::npos) answers = {{"127.0.0.1", "::1"}};
      const ScriptedName scripted("news.example.com", answers);
      const std::string url = "http://news.example.com:" + std::to_string(port_of(inside->address())) + "/";
      for (std::size_t i = 0; i < answers.size(); ++i) EXPECT_FALSE(client.get({.url = url, .timeout = 1s})) << name;
    } else {
      continue;  // Addresses found in documents: whoever fetches them uses this client, and has a test of it.
    }
    ++judged;
  }
  EXPECT_EQ(forbidden_requests, 0);
  std::printf("ssrf/redirects.json: %d of %zu cases, the others name addresses in documents: app/gate_test.cc\n",
              judged, cases.as_array().size());
}

}  // namespace
}  // namespace dateline::net
