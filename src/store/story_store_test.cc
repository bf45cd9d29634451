#include <gmock/gmock.h>

#include "store/article_queries.h"
#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using story::StoryId;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using namespace std::chrono_literals;

class StoryStore : public StoreTest {
 protected:
  void add(std::uint64_t id, std::uint64_t story, std::string section = "", std::optional<Instant> published = {}) {
    article::Article article = report(id);
    article.section = std::move(section);
    article.published_at = published;
    expect_ok(writer().put_article(placed(std::move(article), story)));
  }
  Status merge(std::uint64_t from, std::uint64_t into) {
    return writer().put_changes(only(&story::Changes::merged, {{StoryId{from}, StoryId{into}}}), {});
  }
  Status link(std::uint64_t story, std::vector<StoryId> earlier, std::vector<StoryId> abroad = {}) {
    return writer().put_changes(only(&story::Changes::relinked, {StoryId{story}}),
                                {{StoryId{story}, std::move(earlier), std::move(abroad)}});
  }
  Status lock(std::uint64_t story, bool locked = true) {
    return writer().put_changes(only(&story::Changes::locked, {{StoryId{story}, locked}}), {});
  }
  Status part(std::uint64_t one, std::uint64_t other) {
    return writer().put_changes(only(&story::Changes::apart, {{StoryId{one}, StoryId{other}}}), {});
  }
  std::vector<std::pair<std::uint64_t, std::uint64_t>> apart() {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;
    for (const auto& [one, other] : value(reader().story_decisions()).apart) pairs.emplace_back(one.value, other.value);
    return pairs;
  }
  static std::vector<std::uint64_t> ids(const Paged<std::shared_ptr<const story::Story>>& page) {
    std::vector<std::uint64_t> out;
    for (const auto& story : page.items) out.push_back(story->id.value);
    return out;
  }
  std::vector<StoryId> locked() { return value(reader().story_decisions()).locked; }
  story::Changes::Placed by_editor(std::uint64_t article, std::uint64_t story) {
    return {article::ArticleId{article}, StoryId{story}, story::Kinship::kOwnReport, std::nullopt, true};
  }
  std::vector<std::uint64_t> members(std::uint64_t story) {
    std::vector<std::uint64_t> ids;
    if (const auto found = value(reader().story(StoryId{story}))) {
      for (const story::Member& member : found->members) ids.push_back(member.article->id.value);
    }
    return ids;
  }
};

TEST_F(StoryStore, HasItsMembersInOrderOfReport) {
  add(1, 9);                   // Claims nothing: reported when it was fetched.
  add(2, 9, "", kNow - 2h);    // Claims the past.
  add(3, 9, "", kNow + 100h);  // Claims the future: never later than we had it.
  add(4, 9, "", kNow - 2h);    // As early as 2, but came later.
  EXPECT_THAT(members(9), ElementsAre(2, 4, 1, 3));
  EXPECT_THAT(members(8), IsEmpty());
}

TEST_F(StoryStore, StandsInTheSectionThatMostReportsName) {
  add(1, 9, "world");
  add(2, 9, "politics");
  add(3, 9, "");
  add(4, 9, "politics");
  EXPECT_EQ(value(reader().story(StoryId{9}))->section, "politics");
  add(5, 8, "health");
  add(6, 8, "business");
  EXPECT_EQ(value(reader().story(StoryId{8}))->section, "health") << "named first";
  add(7, 7);
  EXPECT_EQ(value(reader().story(StoryId{7}))->section, "");
}

TEST_F(StoryStore, AreListedByTheirNewestArrivalPageByPage) {
  for (const std::uint64_t id : {1u, 2u, 3u, 4u, 5u}) add(id, id);
  add(6, 2);  // An old story goes on.
  expect_ok(merge(4, 3));
  const auto page = [&](const std::string& cursor) { return value(reader().stories({}, {cursor, 3})); };
  const auto first = page("");
  EXPECT_THAT(ids(first), ElementsAre(2, 5, 3));
  EXPECT_EQ(first.items[0]->members.size(), 2U) << "whole";
  EXPECT_EQ(first.previous, "");
  add(7, 7);  // What comes in between two pages is on neither.
  const auto second = page(first.next);
  EXPECT_THAT(ids(second), ElementsAre(1));
  EXPECT_EQ(second.next, "");
  EXPECT_THAT(ids(page(second.previous)), ElementsAre(2, 5, 3));
  EXPECT_THAT(ids(page(page(second.previous).previous)), ElementsAre(7));
}

TEST_F(StoryStore, OfARareKindAreLookedForOverPagesOfWhichNoneCostsMuch) {
  for (std::uint64_t id = 1; id <= 7; ++id) add(id, id, id == 1 || id == 4 || id == 7 ? "health" : "world");
  const auto database = value(Database::open(folder_.database(), Database::Mode::kRead));
  const auto page = [&](const std::string& cursor) {
    return value(list_stories(*database, {.section = "health"}, {cursor, 10}, 2));
  };
  std::vector<std::uint64_t> forwards, backwards;
  std::vector<std::string> cursors{""};
  while (cursors.size() < 9) {
    const auto found = page(cursors.back());
    for (const std::uint64_t id : ids(found)) forwards.push_back(id);
    if (found.next.empty()) break;
    cursors.push_back(found.next);
  }
  EXPECT_THAT(forwards, ElementsAre(7, 4, 1));
  EXPECT_EQ(cursors.size(), 4U) << "seven stories, two a page";
  std::string cursor = page(cursors.back()).previous;
  for (int i = 0; i < 9 && !cursor.empty(); ++i) {
    const auto found = page(cursor);
    for (const std::uint64_t id : ids(found)) backwards.push_back(id);
    EXPECT_NE(found.next, "");
    cursor = found.previous;
  }
  EXPECT_THAT(backwards, ElementsAre(4, 7));
}

TEST_F(StoryStore, AreListedByWhatIsAskedFor) {
  add(1, 9, "world");
  add(2, 9, "politics");
  add(3, 9, "politics");
  add(4, 8, "world");
  article::Article spanish = report(5);
  spanish.language = "es";
  expect_ok(writer().put_article(placed(spanish, 7)));
  expect_ok(lock(9));
  expect_ok(writer().put_changes(only(&story::Changes::placed, {by_editor(4, 8)}), {}));
  const auto listed = [&](StoryFilter filter) {
    std::vector<std::uint64_t> found;
    for (const auto& story : value(reader().stories(filter, {})).items) {
      found.push_back(story->id.value);
      EXPECT_TRUE(filter.section.empty() || story->section == filter.section);
      EXPECT_TRUE(filter.language.empty() || story->language == filter.language);
    }
    return found;
  };
  EXPECT_THAT(listed({.section = "world"}), ElementsAre(8));
  EXPECT_THAT(listed({.section = "politics"}), ElementsAre(9));
  EXPECT_THAT(listed({.language = "es"}), ElementsAre(7));
  EXPECT_THAT(listed({.language = "en"}), ElementsAre(8, 9));
  EXPECT_THAT(listed({.locked = true}), ElementsAre(9));
  EXPECT_THAT(listed({.by_editor = true}), ElementsAre(8));
  EXPECT_THAT(listed({.section = "world", .language = "en", .locked = true}), IsEmpty());
}

TEST_F(StoryStore, NamesTheStoriesBeforeIt) {
  for (const std::uint64_t id : {1u, 2u, 3u}) add(id, id);
  expect_ok(link(3, {StoryId{2}, StoryId{1}}));
  EXPECT_THAT(value(reader().story(StoryId{3}))->earlier, ElementsAre(StoryId{2}, StoryId{1}));
  expect_ok(link(3, {StoryId{1}}));
  EXPECT_THAT(value(reader().story(StoryId{3}))->earlier, ElementsAre(StoryId{1}));
}

TEST_F(StoryStore, ThatWentIntoAnotherIsAnsweredWithIt) {
  add(1, 1);
  add(2, 2);
  expect_ok(merge(1, 2));
  EXPECT_EQ(value(reader().story(StoryId{1}))->id, StoryId{2});
  EXPECT_THAT(members(1), ElementsAre(1, 2));
  EXPECT_EQ(value(reader().story_of(article::ArticleId{1})), StoryId{2});
  EXPECT_EQ(value(reader().counts()).stories, 1);
}

TEST_F(StoryStore, IsFoundOverAnyNumberOfMergers) {
  for (std::uint64_t id = 1; id <= 5; ++id) add(id, id);
  for (std::uint64_t id = 1; id < 5; ++id) expect_ok(merge(id, id + 1));
  for (std::uint64_t id = 1; id <= 5; ++id) EXPECT_EQ(value(reader().story(StoryId{id}))->id, StoryId{5});
  EXPECT_THAT(members(1), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(StoryStore, MergedTwiceIsMergedOnceAndNeverInACircle) {
  add(1, 1);
  add(2, 2);
  expect_ok(merge(1, 2));
  expect_ok(merge(1, 2));
  EXPECT_EQ(code(merge(2, 1)), Code::kConflict);
  EXPECT_EQ(code(merge(2, 2)), Code::kConflict);
  EXPECT_THAT(members(1), ElementsAre(1, 2));
}

TEST_F(StoryStore, TakesALateArticleOfAMergedStory) {
  add(1, 1);
  add(2, 2);
  expect_ok(merge(1, 2));
  add(3, 1);
  EXPECT_THAT(members(2), ElementsAre(1, 2, 3));
}

TEST_F(StoryStore, TakesTheEditorsWordAlong) {
  add(1, 1);
  add(2, 2);
  expect_ok(writer().put_bar({StoryId{1}, story::BarDecision::kPinned, "Pinned", "ana", kNow}));
  expect_ok(merge(1, 2));
  const auto bar = value(reader().bar());
  ASSERT_EQ(bar.size(), 1u);
  EXPECT_EQ(bar[0].story, StoryId{2});
  EXPECT_EQ(bar[0].headline, "Pinned");
}

TEST_F(StoryStore, KeepsTheLaterOfTwoWordsWhenStoriesMerge) {
  for (const bool from_is_later : {true, false}) {
    const std::uint64_t from = from_is_later ? 1 : 3, to = from + 1;
    expect_ok(writer().put_bar(
        {StoryId{from}, story::BarDecision::kPinned, "from", "ana", kNow + (from_is_later ? 1h : 0h)}));
    expect_ok(
        writer().put_bar({StoryId{to}, story::BarDecision::kDropped, "to", "bo", kNow + (from_is_later ? 0h : 1h)}));
    expect_ok(merge(from, to));
    const auto bar = value(reader().bar());
    ASSERT_EQ(bar.size(), 1u);
    EXPECT_EQ(bar[0].story, StoryId{to});
    EXPECT_EQ(bar[0].headline, from_is_later ? "from" : "to");
    expect_ok(writer().clear_bar(StoryId{from}));
    EXPECT_THAT(value(reader().bar()), IsEmpty());
  }
}

TEST_F(StoryStore, NeverComesBeforeItself) {
  for (const std::uint64_t id : {1u, 2u, 3u}) add(id, id);
  expect_ok(link(3, {StoryId{2}, StoryId{1}}));
  expect_ok(merge(2, 3));
  EXPECT_THAT(value(reader().story(StoryId{3}))->earlier, ElementsAre(StoryId{1}));
  expect_ok(link(3, {StoryId{2}, StoryId{1}}));
  EXPECT_THAT(value(reader().story(StoryId{3}))->earlier, ElementsAre(StoryId{1}));
}

TEST_F(StoryStore, NamesThoseOfOtherLanguagesApartFromThoseBeforeIt) {
  for (const std::uint64_t id : {1u, 2u, 3u}) add(id, id);
  expect_ok(link(3, {StoryId{1}}, {StoryId{2}}));
  close();
  open();
  EXPECT_THAT(value(reader().story(StoryId{3}))->earlier, ElementsAre(StoryId{1}));
  EXPECT_THAT(value(reader().story(StoryId{3}))->abroad, ElementsAre(StoryId{2}));
  const auto all = value(reader().story_links());
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].story, StoryId{3});
  EXPECT_THAT(all[0].earlier, ElementsAre(StoryId{1}));
  EXPECT_THAT(all[0].abroad, ElementsAre(StoryId{2}));
  EXPECT_THAT(value(reader().later_rounds(StoryId{1})), ElementsAre(StoryId{3}));
  EXPECT_THAT(value(reader().later_rounds(StoryId{2})), IsEmpty()) << "a story abroad is no round";
}

TEST_F(StoryStore, TakesItsLinksAlongBehindThoseOfTheOther) {
  for (std::uint64_t id = 1; id <= 6; ++id) add(id, id);
  expect_ok(link(1, {StoryId{3}, StoryId{2}}, {StoryId{6}}));
  expect_ok(link(2, {StoryId{4}, StoryId{3}}));
  expect_ok(link(5, {StoryId{2}, StoryId{1}}));
  expect_ok(merge(1, 2));
  EXPECT_THAT(value(reader().story(StoryId{2}))->earlier, ElementsAre(StoryId{4}, StoryId{3}));
  EXPECT_THAT(value(reader().story(StoryId{2}))->abroad, ElementsAre(StoryId{6}));
  EXPECT_THAT(value(reader().story(StoryId{5}))->earlier, ElementsAre(StoryId{2})) << "two that became one";
  expect_ok(merge(3, 4));
  EXPECT_THAT(value(reader().story(StoryId{2}))->earlier, ElementsAre(StoryId{4}));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(StoryStore, KeepsWhereAnEditorPutAnArticle) {
  add(1, 1);
  add(2, 2);
  expect_ok(writer().put_changes(only(&story::Changes::placed, {by_editor(1, 2)}), {}));
  close();
  open();
  EXPECT_THAT(members(2), ElementsAre(1, 2));
  EXPECT_THAT(members(1), IsEmpty());
  const auto story = value(reader().story(StoryId{2}));
  EXPECT_TRUE(story->members[0].by_editor);
  EXPECT_FALSE(story->members[1].by_editor);
  std::vector<bool> seen;
  expect_ok(reader().each_placed(Instant{}, [&](const PlacedArticle& one) { seen.push_back(one.by_editor); }));
  EXPECT_THAT(seen, ElementsAre(true, false));
}

TEST_F(StoryStore, KeepsThatPlaceWhenANewerVersionComes) {
  add(1, 1);
  add(2, 2);
  expect_ok(writer().put_changes(only(&story::Changes::placed, {by_editor(1, 2)}), {}));
  add(1, 1);
  EXPECT_THAT(members(2), ElementsAre(1, 2));
  EXPECT_TRUE(value(reader().story(StoryId{2}))->members[0].by_editor);
}

TEST_F(StoryStore, RefusesToPlaceAnArticleThatIsNotThere) {
  add(1, 1);
  EXPECT_EQ(code(writer().put_changes(only(&story::Changes::placed, {by_editor(1, 5), by_editor(9, 5)}), {})),
            Code::kNotFound);
  EXPECT_THAT(members(1), ElementsAre(1)) << "all of it or nothing";
}

TEST_F(StoryStore, IsLockedUntilItIsUnlocked) {
  add(1, 1);
  expect_ok(lock(1));
  expect_ok(lock(1));
  close();
  open();
  EXPECT_TRUE(value(reader().story(StoryId{1}))->locked);
  EXPECT_THAT(locked(), ElementsAre(StoryId{1}));
  expect_ok(lock(1, false));
  EXPECT_FALSE(value(reader().story(StoryId{1}))->locked);
  EXPECT_THAT(locked(), IsEmpty());
}

TEST_F(StoryStore, TakesItsLockAlongOverAnyNumberOfMergers) {
  for (std::uint64_t id = 1; id <= 4; ++id) add(id, id);
  expect_ok(lock(1));
  expect_ok(lock(2));
  expect_ok(writer().put_changes(
      only(&story::Changes::merged, {{StoryId{1}, StoryId{2}}, {StoryId{2}, StoryId{3}}, {StoryId{3}, StoryId{4}}}),
      {}));
  EXPECT_THAT(locked(), ElementsAre(StoryId{4}));
  expect_ok(lock(1, false));
  EXPECT_THAT(locked(), IsEmpty()) << "an old id stands for the story that it went into";
}

TEST_F(StoryStore, TakesItsPairsAlongAndTheOneOfTheMergedGoes) {
  for (std::uint64_t id = 1; id <= 4; ++id) add(id, id);
  expect_ok(part(2, 1));
  expect_ok(part(1, 2));
  expect_ok(part(1, 3));
  expect_ok(part(2, 3));
  EXPECT_THAT(apart(), ElementsAre(Pair(1, 2), Pair(1, 3), Pair(2, 3)));
  close();
  open();
  expect_ok(merge(1, 2));
  EXPECT_THAT(apart(), ElementsAre(Pair(2, 3)));
  expect_ok(part(1, 4));
  expect_ok(part(1, 2));
  EXPECT_THAT(apart(), ElementsAre(Pair(2, 3), Pair(2, 4))) << "through the redirect; none with itself";
  expect_ok(writer().put_changes(only(&story::Changes::together_again, {{StoryId{4}, StoryId{1}}}), {}));
  EXPECT_THAT(apart(), ElementsAre(Pair(2, 3)));
}

TEST_F(StoryStore, ThatIsOpenedAgainNoLongerLeadsElsewhereAndStartsWithNothing) {
  for (std::uint64_t id = 1; id <= 3; ++id) add(id, id);
  expect_ok(lock(1));
  expect_ok(link(1, {StoryId{3}}));
  expect_ok(merge(1, 2));
  story::Changes changes = only(&story::Changes::opened, {StoryId{1}});
  changes.placed = {by_editor(1, 1)};
  expect_ok(writer().put_changes(changes, {}));
  EXPECT_THAT(members(1), ElementsAre(1));
  EXPECT_THAT(members(2), ElementsAre(2));
  EXPECT_FALSE(value(reader().story(StoryId{1}))->locked);
  EXPECT_THAT(value(reader().story(StoryId{1}))->earlier, IsEmpty());
  EXPECT_TRUE(value(reader().story(StoryId{2}))->locked);
  expect_ok(merge(1, 3));
  EXPECT_THAT(members(3), ElementsAre(1, 3));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(StoryStore, ChangesAsAWholeOrNotAtAll) {
  for (std::uint64_t id = 1; id <= 3; ++id) add(id, id);
  story::Changes changes = only(&story::Changes::locked, {{StoryId{3}, true}});
  changes.merged = {{StoryId{1}, StoryId{2}}, {StoryId{2}, StoryId{1}}};
  EXPECT_EQ(code(writer().put_changes(changes, {})), Code::kConflict);
  EXPECT_THAT(members(1), ElementsAre(1));
  EXPECT_THAT(locked(), IsEmpty());
}

TEST_F(StoryStore, RemembersTheBar) {
  expect_ok(writer().put_bar({StoryId{1}, story::BarDecision::kPinned, "One", "ana", kNow}));
  expect_ok(writer().put_bar({StoryId{2}, story::BarDecision::kDropped, "", "bo", kNow + 1s}));
  expect_ok(writer().put_bar({StoryId{1}, story::BarDecision::kDropped, "", "bo", kNow + 2s}));
  const auto bar = value(reader().bar());
  ASSERT_EQ(bar.size(), 2u);
  EXPECT_EQ(bar[0].story, StoryId{2});
  EXPECT_EQ(bar[1].decision, story::BarDecision::kDropped);
  EXPECT_EQ(bar[1].by, "bo");
  EXPECT_EQ(bar[1].at, kNow + 2s);
}

}  // namespace
}  // namespace dateline::store
