#include "base/ids.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace dateline {
namespace {

struct ArticleTag;
using ArticleId = Id<ArticleTag>;

TEST(ContentHash, IsBlake2b256) {
  // Checked against `b2sum -l 256`.
  EXPECT_EQ(content_hash(""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  EXPECT_EQ(content_hash("abc"), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST(Digest64, IsTheStartOfTheContentHash) {
  EXPECT_EQ(digest64("abc"), 0xbddd813c63423972ULL);
}

TEST(RandomKey, HasTheSizeAskedForAndIsNewEachTime) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string key = random_key();
    EXPECT_THAT(key, testing::MatchesRegex("[0-9a-f]{32}"));
    EXPECT_TRUE(seen.insert(key).second);
  }
  EXPECT_EQ(random_key(32).size(), 64U);
  EXPECT_EQ(random_key(0), "");
}

TEST(EncodeId, IsThirteenCharactersOfCrockford) {
  EXPECT_EQ(encode_id(0), "0000000000000");
  EXPECT_EQ(encode_id(31), "000000000000z");
  EXPECT_EQ(encode_id(32), "0000000000010");
  EXPECT_EQ(encode_id(~std::uint64_t{0}), "fzzzzzzzzzzzz");
}

TEST(DecodeId, RefusesWhatEncodeIdDoesNotPrint) {
  for (const char* text : {"", "0", "00000000000000", "000000000000", "000000000000Z", "000000000000i", "000000000000l",
                           "000000000000o", "000000000000u", "g000000000000", "zzzzzzzzzzzzz", "000000000000 "}) {
    EXPECT_FALSE(decode_id(text)) << text;
  }
}

RC_GTEST_PROP(EncodeId, ReadsBackAndSortsLikeTheNumber, (std::uint64_t a, std::uint64_t b)) {
  RC_ASSERT(decode_id(encode_id(a)) == a);
  RC_ASSERT((a < b) == (encode_id(a) < encode_id(b)));
}

TEST(Id, PrintsAndParses) {
  const ArticleId id{42};
  EXPECT_EQ(ArticleId::parse(id.str()), id);
  EXPECT_FALSE(ArticleId::parse("forty-two"));
}

}  // namespace
}  // namespace dateline
