#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "desk/reply.h"

namespace dateline::desk {
namespace {

TEST(TruncatePeer, CutsIPv4ToTwentyFourBits) {
  EXPECT_EQ(truncate_peer("203.0.113.7"), "203.0.113.0/24");
  EXPECT_EQ(truncate_peer("255.255.255.255"), "255.255.255.0/24");
}

TEST(TruncatePeer, CutsIPv6ToFortyEightBits) {
  EXPECT_EQ(truncate_peer("2001:db8:abcd:12:1:2:3:4"), "2001:db8:abcd::/48");
  EXPECT_EQ(truncate_peer("::1"), "::/48");
  EXPECT_EQ(truncate_peer("fe80::1%eth0"), "fe80::/48");
}

TEST(TruncatePeer, CutsAMappedIPv4AddressLikeTheOneItIs) {
  EXPECT_EQ(truncate_peer("::ffff:203.0.113.7"), "203.0.113.0/24");
  EXPECT_EQ(truncate_peer("::ffff:cb00:7107"), "203.0.113.0/24");
}

TEST(TruncatePeer, KeepsNothingOfWhatIsNoAddress) {
  for (const std::string_view text :
       {"", "unknown", "203.0.113", "203.0.113.7:80", "203.0.113.999", "[::1]", "203.0.113.7, 198.51.100.1", "/24"}) {
    EXPECT_EQ(truncate_peer(text), "") << text;
  }
  EXPECT_EQ(truncate_peer(std::string_view("203.0.113.7\0x", 13)), "");
}

TEST(TruncatePeer, CutsAWholeAddressThatCarriesAPrefix) {
  EXPECT_EQ(truncate_peer("203.0.113.7/24"), "203.0.113.0/24");
}

RC_GTEST_PROP(TruncatePeer, CuttingTwiceIsCuttingOnce, (std::uint32_t bits, bool mapped)) {
  const std::string address = (mapped ? "::ffff:" : "") + std::to_string(bits >> 24) + "." +
                              std::to_string(bits >> 16 & 255) + "." + std::to_string(bits >> 8 & 255) + "." +
                              std::to_string(bits & 255);
  const std::string cut = truncate_peer(address);
  RC_ASSERT(cut.ends_with(".0/24"));
  RC_ASSERT(truncate_peer(cut) == cut);
}

RC_GTEST_PROP(TruncatePeer, TakesAnyBytes, (const std::string& bytes)) {
  const std::string cut = truncate_peer(bytes);
  RC_ASSERT(cut.empty() || cut.ends_with("/24") || cut.ends_with("/48"));
  RC_ASSERT(truncate_peer(cut) == cut);
}

}  // namespace
}  // namespace dateline::desk
