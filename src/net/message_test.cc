// The parts of a message that need no socket: targets, rules, forms, packing.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "base/file.h"
#include "net/http_server.h"
#include "net/packing.h"
#include "net/request_path.h"
#include "net/request_rules.h"

namespace dateline::net {
namespace {

std::string path_of(std::string_view target) {
  const auto parsed = parse_request_target(target);
  return parsed ? parsed->path : "(none)";
}

TEST(RequestTarget, IsDecodedOnceAndNormalised) {
  EXPECT_EQ(path_of("/"), "/");
  EXPECT_EQ(path_of("/a%20b"), "/a b");
  EXPECT_EQ(path_of("/a%2520b"), "/a%20b");
  EXPECT_EQ(path_of("/%C3%A9t%c3%a9"), "/été");
  EXPECT_EQ(path_of("/a/./b/../c"), "/a/c");
  EXPECT_EQ(path_of("/a/b/.."), "/a/");
  EXPECT_EQ(path_of("/a/."), "/a/");
  EXPECT_EQ(path_of("/a/%2e%2e/b"), "/b");
  EXPECT_EQ(path_of("/a%2f..%2fb"), "/b");
  EXPECT_EQ(path_of("//a///b//"), "/a/b/");
  EXPECT_EQ(path_of("/..."), "/...");
  EXPECT_EQ(path_of("/a+b"), "/a+b");
}

TEST(RequestTarget, KeepsTheQueryAsItCame) {
  const auto target = parse_request_target("/search?q=a%20b&x=/../?");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/search");
  EXPECT_EQ(target->query, "q=a%20b&x=/../?");
}

TEST(RequestTarget, MayBeAbsolute) {
  EXPECT_EQ(path_of("http://example.org/a"), "/a");
  EXPECT_EQ(path_of("HTTPS://example.org"), "/");
  EXPECT_EQ(parse_request_target("http://example.org?q")->query, "q");
  EXPECT_EQ(path_of("http:///a"), "(none)");
}

TEST(RequestTarget, RefusesWhatIsNoPath) {
  for (const char* target : {"",
                             "*",
                             "a",
                             "?",
                             "/..",
                             "/../a",
                             "/a/../..",
                             "/%2e%2e",
                             "/..%2f",
                             "/%",
                             "/%z",
                             "/%zz",
                             "/%4",
                             "/%00",
                             "/a%0d%0ab",
                             "/%7f",
                             "/\x01",
                             "/#x",
                             "/%ff",
                             "/%c0%af",
                             "/..%c0%af",
                             "ftp://example.org/",
                             "127.0.0.1:22"}) {
    EXPECT_EQ(path_of(target), "(none)") << target;
  }
}

RC_GTEST_PROP(RequestTarget, NeverHoldsADotSegment, (const std::string& text)) {
  const auto target = parse_request_target("/" + text);
  if (!target) return;
  RC_ASSERT(target->path.starts_with('/'));
  RC_ASSERT((target->path + "/").find("/../") == std::string::npos);
  RC_ASSERT((target->path + "/").find("/./") == std::string::npos);
  RC_ASSERT(target->path.find("//") == std::string::npos);
}

RC_GTEST_PROP(RequestTarget, CannotClimbByAnySpelling, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("..", ".", "/", "%2e", "%2E", "%2f", "a", "%5c", "\\"));
  std::string text = "/";
  for (const std::string& part : parts) text += part;
  const auto target = parse_request_target(text);
  if (!target) return;
  RC_ASSERT((target->path + "/").find("/../") == std::string::npos);
}

std::optional<int> status_of(int minor, std::vector<RawField> fields) {
  const auto refusal = check_request(minor, fields);
  if (!refusal) return std::nullopt;
  return refusal->status;
}

TEST(RequestRules, WantExactlyOneHost) {
  EXPECT_EQ(status_of(1, {}), 400);
  EXPECT_EQ(status_of(0, {}), std::nullopt);
  EXPECT_EQ(status_of(1, {{"Host", "example.org:8080"}}), std::nullopt);
  EXPECT_EQ(status_of(1, {{"host", "[::1]:80"}}), std::nullopt);
  EXPECT_EQ(status_of(1, {{"Host", "a"}, {"HOST", "a"}}), 400);
  EXPECT_EQ(status_of(1, {{"Host", "user@a"}}), 400);
  EXPECT_EQ(status_of(1, {{"Host", "a/b"}}), 400);
}

TEST(RequestRules, WantOneWayToTellTheLength) {
  const RawField host{"Host", "a"};
  EXPECT_EQ(status_of(1, {host, {"Content-Length", "5"}}), std::nullopt);
  EXPECT_EQ(status_of(1, {host, {"Content-Length", "5, 5"}}), 400);
  EXPECT_EQ(status_of(1, {host, {"Content-Length", "5"}, {"Content-Length", "5"}}), 400);
  EXPECT_EQ(status_of(1, {host, {"Content-Length", ""}}), 400);
  EXPECT_EQ(status_of(1, {host, {"Transfer-Encoding", "Chunked"}}), std::nullopt);
  EXPECT_EQ(status_of(1, {host, {"Transfer-Encoding", "chunked"}, {"Content-Length", "5"}}), 400);
  EXPECT_EQ(status_of(1, {host, {"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}), 400);
  EXPECT_EQ(status_of(1, {host, {"Transfer-Encoding", "gzip, chunked"}}), 501);
  EXPECT_EQ(status_of(1, {host, {"Transfer-Encoding", "xchunked"}}), 501);
  EXPECT_EQ(status_of(0, {host, {"Transfer-Encoding", "chunked"}}), 400);
}

TEST(Form, DecodesItsFields) {
  const Form form = Form::parse("name=Ana+Mar%C3%ADa&reply=100%&&empty&name=second&a%26b=c%3Dd");
  EXPECT_EQ(form.get("name"), "Ana María");
  EXPECT_EQ(form.get("reply"), "100%");
  EXPECT_TRUE(form.has("empty"));
  EXPECT_EQ(form.get("empty"), "");
  EXPECT_FALSE(form.has("missing"));
  EXPECT_EQ(form.get("missing"), "");
  EXPECT_EQ(form.get("a&b"), "c=d");
  EXPECT_EQ(form.all("name"), (std::vector<std::string_view>{"Ana María", "second"}));
  EXPECT_TRUE(form.all("missing").empty());
}

TEST(Form, RepairsWhatIsNotUtf8) {
  EXPECT_EQ(Form::parse("q=%ff%fe").get("q"), "\xef\xbf\xbd\xef\xbf\xbd");
  EXPECT_EQ(Form::parse("q=a%C3").get("q"), "a\xef\xbf\xbd");
}

TEST(Form, StopsAtAThousandFields) {
  std::string encoded;
  for (int i = 0; i < 2000; ++i) encoded += "f" + std::to_string(i) + "=x&";
  const Form form = Form::parse(encoded);
  EXPECT_TRUE(form.has("f999"));
  EXPECT_FALSE(form.has("f1000"));
  EXPECT_TRUE(form.cut());
}

TEST(Cookie, IsFoundByItsWholeName) {
  Request request;
  request.headers = {{"cookie", "session2=b;session=a=1; other; =x"}};
  EXPECT_EQ(request.cookie("session"), "a=1");
  EXPECT_EQ(request.cookie("session2"), "b");
  EXPECT_EQ(request.cookie("ession"), "");
  EXPECT_EQ(request.cookie("other"), "");
}

TEST(Packing, IsAgreedWithTheClient) {
  for (const char* yes : {"gzip", "GZIP", "br, gzip", "gzip;q=0.5", "*", "x-gzip", "br;q=1 , gzip ; q=1"}) {
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  }
  for (const char* no : {"", "br", "gzip;q=0", "gzip;q=0.000", "identity", "*;q=0", "gzip;q=0, *", "gzipped"}) {
    EXPECT_FALSE(accepts_gzip(no)) << no;
  }
}

TEST(Packing, IsForText) {
  for (const char* yes : {"text/html; charset=utf-8", "application/json", "application/rss+xml", "image/svg+xml",
                          "application/feed+json; charset=utf-8"}) {
    EXPECT_TRUE(is_packable(yes)) << yes;
  }
  for (const char* no : {"", "image/png", "font/woff2", "application/gzip"}) EXPECT_FALSE(is_packable(no)) << no;
}

RC_GTEST_PROP(Packing, GivesBackWhatWasPacked, (const std::string& bytes)) {
  RC_ASSERT(gunzip(pack_gzip(bytes)).value() == bytes);
}

}  // namespace
}  // namespace dateline::net
