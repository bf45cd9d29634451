#include <gmock/gmock.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using story::StoryId;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

class StoryStore : public StoreTest {
 protected:
  void add(std::uint64_t id, std::uint64_t story, std::string section = "", std::optional<Instant> published = {}) {
    article::Article article = report(id);
    article.section = std::move(section);
    article.published_at = published;
    expect_ok(writer().put_article(placed(std::move(article), story)));
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

TEST_F(StoryStore, NamesTheStoriesBeforeIt) {
  for (const std::uint64_t id : {1u, 2u, 3u}) add(id, id);
  expect_ok(writer().put_earlier(StoryId{3}, {StoryId{2}, StoryId{1}}));
  EXPECT_THAT(value(reader().story(StoryId{3}))->earlier, ElementsAre(StoryId{2}, StoryId{1}));
  expect_ok(writer().put_earlier(StoryId{3}, {StoryId{1}}));
  EXPECT_THAT(value(reader().story(StoryId{3}))->earlier, ElementsAre(StoryId{1}));
}

TEST_F(StoryStore, ThatWentIntoAnotherIsAnsweredWithIt) {
  add(1, 1);
  add(2, 2);
  expect_ok(writer().redirect_story(StoryId{1}, StoryId{2}));
  EXPECT_EQ(value(reader().story(StoryId{1}))->id, StoryId{2});
  EXPECT_THAT(members(1), ElementsAre(1, 2));
  EXPECT_EQ(value(reader().story_of(article::ArticleId{1})), StoryId{2});
  EXPECT_EQ(value(reader().counts()).stories, 1);
}

TEST_F(StoryStore, IsFoundOverAnyNumberOfMergers) {
  for (std::uint64_t id = 1; id <= 5; ++id) add(id, id);
  for (std::uint64_t id = 1; id < 5; ++id) expect_ok(writer().redirect_story(StoryId{id}, StoryId{id + 1}));
  for (std::uint64_t id = 1; id <= 5; ++id) EXPECT_EQ(value(reader().story(StoryId{id}))->id, StoryId{5});
  EXPECT_THAT(members(1), ElementsAre(1, 2, 3, 4, 5));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(StoryStore, MergedTwiceIsMergedOnceAndNeverInACircle) {
  add(1, 1);
  add(2, 2);
  expect_ok(writer().redirect_story(StoryId{1}, StoryId{2}));
  expect_ok(writer().redirect_story(StoryId{1}, StoryId{2}));
  EXPECT_EQ(code(writer().redirect_story(StoryId{2}, StoryId{1})), Code::kConflict);
  EXPECT_EQ(code(writer().redirect_story(StoryId{2}, StoryId{2})), Code::kConflict);
  EXPECT_THAT(members(1), ElementsAre(1, 2));
}

TEST_F(StoryStore, TakesALateArticleOfAMergedStory) {
  add(1, 1);
  add(2, 2);
  expect_ok(writer().redirect_story(StoryId{1}, StoryId{2}));
  add(3, 1);
  EXPECT_THAT(members(2), ElementsAre(1, 2, 3));
}

TEST_F(StoryStore, TakesTheEditorsWordAlong) {
  add(1, 1);
  add(2, 2);
  expect_ok(writer().put_bar({StoryId{1}, story::BarDecision::kPinned, "Pinned", "ana", kNow}));
  expect_ok(writer().redirect_story(StoryId{1}, StoryId{2}));
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
    expect_ok(writer().redirect_story(StoryId{from}, StoryId{to}));
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
  expect_ok(writer().put_earlier(StoryId{3}, {StoryId{2}, StoryId{1}}));
  expect_ok(writer().redirect_story(StoryId{2}, StoryId{3}));
  EXPECT_THAT(value(reader().story(StoryId{3}))->earlier, ElementsAre(StoryId{1}));
  expect_ok(writer().put_earlier(StoryId{3}, {StoryId{2}, StoryId{1}}));
  EXPECT_THAT(value(reader().story(StoryId{3}))->earlier, ElementsAre(StoryId{1}));
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
