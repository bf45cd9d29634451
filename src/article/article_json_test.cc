#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <chrono>

#include "article/article.h"

namespace dateline::article {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::HasSubstr;

const Instant kNow = sys_days{2023y / 1 / 31} + 18h;

Article read(std::string_view line) {
  auto article = from_json(line, kNow);
  EXPECT_TRUE(article) << article.error().message;
  return article.value_or(Article{});
}

Article sample() {
  Article article;
  article.url = "https://www.example.org/news/1?utm_source=x";
  article.canonical_url = "https://example.org/news/1";
  article.id = article_id(article.canonical_url);
  article.outlet = {"The Sample Post", "sample house", true};
  article.rights = wire::Rights::kFull;
  article.headline = "Oil rises as recession fears ease";
  article.authors = {"Jo Doe", "Ann \"Quote\" Roe"};
  article.published_at = kNow - 1h;
  article.modified_at = kNow - 30min;
  article.fetched_at = kNow;
  article.language = "en";
  article.section = "business";
  article.image = "https://example.org/a.jpg";
  article.lede = "Oil rose.";
  article.text = "Oil rose.\n\nThe dollar fell.";
  return article;
}

TEST(ArticleJson, ReadsBackAllThatItWrites) {
  const std::string line = to_json(sample());
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(to_json(read(line)), line);
  EXPECT_EQ(read(line).outlet, sample().outlet);
  EXPECT_EQ(read(line).text, sample().text);
}

TEST(ArticleJson, PrintsWhatIsNotKnownAsNullOrEmpty) {
  Article article = sample();
  article.published_at = article.modified_at = std::nullopt;
  article.section = "";
  const std::string line = to_json(article);
  EXPECT_THAT(line, HasSubstr("\"date\":null,\"modified\":null"));
  EXPECT_THAT(line, HasSubstr("\"section\":\"\""));
}

TEST(ArticleJson, NeedsOnlyAHeadlineAndAnAddress) {
  const Article article = read(R"({"title": "Oil  rises", "url": "http://www.example.org/1"})");
  EXPECT_EQ(article.headline, "Oil rises");
  EXPECT_EQ(article.canonical_url, "https://example.org/1");
  EXPECT_EQ(article.id, article_id("https://example.org/1"));
  EXPECT_EQ(article.outlet.name, "example.org");
  EXPECT_EQ(article.outlet.owner, "example.org");
  EXPECT_EQ(article.fetched_at, kNow);
  EXPECT_EQ(article.language, "und");
  EXPECT_EQ(article.rights, wire::Rights::kSnippet);
}

TEST(ArticleJson, TakesOtherProgramsNamesForFields) {
  const Article article = read(
      R"({"id": "1_10ecb", "headline": "Oil rises", "source": "Sample Wire", "published": 1675188000, "story": "x",
          "authors": "Jo Doe", "deep": {"a": [1, 2]}})");
  EXPECT_EQ(article.outlet.name, "Sample Wire");
  EXPECT_EQ(article.outlet.owner, "Sample Wire");
  EXPECT_EQ(article.published_at, kNow);
  EXPECT_THAT(article.authors, ElementsAre("Jo Doe"));
}

TEST(ArticleJson, MakesTheSameIdOfTheSameForeignId) {
  const std::string line = R"({"id": "1_10ecb", "title": "Oil rises"})";
  EXPECT_EQ(read(line).id, read(line).id);
  EXPECT_EQ(read(line).id.value, digest64("1_10ecb"));
  EXPECT_EQ(read(R"({"id": 7, "title": "x"})").id.value, digest64("7"));
  const std::string ours = article_id("https://example.org/").str();
  EXPECT_EQ(read("{\"id\": \"" + ours + "\", \"title\": \"x\"}").id.str(), ours);
}

TEST(ArticleJson, TakesTheFirstSentenceForAMissingHeadline) {
  EXPECT_EQ(read(R"({"id": "1", "title": "", "text": "Oil rose. The dollar fell."})").headline, "Oil rose.");
}

TEST(ArticleJson, SaysWhatIsMissing) {
  EXPECT_THAT(from_json(R"({"id": "1"})", kNow).error().message, HasSubstr("headline"));
  EXPECT_THAT(from_json(R"({"title": "x"})", kNow).error().message, HasSubstr("'id' or a 'url'"));
  EXPECT_THAT(from_json(R"({"title": "x", "url": "javascript:x"})", kNow).error().message,
              HasSubstr("'id' or a 'url'"));
  for (const char* line : {"", "{", "[]", "3", "{\"title\": }"}) {
    const auto article = from_json(line, kNow);
    ASSERT_FALSE(article) << line;
    EXPECT_EQ(article.error().code, Code::kInvalid);
    EXPECT_THAT(article.error().message, HasSubstr("not an article"));
  }
}

TEST(ArticleJson, RefusesNestingWithoutEnd) {
  EXPECT_FALSE(from_json(std::string(100'000, '['), kNow));
}

RC_GTEST_PROP(ArticleJson, ReadsBackAnyText, (const std::string& headline, const std::string& text)) {
  Article article = sample();
  article.headline = "x" + headline;
  article.text = text;
  // The first reading repairs (bad UTF-8, control characters); after that nothing changes any more.
  const auto once = from_json(to_json(article), kNow);
  RC_ASSERT(once.has_value());
  const auto twice = from_json(to_json(*once), kNow);
  RC_ASSERT(twice.has_value());
  RC_ASSERT(to_json(*once) == to_json(*twice));
}

TEST(Article, WasNewsWhenItSaysButNotLaterThanWeHadIt) {
  Article article = sample();
  EXPECT_EQ(article.reported_at(), kNow - 1h);
  article.published_at = kNow + 24h;
  EXPECT_EQ(article.reported_at(), kNow);
  EXPECT_EQ(article.claimed_at(), kNow + 24h);
}

}  // namespace
}  // namespace dateline::article
