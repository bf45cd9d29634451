#include <gmock/gmock.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using desk::ReplyId;
using desk::ReplyState;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

class ReplyStore : public StoreTest {
 protected:
  ReplyStore() { expect_ok(writer().put_post(a_post())); }

  void add(std::uint64_t id, std::optional<std::uint64_t> parent = {}, bool approved = true) {
    desk::Reply reply = a_reply(id);
    if (parent) reply.parent = ReplyId{*parent};
    expect_ok(put(writer(), reply));
    if (approved) approve(id);
  }
  void approve(std::uint64_t id) {
    expect_ok(writer().decide_reply(ReplyId{id}, ReplyState::kApproved, "", "ana", kNow + 1h));
  }
  std::vector<std::uint64_t> public_ids() {
    std::vector<std::uint64_t> ids;
    for (const auto& reply : value(reader().public_replies(a_post().article_id()))) ids.push_back(reply.id.value);
    return ids;
  }
  std::vector<std::uint64_t> ids(ReplyState state, int limit = 10) {
    std::vector<std::uint64_t> out;
    for (const auto& reply : value(reader().replies(state, limit))) out.push_back(reply.id.value);
    return out;
  }
  desk::ReplyDraft draft() {
    desk::ReplyDraft made;
    made.article = a_post().article_id();
    made.name = "Bo Li";
    made.email = a_reply(1).email;
    made.text = "Something new.";
    made.peer = "198.51.100.0/24";
    return made;
  }
  desk::ReplyHistory history(const desk::ReplyDraft& draft) { return value(reader().history_for(draft)); }
};

TEST_F(ReplyStore, GivesTheDeskBackWhatWasPut) {
  desk::Reply reply = a_reply(0xfedcba9876543210);
  reply.website = "https://example.org/";
  expect_ok(put(writer(), reply));
  const auto read = value(reader().reply(reply.id));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->article, reply.article);
  EXPECT_EQ(read->parent, std::nullopt);
  EXPECT_EQ(read->name, reply.name);
  EXPECT_EQ(read->email, reply.email);
  EXPECT_EQ(read->website, reply.website);
  EXPECT_EQ(read->text, reply.text);
  EXPECT_EQ(read->peer, reply.peer);
  EXPECT_EQ(read->posted_at, reply.posted_at);
  EXPECT_EQ(read->state, ReplyState::kHeld);
  EXPECT_EQ(read->held_because, reply.held_because);
  EXPECT_EQ(read->decided_at, std::nullopt);
  EXPECT_FALSE(value(reader().reply(ReplyId{1})));
}

TEST_F(ReplyStore, NeverKeepsAWholeNetworkAddress) {
  desk::Reply reply = a_reply(1);
  reply.peer = "203.0.113.77";
  expect_ok(put(writer(), reply));
  EXPECT_EQ(value(reader().reply(ReplyId{1}))->peer, "203.0.113.0/24");
}

TEST_F(ReplyStore, ShowsThePublicWhatWasApprovedOldestFirst) {
  for (const std::uint64_t id : {3u, 1u, 2u}) add(id);
  add(4, {}, false);
  EXPECT_THAT(public_ids(), ElementsAre(1, 2, 3));
  expect_ok(writer().decide_reply(ReplyId{2}, ReplyState::kRejected, "off topic", "ana", kNow));
  expect_ok(writer().decide_reply(ReplyId{3}, ReplyState::kSpam, "", "ana", kNow));
  EXPECT_THAT(public_ids(), ElementsAre(1));
  const auto replies = value(reader().public_replies(a_post().article_id()));
  EXPECT_FALSE(replies.at(0).awaiting);
}

TEST_F(ReplyStore, ListsWhoWaitsLongestFirstAndTheLatestDecidedFirst) {
  for (const std::uint64_t id : {3u, 1u, 2u}) add(id, {}, false);
  EXPECT_THAT(ids(ReplyState::kHeld), ElementsAre(3, 1, 2));
  EXPECT_THAT(ids(ReplyState::kHeld, 2), ElementsAre(3, 1));
  for (const std::uint64_t id : {3u, 1u}) approve(id);
  EXPECT_THAT(ids(ReplyState::kApproved), ElementsAre(1, 3));
  EXPECT_THAT(ids(ReplyState::kHeld), ElementsAre(2));
  EXPECT_EQ(value(reader().counts()).replies, 3);
  EXPECT_EQ(value(reader().counts()).held_replies, 1);
}

TEST_F(ReplyStore, RemembersWhoDecidedAndWhy) {
  add(1, {}, false);
  expect_ok(writer().decide_reply(ReplyId{1}, ReplyState::kRejected, "off topic", "ana", kNow + 2h));
  const auto reply = value(reader().reply(ReplyId{1}));
  EXPECT_EQ(reply->state, ReplyState::kRejected);
  EXPECT_EQ(reply->reason, "off topic");
  EXPECT_EQ(reply->decided_by, "ana");
  EXPECT_EQ(reply->decided_at, kNow + 2h);
  EXPECT_EQ(reply->text, a_reply(1).text);
  EXPECT_EQ(code(writer().decide_reply(ReplyId{9}, ReplyState::kApproved, "", "ana", kNow)), Code::kNotFound);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(ReplyStore, TakesAFormOnce) {
  expect_ok(writer().put_reply(a_reply(1), "preview 1", "once"));
  EXPECT_EQ(code(writer().put_reply(a_reply(2), "preview 2", "once")), Code::kConflict);
  EXPECT_EQ(value(writer().reply_by_once("once")), ReplyId{1});
  EXPECT_EQ(value(writer().reply_by_once("other")), std::nullopt);
  EXPECT_FALSE(value(reader().reply(ReplyId{2})));
}

TEST_F(ReplyStore, TakesAnyNumberOfFormsWithoutAKey) {
  expect_ok(writer().put_reply(a_reply(1), "preview 1", ""));
  expect_ok(writer().put_reply(a_reply(2), "preview 2", ""));
  EXPECT_EQ(value(writer().reply_by_once("")), std::nullopt);
  approve(1);
  approve(2);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(ReplyStore, ShowsItsAuthorThePreviewInAnyState) {
  add(1, {}, false);
  const std::string key = "preview " + ReplyId{1}.str();
  auto preview = value(reader().preview(key));
  ASSERT_TRUE(preview);
  EXPECT_TRUE(preview->reply.awaiting);
  EXPECT_EQ(preview->reply.text, a_reply(1).text);
  EXPECT_EQ(preview->article, a_post().article_id());
  EXPECT_EQ(preview->state, ReplyState::kHeld);
  expect_ok(writer().decide_reply(ReplyId{1}, ReplyState::kRejected, "off topic", "ana", kNow));
  preview = value(reader().preview(key));
  EXPECT_FALSE(preview->reply.awaiting);
  EXPECT_EQ(preview->state, ReplyState::kRejected);
  EXPECT_EQ(preview->reason, "off topic");
  EXPECT_FALSE(value(reader().preview("another key")));
}

TEST_F(ReplyStore, RefusesAnAnswerToNothing) {
  desk::Reply reply = a_reply(2);
  reply.parent = ReplyId{1};
  EXPECT_EQ(code(put(writer(), reply)), Code::kNotFound);
}

TEST_F(ReplyStore, KnowsWhereRepliesAreOpen) {
  EXPECT_TRUE(history(draft()).replies_open);
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
}

TEST_F(ReplyStore, TakesAReplyThatThePublicDoesNotSeeForGone) {
  add(1, {}, false);
  desk::ReplyDraft answer = draft();
  answer.parent = ReplyId{1};
  EXPECT_FALSE(history(answer).parent_exists);
  approve(1);
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
}

TEST_F(ReplyStore, KnowsTheReadersLastReplyByAddressOrNetwork) {
  desk::ReplyDraft stranger = draft();
  stranger.email = *desk::EmailAddress::parse("ana@example.org");
  add(1);
  add(2);
  EXPECT_EQ(history(draft()).last_by_reader, a_reply(2).posted_at);
  EXPECT_EQ(history(stranger).last_by_reader, std::nullopt);
  stranger.peer = a_reply(1).peer;
  EXPECT_EQ(history(stranger).last_by_reader, a_reply(2).posted_at);
}

TEST_F(ReplyStore, TakesUnknownNetworksForDifferentOnes) {
  desk::Reply reply = a_reply(1);
  reply.peer = "";
  expect_ok(put(writer(), reply));
  desk::ReplyDraft stranger = draft();
  stranger.email = *desk::EmailAddress::parse("ana@example.org");
  stranger.peer = "";
  EXPECT_EQ(history(stranger).last_by_reader, std::nullopt);
}

}  // namespace
}  // namespace dateline::store
