// Runs the security corpora against the real client and server. They are not part of the repository: set
// DATELINE_CORPORA to the folder that holds security/.
#include <curl/curl.h>
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

/// The host of a URL as libcurl will connect to it, if it is an address.
std::string numeric_host(const std::string& url) {
  CURLU* parsed = curl_url();
  char* host = nullptr;
  std::string out;
  if (curl_url_set(parsed, CURLUPART_URL, url.c_str(), 0) == CURLUE_OK &&
      curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
    out = host;
    if (out.starts_with('[')) out = out.substr(1, out.size() - 2);
  }
  curl_free(host);
  curl_url_cleanup(parsed);
  // With a dot at its end it is a name again, which only a resolver could judge.
  if (out.ends_with('.')) return {};
  return out.find_first_not_of("0123456789abcdefABCDEF.:%") == std::string::npos ? out : "";
}

TEST(SecurityCorpus, TheClientRefusesEveryForbiddenAddress) {
  const auto cases = read_cases("ssrf/block.json");
  if (cases.is_null()) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  // Names need a resolver, and ports and credentials are for who keeps the sources: addresses and schemes are ours.
  HttpClient client{AddressGate(), "test"};
  int judged = 0;
  for (const auto& one : cases.as_array()) {
    const std::string url = text_of(one.as_object().at("url"));
    const std::string host = numeric_host(url);
    if (host.find('.') == std::string::npos && host.find(':') == std::string::npos) continue;
    ++judged;
    if (text_of(one.as_object().at("expect")) == "allow") {
      EXPECT_TRUE(AddressGate().check(host)) << url;
      continue;
    }
    const auto response = client.get({.url = url, .timeout = 1s});
    ASSERT_FALSE(response) << url;
    EXPECT_THAT(response.error().code, testing::AnyOf(Code::kDenied, Code::kInvalid))
        << url << ": " << response.error().message;
  }
  EXPECT_GT(judged, 60);
}

}  // namespace
}  // namespace dateline::net
