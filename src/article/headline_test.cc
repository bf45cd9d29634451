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

/// A page of news that says three things.
std::string news(std::string_view declared, std::string_view social, std::string_view headings) {
  return choose(R"(<meta property="og:title" content=")" + std::string(social) +
                R"("><script type="application/ld+json">{"@type": "NewsArticle", "headline": ")" +
                std::string(declared) + R"("}</script>)" + std::string(headings));
}

TEST(Headline, OfNewsIsWhatJsonLdCallsIt) {
  EXPECT_EQ(news("Ferry to the islands leaves two hours late", "Why the islands wait for their ferry",
                 "<h1>Why the islands wait for their ferry</h1>"),
            "Ferry to the islands leaves two hours late");
  EXPECT_EQ(news("Ferry leaves late | Sample Post", "", R"(<meta property="og:site_name" content="Sample Post">)"),
            "Ferry leaves late");
}

TEST(Headline, IsWhatReadersSeeWhereTheH1IsForSearchEngines) {
  EXPECT_EQ(news("Sandby ferry: timetable, delays, news", "Two hours late: the ferry that nobody mends",
                 "<h1>Sandby ferry: timetable, delays, news</h1>"
                 "<h2>Traffic Two hours late: the ferry that nobody mends</h2>"),
            "Two hours late: the ferry that nobody mends");
}

TEST(Headline, IsWholeWhereJsonLdCutsIt) {
  const std::string whole =
      "The ferry to the outer islands left two hours late again, and this time even the captain could not say "
      "when its ramp would be mended";
  EXPECT_EQ(news(whole.substr(0, 123), "Ferry late", "<h1>" + whole + "</h1>"), whole);
}

TEST(Headline, HasASpaceBetweenItsElements) {
  EXPECT_EQ(news("Debate: Ferry leaves late", "", "<h1><span>Debate:</span><span>Ferry leaves late</span></h1>"),
            "Debate: Ferry leaves late");
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
