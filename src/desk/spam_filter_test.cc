#include "desk/spam_filter.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace dateline::desk {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> shown(std::string_view text, std::string_view website = "", std::string_view name = "Ana") {
  std::vector<std::string> out;
  for (const Clue& clue : clues_of(name, website, text)) out.push_back(clue.shown);
  return out;
}

/// Taught twenty of each, which differ in what they are about.
SpamFilter taught() {
  SpamFilter filter;
  for (int i = 0; i < 20; ++i) {
    const std::string n = std::to_string(i);
    filter.learn(clues_of("Reader " + n, "", "The council should mend the bridge on street " + n), false);
    filter.learn(clues_of("Winner " + n, "https://w" + n + ".casino.example", "Best casino bonus, play now " + n),
                 true);
  }
  return filter;
}

TEST(SpamFilter, HasNoOpinionBeforeItWasTaught) {
  SpamFilter filter;
  for (std::size_t i = 1; i < SpamFilter::kFewest; ++i) {
    filter.learn(clues_of("a", "", "bridge"), false);
    filter.learn(clues_of("b", "", "casino"), true);
  }
  EXPECT_EQ(filter.judge(clues_of("c", "", "casino casino")).spam, 0.5);
}

TEST(SpamFilter, KnowsAgainWhatTheDeskDecided) {
  const SpamFilter filter = taught();
  const auto spam = filter.judge(clues_of("Lucky", "https://z.casino.example", "play now at the best casino"));
  EXPECT_GT(spam.spam, 0.95);
  EXPECT_THAT(spam.because, Not(IsEmpty()));
  EXPECT_LT(filter.judge(clues_of("Ben", "", "Which bridge will the council mend first?")).spam, 0.05);
}

TEST(SpamFilter, HasNoOpinionOfWhatItNeverSaw) {
  const double spam = taught().judge(clues_of("", "https://x.test", "zzyzx qwrt")).spam;
  EXPECT_GT(spam, 0.2);
  EXPECT_LT(spam, 0.9);
}

TEST(SpamFilter, ForgetsWhatItIsToldToForget) {
  SpamFilter filter = taught();
  const auto before = filter.judge(clues_of("Ben", "", "the bonus of the council")).spam;
  const auto more = clues_of("Ben", "", "the bonus of the council");
  filter.learn(more, true);
  EXPECT_GT(filter.judge(more).spam, before);
  filter.forget(more, true);
  EXPECT_EQ(filter.judge(more).spam, before);
}

TEST(SpamFilter, SeesThroughWhatIsHiddenInWords) {
  EXPECT_THAT(shown("ca\u200Bsi\u00ADno"), Contains("casino"));
  EXPECT_THAT(shown("ca\u200Bsino"), Contains("hidden characters"));
  EXPECT_THAT(shown("c\u0430sino"), Contains("letters of two alphabets in a word"));
  EXPECT_THAT(shown("C A S I N O 7 7 7 now"), Contains("letters set apart"));
}

TEST(SpamFilter, TakesAnAddressForWhereItLeads) {
  const auto clues = shown("see https://pills.example/buy?now=cheap (or www.other.test)");
  EXPECT_THAT(clues, Contains("link: pills.example"));
  EXPECT_THAT(clues, Contains("link under: example"));
  EXPECT_THAT(clues, Contains("link: www.other.test"));
  EXPECT_THAT(clues, Contains("links: two"));
  EXPECT_THAT(clues, Not(Contains("cheap")));
  EXPECT_THAT(shown("x", "https://shop.test/a"), Contains("website: shop.test"));
}

RC_GTEST_PROP(SpamFilter, StaysBetweenGoodAndSpam, (const std::string& name, const std::string& text)) {
  const SpamFilter filter = taught();
  const auto clues = clues_of(name, text, text);
  const double spam = filter.judge(clues).spam;
  RC_ASSERT(spam >= 0 && spam <= 1);
  std::vector<std::uint64_t> hashes;
  for (const Clue& clue : clues) hashes.push_back(clue.hash);
  std::ranges::sort(hashes);
  RC_ASSERT(std::ranges::adjacent_find(hashes) == hashes.end());
}

}  // namespace
}  // namespace dateline::desk
