// An editor's hand on the stories, and that it holds.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "app/newsroom_fixture.h"
#include "store/sqlite_database.h"

namespace dateline::app {
namespace {

using story::StoryId;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

constexpr const char* kChess = "The final of the chess tournament in Dorn ended in a draw after nine hours of play.";

class NewsroomStories : public NewsroomTest {
 protected:
  Filed file_one(article::Article article) { return file({std::move(article)}).at(0); }
  Filed cable(int number) {
    static const char* const kHeadlines[] = {"Cable to Cape Rose cut", "Cape Rose cut off as undersea cable fails",
                                             "Undersea cable severed, Cape Rose hospital on reserve power"};
    return file_one(report(std::string(1, static_cast<char>('a' + number)), kHeadlines[number], kCable[number]));
  }
  Filed chess() { return file_one(report("x", "Chess final in Dorn drawn", kChess)); }

  Result<StoryId> merge(StoryId into, StoryId from) {
    return ask<StoryId>([&](auto done) { newsroom_->merge_stories("ana", into, from, std::move(done)); });
  }
  Result<StoryId> move(std::vector<article::ArticleId> reports, std::optional<StoryId> to) {
    return ask<StoryId>([&](auto done) { newsroom_->move_reports("ana", reports, to, std::move(done)); });
  }
  Result<StoryId> lock(StoryId story, bool locked) {
    return ask<StoryId>([&](auto done) { newsroom_->lock_story("ana", story, locked, std::move(done)); });
  }
  Result<story::Explanation::Candidate> explain(article::ArticleId report, StoryId story) {
    return ask<story::Explanation::Candidate>([&](auto done) { newsroom_->explain(report, story, std::move(done)); });
  }

  void restart() {
    close();
    open();
  }
  /// A minute later, the machine has looked at the stories again.
  void settle() {
    clock_.advance(std::chrono::minutes{1});
    file({});
  }
  /// What the store says; each newsroom answer is given after the commit.
  std::shared_ptr<const story::Story> stored(StoryId id) { return store_->reader().story(id).value(); }
  std::set<article::ArticleId> reports_of(StoryId id) {
    std::set<article::ArticleId> ids;
    if (const auto story = stored(id)) {
      for (const story::Member& m : story->members) ids.insert(m.article->id);
    }
    return ids;
  }
  desk::AuditEntry last_audit() { return store_->reader().audit(1)->at(0); }
  /// What an editor pressed is refused by the disk: when it is written down in the log, or at the commit.
  void break_disk(const std::string& sql) {
    const auto database = store::Database::open(folder_ / "dateline.db", store::Database::Mode::kWrite);
    ASSERT_TRUE(database);
    const Status done = (*database)->run_script(sql);
    ASSERT_TRUE(done) << done.error().message;
  }
};

TEST_F(NewsroomStories, AMergeHoldsOverARestartAndTheOldIdLeadsToIt) {
  const Filed one = cable(0), other = chess();
  ASSERT_NE(one.story, other.story);
  EXPECT_EQ(merge(one.story, other.story), one.story);
  EXPECT_EQ(last_audit().action, "story.merge");
  EXPECT_EQ(last_audit().target, one.story.str());
  EXPECT_EQ(last_audit().detail, "“Chess final in Dorn drawn” into “Cable to Cape Rose cut”");
  restart();
  ASSERT_EQ(newsroom_->front_page()->stories.size(), 1u);
  EXPECT_THAT(reports_of(other.story), UnorderedElementsAre(one.article, other.article));
  const auto page = newsroom_->front_page();
  for (const story::Member& m : page->stories[0]->members) EXPECT_TRUE(m.by_editor);
  EXPECT_EQ(cable(1).story, one.story);
}

TEST_F(NewsroomStories, TheBarFollowsAMerge) {
  const Filed one = cable(0), other = chess();
  ASSERT_TRUE(ask<void>([&](auto done) {
    newsroom_->decide_bar("ana", other.story, story::BarDecision::kPinned, "Look at this", std::move(done));
  }));
  ASSERT_TRUE(merge(one.story, other.story));
  for (int run = 0; run < 2; ++run) {
    ASSERT_EQ(newsroom_->front_page()->bar.size(), 1u);
    EXPECT_EQ(newsroom_->front_page()->bar[0].story->id, one.story);
    restart();
  }
}

TEST_F(NewsroomStories, AReportMovedElsewhereStaysThereOverARestartAndANewVersion) {
  const Filed first = cable(0), second = cable(1), other = chess();
  ASSERT_EQ(first.story, second.story);
  EXPECT_EQ(move({second.article}, other.story), other.story);
  EXPECT_EQ(last_audit().action, "story.move");
  EXPECT_EQ(last_audit().detail,
            "“Cape Rose cut off as undersea cable fails” from “Cable to Cape Rose cut” into “Chess final in Dorn "
            "drawn”");
  restart();
  article::Article newer = report("b", "Cape Rose cut off as undersea cable fails", std::string(kCable[1]) + " More.");
  EXPECT_EQ(file_one(newer).story, other.story);
  EXPECT_THAT(reports_of(other.story), UnorderedElementsAre(other.article, second.article));
  const auto kept = stored(other.story);
  for (const story::Member& m : kept->members) EXPECT_EQ(m.by_editor, m.article->id == second.article);
}

TEST_F(NewsroomStories, AReportSplitOffIsAStoryOfItsOwnAndTheTwoStayApart) {
  const Filed first = cable(0), second = cable(1);
  const auto split = move({second.article}, std::nullopt);
  ASSERT_TRUE(split) << split.error().message;
  EXPECT_EQ(last_audit().action, "story.split");
  EXPECT_EQ(last_audit().target, split->str());
  EXPECT_EQ(last_audit().detail,
            "“Cape Rose cut off as undersea cable fails” from “Cable to Cape Rose cut” into a story of their own");
  restart();
  cable(2);  // Fits both.
  EXPECT_NE(store_->reader().story_of(first.article).value(), store_->reader().story_of(second.article).value());
  EXPECT_EQ(store_->reader().story_decisions()->apart.size(), 1u);
  ASSERT_TRUE(merge(first.story, *split)) << "an editor may";
  EXPECT_TRUE(store_->reader().story_decisions()->apart.empty());
  EXPECT_EQ(move({second.article}, std::nullopt), *split) << "opened again, it is found under its id again";
  EXPECT_THAT(reports_of(*split), UnorderedElementsAre(second.article));
}

TEST_F(NewsroomStories, ALockedStoryTakesInNothingOverARestartUntilItIsUnlocked) {
  const Filed first = cable(0);
  EXPECT_EQ(lock(first.story, true), first.story);
  EXPECT_EQ(last_audit().action, "story.lock");
  EXPECT_EQ(last_audit().detail, "“Cable to Cape Rose cut”");
  restart();
  EXPECT_TRUE(newsroom_->front_page()->stories.at(0)->locked);
  EXPECT_NE(cable(1).story, first.story);
  EXPECT_THAT(reports_of(first.story), UnorderedElementsAre(first.article));
  EXPECT_EQ(lock(first.story, false), first.story);
  EXPECT_EQ(last_audit().action, "story.unlock");
  restart();
  EXPECT_FALSE(newsroom_->front_page()->stories.at(0)->locked);
}

TEST_F(NewsroomStories, ALockGoesIntoTheStoryThatTakesTheLockedOneIn) {
  const Filed first = cable(0), other = chess();
  ASSERT_TRUE(lock(first.story, true));
  ASSERT_TRUE(merge(other.story, first.story));
  EXPECT_TRUE(stored(other.story)->locked);
  EXPECT_NE(cable(1).story, other.story) << "before a restart";
  restart();
  EXPECT_NE(cable(2).story, other.story) << "and after it";
}

TEST_F(NewsroomStories, AnOldStoryIsFetchedFromTheStore) {
  const Filed first = cable(0), second = cable(1);
  ASSERT_TRUE(move({second.article}, std::nullopt));
  clock_.advance(std::chrono::days{100});
  restart();
  ASSERT_TRUE(newsroom_->front_page()->stories.empty()) << "older than the newsroom's memory";
  const Filed other = chess();
  EXPECT_TRUE(explain(first.article, other.story));
  EXPECT_TRUE(lock(first.story, true));
  EXPECT_EQ(merge(other.story, first.story), other.story);
  EXPECT_THAT(reports_of(other.story), UnorderedElementsAre(first.article, other.article));
  // An old report that is corrected stays where an editor put it, as what it was.
  article::Article newer = report("b", "Cape Rose cut off as undersea cable fails", std::string(kCable[1]) + " More.");
  restart();
  const Filed again = file_one(newer);
  EXPECT_FALSE(again.is_new);
  EXPECT_TRUE(stored(again.story)->members.at(0).by_editor);
}

TEST_F(NewsroomStories, AStoryWhoseReportsAllLeftLeadsToWhereTheyWent) {
  const Filed first = cable(0), second = cable(1), other = chess();
  ASSERT_EQ(first.story, second.story);
  ASSERT_TRUE(ask<void>(
      [&](auto done) { newsroom_->decide_bar("ana", first.story, story::BarDecision::kPinned, "", std::move(done)); }));
  ASSERT_EQ(move({first.article, second.article}, other.story), other.story);
  for (int run = 0; run < 2; ++run) {
    ASSERT_NE(stored(first.story), nullptr);
    EXPECT_EQ(stored(first.story)->id, other.story);
    EXPECT_THAT(reports_of(first.story), UnorderedElementsAre(first.article, second.article, other.article));
    ASSERT_EQ(newsroom_->front_page()->stories.size(), 1u);
    ASSERT_EQ(newsroom_->front_page()->bar.size(), 1u);
    EXPECT_EQ(newsroom_->front_page()->bar[0].story->id, other.story);
    restart();
  }
  EXPECT_EQ(move({first.article}, std::nullopt), first.story) << "its id is free again";
  EXPECT_THAT(reports_of(first.story), UnorderedElementsAre(first.article));
  EXPECT_TRUE(store_->check()->problems.empty());
}

TEST_F(NewsroomStories, AStoryOpenedAnewDoesNotTakeTheIdOfOneThatOnlyTheStoreHas) {
  const Filed first = cable(0), left = chess();
  const Filed other = file_one(report("y", "Orchard prizes for Ilva", "The orchards of Ilva won all seven prizes."));
  ASSERT_EQ(move({left.article}, first.story), first.story);
  ASSERT_EQ(move({first.article}, other.story), other.story);  // The story that it opened goes on without it.
  clock_.advance(std::chrono::days{100});
  restart();
  const auto split = move({first.article}, std::nullopt);
  ASSERT_TRUE(split) << split.error().message;
  EXPECT_NE(*split, first.story);
  EXPECT_THAT(reports_of(*split), UnorderedElementsAre(first.article));
  EXPECT_THAT(reports_of(first.story), UnorderedElementsAre(left.article));
  EXPECT_THAT(reports_of(other.story), UnorderedElementsAre(other.article));
}

TEST_F(NewsroomStories, APostPublishedAgainLeavesItsOldStoryToTheOthers) {
  desk::Post post = publish("Cape Rose is cut off");
  const StoryId old = store_->reader().story_of(post.article_id())->value();
  const Filed other = chess();
  ASSERT_TRUE(move({other.article}, old));
  post = store_->reader().post(post.id)->value();
  const auto save = [&](desk::Post::State state) {
    post.state = state;
    const auto saved = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); });
    ASSERT_TRUE(saved) << saved.error().message;
    post = *saved;
  };
  save(desk::Post::State::kWithdrawn);
  clock_.advance(std::chrono::days{100});
  restart();
  save(desk::Post::State::kPublished);
  EXPECT_NE(store_->reader().story_of(post.article_id())->value(), old);
  EXPECT_THAT(reports_of(old), UnorderedElementsAre(other.article));
}

TEST_F(NewsroomStories, ACopyOfAWithdrawnPostStandsForItself) {
  desk::Post post = publish("Cape Rose is cut off");
  post = store_->reader().post(post.id)->value();
  const std::string text =
      std::string(kCable[0]) + " A ship with a new cable is two days away, the island's council said.";
  post.body = text;
  post = ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); }).value();
  const Filed copy = file_one(report("copyist", "Cape Rose is cut off", text));
  ASSERT_EQ(copy.kinship, story::Kinship::kVerbatim);
  post.state = desk::Post::State::kWithdrawn;
  ASSERT_TRUE(ask<desk::Post>([&](auto done) { newsroom_->save_post("ana", post, std::move(done)); }));
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(stored(copy.story)->independent_outlets(), 1);
    EXPECT_EQ(newsroom_->front_page()->stories.at(0)->independent_outlets(), 1);
    restart();
  }
}

TEST_F(NewsroomStories, WhatTheMachineMergesIsStoredAndTheBarFollows) {
  // Kept apart by a lock until both are there.
  const Filed first = cable(0);
  ASSERT_TRUE(lock(first.story, true));
  const Filed second = cable(1);
  ASSERT_NE(first.story, second.story);
  for (const Filed& one : {first, second}) {
    ASSERT_TRUE(ask<void>([&](auto done) {
      newsroom_->decide_bar("ana", one.story, story::BarDecision::kPinned, one.headline, std::move(done));
    }));
    clock_.advance(std::chrono::seconds{1});
  }
  settle();
  EXPECT_EQ(newsroom_->front_page()->bar.size(), 2u) << "a locked story is not merged";
  ASSERT_TRUE(lock(first.story, false));
  settle();
  for (int run = 0; run < 2; ++run) {
    const auto page = newsroom_->front_page();
    ASSERT_EQ(page->stories.size(), 1u);
    ASSERT_EQ(page->bar.size(), 1u);
    EXPECT_EQ(page->bar[0].headline, second.headline) << "the later word";
    EXPECT_EQ(stored(first.story)->id, page->stories[0]->id);
    EXPECT_EQ(stored(second.story)->id, page->stories[0]->id);
    EXPECT_THAT(reports_of(first.story), UnorderedElementsAre(first.article, second.article));
    restart();
  }
  EXPECT_TRUE(store_->check()->problems.empty());
}

TEST_F(NewsroomStories, WhatIsUnknownIsNotFound) {
  const Filed first = cable(0);
  const StoryId no_story{77};
  const article::ArticleId no_report{77};
  EXPECT_EQ(explain(no_report, first.story).error().code, Code::kNotFound);
  EXPECT_EQ(explain(first.article, no_story).error().code, Code::kNotFound);
  EXPECT_EQ(merge(first.story, no_story).error().code, Code::kNotFound);
  EXPECT_EQ(merge(no_story, first.story).error().code, Code::kNotFound);
  EXPECT_EQ(move({no_report}, std::nullopt).error().code, Code::kNotFound);
  EXPECT_EQ(move({first.article}, no_story).error().code, Code::kNotFound);
  EXPECT_EQ(lock(no_story, true).error().code, Code::kNotFound);
  EXPECT_EQ(explain(first.article, first.story).error().code, Code::kInvalid) << "there is nothing to compare it with";
}

TEST_F(NewsroomStories, WhatWouldChangeNothingIsRefusedAndNotLogged) {
  const Filed first = cable(0);
  cable(1);
  EXPECT_EQ(merge(first.story, first.story).error().code, Code::kConflict);
  EXPECT_EQ(move({}, std::nullopt).error().code, Code::kInvalid);
  EXPECT_EQ(move({first.article}, first.story).error().code, Code::kInvalid);
  EXPECT_TRUE(store_->reader().audit(1)->empty());
}

class Undone : public NewsroomStories, public testing::WithParamInterface<const char*> {};

TEST_P(Undone, WithItsBatchIsEveryDecision) {
  const Filed first = cable(0), other = chess();
  break_disk(GetParam());
  EXPECT_FALSE(merge(first.story, other.story));
  EXPECT_EQ(newsroom_->front_page()->stories.size(), 2u);
  EXPECT_FALSE(move({other.article}, first.story));
  EXPECT_FALSE(lock(first.story, true));
  const auto page = newsroom_->front_page();
  for (const auto& story : page->stories) {
    EXPECT_FALSE(story->locked);
    EXPECT_FALSE(story->members.at(0).by_editor);
    EXPECT_EQ(story->members.size(), 1u);
  }
  break_disk("DROP TRIGGER broken");
  EXPECT_EQ(cable(1).story, first.story) << "it is not locked";
  EXPECT_THAT(reports_of(other.story), UnorderedElementsAre(other.article));
  EXPECT_TRUE(lock(first.story, true)) << "and with a working disk it can be";
}

INSTANTIATE_TEST_SUITE_P(NewsroomStories, Undone,
                         testing::Values("CREATE TRIGGER broken BEFORE INSERT ON audit "
                                         "BEGIN SELECT raise(ABORT, 'the disk is full'); END",
                                         // Noticed by nobody before the commit.
                                         "CREATE TABLE owes (x REFERENCES articles (arrival) DEFERRABLE INITIALLY "
                                         "DEFERRED); CREATE TRIGGER broken AFTER INSERT ON audit "
                                         "BEGIN INSERT INTO owes VALUES (-1); END"));

TEST_F(NewsroomStories, ARepliedArticleKeepsItsRepliesThroughMergeSplitAndRestart) {
  const desk::Post post = publish("What the cable means for Cape Rose");
  const auto posted = reply(post, "Well said.", "reader@example.com", "form-1");
  ASSERT_TRUE(posted);
  ASSERT_EQ(decide(posted->id, desk::ReplyState::kApproved), 1U);
  const auto is_shown = [&] {
    const auto shown = store_->reader().thread(post.article_id()).value();
    return shown.size() == 1 && shown[0].id == posted->id;
  };
  const Filed other = chess();
  ASSERT_TRUE(merge(other.story, store_->reader().story_of(post.article_id()).value().value()));
  EXPECT_TRUE(is_shown());
  ASSERT_TRUE(move({post.article_id()}, std::nullopt));
  EXPECT_TRUE(is_shown());
  restart();
  EXPECT_TRUE(is_shown());
  clock_.advance(std::chrono::minutes{1});  // The same network may not write faster.
  const auto again = reply(post, "And one more thing.", "other@example.com", "form-2");
  EXPECT_TRUE(again) << "the article still takes replies";
}

// Whatever an editor and the machine do, in any order, and however often the program is started anew.
RC_GTEST_FIXTURE_PROP(NewsroomStories, NothingIsLostOrDoubledAndALockHolds, ()) {
  const desk::Post post = publish("What the cable means for Cape Rose");
  const auto posted = reply(post, "Well said.", "reader@example.com", "form-1");
  RC_ASSERT(posted.has_value());
  std::vector<article::ArticleId> reports{post.article_id()};

  const auto check = [&] {
    std::map<article::ArticleId, int> seen;
    std::set<StoryId> stories;
    for (const article::ArticleId id : reports) {
      const auto story = store_->reader().story_of(id).value();
      RC_ASSERT(story.has_value());
      stories.insert(*story);
    }
    for (const StoryId id : stories) {
      RC_ASSERT(stored(id)->id == id);
      for (const article::ArticleId report : reports_of(id)) ++seen[report];
    }
    RC_ASSERT(seen.size() == reports.size());
    for (const auto& [_, times] : seen) RC_ASSERT(times == 1);
    // What is published is what is stored.
    const auto page = newsroom_->front_page();
    RC_ASSERT(page->stories.size() == stories.size());
    for (const auto& story : page->stories) {
      RC_ASSERT(story->locked == stored(story->id)->locked);
      std::set<article::ArticleId> published;
      for (const story::Member& m : story->members) published.insert(m.article->id);
      RC_ASSERT(published == reports_of(story->id));
    }
    RC_ASSERT(store_->reader().reply(posted->id).value().has_value());
  };

  const auto steps = *rc::gen::inRange(1, 24);
  for (int step = 0; step < steps; ++step) {
    const auto some_report = [&] { return *rc::gen::elementOf(reports); };
    const auto some_story = [&] { return store_->reader().story_of(some_report()).value().value(); };
    switch (*rc::gen::weightedElement<int>({{4, 0}, {2, 1}, {3, 2}, {2, 3}, {1, 4}, {2, 5}})) {
      case 0: {
        std::map<StoryId, std::set<article::ArticleId>> locked;
        const store::StoryDecisions decisions = store_->reader().story_decisions().value();
        for (const StoryId id : decisions.locked) locked[id] = reports_of(id);
        const int number = *rc::gen::inRange(0, 3);
        const std::string outlet = "outlet" + std::to_string(step);
        reports.push_back(file_one(*rc::gen::arbitrary<bool>()
                                       ? report(outlet, "Cape Rose cable " + outlet, kCable[number])
                                       : report(outlet, "Chess final in Dorn " + outlet, kChess))
                              .article);
        for (const auto& [id, members] : locked) RC_ASSERT(reports_of(id) == members);
        break;
      }
      case 1:
        merge(some_story(), some_story());  // Of one with itself, too.
        break;
      case 2: {
        std::vector<article::ArticleId> going{some_report(), some_report()};
        move(going, *rc::gen::arbitrary<bool>() ? std::optional(some_story()) : std::nullopt);
        break;
      }
      case 3:
        RC_ASSERT(lock(some_story(), *rc::gen::arbitrary<bool>()).has_value());
        break;
      case 5: {
        std::map<StoryId, std::set<article::ArticleId>> locked;
        const store::StoryDecisions decisions = store_->reader().story_decisions().value();
        for (const StoryId id : decisions.locked) locked[id] = reports_of(id);
        settle();
        for (const auto& [id, members] : locked) RC_ASSERT(reports_of(id) == members);
        break;
      }
      default:
        restart();
    }
    check();
  }
  restart();
  check();
  RC_ASSERT(store_->check()->problems.empty());
}

}  // namespace
}  // namespace dateline::app
