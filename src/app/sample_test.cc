#include "app/sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <map>

#include "app/newsroom.h"
#include "app/reading.h"

namespace dateline::app {
namespace {

class SampleTest : public testing::Test {
 protected:
  SampleTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dateline-sample-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    auto store = store::open_sqlite(folder_, store::Access::kWrite);
    DATELINE_CHECK(store.has_value());
    store_ = std::move(*store);
    const Status filled = fill_with_sample(*store_, with_sample_names(Config()));
    EXPECT_TRUE(filled) << filled.error().message;
    auto newsroom = Newsroom::open({with_sample_names(Config()).name, "", "en", true}, clock_, *store_);
    DATELINE_CHECK(newsroom.has_value());
    newsroom_ = std::move(*newsroom);
  }
  ~SampleTest() override {
    newsroom_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::vector<Filed> import(const std::string& file) {
    std::vector<article::Article> articles;
    const Status read = read_any(
        file, {"", wire::Rights::kFull, clock_},
        {[&](article::Article a) { articles.push_back(std::move(a)); }, [](wire::Source) {}, [](std::string) {}});
    EXPECT_TRUE(read) << read.error().message;
    auto filed = ask<std::vector<Filed>>([&](auto done) { newsroom_->file(std::move(articles), std::move(done)); });
    EXPECT_TRUE(filed);
    return filed ? *filed : std::vector<Filed>{};
  }
  std::shared_ptr<const story::Story> story_about(std::string_view words) {
    for (const auto& s : newsroom_->front_page()->latest) {
      for (const auto& m : s->members) {
        if (m.article->headline.find(words) != std::string::npos) return s;
      }
    }
    return nullptr;
  }

  std::filesystem::path folder_;
  ManualClock clock_{kSampleStart};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Newsroom> newsroom_;
};

TEST_F(SampleTest, TheBarShowsTenReportsAsSevenEntries) {
  const auto page = newsroom_->front_page();
  ASSERT_EQ(page->bar.size(), 7u);
  std::vector<int> outlets;
  for (const auto& entry : page->bar) outlets.push_back(entry.story->independent_outlets());
  EXPECT_EQ(outlets[0], 3) << page->bar[0].headline;
  EXPECT_THAT(page->bar[0].headline, testing::HasSubstr("visa"));
  const auto emergencies = std::find_if(page->bar.begin(), page->bar.end(), [](const auto& e) {
    return e.headline.find("COVID") != std::string::npos || e.headline.find("emergenc") != std::string::npos;
  });
  ASSERT_NE(emergencies, page->bar.end());
  EXPECT_EQ(emergencies->story->independent_outlets(), 2);
}

TEST_F(SampleTest, TheStatementItsReprintAndItsRewriteAreOneStoryWithThePrimarySource) {
  const auto talks = story_about("Law Enforcement Dialogue");
  ASSERT_NE(talks, nullptr);
  ASSERT_NE(talks->primary(), nullptr);
  EXPECT_GE(talks->members.size(), 4u);
  std::map<std::string, story::Kinship> kinships;
  for (const auto& m : talks->members) kinships[m.article->outlet.name] = m.kinship;
  EXPECT_EQ(kinships["Quayside Post (sample)"], story::Kinship::kVerbatim);
  EXPECT_EQ(kinships["Daily Relay (sample)"], story::Kinship::kReworded);
  EXPECT_EQ(kinships["Sample Wire"], story::Kinship::kOwnReport);
  EXPECT_EQ(talks->independent_outlets(), 2);
  EXPECT_FALSE(talks->earlier.empty()) << "the rounds before are remembered";
}

TEST_F(SampleTest, TheRoundOf2024IsAStoryOfItsOwnAndKnowsTheRoundBefore) {
  const auto before = story_about("Law Enforcement Dialogue");
  ASSERT_NE(before, nullptr);
  const auto filed = import("sample/round-2024.xml");
  ASSERT_FALSE(filed.empty());
  EXPECT_NE(filed[0].story, before->id);
  auto story = store_->reader().story(filed[0].story);
  ASSERT_TRUE(story && *story);
  EXPECT_THAT((*story)->earlier, testing::Contains(before->id));
}

TEST_F(SampleTest, AnEighthMatterOfThreeOutletsBreaks) {
  import("sample/eighth-matter/one.xml");
  import("sample/eighth-matter/two.xml");
  EXPECT_EQ(newsroom_->front_page()->bar.size(), 7u);
  import("sample/eighth-matter/three.xml");
  EXPECT_EQ(newsroom_->front_page()->bar.size(), 8u);
}

TEST_F(SampleTest, TheNewsroomsArticleHasRepliesAndOneIsHeld) {
  const auto posts = store_->reader().posts();
  ASSERT_TRUE(posts);
  ASSERT_EQ(posts->size(), 2u);
  const desk::Post& analysis = posts->at(1);  // The one saved last is first.
  EXPECT_EQ(store_->reader().count_replies(analysis.article_id()), 5);
  EXPECT_FALSE(analysis.tags.empty());
  EXPECT_FALSE(analysis.brief.empty());
  EXPECT_EQ(store_->reader().queue_counts()->held, 1);
}

TEST_F(SampleTest, TheNewsroomCoversAStormLive) {
  const desk::Post live = store_->reader().posts()->at(0);
  EXPECT_EQ(live.live, desk::Post::Live::kOn);
  const auto entries = *store_->reader().live_entries(live.id);
  EXPECT_EQ(entries.size(), 9u);
  EXPECT_LT(entries.front().at, kSampleStart);
  EXPECT_TRUE(std::is_sorted(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.at > b.at; }));
  EXPECT_NE(story_about("Storm night at Saltwick Haven"), nullptr);
}

TEST_F(SampleTest, HasDrawingsInEachSizeAndShowsOneInItsArticle) {
  const store::Reader& reader = store_->reader();
  const auto pictures = *reader.pictures(10);
  ASSERT_EQ(pictures.size(), 3u);
  for (const desk::Picture& picture : pictures) {
    EXPECT_THAT(desk::check_picture_words(picture.use()), testing::IsEmpty());
    for (const int width : desk::rendition_widths(picture.width)) {
      EXPECT_TRUE(*reader.rendition(picture.id, width, desk::kWebpType)) << width;
    }
    EXPECT_TRUE(*reader.rendition(picture.id, 1600, desk::kJpegType));
  }
  const auto posts = *reader.posts();
  EXPECT_EQ(posts.at(0).picture.value().id, pictures[2].id);
  EXPECT_EQ(posts.at(1).picture.value().id, pictures[0].id);
  EXPECT_THAT(posts.at(1).body, testing::HasSubstr("![](picture:" + pictures[1].id.str() + ")"));
  EXPECT_THAT(store_->check()->problems, testing::IsEmpty());
}

TEST_F(SampleTest, AFolderWithArticlesOfItsOwnIsNotFilledOver) {
  newsroom_.reset();
  const Status again = fill_with_sample(*store_, Config());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::kConflict);
}

}  // namespace
}  // namespace dateline::app
