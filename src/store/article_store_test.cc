#include <gmock/gmock.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;
using namespace std::string_literals;

using ArticleStore = StoreTest;

article::Article full_report() {
  article::Article article = report(0xfedcba9876543210);  // An id above the largest signed number.
  article.outlet = {.name = "Ministry", .owner = "gov.example", .primary = true};
  article.rights = wire::Rights::kFull;
  article.authors = {"Ana Ruiz", "Bo Li"};
  article.published_at = kNow - 1h;
  article.modified_at = kNow - 30min;
  article.section = "world";
  article.image = "https://example.org/image.jpg";
  article.lede = "Four rounds were held.";
  article.text = "With a NUL: \0 and \u00e9\n\nSecond."s;
  return article;
}

void expect_same(const article::Article& a, const article::Article& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.url, b.url);
  EXPECT_EQ(a.canonical_url, b.canonical_url);
  EXPECT_EQ(a.outlet, b.outlet);
  EXPECT_EQ(a.rights, b.rights);
  EXPECT_EQ(a.headline, b.headline);
  EXPECT_EQ(a.authors, b.authors);
  EXPECT_EQ(a.published_at, b.published_at);
  EXPECT_EQ(a.modified_at, b.modified_at);
  EXPECT_EQ(a.fetched_at, b.fetched_at);
  EXPECT_EQ(a.language, b.language);
  EXPECT_EQ(a.section, b.section);
  EXPECT_EQ(a.image, b.image);
  EXPECT_EQ(a.lede, b.lede);
  EXPECT_EQ(a.text, b.text);
}

std::vector<std::uint64_t> arrivals(const Reader& reader, Instant since) {
  std::vector<std::uint64_t> ids;
  expect_ok(reader.each_placed(since, [&](const PlacedArticle& placed) { ids.push_back(placed.article->id.value); }));
  return ids;
}

TEST_F(ArticleStore, GivesBackWhatWasPut) {
  const article::Article article = full_report();
  expect_ok(writer().put_article(placed(article, 1)));
  const auto read = value(reader().article(article.id));
  ASSERT_NE(read, nullptr);
  expect_same(*read, article);
}

TEST_F(ArticleStore, GivesBackWhatIsAbsentAsAbsent) {
  expect_ok(writer().put_article(placed(report(1), 1)));
  const auto read = value(reader().article(article::ArticleId{1}));
  ASSERT_NE(read, nullptr);
  EXPECT_EQ(read->published_at, std::nullopt);
  EXPECT_THAT(read->authors, IsEmpty());
  EXPECT_EQ(value(reader().article(article::ArticleId{2})), nullptr);
  EXPECT_EQ(value(reader().story_of(article::ArticleId{2})), std::nullopt);
}

TEST_F(ArticleStore, KeepsThePlace) {
  PlacedArticle copy = placed(report(2), 7);
  copy.kinship = story::Kinship::kVerbatim;
  copy.of = article::ArticleId{1};
  expect_ok(writer().put_article(copy));
  EXPECT_EQ(value(reader().story_of(article::ArticleId{2})), story::StoryId{7});
  std::vector<PlacedArticle> seen;
  expect_ok(reader().each_placed(Instant{}, [&](PlacedArticle one) { seen.push_back(std::move(one)); }));
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].story, story::StoryId{7});
  EXPECT_EQ(seen[0].kinship, story::Kinship::kVerbatim);
  EXPECT_EQ(seen[0].of, article::ArticleId{1});
}

TEST_F(ArticleStore, VisitsInOrderOfArrivalWhateverTheIdsAndClocksSay) {
  for (const std::uint64_t id : {30u, 10u, 20u}) expect_ok(writer().put_article(placed(report(id), id)));
  EXPECT_THAT(arrivals(reader(), Instant{}), ElementsAre(30, 10, 20));
}

TEST_F(ArticleStore, VisitsWhatWasFetchedSince) {
  for (const std::uint64_t id : {10u, 30u, 20u}) expect_ok(writer().put_article(placed(report(id), id)));
  EXPECT_THAT(arrivals(reader(), kNow + 20s), ElementsAre(30, 20));
  EXPECT_THAT(arrivals(reader(), kNow + 31s), IsEmpty());
}

TEST_F(ArticleStore, ReplacesAnArticleWhereItIsAndInItsPlaceInTheOrder) {
  for (const std::uint64_t id : {1u, 2u}) expect_ok(writer().put_article(placed(report(id), id)));
  article::Article newer = report(1, "Another headline", "Another text.");
  newer.fetched_at = kNow + 1h;
  expect_ok(writer().put_article(placed(newer, 2)));
  EXPECT_THAT(arrivals(reader(), Instant{}), ElementsAre(1, 2));
  EXPECT_EQ(value(reader().article(article::ArticleId{1}))->headline, "Another headline");
  EXPECT_EQ(value(reader().story_of(article::ArticleId{1})), story::StoryId{1});
  EXPECT_EQ(value(reader().counts()).articles, 2);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(ArticleStore, RemovesAnArticleWithItsPlace) {
  for (const std::uint64_t id : {1u, 2u}) expect_ok(writer().put_article(placed(report(id), 1)));
  expect_ok(writer().remove_article(article::ArticleId{1}));
  expect_ok(writer().remove_article(article::ArticleId{1}));
  EXPECT_EQ(value(reader().article(article::ArticleId{1})), nullptr);
  EXPECT_EQ(value(reader().story(story::StoryId{1}))->members.size(), 1u);
  EXPECT_THAT(arrivals(reader(), Instant{}), ElementsAre(2));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(ArticleStore, LetsAVisitorAskTheSameReader) {
  for (const std::uint64_t id : {1u, 2u}) expect_ok(writer().put_article(placed(report(id), id)));
  int found = 0;
  const auto ask = [&](const Reader& asked) {
    expect_ok(asked.each_placed(Instant{}, [&](const PlacedArticle&) {
      expect_ok(asked.each_placed(Instant{}, [&](const PlacedArticle&) { ++found; }));
    }));
  };
  ask(reader());
  ask(writer());
  EXPECT_EQ(found, 8);
}

TEST_F(ArticleStore, CountsArticlesAndStories) {
  for (const std::uint64_t id : {1u, 2u, 3u}) expect_ok(writer().put_article(placed(report(id), id == 3 ? 2 : 1)));
  const Counts counts = value(reader().counts());
  EXPECT_EQ(counts.articles, 3);
  EXPECT_EQ(counts.stories, 2);
}

}  // namespace
}  // namespace dateline::store
