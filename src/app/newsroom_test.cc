#include <gmock/gmock.h>

#include "app/newsroom_fixture.h"

namespace dateline::app {
namespace {

using std::chrono::minutes;

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

TEST_F(NewsroomTest, ANoteHasTheTimeOfItsFirstSavingAndAWithdrawalEndsWithThePublication) {
  desk::Post post = publish("Harbour opens");
  const auto save = [&] {
    auto saved = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
    ASSERT_TRUE(saved) << saved.error().message;
    post = *saved;
  };
  post.notes = {{desk::Note::Kind::kCorrection, "It opens on Monday.", std::nullopt}};
  save();
  clock_.advance(minutes{20});
  post.notes.push_back({desk::Note::Kind::kWithdrawal, "It never opened.", std::nullopt});
  post.state = desk::Post::State::kWithdrawn;
  save();
  EXPECT_EQ(post.notes,
            (std::vector<desk::Note>{{desk::Note::Kind::kCorrection, "It opens on Monday.", kNoon},
                                     {desk::Note::Kind::kWithdrawal, "It never opened.", kNoon + minutes{20}}}));
  post.state = desk::Post::State::kPublished;
  save();
  EXPECT_EQ(post.notes.size(), 1u);
}

TEST_F(NewsroomTest, WhoWasShownABulletinIsShownItsCorrectionAndItsWithdrawal) {
  desk::Post post = publish("Cable to Cape Rose cut");
  const auto save = [&] {
    auto saved = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
    ASSERT_TRUE(saved) << saved.error().message;
    post = *saved;
  };
  const auto notices = [&] { return newsroom_->front_page()->notices; };
  post.notes = {{desk::Note::Kind::kCorrection, "It was cut at six.", std::nullopt}};
  save();
  EXPECT_TRUE(notices().empty()) << "nobody was told of it in the bar";

  const auto story = store_->reader().story_of(post.article_id());
  ASSERT_TRUE(story && *story);
  ASSERT_TRUE(ask<void>(
      [&](auto done) { newsroom_->decide_bar("ana", **story, story::BarDecision::kPinned, "", std::move(done)); }));
  post.notes.push_back({desk::Note::Kind::kUpdate, "A ship is on its way.", std::nullopt});
  save();
  EXPECT_TRUE(notices().empty()) << "new facts are no error";
  post.notes.push_back({desk::Note::Kind::kCorrection, "It was cut at seven.", std::nullopt});
  save();
  ASSERT_EQ(notices().size(), 1u);
  EXPECT_EQ(notices()[0].kind, story::BarNotice::Kind::kCorrection);
  EXPECT_EQ(notices()[0].headline, "Cable to Cape Rose cut");

  close();
  open();
  EXPECT_EQ(notices().size(), 1u) << "over a restart, too";

  post.state = desk::Post::State::kWithdrawn;
  save();
  ASSERT_EQ(notices().size(), 1u) << "a report has one, its newest";
  EXPECT_EQ(notices()[0].kind, story::BarNotice::Kind::kWithdrawal);
  EXPECT_TRUE(newsroom_->front_page()->bar.empty());
  EXPECT_TRUE(newsroom_->front_page()->stories.empty());

  clock_.advance(std::chrono::hours{3});
  file({report("d", "Chess final drawn", "The final of the chess tournament ended in a draw after nine hours.")});
  EXPECT_TRUE(notices().empty()) << "it was shown for two hours";
}

TEST_F(NewsroomTest, WhoWasToldOfACorrectionIsToldOfTheWithdrawalWhateverBecameOfTheBulletin) {
  desk::Post post = publish("Cable to Cape Rose cut");
  const auto notices = [&] { return newsroom_->front_page()->notices; };
  const auto story = *store_->reader().story_of(post.article_id());
  const auto decide = [&](std::optional<story::BarDecision> decision) {
    ASSERT_TRUE(ask<void>([&](auto done) { newsroom_->decide_bar("ana", *story, decision, "", std::move(done)); }));
  };
  const auto save = [&] {
    post = *ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
  };
  decide(story::BarDecision::kPinned);
  post.notes = {{desk::Note::Kind::kCorrection, "It was cut at six.", std::nullopt}};
  save();
  decide(std::nullopt);
  post.state = desk::Post::State::kWithdrawn;
  save();
  ASSERT_EQ(notices().size(), 1u);
  EXPECT_EQ(notices()[0].kind, story::BarNotice::Kind::kWithdrawal);

  post.state = desk::Post::State::kPublished;
  save();
  decide(story::BarDecision::kPinned);
  decide(story::BarDecision::kDropped);
  post.state = desk::Post::State::kWithdrawn;
  save();
  EXPECT_EQ(notices().size(), 1u) << "what was dropped, was there";
}

TEST_F(NewsroomTest, ANoticeGoesWithItsCorrectionAndByAnEditorsWord) {
  desk::Post post = publish("Cable to Cape Rose cut");
  const auto notices = [&] { return newsroom_->front_page()->notices.size(); };
  const auto story = *store_->reader().story_of(post.article_id());
  const auto save = [&] {
    post = *ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
  };
  ASSERT_TRUE(ask<void>(
      [&](auto done) { newsroom_->decide_bar("ana", *story, story::BarDecision::kPinned, "", std::move(done)); }));
  post.notes = {{desk::Note::Kind::kCorrection, "It was cut at six.", std::nullopt}};
  save();
  EXPECT_EQ(notices(), 1u);
  post.notes.clear();
  save();
  EXPECT_EQ(notices(), 0u);

  post.notes = {{desk::Note::Kind::kCorrection, "It was cut at seven.", std::nullopt}};
  save();
  EXPECT_EQ(notices(), 1u);
  ASSERT_TRUE(ask<void>([&](auto done) { newsroom_->drop_notice("ana", post.article_id(), std::move(done)); }));
  EXPECT_EQ(notices(), 0u);
  close();
  open();
  EXPECT_EQ(notices(), 0u) << "nor after a restart";
}

TEST_F(NewsroomTest, WhatIsPublicAgainIsNoLongerToldAsWithdrawn) {
  desk::Post post = publish("Cable to Cape Rose cut");
  const auto story = store_->reader().story_of(post.article_id());
  ASSERT_TRUE(ask<void>(
      [&](auto done) { newsroom_->decide_bar("ana", **story, story::BarDecision::kPinned, "", std::move(done)); }));
  for (const auto state : {desk::Post::State::kWithdrawn, desk::Post::State::kPublished}) {
    post.state = state;
    auto saved = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
    ASSERT_TRUE(saved);
    post = *saved;
    EXPECT_EQ(newsroom_->front_page()->notices.size(), state == desk::Post::State::kWithdrawn ? 1u : 0u);
  }
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
  EXPECT_EQ(first->status_key, again->status_key);
  EXPECT_EQ(waiting(), 1U);
}

TEST_F(NewsroomTest, AHeldReplyIsPublicOnlyAfterSomebodyApprovedItAndThatIsLogged) {
  const desk::Post post = publish("Open to replies");
  auto posted = reply(post, "Well said.", "reader@example.com", "form-1");
  ASSERT_TRUE(posted);
  EXPECT_EQ(store_->reader().count_replies(post.article_id()), 0);
  ASSERT_EQ(decide(posted->id, desk::ReplyState::kApproved), 1U);
  EXPECT_EQ(store_->reader().count_replies(post.article_id()), 1);
  EXPECT_EQ(store_->reader().audit(1)->at(0).action, "reply.approved");
  EXPECT_EQ(store_->reader().audit(1)->at(0).who, "ana");
}

TEST_F(NewsroomTest, WhatLooksLikeTheSpamThatTheDeskDecidedIsHeldForThatAlsoAfterARestart) {
  const desk::Post post = publish("Open to replies");
  const auto decided = [&](const std::string& text, desk::ReplyState state) {
    clock_.advance(minutes{1});
    const auto posted = reply(post, text, "reader@example.com", "form " + text);
    ASSERT_TRUE(posted);
    ASSERT_EQ(decide(posted->id, state), 1U);
  };
  for (int i = 0; i < 20; ++i) {
    const std::string n = std::to_string(i);
    decided("The council should mend the bridge on street " + n, desk::ReplyState::kApproved);
    decided("Best casino bonus, play now at table " + n, desk::ReplyState::kSpam);
  }
  const auto held_because = [&](const std::string& text) {
    clock_.advance(minutes{1});
    const auto posted = reply(post, text, "other@example.com", "form " + text);
    return store_->reader().reply(posted->id)->value().held_because;
  };
  EXPECT_THAT(held_because("Best casino bonus, play now"), testing::StartsWith("spam "));
  EXPECT_EQ(held_because("Which bridge will the council mend first?"), "unproven");
  close();
  open();
  EXPECT_THAT(held_because("Best casino bonus, play now at table one"), testing::StartsWith("spam "));
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

desk::LiveEntry entry(std::string headline, std::string body) {
  desk::LiveEntry made = desk::new_entry(kNoon);
  made.headline = std::move(headline);
  made.body = std::move(body);
  return made;
}

class LiveArticleTest : public NewsroomTest {
 protected:
  LiveArticleTest() { post_ = save_live(publish("Storm at the coast of Cape Rose"), desk::Post::Live::kOn); }

  desk::Post save_live(desk::Post post, desk::Post::Live live) {
    post.live = live;
    auto saved = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
    EXPECT_TRUE(saved) << saved.error().message;
    return saved ? *saved : post;
  }
  Result<desk::LiveEntry> save(desk::LiveEntry made) {
    return ask<desk::LiveEntry>([&](auto done) { newsroom_->save_entry("bo", post_.id, made, std::move(done)); });
  }
  Result<desk::PostId> take_back(desk::LiveEntryId id, bool taken_back) {
    return ask<desk::PostId>([&](auto done) { newsroom_->take_back_entry("bo", id, taken_back, std::move(done)); });
  }
  std::vector<std::string> headlines() {
    std::vector<std::string> out;
    const auto entries = *store_->reader().live_entries(post_.id);
    for (const auto& one : entries) out.push_back(one.headline);
    return out;
  }
  std::vector<std::string> actions() {
    std::vector<std::string> out;
    const auto log = *store_->reader().audit(3);
    for (const auto& one : log) out.push_back(one.who + " " + one.action + " " + one.detail);
    return out;
  }

  desk::Post post_;
};

TEST_F(LiveArticleTest, AnEntryIsDurableAuditedAndFoundByTheSearch) {
  clock_.advance(minutes{7});
  const auto saved = save(entry("The bridge is closed", "No lorry may cross the *Brannoch* bridge."));
  ASSERT_TRUE(saved) << saved.error().message;
  EXPECT_EQ(saved->revision, 1);
  EXPECT_EQ(saved->saved_by, "bo");
  EXPECT_EQ(saved->at, kNoon + minutes{7});
  EXPECT_FALSE(saved->updated_at);
  EXPECT_THAT(actions(), testing::Contains("bo entry.publish “The bridge is closed”"));
  const auto hits = store_->reader().search({.words = "Brannoch"}, {});
  ASSERT_EQ(hits->items.size(), 1u);
  EXPECT_EQ(hits->items[0].article->id, post_.article_id());
  EXPECT_EQ(hits->items[0].article->modified_at, kNoon + minutes{7});
  close();
  open();
  EXPECT_THAT(headlines(), testing::ElementsAre("The bridge is closed"));
}

TEST_F(LiveArticleTest, AnEntryKeepsItsPlaceWhenItIsCorrectedAndWhenItComesBack) {
  const auto first = save(entry("One", "a"));
  save(entry("Two", "b"));
  clock_.advance(minutes{1});
  desk::LiveEntry corrected = *first;
  corrected.headline = "One, corrected";
  const auto again = save(corrected);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->at, kNoon);
  EXPECT_EQ(again->updated_at, kNoon + minutes{1});
  EXPECT_THAT(headlines(), testing::ElementsAre("Two", "One, corrected"));

  ASSERT_TRUE(take_back(first->id, true));
  EXPECT_THAT(headlines(), testing::ElementsAre("Two"));
  EXPECT_THAT(actions(), testing::Contains("bo entry.take-back “One, corrected”"));
  ASSERT_TRUE(take_back(first->id, false));
  EXPECT_THAT(headlines(), testing::ElementsAre("Two", "One, corrected"));
}

TEST_F(LiveArticleTest, AFormThatIsSentTwiceAddsOneEntry) {
  const desk::LiveEntry made = entry("One", "a");
  ASSERT_TRUE(save(made));
  const auto again = save(made);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->revision, 1);
  EXPECT_THAT(headlines(), testing::ElementsAre("One"));
}

TEST_F(LiveArticleTest, AnEntryThatSomebodyElseSavedIsNotWrittenOver) {
  desk::LiveEntry mine = *save(entry("One", "a"));
  desk::LiveEntry theirs = mine;
  theirs.body = "theirs";
  ASSERT_TRUE(save(theirs));
  mine.body = "mine";
  const auto refused = save(mine);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kConflict);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("somebody else saved this entry meanwhile (bo)"));
}

TEST_F(LiveArticleTest, AfterTheEndEntriesAreCorrectedButNotAdded) {
  desk::LiveEntry first = *save(entry("One", "a"));
  clock_.advance(minutes{30});
  post_ = save_live(post_, desk::Post::Live::kOver);
  EXPECT_EQ(post_.live_ended_at, kNoon + minutes{30});
  clock_.advance(minutes{30});
  post_ = save_live(post_, desk::Post::Live::kOver);
  EXPECT_EQ(post_.live_ended_at, kNoon + minutes{30}) << "a later touch does not move the end";
  EXPECT_EQ(save(entry("Two", "b")).error().code, Code::kConflict);
  first.body = "corrected";
  EXPECT_TRUE(save(first));
}

TEST_F(LiveArticleTest, AnArticleWithEntriesStaysLive) {
  ASSERT_TRUE(save(entry("One", "a")));
  post_.live = desk::Post::Live::kNo;
  const auto refused = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post_, std::move(done)); });
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("end the coverage"));
}

TEST_F(LiveArticleTest, AnOrdinaryArticleTakesNoEntry) {
  post_ = publish("Harbour council meets");
  EXPECT_EQ(save(entry("One", "a")).error().code, Code::kConflict);
}

TEST_F(NewsroomTest, WhoIsAnsweredFindsThatTheFreshnessMovedOn) {
  const auto count = [&] { return freshness_->now(); };
  const auto published_at = count();
  const desk::Post post = publish("Cable mended");
  const auto replied_at = count();
  EXPECT_GT(replied_at, published_at);

  const auto posted = reply(post, "At last.", "jon@mail.example", "one");
  ASSERT_TRUE(posted);
  const auto approved_at = count();
  ASSERT_EQ(decide(posted->id, desk::ReplyState::kApproved), 1U);
  EXPECT_GT(count(), approved_at);

  // What readers cannot see leaves their pages as they are.
  const auto source = wire::Source::from_url("https://one.example/feed");
  ASSERT_TRUE(source);
  ASSERT_TRUE(ask<void>([&](auto done) { newsroom_->put_source("ana", *source, std::move(done)); }));
  const auto before = count();
  ASSERT_TRUE(ask<void>([&](auto done) { newsroom_->put_fetch_states({{source->id, {}}}, std::move(done)); }));
  EXPECT_EQ(count(), before);

  clock_.advance(std::chrono::hours{13});  // Past midnight.
  ASSERT_TRUE(ask<void>([&](auto done) { newsroom_->put_fetch_states({{source->id, {}}}, std::move(done)); }));
  EXPECT_GT(count(), before);
}

}  // namespace
}  // namespace dateline::app
