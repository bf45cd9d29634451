#include "app/newsroom.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

namespace dateline::app {
namespace {

using std::chrono::minutes;

constexpr Instant kNoon{std::chrono::sys_days{std::chrono::year{2023} / 1 / 31} + std::chrono::hours{12}};

article::Article report(const std::string& outlet, const std::string& headline, const std::string& text) {
  article::Article a;
  a.url = "https://" + outlet + ".example/" + content_hash(headline).substr(0, 8);
  a.canonical_url = a.url;
  a.id = article::article_id(a.canonical_url);
  a.outlet = {outlet, outlet, false};
  a.headline = headline;
  a.text = text;
  a.lede = text;
  a.language = "en";
  a.section = "world";
  a.fetched_at = kNoon;
  return a;
}

const char* const kCable[] = {
    "The undersea cable to Cape Rose island was cut early on Tuesday and the hospital of Cape Rose runs on reserve "
    "power.",
    "Cape Rose is without telephone and internet after its undersea cable was cut; the hospital uses reserve power.",
    "An undersea cable that serves Cape Rose island was severed, leaving the hospital there on reserve power, "
    "officials said."};

class NewsroomTest : public testing::Test {
 protected:
  NewsroomTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "dateline-newsroom-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    open();
  }
  ~NewsroomTest() override {
    close();
    std::filesystem::remove_all(folder_);
  }

  void open() {
    auto store = store::open_sqlite(folder_, store::Access::kWrite);
    ASSERT_TRUE(store) << store.error().message;
    store_ = std::move(*store);
    auto newsroom = Newsroom::open({"Cape Gazette", "https://gazette.example", "en", false}, clock_, *store_);
    ASSERT_TRUE(newsroom) << newsroom.error().message;
    newsroom_ = std::move(*newsroom);
  }
  void close() {
    newsroom_.reset();
    store_.reset();
  }

  std::vector<Filed> file(std::vector<article::Article> articles) {
    auto filed = ask<std::vector<Filed>>([&](auto done) { newsroom_->file(std::move(articles), std::move(done)); });
    EXPECT_TRUE(filed) << filed.error().message;
    return filed ? *filed : std::vector<Filed>{};
  }
  desk::Post publish(const std::string& headline) {
    desk::Post post = desk::new_post(clock_.now());
    post.headline = headline;
    post.body = "A body of a few words, which is all that it takes.";
    post.section = "world";
    post.state = desk::Post::State::kPublished;
    auto saved = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
    EXPECT_TRUE(saved) << saved.error().message;
    return saved ? *saved : post;
  }
  Result<desk::PostedReply> reply(const desk::Post& post, const std::string& text, const std::string& email,
                                  const std::string& once) {
    desk::ReplyForm form;
    form.comment = text;
    form.author = "Reader";
    form.email = email;
    form.post_id = post.article_id().str();
    form.once = once;
    auto draft = desk::check_reply(form, "203.0.113.7");
    EXPECT_TRUE(draft);
    return ask<desk::PostedReply>([&](auto done) { newsroom_->post_reply(*draft, std::move(done)); });
  }

  std::filesystem::path folder_;
  ManualClock clock_{kNoon};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Newsroom> newsroom_;
};

TEST_F(NewsroomTest, ThreeOutletsWithinHalfAnHourPutAStoryIntoTheBarAndItLeavesWhenItIsOver) {
  file({report("a", "Cable to Cape Rose cut", kCable[0]),
        report("b", "Cape Rose cut off as undersea cable fails", kCable[1])});
  EXPECT_TRUE(newsroom_->front_page()->bar.empty());
  file({report("c", "Undersea cable severed, Cape Rose hospital on reserve power", kCable[2])});
  ASSERT_EQ(newsroom_->front_page()->bar.size(), 1u);
  EXPECT_EQ(newsroom_->front_page()->bar[0].story->independent_outlets(), 3);

  clock_.advance(std::chrono::hours{3});
  file({report("d", "Chess final drawn", "The final of the chess tournament ended in a draw after nine hours.")});
  EXPECT_TRUE(newsroom_->front_page()->bar.empty());
}

TEST_F(NewsroomTest, ARestartDoesNotMakeTheBarJump) {
  const auto bar = [&] {
    std::vector<std::pair<story::StoryId, Instant>> entries;
    for (const auto& entry : newsroom_->front_page()->bar) entries.emplace_back(entry.story->id, entry.since);
    return entries;
  };
  const auto file_now = [&](const char* outlet, const char* headline, const char* text) {
    article::Article a = report(outlet, headline, text);
    a.fetched_at = clock_.now();
    file({a});
  };
  const auto wait_and_restart = [&](minutes wait) {
    clock_.advance(wait);
    close();
    open();
  };
  file_now("a", "Cable to Cape Rose cut", kCable[0]);
  file_now("b", "Cape Rose cut off as undersea cable fails", kCable[1]);
  wait_and_restart(minutes{10});
  EXPECT_TRUE(bar().empty());
  file_now("c", "Undersea cable severed, Cape Rose hospital on reserve power", kCable[2]);
  const auto broke = bar();
  ASSERT_EQ(broke.size(), 1u);
  EXPECT_EQ(broke[0].second, kNoon + minutes{10});

  clock_.advance(minutes{100});
  file_now("d", "Cape Rose hospital still on reserve power after cable was cut",
           "Cape Rose island waits for its undersea cable; the hospital still runs on reserve power.");
  // Longer than two hours after it broke, and not after the last new owner.
  wait_and_restart(minutes{100});
  EXPECT_EQ(bar(), broke);
  wait_and_restart(minutes{21});
  EXPECT_TRUE(bar().empty());
}

TEST_F(NewsroomTest, WhatWasFiledIsThereAfterARestartInTheSameStories) {
  const auto filed = file(
      {report("a", "Cable to Cape Rose cut", kCable[0]), report("b", "Cape Rose cut off as cable fails", kCable[1])});
  const std::uint64_t edition = newsroom_->front_page()->edition;
  close();
  open();
  EXPECT_GT(newsroom_->front_page()->edition, edition);
  ASSERT_EQ(newsroom_->front_page()->stories.size(), 1u);
  EXPECT_EQ(newsroom_->front_page()->stories[0]->id, filed[0].story);
  const auto third = file({report("c", "Undersea cable severed, Cape Rose hospital on reserve power", kCable[2])});
  EXPECT_EQ(third[0].story, filed[0].story);
}

TEST_F(NewsroomTest, AnArticleThatIsKnownAsItIsIsNotFiledAgain) {
  const auto once = file({report("a", "Cable to Cape Rose cut", kCable[0])});
  const auto twice = file({report("a", "Cable to Cape Rose cut", kCable[0])});
  EXPECT_TRUE(once[0].is_new);
  EXPECT_FALSE(twice[0].is_new);
  EXPECT_EQ(twice[0].story, once[0].story);
}

TEST_F(NewsroomTest, APublishedPostEntersTheStreamAndLeavesItWhenWithdrawn) {
  desk::Post post = publish("What the cable means for Cape Rose");
  ASSERT_EQ(newsroom_->front_page()->stories.size(), 1u);
  EXPECT_EQ(newsroom_->front_page()->stories[0]->best().id, post.article_id());
  post.state = desk::Post::State::kWithdrawn;
  auto saved = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
  ASSERT_TRUE(saved);
  EXPECT_TRUE(newsroom_->front_page()->stories.empty());
}

TEST_F(NewsroomTest, ASaveOverSomebodyElsesSaveIsRefused) {
  desk::Post mine = publish("First version");
  desk::Post theirs = mine;
  theirs.headline = "Their version";
  ASSERT_TRUE(ask<desk::Post>([&](auto done) { newsroom_->save_post("ben", theirs, std::move(done)); }));
  auto late = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", mine, std::move(done)); });
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::kConflict);
  EXPECT_THAT(late.error().message, testing::HasSubstr("ben"));
}

TEST_F(NewsroomTest, TheSameFormTwiceIsOneReplyWithOnePreview) {
  const desk::Post post = publish("Open to replies");
  auto first = reply(post, "Well said.", "reader@example.com", "form-1");
  auto again = reply(post, "Well said.", "reader@example.com", "form-1");
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->id, again->id);
  EXPECT_EQ(first->preview_key, again->preview_key);
  EXPECT_EQ(store_->reader().replies(desk::ReplyState::kHeld, 10)->size(), 1u);
}

TEST_F(NewsroomTest, AHeldReplyIsPublicOnlyAfterSomebodyApprovedItAndThatIsLogged) {
  const desk::Post post = publish("Open to replies");
  auto posted = reply(post, "Well said.", "reader@example.com", "form-1");
  ASSERT_TRUE(posted);
  EXPECT_TRUE(store_->reader().public_replies(post.article_id())->empty());
  ASSERT_TRUE(ask<void>([&](auto done) {
    newsroom_->decide_reply("ana", posted->id, desk::ReplyState::kApproved, "", std::move(done));
  }));
  ASSERT_EQ(store_->reader().public_replies(post.article_id())->size(), 1u);
  EXPECT_EQ(store_->reader().audit(1)->at(0).action, "reply.approved");
  EXPECT_EQ(store_->reader().audit(1)->at(0).who, "ana");
}

TEST_F(NewsroomTest, ARefusedReplyDoesNotDisturbTheOthersOfItsBatch) {
  const desk::Post post = publish("Open to replies");
  ASSERT_TRUE(reply(post, "Well said.", "reader@example.com", "form-1"));
  auto repeated = reply(post, "Well said.", "reader@example.com", "form-2");
  ASSERT_FALSE(repeated);
  clock_.advance(minutes{1});
  EXPECT_TRUE(reply(post, "And one more thing.", "reader@example.com", "form-3"));
}

TEST_F(NewsroomTest, ASetupLinkWorksOnce) {
  auto key = ask<std::string>(
      [&](auto done) { newsroom_->make_setup_link("system", "", desk::Role::kAdmin, std::move(done)); });
  ASSERT_TRUE(key);
  const std::string hash = desk::hash_password("a long enough password");
  EXPECT_TRUE(ask<std::string>([&](auto done) { newsroom_->use_setup_link(*key, "ana", hash, std::move(done)); }));
  auto second = ask<std::string>([&](auto done) { newsroom_->use_setup_link(*key, "eve", hash, std::move(done)); });
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::kNotFound);
}

TEST_F(NewsroomTest, AnEditorsWordOutlivesARestart) {
  const auto filed = file({report("a", "Cable to Cape Rose cut", kCable[0])});
  ASSERT_TRUE(ask<void>([&](auto done) {
    newsroom_->decide_bar("ana", filed[0].story, story::BarDecision::kPinned, "Cape Rose is cut off", std::move(done));
  }));
  close();
  open();
  ASSERT_EQ(newsroom_->front_page()->bar.size(), 1u);
  EXPECT_EQ(newsroom_->front_page()->bar[0].headline, "Cape Rose is cut off");
}

}  // namespace
}  // namespace dateline::app
