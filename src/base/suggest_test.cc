#include "base/suggest.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 5> kVerbs = {"serve", "sources", "stories", "fetch", "feed"};

TEST(Suggest, FindsTheVerbThatWasProbablyMeant) {
  EXPECT_EQ(closest("serv", kVerbs), "serve");
  EXPECT_EQ(closest("sotries", kVerbs), "stories");  // A swap of neighbours counts one.
  EXPECT_EQ(closest("fecth", kVerbs), "fetch");
  EXPECT_EQ(did_you_mean("sourcs", kVerbs), ", did you mean 'sources'?");
}

TEST(Suggest, KeepsQuietWhenNothingIsNear) {
  EXPECT_FALSE(closest("publish", kVerbs));
  EXPECT_FALSE(closest("", kVerbs));
  EXPECT_FALSE(closest("fe", kVerbs));
  EXPECT_EQ(did_you_mean("publish", kVerbs), "");
  EXPECT_FALSE(closest(std::string(100'000, 's'), kVerbs));
}

TEST(Suggest, TakesTheNearerOfTwo) {
  constexpr std::array<std::string_view, 2> kKeys = {"listens", "listen"};
  EXPECT_EQ(closest("listem", kKeys), "listen");
}

RC_GTEST_PROP(Suggest, FindsAWordThatIsThere, (const std::string& word)) {
  RC_PRE(word.size() <= 64);
  const std::array<std::string_view, 1> words = {word};
  RC_ASSERT(closest(word, words) == std::string_view(word));
}

}  // namespace
}  // namespace dateline
