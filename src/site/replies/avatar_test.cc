#include "site/replies/avatar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace dateline::site {
namespace {

TEST(Avatar, IsTheSameForTheSameSeed) {
  EXPECT_EQ(avatar(7).str(), avatar(7).str());
}

TEST(Avatar, DiffersFromAlmostAllOthers) {
  std::set<std::string> seen;
  for (std::uint32_t seed = 0; seed < 10'000; ++seed) seen.insert(avatar(seed).str());
  EXPECT_GT(seen.size(), 9'900u);
}

TEST(Avatar, IsSymmetric) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const std::string picture = avatar(seed).str();
    std::multiset<std::string> cells;
    for (auto at = picture.find('M'); at != std::string::npos; at = picture.find('M', at + 1)) {
      cells.insert(picture.substr(at + 1, 3));
    }
    ASSERT_FALSE(cells.empty());
    for (const std::string& cell : cells) {
      EXPECT_EQ(cells.count(std::string(1, static_cast<char>('0' + 6 - (cell[0] - '0'))) + cell.substr(1)), 1u) << cell;
    }
  }
}

TEST(Avatar, HasNoStyleThatThePolicyRefusesAndIsSilent) {
  EXPECT_THAT(avatar(1).str(), testing::Not(testing::HasSubstr("style")));
  EXPECT_THAT(avatar(1).str(), testing::HasSubstr(R"(aria-hidden="true")"));
}

}  // namespace
}  // namespace dateline::site
