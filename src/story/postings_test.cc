#include "story/postings.h"

#include <gmock/gmock.h>

#include <set>
#include <vector>

#include "story/tuning.h"

namespace dateline::story {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Postings, AreNoneForATermThatNobodyHad) {
  const Postings postings;
  EXPECT_THAT(postings.of(7), IsEmpty());
}

TEST(Postings, NameAStoryOnceHoweverOftenItHadTheTerm) {
  Postings postings;
  for (int i = 0; i < 10; ++i) {
    postings.put(7, 1);
    postings.put(7, 2);
  }
  EXPECT_THAT(postings.of(7), testing::UnorderedElementsAre(1, 2));
}

TEST(Postings, OfMoreThanThereIsRoomForAreTheNewest) {
  Postings postings;
  const auto stories = static_cast<Postings::Slot>(3 * kPostings);
  for (Postings::Slot slot = 0; slot < stories; ++slot) postings.put(7, slot);
  const std::vector<Postings::Slot> kept(postings.of(7).begin(), postings.of(7).end());
  ASSERT_EQ(kept.size(), kPostings);
  EXPECT_EQ(std::set(kept.begin(), kept.end()).size(), kPostings);
  for (Postings::Slot slot = stories - kPostings; slot < stories; ++slot) EXPECT_THAT(kept, Contains(slot));
}

TEST(Postings, AStoryThatHadTheTermAgainIsDroppedLast) {
  Postings postings;
  for (Postings::Slot slot = 0; slot < kPostings; ++slot) postings.put(7, slot);
  postings.put(7, 0);
  postings.put(7, kPostings);
  EXPECT_THAT(postings.of(7), Contains(0));
  EXPECT_THAT(postings.of(7), Not(Contains(1)));
  EXPECT_EQ(postings.of(7).size(), kPostings);
}

TEST(Postings, OfAMillionTermsAreStillBounded) {
  Postings postings;
  std::set<const void*> lists;
  for (std::uint64_t term = 0; term < 1'000'000; ++term) postings.put(term, static_cast<Postings::Slot>(term % 1000));
  for (std::uint64_t term = 0; term < 1'000'000; ++term) {
    ASSERT_LE(postings.of(term).size(), kPostings);
    lists.insert(postings.of(term).data());
  }
  EXPECT_LE(lists.size(), 1U << 18);
  EXPECT_THAT(postings.of(999'999), Contains(999));
}

}  // namespace
}  // namespace dateline::story
