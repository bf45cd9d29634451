#include "app/newsroom_fixture.h"

#include <stdlib.h>
#include <unistd.h>

namespace dateline::app {

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

NewsroomTest::NewsroomTest() {
  // In memory where there is some: a property opens hundreds of folders, and a busy disk takes 20 ms for each commit.
  const bool memory = ::access("/dev/shm", W_OK) == 0;
  const std::filesystem::path root = memory ? "/dev/shm" : std::filesystem::temp_directory_path();
  std::string pattern = root / "dateline-newsroom-XXXXXX";
  folder_ = mkdtemp(pattern.data());
  open();
}

NewsroomTest::~NewsroomTest() {
  close();
  std::filesystem::remove_all(folder_);
}

void NewsroomTest::open() {
  auto store = store::open_sqlite(folder_, store::Access::kWrite);
  ASSERT_TRUE(store) << store.error().message;
  store_ = std::move(*store);
  auto newsroom =
      Newsroom::open({"Cape Gazette", "https://gazette.example", "en", false, freshness_, can_mail_}, clock_, *store_);
  ASSERT_TRUE(newsroom) << newsroom.error().message;
  newsroom_ = std::move(*newsroom);
  // The first answer comes when everything is read back; there is no such story.
  EXPECT_FALSE(ask<story::StoryId>([&](auto done) { newsroom_->lock_story("ana", {}, true, std::move(done)); }));
}

void NewsroomTest::close() {
  newsroom_.reset();
  store_.reset();
}

void NewsroomTest::open_again(bool can_mail) {
  close();
  can_mail_ = can_mail;
  open();
}

std::vector<Filed> NewsroomTest::file(std::vector<article::Article> articles) {
  auto filed = ask<std::vector<Filed>>([&](auto done) { newsroom_->file(std::move(articles), std::move(done)); });
  EXPECT_TRUE(filed) << filed.error().message;
  return filed ? *filed : std::vector<Filed>{};
}

desk::Post NewsroomTest::publish(const std::string& headline) {
  desk::Post post = desk::new_post(clock_.now());
  post.headline = headline;
  post.body = "A body of a few words, which is all that it takes.";
  post.section = "world";
  post.state = desk::Post::State::kPublished;
  auto saved = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
  EXPECT_TRUE(saved) << saved.error().message;
  return saved ? *saved : post;
}

Result<desk::PostedReply> NewsroomTest::reply(const desk::Post& post, const std::string& text, const std::string& email,
                                              const std::string& once) {
  desk::ReplyForm form;
  form.comment = text;
  form.author = "Reader";
  form.email = email;
  form.post_id = post.article_id().str();
  form.once = once;
  auto draft = desk::check_reply(form, "203.0.113.7");
  EXPECT_TRUE(draft);
  return taken(*draft);
}

Result<desk::PostedReply> NewsroomTest::taken(const desk::ReplyDraft& draft) {
  using Outcome = std::expected<desk::PostedReply, desk::ReplyRefusal>;
  DATELINE_TRY(const Outcome outcome,
               ask<Outcome>([&](auto done) { newsroom_->replies().post(draft, std::move(done)); }));
  if (outcome) return *outcome;
  return fail(Code::kDenied, "refused " + std::to_string(static_cast<int>(outcome.error().why)));
}

Result<std::size_t> NewsroomTest::decide(desk::ReplyId reply, desk::ReplyState state, int revision) {
  DATELINE_TRY(const auto decided, ask<std::vector<desk::ReplyId>>([&](auto done) {
                 newsroom_->replies().decide("ana", {.replies = {{reply, revision}}, .state = state}, std::move(done));
               }));
  return decided.size();
}

}  // namespace dateline::app
