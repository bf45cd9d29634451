#include <gmock/gmock.h>

#include "store/article_lists.h"
#include "store/migrations.h"
#include "store/sqlite_database.h"
#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using std::chrono::days;
using std::chrono::floor;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kToday = floor<days>(kNow);

article::Article by(std::uint64_t number, std::vector<std::string> authors) {
  article::Article article = report(number);
  article.authors = std::move(authors);
  return article;
}

article::Article of(std::uint64_t number, std::string outlet, std::string language = "en") {
  article::Article article = report(number);
  article.outlet = {outlet, outlet + ".example", false};
  article.language = std::move(language);
  return article;
}

article::Article at(std::uint64_t number, Instant published) {
  article::Article article = report(number);
  article.published_at = published;
  return article;
}

class Lists : public StoreTest {
 protected:
  void add(article::Article article) {
    const std::uint64_t id = article.id.value;
    expect_ok(writer().put_article(placed(std::move(article), id)));
  }
  static std::vector<std::uint64_t> ids(const Paged<PlacedArticle>& page) {
    std::vector<std::uint64_t> out;
    for (const PlacedArticle& one : page.items) out.push_back(one.article->id.value);
    return out;
  }
  std::vector<std::uint64_t> by_author(std::string_view slug) {
    return ids(value(reader().articles_by_author(slug, {})));
  }
};

TEST_F(Lists, FindAnAuthorHoweverTheNameIsPrinted) {
  add(by(1, {"Ana Núñez"}));
  add(by(2, {"Bo Li"}));
  add(by(3, {"ANA NUÑEZ", "Ana Nunez", "Bo Li"}));
  EXPECT_THAT(by_author("ana-nunez"), ElementsAre(3, 1));
  EXPECT_THAT(by_author("bo-li"), ElementsAre(3, 2));
  EXPECT_THAT(by_author("nobody"), IsEmpty());
  EXPECT_THAT(by_author(""), IsEmpty());
}

TEST_F(Lists, ForgetWhatAnArticleNoLongerSays) {
  add(by(1, {"Ana Ruiz"}));
  add(by(1, {"Bo Li"}));
  EXPECT_THAT(by_author("ana-ruiz"), IsEmpty());
  EXPECT_THAT(by_author("bo-li"), ElementsAre(1));
  add(of(1, "Other Paper"));
  EXPECT_EQ(value(reader().outlet("example")), std::nullopt);
  expect_ok(writer().remove_article(article::ArticleId{1}));
  EXPECT_THAT(by_author("bo-li"), IsEmpty());
  EXPECT_THAT(value(reader().outlets()), IsEmpty());
  EXPECT_THAT(value(reader().days(kToday - days(400), kToday)), IsEmpty());
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(Lists, GoForthAndBackByCursor) {
  for (std::uint64_t id = 1; id <= 5; ++id) add(by(id, {"Ana Ruiz"}));
  const auto page = [&](std::string cursor) { return value(reader().articles_by_author("ana-ruiz", {cursor, 2})); };
  const auto first = page("");
  EXPECT_THAT(ids(first), ElementsAre(5, 4));
  EXPECT_EQ(first.previous, "");
  const auto second = page(first.next);
  EXPECT_THAT(ids(second), ElementsAre(3, 2));
  const auto third = page(second.next);
  EXPECT_THAT(ids(third), ElementsAre(1));
  EXPECT_EQ(third.next, "");
  const auto back = page(third.previous);
  EXPECT_THAT(ids(back), ElementsAre(3, 2));
  EXPECT_EQ(back.next, second.next);
  const auto top = page(back.previous);
  EXPECT_THAT(ids(top), ElementsAre(5, 4));
  EXPECT_EQ(top.previous, "") << "nothing is above";
}

TEST_F(Lists, StayWhereTheyAreWhileArticlesArrive) {
  for (std::uint64_t id = 1; id <= 4; ++id) add(by(id, {"Ana Ruiz"}));
  const auto first = value(reader().articles_by_author("ana-ruiz", {"", 2}));
  add(by(5, {"Ana Ruiz"}));
  EXPECT_THAT(ids(value(reader().articles_by_author("ana-ruiz", {first.next, 2}))), ElementsAre(2, 1));
}

TEST_F(Lists, TakeACursorThatNobodyMadeForTheFirstPage) {
  add(by(1, {"Ana Ruiz"}));
  for (const std::string cursor : {"x", "b", "b1x", "a.1", "b99999999999999999999", "-1", "b1.", "' OR 1"}) {
    EXPECT_THAT(ids(value(reader().articles_by_author("ana-ruiz", {cursor, 2}))), ElementsAre(1)) << cursor;
  }
  EXPECT_THAT(ids(value(reader().articles_by_author("ana-ruiz", {"", -1}))), ElementsAre(1));
}

TEST_F(Lists, OfADayAreByTheTimeOfTheReport) {
  const Instant morning = Instant{kToday} + std::chrono::hours(8);
  add(at(1, morning));
  add(at(2, morning - days(1)));
  add(at(3, morning - std::chrono::hours(1)));
  add(at(4, morning + days(30)));  // Claims a time to come: it counts from when we had it.
  EXPECT_THAT(ids(value(reader().articles_between(kToday, kToday + days(1), {}))), ElementsAre(4, 1, 3));
  EXPECT_THAT(ids(value(reader().articles_between(kToday - days(1), kToday, {}))), ElementsAre(2));
  EXPECT_THAT(ids(value(reader().articles_between(kToday - days(2), kToday - days(1), {}))), IsEmpty());
}

TEST_F(Lists, OfADayGoOnAmongReportsOfOneSecond) {
  const Instant morning = Instant{kToday} + std::chrono::hours(8);
  for (std::uint64_t id = 1; id <= 5; ++id) add(at(id, morning));
  std::vector<std::uint64_t> all;
  std::string cursor;
  do {
    const auto page = value(reader().articles_between(kToday, kToday + days(1), {cursor, 2}));
    for (const std::uint64_t id : ids(page)) all.push_back(id);
    cursor = page.next;
  } while (!cursor.empty());
  EXPECT_THAT(all, ElementsAre(5, 4, 3, 2, 1));
}

TEST_F(Lists, CountWhatWasReportedBetweenAnyTwoTimes) {
  using std::chrono::hours;
  // An hour before and after each midnight of six days.
  std::uint64_t id = 0;
  for (int day = 0; day < 6; ++day) {
    add(at(++id, kToday - days(day) + hours(1)));
    add(at(++id, kToday - days(day) + hours(23)));
  }
  const auto all = value(reader().articles_between(kToday - days(30), kToday + days(30), {"", 100})).items;
  ASSERT_EQ(all.size(), 12u);
  // From zone to zone a day begins at another hour; by whole days and part of one the sum is that of the reports.
  for (const hours offset : {hours(-12), hours(-5), hours(0), hours(2), hours(14)}) {
    std::vector<Instant> bounds;
    for (const int day : {-8, -5, -4, -3, 0, 1, 2}) bounds.push_back(Instant{kToday} + days(day) - offset);
    const auto counts = value(reader().counts_between(bounds));
    ASSERT_EQ(counts.size(), bounds.size() - 1);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto is_there = [&](const PlacedArticle& placed) {
        return placed.article->reported_at() >= bounds[i] && placed.article->reported_at() < bounds[i + 1];
      };
      EXPECT_EQ(counts[i], std::ranges::count_if(all, is_there)) << i << " at " << offset.count();
    }
  }
  EXPECT_EQ(value(reader().reported_before(kToday)), Instant{kToday} - hours(1));
  EXPECT_EQ(value(reader().reported_from(kToday)), Instant{kToday} + hours(1));
  EXPECT_EQ(value(reader().reported_from(kToday + days(1))), std::nullopt);
  EXPECT_EQ(value(reader().reported_before(kToday - days(9))), std::nullopt);
}

TEST_F(Lists, CountTheArticlesOfEachDay) {
  const Instant morning = Instant{kToday} + std::chrono::hours(8);
  add(at(1, morning));
  add(at(2, morning));
  add(at(3, morning - days(2)));
  const auto counts = value(reader().days(kToday - days(7), kToday));
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].day, kToday - days(2));
  EXPECT_EQ(counts[0].articles, 1);
  EXPECT_EQ(counts[1].day, kToday);
  EXPECT_EQ(counts[1].articles, 2);
}

TEST_F(Lists, NameEveryOutletWithWhatItPublishes) {
  add(of(1, "The Times", "en"));
  add(of(2, "El Tiempo", "es"));
  add(of(3, "El Tiempo", "en"));
  article::Article last = of(4, "El Tiempo", "es");
  last.rights = wire::Rights::kFull;
  add(last);
  const auto outlets = value(reader().outlets());
  ASSERT_EQ(outlets.size(), 2u);
  EXPECT_EQ(outlets[0].outlet.name, "El Tiempo");
  EXPECT_EQ(outlets[0].slug, "el-tiempo");
  EXPECT_EQ(outlets[0].articles, 3);
  EXPECT_THAT(outlets[0].languages, ElementsAre("es", "en"));
  EXPECT_EQ(outlets[0].rights, wire::Rights::kFull);
  EXPECT_EQ(outlets[0].newest, last.fetched_at);
  EXPECT_EQ(value(reader().outlet("the-times"))->articles, 1);
  EXPECT_EQ(value(reader().outlet("nobody")), std::nullopt);
  EXPECT_THAT(ids(value(reader().articles_of_outlet("el-tiempo", {"", 2}))), ElementsAre(4, 3));
}

TEST_F(Lists, KeepOutletsApartWhoseNamesAreAlike) {
  add(of(1, "The Post"));
  add(of(2, "The Post!"));
  add(of(3, "…"));
  EXPECT_THAT(ids(value(reader().articles_of_outlet("the-post", {}))), ElementsAre(1));
  EXPECT_THAT(ids(value(reader().articles_of_outlet("the-post-2", {}))), ElementsAre(2));
  EXPECT_THAT(ids(value(reader().articles_of_outlet("outlet", {}))), ElementsAre(3));
}

TEST_F(Lists, FindTheNewsroomsArticlesByTag) {
  const auto database = value(Database::open(folder_.database(), Database::Mode::kWrite));
  expect_ok(put_tags(*database, article::ArticleId{1}, {"Public Health", "Havana"}));
  expect_ok(put_tags(*database, article::ArticleId{2}, {"havana", "HAVANA", "…"}));
  EXPECT_THAT(ids(value(reader().articles_by_tag("havana", {}))), IsEmpty()) << "a draft is not to be seen";
  EXPECT_EQ(value(reader().tag_name("havana")), std::nullopt);
  add(report(1));
  add(report(2));
  EXPECT_THAT(ids(value(reader().articles_by_tag("havana", {}))), ElementsAre(2, 1));
  EXPECT_EQ(value(reader().tag_name("public-health")), "Public Health");
  expect_ok(put_tags(*database, article::ArticleId{1}, {"Public Health"}));
  EXPECT_THAT(ids(value(reader().articles_by_tag("havana", {}))), ElementsAre(2));
}

TEST_F(Lists, OfChangedStoriesNameEachOnceWithItsNewestReport) {
  expect_ok(writer().put_article(placed(report(1), 100)));
  expect_ok(writer().put_article(placed(report(2), 200)));
  expect_ok(writer().put_article(placed(report(3), 100)));
  expect_ok(writer().put_article(placed(report(4), 300)));
  const auto stories = [&](Instant since, Page page) {
    std::vector<std::uint64_t> out;
    const auto changed = value(reader().changed_stories(since, page));
    for (const ChangedStory& one : changed.items) out.push_back(one.story.value);
    return std::pair(out, changed.next);
  };
  EXPECT_THAT(stories({}, {}).first, ElementsAre(200, 100, 300));
  const auto [first, next] = stories({}, {"", 2});
  EXPECT_THAT(first, ElementsAre(200, 100));
  EXPECT_THAT(stories({}, {next, 2}).first, ElementsAre(300));
  EXPECT_THAT(stories(report(3).fetched_at, {}).first, ElementsAre(100, 300));
  EXPECT_THAT(stories(report(4).fetched_at + days(1), {}).first, IsEmpty());
  EXPECT_EQ(value(reader().changed_stories({}, {})).items[1].changed_at, report(3).fetched_at);
}

TEST_F(Lists, OfRepliesHoldWhatWasApproved) {
  const article::ArticleId one{1}, other{2};
  for (std::uint64_t number = 1; number <= 4; ++number) {
    desk::Reply reply = a_reply(number, number == 2 ? other : one);
    if (number != 3) reply.state = desk::ReplyState::kApproved;
    expect_ok(put(writer(), reply));
  }
  const auto listed = [&](std::optional<article::ArticleId> article, Page page) {
    std::vector<std::uint64_t> out;
    for (const PublishedReply& r : value(reader().newest_replies(article, page)).items) out.push_back(r.reply.id.value);
    return out;
  };
  EXPECT_THAT(listed(std::nullopt, {}), ElementsAre(4, 2, 1));
  EXPECT_THAT(listed(one, {}), ElementsAre(4, 1));
  EXPECT_THAT(listed(one, {value(reader().newest_replies(one, {"", 1})).next, 1}), ElementsAre(1));
}

TEST_F(Lists, AreFilledForAFolderFromBefore) {
  close();
  std::filesystem::remove_all(folder_.data());
  std::filesystem::create_directory(folder_.data());
  {
    const auto database = value(Database::open(folder_.database(), Database::Mode::kWrite));
    expect_ok(migrate(*database, 2));
    expect_ok(database->run_script(
        "INSERT INTO articles VALUES (7, 1, '', '', 'Example', 'example.org', 0, 'full', 'A headline', "
        "'Ana Ruiz' || char(10) || 'Bo Li', NULL, NULL, 1675188000, 'en', '', '', '', '', '');"
        "INSERT INTO placements (arrival, story, kinship) VALUES (7, 1, 'own-report');"));
  }
  open();
  EXPECT_THAT(by_author("bo-li"), ElementsAre(1));
  EXPECT_EQ(value(reader().outlet("example"))->articles, 1);
  EXPECT_EQ(value(reader().days(kToday, kToday)).size(), 1u);
}

}  // namespace
}  // namespace dateline::store
