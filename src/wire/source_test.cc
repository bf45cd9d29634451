#include "wire/source.h"

#include <gmock/gmock.h>

namespace dateline::wire {
namespace {

TEST(Source, IsTheSameWhateverTheSchemeAndTracking) {
  const auto one = Source::from_url("https://www.example.org/rss/");
  const auto other = Source::from_url("http://example.org/rss?utm_source=x");
  ASSERT_TRUE(one && other);
  EXPECT_EQ(one->id, other->id);
  EXPECT_EQ(one->url, "https://www.example.org/rss/");
}

TEST(Source, IsOwnedByItsSiteWhenNobodySaysOtherwise) {
  const auto source = Source::from_url("https://www.example.org/rss");
  ASSERT_TRUE(source);
  EXPECT_EQ(source->outlet.owner, "example.org");
  EXPECT_EQ(source->outlet.name, "");
  EXPECT_EQ(source->rights, Rights::kSnippet);
}

TEST(Source, RefusesWhatIsNoWebAddressAndSaysWhatIs) {
  for (const char* url : {"", "example.org", "ftp://example.org/", "javascript:alert(1)", "file:///etc/passwd"}) {
    const auto source = Source::from_url(url);
    ASSERT_FALSE(source) << url;
    EXPECT_EQ(source.error().code, Code::kInvalid);
    EXPECT_THAT(source.error().message, testing::HasSubstr("https://"));
  }
}

TEST(Rights, ReadBackAsTheyPrint) {
  for (const Rights rights : {Rights::kLink, Rights::kSnippet, Rights::kFull}) {
    EXPECT_EQ(parse_rights(to_string(rights)), rights);
  }
  EXPECT_EQ(parse_rights("everything"), std::nullopt);
}

}  // namespace
}  // namespace dateline::wire
