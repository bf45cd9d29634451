#include "net/forwarded.h"

#include <gtest/gtest.h>

namespace dateline::net {
namespace {

std::string client(const std::string& peer, const std::string& forwarded) {
  const std::vector<std::string> blocks = {"127.0.0.0/8", "10.0.0.0/8", "::1/128"};
  Request request;
  request.peer = peer;
  if (!forwarded.empty()) request.headers = {{"x-forwarded-for", forwarded}};
  return client_of(request, *Networks::parse(blocks));
}

TEST(Forwarded, NamesWhoAskedOurProxy) {
  EXPECT_EQ(client("127.0.0.1", "203.0.113.7"), "203.0.113.7");
  EXPECT_EQ(client("::1", "2001:db8::7"), "2001:db8::7");
  EXPECT_EQ(client("127.0.0.1", "203.0.113.7, 10.1.2.3"), "203.0.113.7") << "two proxies of ours";
}

TEST(Forwarded, BelievesNobodyElse) {
  EXPECT_EQ(client("198.51.100.4", "203.0.113.7"), "198.51.100.4");
  EXPECT_EQ(client("127.0.0.1", "1.2.3.4, 203.0.113.7"), "203.0.113.7") << "the reader wrote the first one";
}

TEST(Forwarded, StaysWithTheProxyWhereTheHeaderIsOfNoUse) {
  for (const char* header : {"", "unknown", "203.0.113.7:1234", ",,", "203.0.113.7,", "a\"b"}) {
    EXPECT_EQ(client("127.0.0.1", header), "127.0.0.1") << header;
  }
}

}  // namespace
}  // namespace dateline::net
