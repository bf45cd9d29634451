#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "store/search_query.h"
#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Search : public StoreTest {
 protected:
  std::vector<SearchHit> hits(std::string_view query) {
    return value(reader().search({.words = std::string(query)}, {"", 10})).items;
  }
  std::vector<std::uint64_t> find(std::string_view query) {
    std::vector<std::uint64_t> ids;
    for (const SearchHit& hit : hits(query)) ids.push_back(hit.article->id.value);
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
    EXPECT_TRUE(reader().search({.words = std::string(query)}, {}));
  }
  EXPECT_THAT(find("rock AND roll"), ElementsAre(1));
  EXPECT_THAT(find("rock - roll"), ElementsAre(1));
  EXPECT_THAT(find("rock OR jazz"), IsEmpty()) << "OR is a word that has to be there, and jazz is another";
}

TEST_F(Search, ShowsTheWordsAroundWhatWasFound) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "before ";
  text += "the law\n\nenforcement dialogue";
  for (int i = 0; i < 100; ++i) text += " after";
  add(1, "Headline", text);
  const auto found = hits("enforcement");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].snippet, testing::HasSubstr("the law enforcement dialogue"));
  EXPECT_THAT(found[0].snippet, testing::StartsWith("…"));
  EXPECT_THAT(found[0].snippet, testing::EndsWith("…"));
  EXPECT_LT(found[0].snippet.size(), 250u);
}

TEST_F(Search, ShowsTheLedeWhereThereIsNoText) {
  article::Article article = report(1, "Headline", "");
  article.lede = "A lede of its own.";
  expect_ok(writer().put_article(placed(article, 1)));
  EXPECT_EQ(hits("headline").at(0).snippet, "A lede of its own.");
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
  EXPECT_EQ(hits("havana").at(0).story, story::StoryId{7});
}

TEST_F(Search, IsNeverAnError) {
  EXPECT_TRUE(
      rc::check([this](const std::string& query) { RC_ASSERT(reader().search({.words = query}, {}).has_value()); }));
}

class NarrowedSearch : public Search {
 protected:
  static article::Article said(std::uint64_t id, std::string headline, std::string text = "A text.") {
    return report(id, std::move(headline), std::move(text));
  }
  void put(article::Article article) {
    const std::uint64_t id = article.id.value;
    expect_ok(writer().put_article(placed(std::move(article), id)));
  }
  static std::vector<std::uint64_t> ids(const SearchFound& found) {
    std::vector<std::uint64_t> out;
    for (const SearchHit& hit : found.items) out.push_back(hit.article->id.value);
    return out;
  }
  SearchFound search(const SearchQuery& query, const Page& page = {}) { return value(reader().search(query, page)); }
  std::vector<std::uint64_t> hits(const SearchQuery& query) { return ids(search(query)); }
};

TEST_F(NarrowedSearch, TakesSectionOutletAndLanguage) {
  article::Article one = said(1, "Havana talks"), two = said(2, "Havana talks"), three = said(3, "Talks");
  one.section = "world";
  one.outlet.name = "El Tiempo de la Habana";
  one.language = "es-MX";
  two.section = "sport";
  three.section = "world";
  for (const auto& a : {one, two, three}) put(a);
  EXPECT_THAT(hits({.words = "havana"}), ElementsAre(2, 1));
  EXPECT_THAT(hits({.words = "havana", .section = "world"}), ElementsAre(1));
  EXPECT_THAT(hits({.words = "havana", .outlet = "el-tiempo-de-la-habana"}), ElementsAre(1));
  EXPECT_THAT(hits({.words = "havana", .language = "es"}), ElementsAre(1));
  EXPECT_THAT(hits({.words = "talks", .section = "world", .language = "en"}), ElementsAre(3));
  EXPECT_THAT(hits({.section = "world"}), ElementsAre(3, 1)) << "without a word";
  EXPECT_THAT(hits({.words = "havana", .section = "opinion"}), IsEmpty());
  EXPECT_THAT(hits({}), IsEmpty());
  EXPECT_THAT(hits({.words = "–", .section = "world"}), IsEmpty());
}

TEST_F(NarrowedSearch, CannotBeTalkedIntoAMarkByAReader) {
  article::Article one = said(1, "Havana talks");
  one.section = "world";
  put(one);
  EXPECT_THAT(hits({.words = "section:world"}), IsEmpty());
  EXPECT_THAT(hits({.words = "\"\x01section:world\""}), IsEmpty());
  for (const char* odd : {"wor\"ld", "\"", "x\" OR \"", "\x01"}) {
    EXPECT_THAT(hits({.words = "havana", .section = odd}), testing::AnyOf(IsEmpty(), ElementsAre(1))) << odd;
  }
}

TEST_F(NarrowedSearch, TakesDaysOfTheReport) {
  using std::chrono::days;
  const auto today = std::chrono::floor<days>(kNow);
  for (int i = 0; i < 5; ++i) {
    article::Article one = said(static_cast<std::uint64_t>(i + 1), "Havana talks");
    one.published_at = kNow - days(100 * i);
    put(one);
  }
  EXPECT_THAT(hits({.words = "havana", .from = today - days(100), .to = today - days(100)}), ElementsAre(2));
  EXPECT_THAT(hits({.words = "havana", .from = today - days(250)}), ElementsAre(3, 2, 1));
  EXPECT_THAT(hits({.words = "havana", .to = today - days(150)}), ElementsAre(5, 4, 3));
  EXPECT_THAT(hits({.words = "havana", .from = today, .to = today - days(1)}), IsEmpty());
  EXPECT_THAT(hits({.words = "havana", .from = today + days(1)}), IsEmpty());
  EXPECT_THAT(hits({.from = today - days(150), .to = today}), ElementsAre(2, 1));
  EXPECT_THAT(hits({.from = today - days(9000)}), ElementsAre(5, 4, 3, 2, 1)) << "all there are";
}

TEST_F(NarrowedSearch, FollowsWhatAnArticleIsMovedTo) {
  article::Article one = said(1, "Havana talks");
  one.section = "world";
  put(one);
  one.section = "sport";
  put(one);
  EXPECT_THAT(hits({.words = "havana", .section = "world"}), IsEmpty());
  EXPECT_THAT(hits({.words = "havana", .section = "sport"}), ElementsAre(1));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(NarrowedSearch, PutsTheBestFirstOnDemand) {
  put(said(1, "Havana talks end", "Havana and Washington."));
  put(said(2, "Weather", "Rain in Havana, and a long text about other things that goes on for a while."));
  put(said(3, "Chess", "A tournament in Havana."));
  EXPECT_THAT(hits({.words = "havana"}), ElementsAre(3, 2, 1));
  EXPECT_THAT(hits({.words = "havana", .best_first = true}), ElementsAre(1, 3, 2));
}

TEST_F(NarrowedSearch, GoesForthAndBackAndStandsStillWhileArticlesArrive) {
  for (std::uint64_t id = 1; id <= 5; ++id) put(said(id, "Havana"));
  for (const bool best : {false, true}) {
    SearchQuery query{.words = "havana", .best_first = best};
    const auto first = search(query, {"", 2});
    EXPECT_THAT(ids(first), ElementsAre(5, 4));
    EXPECT_EQ(first.previous, "");
    EXPECT_EQ(first.about, 5);
    EXPECT_TRUE(first.is_exact);
    put(said(6, "Havana"));
    const auto second = search(query, {first.next, 2});
    EXPECT_THAT(ids(second), ElementsAre(3, 2));
    EXPECT_THAT(ids(search(query, {second.previous, 2})), ElementsAre(5, 4));
    const auto third = search(query, {second.next, 2});
    EXPECT_THAT(ids(third), ElementsAre(1));
    EXPECT_EQ(third.next, "");
    EXPECT_THAT(ids(search(query, {"b7.999999", 2})), testing::AnyOf(IsEmpty(), ElementsAre(6, 5)));
    expect_ok(writer().remove_article(article::ArticleId{6}));
  }
}

TEST_F(NarrowedSearch, SaysWhereTheWordsStand) {
  put(said(1, "Talks in HAVANA end", "The\n\nHavana round, and Havana."));
  const auto found = search({.words = "havana"});
  const SearchHit& hit = found.items.at(0);
  const auto marked = [](const std::string& text, const SearchHit::Places& places) {
    std::vector<std::string> out;
    for (const auto& [begin, end] : places) out.push_back(text.substr(begin, end - begin));
    return out;
  };
  EXPECT_THAT(marked(hit.article->headline, hit.in_headline), ElementsAre("HAVANA"));
  EXPECT_EQ(hit.snippet, "The Havana round, and Havana.");
  EXPECT_THAT(marked(hit.snippet, hit.in_snippet), ElementsAre("Havana", "Havana"));
}

TEST_F(NarrowedSearch, FindsWordsInsideChineseJapaneseAndThai) {
  put(said(1, "東京都庁で火災", "消防が出動した。"));
  put(said(2, "北京大学宣布新计划", "学生们参加了会议。"));
  put(said(3, "นายกรัฐมนตรีแถลงข่าว", "ประชาชนรอฟัง"));
  put(said(4, "カタカナのニュース", "本文。"));
  EXPECT_THAT(hits({.words = "都庁"}), ElementsAre(1));
  EXPECT_THAT(hits({.words = "東京"}), ElementsAre(1));
  EXPECT_THAT(hits({.words = "京都"}), ElementsAre(1)) << "a pair over two words is found, too";
  EXPECT_THAT(hits({.words = "庁"}), ElementsAre(1));
  EXPECT_THAT(hits({.words = "東都"}), IsEmpty());
  EXPECT_THAT(hits({.words = "大学 会议"}), ElementsAre(2));
  EXPECT_THAT(hits({.words = "รัฐมนตรี"}), ElementsAre(3));
  EXPECT_THAT(hits({.words = "ニュース"}), ElementsAre(4));
  const auto found = search({.words = "都庁"});
  ASSERT_EQ(found.items[0].in_headline.size(), 1u);
  const auto [begin, end] = found.items[0].in_headline[0];
  EXPECT_EQ(found.items[0].article->headline.substr(begin, end - begin), "都庁");
  for (std::uint64_t id = 1; id <= 4; ++id) expect_ok(writer().remove_article(article::ArticleId{id}));
  EXPECT_THAT(hits({.words = "都庁"}), IsEmpty());
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(NarrowedSearch, KeepsHindiWordsWhole) {
  put(said(1, "हिन्दी समाचार", "पाठ"));
  EXPECT_THAT(hits({.words = "हिन्दी"}), ElementsAre(1));
  EXPECT_THAT(hits({.words = "हन्द"}), IsEmpty()) << "the same letters with other vowels";
}

TEST_F(NarrowedSearch, EstimatesHowManyThereAre) {
  for (std::uint64_t id = 1; id <= 2'000; ++id) {
    if (id % 500 == 1) expect_ok(writer().begin());
    put(said(id, id % 2 == 0 ? "Havana" : "Lima"));
    if (id % 500 == 0) expect_ok(writer().commit());
  }
  const auto rare = search({.words = "havana"});
  EXPECT_EQ(rare.about, 1'000);
  EXPECT_TRUE(rare.is_exact);
  const auto all = search({.words = "text"});
  EXPECT_FALSE(all.is_exact);
  EXPECT_EQ(all.about, 2'000);
}

TEST_F(NarrowedSearch, IsNeverAnError) {
  put(said(1, "Havana", "東京 text"));
  EXPECT_TRUE(
      rc::check([this](const std::string& words, const std::string& mark, bool best, const std::string& cursor) {
        RC_ASSERT(reader()
                      .search({.words = words, .section = mark, .outlet = mark, .best_first = best}, {cursor, 1})
                      .has_value());
      }));
}

TEST(SearchMarks, OfARangeOfDaysAreFew) {
  using namespace std::chrono;
  EXPECT_THAT(marks_of_days(2022y / 12 / 30, 2023y / 1 / 2),
              ElementsAre("day:2022-12-30", "day:2022-12-31", "day:2023-01-01", "day:2023-01-02"));
  EXPECT_THAT(marks_of_days(2021y / 12 / 31, 2023y / 3 / 1),
              ElementsAre("day:2021-12-31", "year:2022", "month:2023-01", "month:2023-02", "day:2023-03-01"));
  EXPECT_THAT(marks_of_days(2024y / 2 / 1, 2024y / 2 / 29), ElementsAre("month:2024-02"));
}

}  // namespace
}  // namespace dateline::store
