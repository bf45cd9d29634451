#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Search : public StoreTest {
 protected:
  std::vector<std::uint64_t> find(std::string_view query, int limit = 10, int offset = 0) {
    std::vector<std::uint64_t> ids;
    for (const SearchHit& hit : value(reader().search(query, limit, offset))) ids.push_back(hit.article->id.value);
    return ids;
  }
  void add(std::uint64_t id, std::string headline, std::string text) {
    expect_ok(writer().put_article(placed(report(id, std::move(headline), std::move(text)), id)));
  }
};

TEST_F(Search, FindsAllWordsNewestFirst) {
  add(3, "Storm over Havana", "Rain fell.");
  add(1, "Havana talks", "No rain.");
  add(2, "Talks", "They ended.");
  EXPECT_THAT(find("havana"), ElementsAre(1, 3));
  EXPECT_THAT(find("havana rain"), ElementsAre(1, 3));
  EXPECT_THAT(find("havana talks"), ElementsAre(1));
  EXPECT_THAT(find("havana ended"), IsEmpty());
}

TEST_F(Search, FindsPhrasesInQuotationMarks) {
  add(1, "One", "The law enforcement dialogue.");
  add(2, "Two", "The enforcement of law.");
  EXPECT_THAT(find("law enforcement"), ElementsAre(2, 1));
  EXPECT_THAT(find("\"law enforcement\""), ElementsAre(1));
  EXPECT_THAT(find("“law enforcement” dialogue"), ElementsAre(1));
}

TEST_F(Search, PassesOverCaseAndAccents) {
  add(1, "São Paulo", "Bolsonaro applies.");
  EXPECT_THAT(find("sao PAULO"), ElementsAre(1));
}

TEST_F(Search, ForNothingFindsNothing) {
  add(1, "One", "Text.");
  for (const std::string_view query : {"", "  ", "\"\"", "\"", "-", "* ( )", "\t\n"}) {
    EXPECT_THAT(find(query), IsEmpty()) << query;
  }
}

TEST_F(Search, TakesOperatorsForWords) {
  add(1, "Rock and roll", "It is not or near: (new) column* ^first.");
  for (const std::string_view query : {"rock AND roll", "NOT", "new)", "(new", "column*", "^first",
                                       "headline:rock\" roll", "near", "it's \" is", "rock - roll", "{rock} + roll;"}) {
    SCOPED_TRACE(query);
    EXPECT_TRUE(reader().search(query, 10, 0));
  }
  EXPECT_THAT(find("rock AND roll"), ElementsAre(1));
  EXPECT_THAT(find("rock - roll"), ElementsAre(1));
  EXPECT_THAT(find("rock OR jazz"), IsEmpty()) << "OR is a word that has to be there, and jazz is another";
}

TEST_F(Search, ComesInPages) {
  for (std::uint64_t id = 1; id <= 5; ++id) add(id, "Havana", "Text.");
  EXPECT_THAT(find("havana", 2, 0), ElementsAre(5, 4));
  EXPECT_THAT(find("havana", 2, 2), ElementsAre(3, 2));
  EXPECT_THAT(find("havana", 2, 4), ElementsAre(1));
  EXPECT_THAT(find("havana", 2, 6), IsEmpty());
  EXPECT_THAT(find("havana", 0, 0), IsEmpty());
  EXPECT_THAT(find("havana", -1, -1), IsEmpty());
}

TEST_F(Search, ShowsTheWordsAroundWhatWasFound) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "before ";
  text += "the law\n\nenforcement dialogue";
  for (int i = 0; i < 100; ++i) text += " after";
  add(1, "Headline", text);
  const auto hits = value(reader().search("enforcement", 1, 0));
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_THAT(hits[0].snippet, testing::HasSubstr("the law enforcement dialogue"));
  EXPECT_THAT(hits[0].snippet, testing::StartsWith("…"));
  EXPECT_THAT(hits[0].snippet, testing::EndsWith("…"));
  EXPECT_LT(hits[0].snippet.size(), 250u);
}

TEST_F(Search, ShowsTheLedeWhereThereIsNoText) {
  article::Article article = report(1, "Headline", "");
  article.lede = "A lede of its own.";
  expect_ok(writer().put_article(placed(article, 1)));
  EXPECT_EQ(value(reader().search("headline", 1, 0)).at(0).snippet, "A lede of its own.");
}

TEST_F(Search, FollowsANewerVersion) {
  add(1, "Havana", "Old words.");
  add(1, "Washington", "New words.");
  EXPECT_THAT(find("havana"), IsEmpty());
  EXPECT_THAT(find("old"), IsEmpty());
  EXPECT_THAT(find("washington new"), ElementsAre(1));
}

TEST_F(Search, ForgetsWhatWasRemoved) {
  add(1, "Havana", "Words.");
  expect_ok(writer().remove_article(article::ArticleId{1}));
  EXPECT_THAT(find("havana"), IsEmpty());
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Search, NamesTheStory) {
  add(7, "Havana", "Words.");
  EXPECT_EQ(value(reader().search("havana", 1, 0)).at(0).story, story::StoryId{7});
}

TEST_F(Search, IsNeverAnError) {
  EXPECT_TRUE(rc::check([this](const std::string& query) { RC_ASSERT(reader().search(query, 1, 0).has_value()); }));
}

}  // namespace
}  // namespace dateline::store
