#include "text/shingles.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace dateline::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::uint64_t> sorted_set(const std::set<std::uint64_t>& values) {
  return {values.begin(), values.end()};
}

TEST(Shingles, AreOnePerWindowOfWords) {
  EXPECT_THAT(shingles("one two three four five six seven"), SizeIs(3));
  EXPECT_THAT(shingles("a a a a a a a a"), SizeIs(1));
  EXPECT_THAT(shingles("short text"), SizeIs(1));
  EXPECT_THAT(shingles(" ... "), IsEmpty());
}

TEST(Shingles, NeverChange) {
  EXPECT_THAT(shingles("Man bites dog; dog bites MAN’s hat"),
              ElementsAre(0x88A43C6F25B6540Eu, 0x8D51B2DDEB6B5E53u, 0xC020B7D3B5DE31AAu));
}

TEST(Shingles, AreSortedHoweverMany) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + " ";
  const auto many = shingles(text);
  EXPECT_THAT(many, SizeIs(19'996));
  EXPECT_TRUE(std::ranges::is_sorted(many));
}

TEST(Shingles, DoNotSeeCaseOrPunctuation) {
  EXPECT_EQ(shingles("One, two: THREE four five!"), shingles("one two three four five"));
}

TEST(Shingles, SeeTheOrderOfWords) {
  EXPECT_NE(shingles("man bites dog", 3), shingles("dog bites man", 3));
}

TEST(Shingles, FindACopyInsideALongerText) {
  const auto source = shingles("the talks were held in Havana on the eighteenth and nineteenth of January");
  const auto copy =
      shingles("Officials said the talks were held in Havana on the eighteenth and nineteenth of January, and left");
  EXPECT_EQ(containment(source, copy), 1.0);
  EXPECT_LT(containment(copy, source), 1.0);
}

RC_GTEST_PROP(Shingles, ContainmentAndJaccardKeepTheirBounds,
              (const std::set<std::uint64_t>& left, const std::set<std::uint64_t>& right)) {
  const auto a = sorted_set(left);
  const auto b = sorted_set(right);
  const double both = jaccard(a, b);
  RC_ASSERT(both >= 0 && both <= 1);
  RC_ASSERT(both == jaccard(b, a));
  RC_ASSERT(containment(a, b) >= both && containment(a, b) <= 1);
  RC_ASSERT(jaccard(a, a) == (a.empty() ? 0 : 1));
}

TEST(MinHash, OfTheEmptySetIsAllOnes) {
  MinHash expected;
  expected.fill(0xFFFFFFFF);
  EXPECT_EQ(min_hash({}), expected);
}

TEST(MinHash, EstimatesTheJaccardSimilarity) {
  // 64 places estimate with a standard deviation of at most 0.0625; a quarter of them away would be four of those.
  for (const double similarity : {0.1, 0.5, 0.9}) {
    std::vector<std::uint64_t> a, b;
    constexpr std::uint64_t kCount = 2000;
    for (std::uint64_t i = 0; i < kCount; ++i) {
      const std::uint64_t hash = shingles("word" + std::to_string(i)).front();
      const double place = static_cast<double>(i) / kCount;
      if (place < similarity || i % 2 == 0) a.push_back(hash);
      if (place < similarity || i % 2 == 1) b.push_back(hash);
    }
    std::ranges::sort(a);
    std::ranges::sort(b);
    const MinHash x = min_hash(a), y = min_hash(b);
    int equal = 0;
    for (std::size_t i = 0; i < x.size(); ++i) equal += x[i] == y[i];
    EXPECT_LT(std::abs(equal / 64.0 - jaccard(a, b)), 0.25) << similarity;
  }
}

RC_GTEST_PROP(MinHash, OfAUnionIsTheLeastOfBoth,
              (const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b)) {
  std::vector<std::uint64_t> both = a;
  both.insert(both.end(), b.begin(), b.end());
  const MinHash x = min_hash(a), y = min_hash(b), z = min_hash(both);
  for (std::size_t i = 0; i < z.size(); ++i) RC_ASSERT(z[i] == std::min(x[i], y[i]));
}

}  // namespace
}  // namespace dateline::text
