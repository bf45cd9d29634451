#include "store/row.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace dateline::store {
namespace {

TEST(RowHash, TellsNothingZeroAndEmptyApart) {
  EXPECT_NE(hash_of(Row{Value()}), hash_of(Row{0}));
  EXPECT_NE(hash_of(Row{Value()}), hash_of(Row{""}));
  EXPECT_NE(hash_of(Row{0}), hash_of(Row{"0"}));
}

TEST(RowHash, TellsWhereAColumnEnds) {
  EXPECT_NE(hash_of(Row{"ab", "c"}), hash_of(Row{"a", "bc"}));
  EXPECT_NE(hash_of(Row{"a"}), hash_of(Row{"a", ""}));
}

TEST(RowHash, IsTheSameInEveryVersion) {
  // What is on people's disks was hashed so. If this fails, check() would find every row changed.
  EXPECT_EQ(hash_of(Row{std::nullopt, -1, "caf\u00e9"}), content_hash(std::string("ni\xff\xff\xff\xff\xff\xff\xff\xff"
                                                                                  "t\x05\0\0\0\0\0\0\0caf\xc3\xa9",
                                                                                  24)));
}

RC_GTEST_PROP(RowHash, IsOfTheContentOnly, (const std::string& a, std::int64_t b)) {
  RC_ASSERT(hash_of(Row{a, b}) == hash_of(Row{a, b}));
  RC_ASSERT(hash_of(Row{a, b}) != hash_of(Row{a + "x", b}));
  RC_ASSERT(hash_of(Row{a, b}) != hash_of(Row{a, b ^ 1}));
}

}  // namespace
}  // namespace dateline::store
