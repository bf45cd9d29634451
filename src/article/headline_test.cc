#include "article/headline.h"

#include <gtest/gtest.h>

namespace dateline::article {
namespace {

std::string choose(std::string_view html) {
  const auto document = markup::Document::parse(html);
  EXPECT_TRUE(document);
  return choose_headline(read_metadata(*document, "https://example.org/1"), "example.org");
}

TEST(Headline, IsWhatStandsOverTheReport) {
  EXPECT_EQ(choose("<title>Ferry leaves late | Sample Post</title><h1>Ferry leaves late</h1>"), "Ferry leaves late");
}

TEST(Headline, IsNotTheSitesNameThatStandsThereToo) {
  EXPECT_EQ(choose("<title>Ferry leaves late after storm - Sample Blog</title><h1>Sample Blog</h1>"
                   "<h2>Ferry leaves late after storm</h2>"),
            "Ferry leaves late after storm");
}

TEST(Headline, OfNewsIsWhatJsonLdAndOpenGraphAgreeOn) {
  EXPECT_EQ(choose(R"(<title>Harbour: ferry late | Sample Post</title>
      <meta property="og:title" content="Ferry to the islands leaves two hours late">
      <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry to the islands leaves two hours late"}
      </script><h1>Islands wait for their ferry again</h1>)"),
            "Ferry to the islands leaves two hours late");
}

TEST(Headline, IsEmptyOnlyWhereThereIsNone) {
  EXPECT_EQ(choose("<p>Nothing.</p>"), "");
  EXPECT_TRUE(headline_claims(Metadata{}, "").empty());
}

TEST(Bare, KeepsLettersAndDigitsOnly) {
  EXPECT_EQ(bare("„Ferry – late“: 2 HOURS…"), "ferrylate2hours");
  EXPECT_EQ(bare("장동혁, 정치ㅣ일보"), "장동혁정치일보");
}

}  // namespace
}  // namespace dateline::article
