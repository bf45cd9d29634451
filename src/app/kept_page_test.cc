#include "app/kept_page.h"

#include <gmock/gmock.h>

#include "app/newsroom_fixture.h"

namespace dateline::app {
namespace {

class KeptPage : public NewsroomTest {
 protected:
  void file_cable() {
    file({report("a", "Cable to Cape Rose cut", kCable[0]),
          report("b", "Cape Rose cut off as undersea cable fails", kCable[1]),
          report("c", "Undersea cable severed, Cape Rose hospital on reserve power", kCable[2])});
  }
  std::shared_ptr<story::FrontPage> again(const std::string& kept) {
    auto page = kept_page(kept, store_->reader());
    EXPECT_TRUE(page) << page.error().message;
    return page ? *page : nullptr;
  }
  std::string now() { return keep_page(*newsroom_->front_page()); }
};

TEST_F(KeptPage, IsThePageThatWasPublished) {
  file_cable();
  publish("Ferry timetable for March");
  const std::string kept = now();
  const auto page = again(kept);
  ASSERT_EQ(page->stories.size(), 2u);
  ASSERT_EQ(page->bar.size(), 1u);
  EXPECT_EQ(page->bar[0].story->members.size(), 3u);
  EXPECT_EQ(page->bar[0].since, newsroom_->front_page()->bar[0].since);
  EXPECT_EQ(page->bar[0].headline, newsroom_->front_page()->bar[0].headline);
  EXPECT_EQ(page->sections.at("world").size(), 2u);
  EXPECT_EQ(keep_page(*page), kept);
}

TEST_F(KeptPage, HasNothingThatWasWithdrawnSince) {
  desk::Post post = publish("Ferry timetable for March");
  file_cable();
  const std::string kept = now();
  post.state = desk::Post::State::kWithdrawn;
  ASSERT_TRUE(ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); }));
  const auto page = again(kept);
  ASSERT_EQ(page->stories.size(), 1u);
  EXPECT_EQ(page->latest.size(), 1u);
  EXPECT_EQ(page->stories[0]->members.size(), 3u);
}

TEST_F(KeptPage, HasNoEntryInTheBarThatAnEditorDroppedSince) {
  file_cable();
  const story::StoryId story = newsroom_->front_page()->bar.at(0).story->id;
  const std::string kept = now();
  ASSERT_TRUE(ask<void>(
      [&](auto done) { newsroom_->decide_bar("ana", story, story::BarDecision::kDropped, "", std::move(done)); }));
  EXPECT_TRUE(again(kept)->bar.empty());
  EXPECT_EQ(again(kept)->stories.size(), 1u);
}

TEST_F(KeptPage, ShowsAStoryThatWentIntoAnotherOnce) {
  const auto filed = file({report("a", "Cable to Cape Rose cut", kCable[0]),
                           report("b", "Chess champion retires", "The champion of many years retires from chess.")});
  ASSERT_NE(filed[0].story, filed[1].story);
  const std::string kept = now();
  ASSERT_TRUE(ask<story::StoryId>(
      [&](auto done) { newsroom_->merge_stories("ana", filed[0].story, filed[1].story, std::move(done)); }));
  ASSERT_EQ(again(kept)->stories.size(), 1u);
  EXPECT_EQ(again(kept)->stories[0]->id, filed[0].story);
}

TEST_F(KeptPage, IsPutIntoTheStoreWhenTheNewsroomCloses) {
  file_cable();
  const std::string shown = now();
  newsroom_.reset();
  const auto kept = store_->reader().setting("front_page");
  ASSERT_TRUE(kept && kept->has_value());
  EXPECT_EQ(keep_page(*again(**kept)), shown);
}

TEST_F(KeptPage, IsNoneWhereNothingWasKept) {
  for (const char* kept : {"", "{}", "[]", R"({"made_at": "yesterday"})"}) EXPECT_EQ(again(kept), nullptr) << kept;
  const auto odd =
      again(R"({"made_at":"2023-01-31T12:00:00Z","stories":[1,"x",{}],"bar":[7,{"story":[]}],"latest":{}})");
  ASSERT_NE(odd, nullptr);
  EXPECT_TRUE(odd->stories.empty());
  EXPECT_TRUE(odd->bar.empty());
}

}  // namespace
}  // namespace dateline::app
