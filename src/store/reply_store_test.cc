#include <gmock/gmock.h>

#include "store/migrations.h"
#include "store/reply_rows.h"
#include "store/sql_text.h"
#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using desk::ReplyId;
using desk::ReplyState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using namespace std::chrono_literals;

class ReplyStore : public StoreTest {
 protected:
  ReplyStore() { expect_ok(writer().put_post(a_post())); }

  desk::Reply reply_of(std::uint64_t id, std::string_view email = "bo@example.org") {
    desk::Reply reply = a_reply(id);
    reply.person = value(writer().person_of(*desk::EmailAddress::parse(email), kNow)).id;
    return reply;
  }
  void add(std::uint64_t id, std::optional<std::uint64_t> parent = {}, ReplyState state = ReplyState::kApproved) {
    desk::Reply reply = reply_of(id);
    if (parent) reply.parent = ReplyId{*parent};
    reply.state = state;
    if (state != ReplyState::kHeld) reply.decided_by = "ana";
    expect_ok(put(writer(), reply));
  }
  void decide(std::uint64_t id, ReplyState state) {
    desk::Reply reply = *value(reader().reply(ReplyId{id}));
    reply.state = state;
    reply.decided_by = "ana";
    reply.decided_at = kNow + 1h;
    expect_ok(writer().update_reply(reply));
  }
  void report(std::uint64_t id, std::uint64_t reply, desk::Report::State state = desk::Report::State::kOpen) {
    desk::Report made;
    made.id = desk::ReportId{id};
    made.reply = ReplyId{reply};
    made.at = kNow;
    made.state = state;
    expect_ok(writer().put_report(made, "report key " + std::to_string(id)));
  }

  std::vector<std::uint64_t> thread() {
    std::vector<std::uint64_t> ids;
    for (const auto& entry : value(reader().thread(a_post().article_id()))) ids.push_back(entry.id.value);
    return ids;
  }
  static std::vector<std::uint64_t> ids_of(const std::vector<desk::Reply>& replies) {
    std::vector<std::uint64_t> ids;
    for (const auto& reply : replies) ids.push_back(reply.id.value);
    return ids;
  }
  std::vector<std::uint64_t> ids(ReplyQueue queue) { return ids_of(value(reader().replies(queue, Page())).items); }

  desk::ReplyDraft draft(std::string_view email = "bo@example.org") {
    desk::ReplyDraft made;
    made.article = a_post().article_id();
    made.name = "Bo Li";
    made.email = *desk::EmailAddress::parse(email);
    made.text = "Something new.";
    made.peer = "198.51.100.0/24";
    return made;
  }
  desk::ReplyHistory history(const desk::ReplyDraft& draft) { return value(writer().history_for(draft, kNow + 1h)); }
};

TEST_F(ReplyStore, GivesTheDeskBackWhatWasPut) {
  desk::Reply reply = reply_of(0xfedcba9876543210);
  reply.website = "https://example.org/";
  reply.avatar = 0xfedcba98;
  reply.proven = reply.notify = reply.picked = true;
  reply.edited_at = kNow + 2min;
  reply.revision = 3;
  reply.ground = desk::Ground::kInsult;
  expect_ok(put(writer(), reply));
  const auto read = value(reader().reply(reply.id));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article, reply.article);
  EXPECT_EQ(read->parent, std::nullopt);
  EXPECT_EQ(read->person, reply.person);
  EXPECT_EQ(read->name, reply.name);
  EXPECT_EQ(read->email, a_reply(1).email) << "the person's";
  EXPECT_EQ(read->website, reply.website);
  EXPECT_EQ(read->text, reply.text);
  EXPECT_EQ(read->peer, reply.peer);
  EXPECT_EQ(read->posted_at, reply.posted_at);
  EXPECT_EQ(read->state, ReplyState::kHeld);
  EXPECT_EQ(read->held_because, reply.held_because);
  EXPECT_EQ(read->decided_at, std::nullopt);
  EXPECT_EQ(read->ground, reply.ground);
  EXPECT_EQ(read->avatar, reply.avatar);
  EXPECT_EQ(read->edited_at, reply.edited_at);
  EXPECT_EQ(read->revision, 3);
  EXPECT_TRUE(read->proven && read->notify && read->picked);
  EXPECT_FALSE(value(reader().reply(ReplyId{1})));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(ReplyStore, NeverKeepsAWholeNetworkAddress) {
  desk::Reply reply = reply_of(1);
  reply.peer = "203.0.113.77";
  expect_ok(put(writer(), reply));
  EXPECT_EQ(value(reader().reply(ReplyId{1}))->peer, "203.0.113.0/24");
}

TEST_F(ReplyStore, PutsTheThreadInOrderOfTimeWithWhatWasApproved) {
  for (const std::uint64_t id : {3u, 1u, 2u}) add(id);
  add(4, {}, ReplyState::kHeld);
  add(5, 1);
  EXPECT_THAT(thread(), ElementsAre(1, 2, 3, 5));
  EXPECT_EQ(value(reader().thread(a_post().article_id())).at(3).parent, ReplyId{1});
  EXPECT_EQ(value(reader().count_replies(a_post().article_id())), 4);
  decide(2, ReplyState::kRejected);
  decide(3, ReplyState::kSpam);
  EXPECT_THAT(thread(), ElementsAre(1, 5));
  EXPECT_EQ(value(reader().count_replies(a_post().article_id())), 2);
  EXPECT_THAT(value(reader().thread(article::ArticleId{99})), IsEmpty());
}

TEST_F(ReplyStore, ReadsAThreadWithoutTouchingTheTexts) {
  for (const std::string query :
       {"SELECT id, parent, posted_at, picked, state = 'erased' FROM replies INDEXED BY replies_thread WHERE article = "
        "1 AND "
        "state IN ('approved', 'erased') ORDER BY posted_at, sequence",
        "SELECT r.state, r.replies_open, r.published_at FROM posts CROSS JOIN post_revisions AS r "
        "INDEXED BY post_revisions_replies ON r.post = posts.id AND r.sequence = posts.newest WHERE article = 1"}) {
    const auto database = value(Database::open(folder_.database(), Database::Mode::kRead));
    auto plan = value(database->query("EXPLAIN QUERY PLAN " + query));
    std::string text;
    while (value(plan.next())) text += plan.text(3) + "\n";
    EXPECT_THAT(text, HasSubstr("COVERING INDEX"));
    EXPECT_THAT(text, Not(HasSubstr("TEMP B-TREE")));
  }
}

TEST_F(ReplyStore, GivesThePublicThoseThatItAsksForInThatOrder) {
  for (const std::uint64_t id : {1u, 2u, 3u}) add(id, {}, id == 2 ? ReplyState::kHeld : ReplyState::kApproved);
  const auto replies = value(reader().public_replies({ReplyId{3}, ReplyId{2}, ReplyId{9}, ReplyId{1}}));
  ASSERT_THAT(replies, SizeIs(2));
  EXPECT_EQ(replies.at(0).id, ReplyId{3});
  EXPECT_EQ(replies.at(1).id, ReplyId{1});
  EXPECT_EQ(replies.at(0).text, a_reply(3).text);
  EXPECT_FALSE(replies.at(0).awaiting || replies.at(0).gone);
}

TEST_F(ReplyStore, ListsWhoWaitsLongestFirstAndTheLatestDecidedFirst) {
  for (const std::uint64_t id : {3u, 1u, 2u}) add(id, {}, ReplyState::kHeld);
  EXPECT_THAT(ids(ReplyQueue::kHeld), ElementsAre(3, 1, 2));
  for (const std::uint64_t id : {3u, 1u}) decide(id, ReplyState::kApproved);
  EXPECT_THAT(ids(ReplyQueue::kApproved), ElementsAre(1, 3));
  EXPECT_THAT(ids(ReplyQueue::kHeld), ElementsAre(2));
  decide(2, ReplyState::kSpam);
  EXPECT_THAT(ids(ReplyQueue::kSpam), ElementsAre(2));
  EXPECT_THAT(ids(ReplyQueue::kRejected), IsEmpty());
}

TEST_F(ReplyStore, SkipsNothingWhereRepliesAreDecidedWhileTheDeskTurnsPages) {
  for (std::uint64_t id = 1; id <= 6; ++id) add(id, {}, ReplyState::kHeld);
  auto page = value(reader().replies(ReplyQueue::kHeld, {.limit = 2}));
  EXPECT_THAT(ids_of(page.items), ElementsAre(1, 2));
  for (const std::uint64_t id : {1u, 2u}) decide(id, ReplyState::kApproved);
  page = value(reader().replies(ReplyQueue::kHeld, {page.next, 2}));
  EXPECT_THAT(ids_of(page.items), ElementsAre(3, 4));
  const std::string back = page.previous;
  page = value(reader().replies(ReplyQueue::kHeld, {page.next, 2}));
  EXPECT_THAT(ids_of(page.items), ElementsAre(5, 6));
  EXPECT_EQ(page.next, "");
  page = value(reader().replies(ReplyQueue::kHeld, {page.previous, 2}));
  EXPECT_THAT(ids_of(page.items), ElementsAre(3, 4));
  EXPECT_THAT(value(reader().replies(ReplyQueue::kHeld, {back, 2})).items, IsEmpty());
}

TEST_F(ReplyStore, ListsTheReportedByTheirOldestOpenReport) {
  for (const std::uint64_t id : {1u, 2u, 3u, 4u}) add(id);
  report(1, 3);
  report(2, 1);
  report(3, 3);
  report(4, 2, desk::Report::State::kDismissed);
  report(5, 4);
  decide(4, ReplyState::kRejected);
  EXPECT_THAT(ids(ReplyQueue::kReported), ElementsAre(3, 1));
  const auto first = value(reader().replies(ReplyQueue::kReported, {.limit = 1}));
  EXPECT_THAT(ids_of(first.items), ElementsAre(3));
  EXPECT_THAT(ids_of(value(reader().replies(ReplyQueue::kReported, {first.next, 1})).items), ElementsAre(1));
}

TEST_F(ReplyStore, ListsWhatTheRulesPublishedUntilSomebodyLooked) {
  for (const std::uint64_t id : {1u, 2u}) {
    desk::Reply reply = reply_of(id);
    reply.state = ReplyState::kApproved;
    expect_ok(put(writer(), reply));
  }
  EXPECT_THAT(ids(ReplyQueue::kNew), ElementsAre(2, 1));
  decide(2, ReplyState::kApproved);
  EXPECT_THAT(ids(ReplyQueue::kNew), ElementsAre(1));
  EXPECT_THAT(ids(ReplyQueue::kApproved), ElementsAre(2, 1));
}

TEST_F(ReplyStore, CountsItsQueues) {
  add(1, {}, ReplyState::kHeld);
  add(2, {}, ReplyState::kHeld);
  add(3);
  add(4, {}, ReplyState::kSpam);
  desk::Reply unseen = reply_of(5);
  unseen.state = ReplyState::kApproved;
  expect_ok(put(writer(), unseen));
  report(1, 3);
  report(2, 3);
  report(3, 4);
  desk::Appeal appeal;
  appeal.id = desk::AppealId{1};
  appeal.reply = ReplyId{4};
  expect_ok(writer().put_appeal(appeal));
  const QueueCounts counts = value(reader().queue_counts());
  EXPECT_EQ(counts.held, 2);
  EXPECT_EQ(counts.reported, 1);
  EXPECT_EQ(counts.unseen, 1);
  EXPECT_EQ(counts.approved, 2);
  EXPECT_EQ(counts.rejected, 0);
  EXPECT_EQ(counts.spam, 1);
  EXPECT_EQ(counts.appeals, 1);
  EXPECT_EQ(value(reader().counts()).replies, 5);
  EXPECT_EQ(value(reader().counts()).held_replies, 2);
}

TEST_F(ReplyStore, KnowsItsQueuesByName) {
  for (const auto queue : {ReplyQueue::kHeld, ReplyQueue::kReported, ReplyQueue::kNew, ReplyQueue::kApproved,
                           ReplyQueue::kRejected, ReplyQueue::kSpam}) {
    EXPECT_EQ(parse_reply_queue(to_string(queue)), queue);
  }
  EXPECT_EQ(parse_reply_queue("erased"), std::nullopt);
}

TEST_F(ReplyStore, RemembersWhatWasDecidedAndChanged) {
  add(1, {}, ReplyState::kHeld);
  desk::Reply reply = *value(reader().reply(ReplyId{1}));
  reply.state = ReplyState::kRejected;
  reply.reason = "off topic";
  reply.ground = desk::Ground::kOffTopic;
  reply.decided_by = "ana";
  reply.decided_at = kNow + 2h;
  reply.text = "Other words.";
  reply.revision = 1;
  reply.person = desk::PersonId{99};
  reply.peer = "";
  expect_ok(writer().update_reply(reply));
  const auto read = value(reader().reply(ReplyId{1}));
  EXPECT_EQ(read->state, ReplyState::kRejected);
  EXPECT_EQ(read->reason, "off topic");
  EXPECT_EQ(read->ground, desk::Ground::kOffTopic);
  EXPECT_EQ(read->decided_by, "ana");
  EXPECT_EQ(read->decided_at, kNow + 2h);
  EXPECT_EQ(read->text, "Other words.");
  EXPECT_EQ(read->revision, 1);
  EXPECT_EQ(read->person, reply_of(1).person) << "whose it is does not change";
  EXPECT_EQ(read->peer, a_reply(1).peer);
  EXPECT_EQ(value(writer().once_of(ReplyId{1})), "once " + ReplyId{1}.str());
  desk::ReplyDraft same = draft();
  same.text = "Other words.";
  EXPECT_TRUE(history(same).same_text_before) << "the new words count";
  reply.id = ReplyId{9};
  EXPECT_EQ(code(writer().update_reply(reply)), Code::kNotFound);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(ReplyStore, TakesAFormOnce) {
  expect_ok(writer().put_reply(reply_of(1), "key 1", "once"));
  EXPECT_EQ(code(writer().put_reply(reply_of(2), "key 2", "once")), Code::kConflict);
  EXPECT_EQ(value(writer().reply_by_once("once")), ReplyId{1});
  EXPECT_EQ(value(writer().reply_by_once("other")), std::nullopt);
  EXPECT_EQ(value(writer().once_of(ReplyId{1})), "once");
  EXPECT_EQ(value(writer().once_of(ReplyId{9})), "");
  EXPECT_FALSE(value(reader().reply(ReplyId{2})));
}

TEST_F(ReplyStore, TakesAnyNumberOfFormsWithoutAKey) {
  expect_ok(writer().put_reply(reply_of(1), "key 1", ""));
  expect_ok(writer().put_reply(reply_of(2), "key 2", ""));
  EXPECT_EQ(value(writer().reply_by_once("")), std::nullopt);
  EXPECT_EQ(value(writer().once_of(ReplyId{1})), "");
  decide(1, ReplyState::kApproved);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(ReplyStore, ShowsItsAuthorTheReplyInAnyState) {
  add(1, {}, ReplyState::kHeld);
  const std::string key = "preview " + ReplyId{1}.str();
  auto own = value(reader().own_reply(key));
  ASSERT_TRUE(own);
  EXPECT_TRUE(own->reply.awaiting);
  EXPECT_EQ(own->reply.text, a_reply(1).text);
  EXPECT_EQ(own->article, a_post().article_id());
  EXPECT_EQ(own->state, ReplyState::kHeld);
  EXPECT_FALSE(own->decided_by_person);
  decide(1, ReplyState::kRejected);
  own = value(reader().own_reply(key));
  EXPECT_FALSE(own->reply.awaiting);
  EXPECT_EQ(own->state, ReplyState::kRejected);
  EXPECT_TRUE(own->decided_by_person);
  EXPECT_EQ(own->decided_at, kNow + 1h);
  EXPECT_FALSE(value(reader().own_reply("another key")));
}

TEST_F(ReplyStore, RefusesAnAnswerToNothingAndAReplyOfNobody) {
  desk::Reply reply = reply_of(2);
  reply.parent = ReplyId{1};
  EXPECT_EQ(code(put(writer(), reply)), Code::kNotFound);
  reply.parent = std::nullopt;
  reply.person = desk::PersonId{99};
  EXPECT_EQ(code(put(writer(), reply)), Code::kNotFound);
}

TEST_F(ReplyStore, KnowsWhereRepliesAreOpenAndSinceWhen) {
  EXPECT_TRUE(history(draft()).replies_open);
  EXPECT_EQ(history(draft()).published_at, kNow);
  desk::ReplyDraft elsewhere = draft();
  elsewhere.article = article::ArticleId{99};
  EXPECT_FALSE(history(elsewhere).replies_open) << "no post of the newsroom";
  desk::Post post = a_post();
  post.revision = 2;
  post.replies_open = false;
  expect_ok(writer().put_post(post));
  EXPECT_FALSE(history(draft()).replies_open);
  post.revision = 3;
  post.replies_open = true;
  post.state = desk::Post::State::kWithdrawn;
  expect_ok(writer().put_post(post));
  EXPECT_FALSE(history(draft()).replies_open);
}

TEST_F(ReplyStore, KnowsHowDeepAnAnswerStands) {
  add(1);
  add(2, 1);
  add(3, 2);
  desk::ReplyDraft answer = draft();
  EXPECT_EQ(history(answer).parent_depth, 0);
  answer.parent = ReplyId{1};
  EXPECT_EQ(history(answer).parent_depth, 1);
  answer.parent = ReplyId{3};
  EXPECT_EQ(history(answer).parent_depth, 3);
  EXPECT_TRUE(history(answer).parent_exists);
  EXPECT_THAT(ids_of(value(reader().answers(ReplyId{1}, 10))), ElementsAre(2));
}

TEST_F(ReplyStore, TakesAReplyThatThePublicDoesNotSeeForGone) {
  add(1, {}, ReplyState::kHeld);
  desk::ReplyDraft answer = draft();
  answer.parent = ReplyId{1};
  EXPECT_FALSE(history(answer).parent_exists);
  decide(1, ReplyState::kApproved);
  EXPECT_TRUE(history(answer).parent_exists);
  answer.article = article::ArticleId{99};
  EXPECT_FALSE(history(answer).parent_exists) << "on another article";
}

TEST_F(ReplyStore, KnowsTheSameTextOfTheSameReader) {
  add(1);
  desk::ReplyDraft same = draft();
  same.text = a_reply(1).text;
  EXPECT_TRUE(history(same).same_text_before);
  same.email = *desk::EmailAddress::parse("BO@example.org");
  EXPECT_TRUE(history(same).same_text_before) << "the same address in capitals";
  same.email = *desk::EmailAddress::parse("ana@example.org");
  EXPECT_FALSE(history(same).same_text_before);
  EXPECT_FALSE(history(draft()).same_text_before);
  same.email = draft().email;
  same.article = article::ArticleId{99};
  EXPECT_FALSE(history(same).same_text_before);
}

TEST_F(ReplyStore, CountsTheSameWordsOfAnybody) {
  add(1);
  desk::ReplyDraft same = draft("ana@example.org");
  same.text = "REPLY   number 1!";
  EXPECT_EQ(history(same).same_text_by_anyone, 1) << "whatever the case and marks";
  EXPECT_EQ(value(writer().history_for(same, kNow + desk::kRepeatWindow + 1h)).same_text_by_anyone, 0);
  EXPECT_EQ(history(draft()).same_text_by_anyone, 0);
}

TEST_F(ReplyStore, KnowsTheReadersLastReplyByThePersonAlone) {
  EXPECT_EQ(history(draft()).last_by_reader, std::nullopt);
  add(2, {}, ReplyState::kSpam);
  add(1);
  EXPECT_EQ(history(draft()).last_by_reader, a_reply(2).posted_at);
  desk::ReplyDraft stranger = draft("ana@example.org");
  stranger.peer = a_reply(1).peer;
  EXPECT_EQ(history(stranger).last_by_reader, std::nullopt) << "many readers share a network";
}

TEST_F(ReplyStore, CountsApprovedRepliesOfAProvenAuthorUpToTwo) {
  const auto prove = [&](std::uint64_t id) {
    desk::Reply reply = *value(reader().reply(ReplyId{id}));
    reply.proven = true;
    expect_ok(writer().update_reply(reply));
  };
  add(1);
  EXPECT_EQ(history(draft()).approved, 0) << "somebody may only have typed the address";
  prove(1);
  EXPECT_EQ(history(draft()).approved, 1);
  add(2, {}, ReplyState::kRejected);
  prove(2);
  EXPECT_EQ(history(draft()).approved, 1);
  add(3);
  add(4);
  prove(3);
  prove(4);
  EXPECT_EQ(history(draft()).approved, 2);
  EXPECT_EQ(history(draft("ana@example.org")).approved, 0);
}

TEST_F(ReplyStore, BelievesAKeyOfTheSamePersonWhileItHolds) {
  const auto bo = reply_of(1).person;
  expect_ok(writer().put_reader_key(content_hash("key"), bo, kNow + 2h));
  desk::ReplyDraft with_key = draft();
  EXPECT_FALSE(history(with_key).proven);
  with_key.reader_key = "key";
  EXPECT_TRUE(history(with_key).proven);
  EXPECT_FALSE(value(writer().history_for(with_key, kNow + 2h)).proven) << "ended";
  reply_of(2, "ana@example.org");
  with_key.email = draft("ana@example.org").email;
  EXPECT_FALSE(history(with_key).proven) << "somebody else's name was typed";
}

TEST_F(ReplyStore, ReadsBackForADryRun) {
  for (const std::uint64_t id : {1u, 2u, 3u}) add(id, {}, ReplyState::kHeld);
  std::vector<std::uint64_t> seen;
  expect_ok(reader().each_reply(kNow + 2s, [&](const desk::Reply& reply) { seen.push_back(reply.id.value); }));
  EXPECT_THAT(seen, ElementsAre(3, 2));
}

TEST_F(ReplyStore, KeepsTheRules) {
  EXPECT_EQ(value(reader().reply_rules()), desk::ReplyRules()) << "as by default";
  desk::ReplyRules rules;
  rules.hold_words = {"casino"};
  rules.hold_all = true;
  expect_ok(writer().put_reply_rules(rules));
  EXPECT_EQ(value(reader().reply_rules()), rules);
}

TEST_F(ReplyStore, ForgetsNetworkAddressesInTime) {
  for (const std::uint64_t id : {1u, 2u}) add(id);
  desk::Report old;
  old.id = desk::ReportId{1};
  old.reply = ReplyId{1};
  old.peer = "203.0.113.9";
  old.at = kNow;
  expect_ok(writer().put_report(old, "key"));
  EXPECT_EQ(value(reader().reports_of(ReplyId{1})).at(0).peer, "203.0.113.0/24");
  EXPECT_EQ(value(writer().forget_peers(kNow + 2s)), 2);
  EXPECT_EQ(value(writer().forget_peers(kNow + 2s)), 0);
  EXPECT_EQ(value(reader().reply(ReplyId{1}))->peer, "");
  EXPECT_EQ(value(reader().reply(ReplyId{2}))->peer, "203.0.113.0/24");
  EXPECT_EQ(value(reader().reports_of(ReplyId{1})).at(0).peer, "");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(ReplyStore, ListsTheNewestOfAnArticleOverPages) {
  for (const std::uint64_t id : {1u, 2u, 3u}) add(id);
  const auto ids_on = [](const Paged<PublishedReply>& page) {
    std::vector<std::uint64_t> ids;
    for (const auto& entry : page.items) ids.push_back(entry.reply.id.value);
    return ids;
  };
  const auto first = value(reader().newest_replies(a_post().article_id(), {.limit = 2}));
  EXPECT_THAT(ids_on(first), ElementsAre(3, 2));
  EXPECT_THAT(ids_on(value(reader().newest_replies(a_post().article_id(), {first.next, 2}))), ElementsAre(1));
  EXPECT_THAT(ids_on(value(reader().newest_replies(std::nullopt, {.limit = 2}))), ElementsAre(3, 2));
}

TEST(ReplyMigration, MakesPeopleOfTheAddressesThatRepliesHad) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder.data());
  {
    const auto database = value(Database::open(folder.database(), Database::Mode::kWrite));
    expect_ok(migrate(*database, 8));
    // The columns that schema 8 had.
    constexpr std::string_view kColumns =
        "id, article, parent, name, email, website, text, peer, posted_at, state, held_because, reason, decided_by, "
        "decided_at, preview_key_hash, once, hash";
    const auto add = [&](std::int64_t id, std::string_view email) {
      expect_ok(database->run(insert_into("replies", kColumns),
                              Row{id, 1, Value(), "Bo", email, "", "Hello there.", "203.0.113.0/24", kNow, "approved",
                                  "", "", "ana", kNow, "key " + std::to_string(id), Value(), "old"}));
    };
    add(1, "bo@example.org");
    add(2, "BO@example.org");
    add(3, "ana@example.org");
    add(4, "not an address");
    add(5, "");
  }
  const auto store = value(open_sqlite(folder.data(), Access::kWrite));
  const auto reply = [&](std::uint64_t id) { return *value(store->reader().reply(ReplyId{id})); };
  EXPECT_EQ(reply(1).person, reply(2).person);
  EXPECT_NE(reply(1).person, reply(3).person);
  EXPECT_NE(reply(1).person, desk::PersonId{});
  EXPECT_EQ(reply(3).email.for_the_desk(), "ana@example.org");
  EXPECT_EQ(reply(4).email, desk::EmailAddress());
  EXPECT_NE(reply(4).person, desk::PersonId{}) << "can be erased all the same";
  EXPECT_EQ(reply(5).person, desk::PersonId{});
  desk::ReplyDraft draft;
  draft.text = "hello there";
  EXPECT_EQ(value(store->writer().history_for(draft, kNow)).same_text_by_anyone, 5);
  EXPECT_THAT(value(store->check()).problems, IsEmpty());
}

}  // namespace
}  // namespace dateline::store
