#include "net/address_gate.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <rapidcheck/gtest.h>
#include <sys/un.h>

#include <cstring>

namespace dateline::net {
namespace {

using testing::HasSubstr;

struct Row {
  const char* address;
  const char* reason;  ///< nullptr: let through.
};

constexpr Row kRows[] = {
    {"1.1.1.1", nullptr},
    {"93.184.216.34", nullptr},
    {"2606:4700::1111", nullptr},
    {"2a00:1450:4001::2e", nullptr},

    {"127.0.0.1", "a loopback address"},
    {"127.255.255.254", "a loopback address"},
    {"0.0.0.0", "the unspecified address"},
    {"0.1.2.3", "an address of this network"},
    {"10.0.0.1", "a private address"},
    {"172.16.0.1", "a private address"},
    {"172.31.255.255", "a private address"},
    {"192.168.1.1", "a private address"},
    {"100.64.0.1", "a carrier-grade NAT address"},
    {"100.127.255.255", "a carrier-grade NAT address"},
    {"169.254.1.1", "a link-local address"},
    {"169.254.169.254", "a cloud metadata address"},
    {"169.254.170.2", "a link-local address"},
    {"100.100.100.200", "a cloud metadata address"},
    {"168.63.129.16", "a cloud metadata address"},
    {"192.0.0.192", "a cloud metadata address"},
    {"192.0.0.1", "an address for protocol use"},
    {"192.0.2.1", "a documentation address"},
    {"198.51.100.1", "a documentation address"},
    {"203.0.113.1", "a documentation address"},
    {"192.88.99.1", "a 6to4 relay address"},
    {"198.18.0.1", "a benchmarking address"},
    {"198.19.255.255", "a benchmarking address"},
    {"224.0.0.1", "a multicast address"},
    {"239.255.255.250", "a multicast address"},
    {"240.0.0.1", "a reserved address"},
    {"255.255.255.255", "the broadcast address"},

    // One beside each border.
    {"9.255.255.255", nullptr},
    {"11.0.0.0", nullptr},
    {"100.63.255.255", nullptr},
    {"100.128.0.0", nullptr},
    {"126.255.255.255", nullptr},
    {"128.0.0.0", nullptr},
    {"169.253.255.255", nullptr},
    {"169.255.0.0", nullptr},
    {"172.15.255.255", nullptr},
    {"172.32.0.0", nullptr},
    {"192.0.1.0", nullptr},
    {"192.167.255.255", nullptr},
    {"192.169.0.0", nullptr},
    {"198.17.255.255", nullptr},
    {"198.20.0.0", nullptr},
    {"223.255.255.255", nullptr},

    {"::", "the unspecified address"},
    {"::1", "a loopback address"},
    {"::127.0.0.1", "withdrawn"},
    {"::1.1.1.1", "withdrawn"},
    {"::ffff:0:127.0.0.1", "withdrawn"},
    {"::ffff:127.0.0.1", "127.0.0.1 is a loopback address"},
    {"::ffff:169.254.169.254", "169.254.169.254 is a cloud metadata address"},
    {"::ffff:1.1.1.1", nullptr},
    {"64:ff9b::7f00:1", "a loopback address"},
    {"64:ff9b::10.0.0.1", "a private address"},
    {"64:ff9b::1.1.1.1", nullptr},
    {"64:ff9b:1::1", "a local NAT64 address"},
    {"2002:7f00:1::", "a 6to4 address"},
    {"2002:101:101::1", "a 6to4 address"},
    {"2001:0:7f00:1::", "a Teredo address"},
    {"2001:10::1", "an address for protocol use"},
    {"2001:2::1", "a benchmarking address"},
    {"2001:1ff:ffff::1", "an address for protocol use"},
    {"2001:200::1", nullptr},
    {"2001:db8::1", "a documentation address"},
    {"3fff:fff::1", "a documentation address"},
    {"100::1", "a discard-only address"},
    {"100:0:0:1::1", "a dummy address"},
    {"5f00::1", "a segment-routing address"},
    {"fc00::1", "a private address"},
    {"fdff::1", "a private address"},
    {"fd00:ec2::254", "a cloud metadata address"},
    {"fe80::1", "a link-local address"},
    {"fe80::1%eth0", "a link-local address"},
    {"febf::1", "a link-local address"},
    {"fec0::1", "a site-local address"},
    {"ff02::1", "a multicast address"},
    {"4000::1", "not a global unicast address"},
    {"1fff::1", "not a global unicast address"},
};

TEST(AddressGate, KnowsTheSpecialPurposeRegistries) {
  const AddressGate gate;
  for (const Row& row : kRows) {
    const Status status = gate.check(row.address);
    if (!row.reason) {
      EXPECT_TRUE(status) << row.address << ": " << status.error().message;
      continue;
    }
    ASSERT_FALSE(status) << row.address;
    EXPECT_EQ(status.error().code, Code::kDenied);
    EXPECT_THAT(status.error().message, HasSubstr(row.reason)) << row.address;
  }
}

TEST(AddressGate, SaysWhichAddressAndWhatToDo) {
  EXPECT_EQ(AddressGate().check("127.0.0.1").error().message,
            "127.0.0.1 is a loopback address; see [wire] allowed_networks");
}

TEST(AddressGate, RefusesWhatIsNotANumericAddress) {
  for (const char* text : {"", "localhost", "127.1", "0x7f.1", "2130706433", "017700000001", "127.0.0.1.", "[::1]",
                           "1.1.1.1 ", "::g", "1.1.1.1:80", "2606:4700::1%", "2606:4700::1%/etc"}) {
    EXPECT_FALSE(AddressGate().check(text)) << text;
  }
  EXPECT_FALSE(AddressGate().check(std::string_view("1.1.1.1\0.evil", 13)));
}

TEST(AddressGate, ReadsSocketAddresses) {
  const AddressGate gate;
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_FALSE(gate.check(reinterpret_cast<const sockaddr&>(v4)));
  v4.sin_addr.s_addr = htonl(0x01010101);
  EXPECT_TRUE(gate.check(reinterpret_cast<const sockaddr&>(v4)));

  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_addr = in6addr_loopback;
  EXPECT_FALSE(gate.check(reinterpret_cast<const sockaddr&>(v6)));
  ASSERT_EQ(inet_pton(AF_INET6, "2606:4700::1111", &v6.sin6_addr), 1);
  EXPECT_TRUE(gate.check(reinterpret_cast<const sockaddr&>(v6)));

  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  EXPECT_FALSE(gate.check(reinterpret_cast<const sockaddr&>(local)));
}

TEST(AddressGate, LetsThroughWhatTheOperatorAllows) {
  const std::vector<std::string> blocks = {"127.0.0.0/8", "fd00::/8", "10.1.2.3"};
  const auto gate = AddressGate::with_allowed(blocks);
  ASSERT_TRUE(gate);
  EXPECT_TRUE(gate->check("127.9.9.9"));
  EXPECT_TRUE(gate->check("::ffff:127.0.0.1"));
  EXPECT_TRUE(gate->check("fd12::1"));
  EXPECT_TRUE(gate->check("10.1.2.3"));
  EXPECT_FALSE(gate->check("10.1.2.4"));
  EXPECT_FALSE(gate->check("::1"));
  EXPECT_FALSE(gate->check("fc00::1"));
  EXPECT_FALSE(gate->check("64:ff9b::7f00:1")) << "a translator's loopback is not ours";
}

TEST(AddressGate, CutsAPrefixWithinAByte) {
  const std::vector<std::string> blocks = {"172.16.0.0/12"};
  const auto gate = AddressGate::with_allowed(blocks);
  ASSERT_TRUE(gate);
  EXPECT_TRUE(gate->check("172.31.255.255"));
  EXPECT_FALSE(gate->check("192.168.0.1"));
}

TEST(AddressGate, NamesTheBlockThatIsWrong) {
  for (const char* text : {"", "localhost", "127.0.0.0/33", "::1/129", "127.0.0.0/", "127.0.0.0/-1", "127.0.0.0/8x",
                           "127.0.0/8", "fe80::%eth0/10", "1.1.1.1/99999999999"}) {
    const std::vector<std::string> blocks = {"10.0.0.0/8", text};
    const auto gate = AddressGate::with_allowed(blocks);
    ASSERT_FALSE(gate) << text;
    EXPECT_EQ(gate.error().code, Code::kInvalid);
    EXPECT_THAT(gate.error().message, HasSubstr("'" + std::string(text) + "' is no CIDR block"));
  }
}

RC_GTEST_PROP(AddressGate, JudgesAMappedAddressLikeTheAddressItself, (std::uint32_t number)) {
  in_addr address{htonl(number)};
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &address, text, sizeof text);
  const AddressGate gate;
  RC_ASSERT(gate.check(text).has_value() == gate.check("::ffff:" + std::string(text)).has_value());
}

}  // namespace
}  // namespace dateline::net
