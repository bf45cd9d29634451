#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/post.h"

namespace dateline::desk {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

constexpr Instant kNow{1'675'188'000s};  // 2023-01-31 18:00 UTC

Post good_post() {
  Post post = new_post(kNow - 2h);
  post.headline = "Havana and Washington talk again";
  post.body = "The first round since **2018**.\n\nIt was held in [Havana](https://example.org/havana).";
  post.byline = "Ana Ruiz";
  post.section = "world";
  post.state = Post::State::kPublished;
  post.published_at = kNow - 1h;
  post.updated_at = kNow - 1h;
  return post;
}

article::Article publish(const Post& post) {
  return as_article(post, {}, {.name = "Dateline", .owner = "example.org"}, "https://example.org/article/x", "en",
                    kNow);
}

TEST(PostAsArticle, IsFullReportOfTheNewsroom) {
  const Post post = good_post();
  const article::Article article = publish(post);
  EXPECT_EQ(article.id, post.article_id());
  EXPECT_EQ(article.url, "https://example.org/article/x");
  EXPECT_EQ(article.outlet.name, "Dateline");
  EXPECT_EQ(article.rights, wire::Rights::kFull);
  EXPECT_EQ(article.headline, post.headline);
  EXPECT_EQ(article.section, "world");
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(article.fetched_at, kNow);
  EXPECT_EQ(article.published_at, post.published_at);
  EXPECT_EQ(article.reported_at(), kNow - 1h);
}

TEST(PostAsArticle, HasThePlainTextOfItsMarkdown) {
  const article::Article article = publish(good_post());
  EXPECT_EQ(article.text, "The first round since 2018.\n\nIt was held in Havana.");
}

TEST(PostAsArticle, KeepsListItemsAndQuotationsApart) {
  Post post = good_post();
  post.body = "Subjects:\n\n- trafficking\n  - by sea\n- narcotics\n\n> We met.\n\nThe end.";
  EXPECT_EQ(publish(post).text, "Subjects:\n\ntrafficking\n\nby sea\n\nnarcotics\n\nWe met.\n\nThe end.");
}

TEST(PostAsArticle, TakesTheStandfirstAsLedeElseTheFirstParagraph) {
  Post post = good_post();
  EXPECT_EQ(publish(post).lede, "The first round since 2018.");
  post.standfirst = "Four rounds were held\nbefore.";
  EXPECT_EQ(publish(post).lede, "Four rounds were held before.");
}

TEST(PostAsArticle, NamesEachAuthorOnce) {
  Post post = good_post();
  post.byline = "Ana Ruiz, Bo Li and Cy Day";
  EXPECT_THAT(publish(post).authors, ElementsAre("Ana Ruiz", "Bo Li", "Cy Day"));
  post.byline = "Alexander Andrews";
  EXPECT_THAT(publish(post).authors, ElementsAre("Alexander Andrews"));
  post.byline = "";
  EXPECT_THAT(publish(post).authors, IsEmpty());
}

TEST(PostAsArticle, ClaimsAModificationOnlyWhenThereWasOne) {
  Post post = good_post();
  EXPECT_EQ(publish(post).modified_at, std::nullopt);
  post.updated_at = kNow;
  EXPECT_EQ(publish(post).modified_at, kNow);
}

TEST(PostAsArticle, KeepsItsIdWhenTheSiteMoves) {
  const Post post = good_post();
  EXPECT_EQ(as_article(post, {}, {}, "https://old.example/article/x", "en", kNow).id,
            as_article(post, {}, {}, "https://new.example/article/x", "en", kNow).id);
}

TEST(PostArticle, OfALiveArticleHasItsEntriesAndTheTimeOfTheNewest) {
  Post post = new_post(kNow);
  post.published_at = kNow;
  post.live = Post::Live::kOn;
  post.body = "The storm is at the coast.";
  LiveEntry first = new_entry(kNow + 10min), second = new_entry(kNow + 20min);
  first.headline = "The bridge is closed";
  first.body = "No lorry may cross **until morning**.";
  second.body = "The wind turns.";
  const article::Article article = as_article(post, {second, first}, {}, "https://example.org/article/x", "en", kNow);
  EXPECT_EQ(article.text,
            "The storm is at the coast.\n\nThe wind turns.\n\nThe bridge is closed\n\nNo lorry may cross until "
            "morning.");
  EXPECT_EQ(article.lede, "The storm is at the coast.");
  EXPECT_EQ(article.modified_at, kNow + 20min);
}

}  // namespace
}  // namespace dateline::desk
